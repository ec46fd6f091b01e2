package text

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// Printer writes in one language. It never changes once made, so any number of
// goroutines may share it.
type Printer struct {
	lang      Lang
	catalogue *catalogue
	numbers   numberStyle
	names     calendarNames
}

func newPrinter(l Lang, c *catalogue) *Printer {
	p := &Printer{lang: l, catalogue: c, numbers: numberStyles[l]}
	p.names = p.readNames()
	return p
}

// Lang is the language the printer writes in.
func (p *Printer) Lang() Lang { return p.lang }

// Has tells whether the catalogue has a key.
func (p *Printer) Has(key string) bool { return p.catalogue.of(key) != nil }

// T is the text of a key, its arguments given as pairs of name and value. A
// name serves {{.name}} and {{.Name}} alike. Dates, months, clocks, amounts,
// minutes, integers, errors and keys are written as the language does; a
// number that only names something (a year, a document) is passed as a string.
// A missing key shows as "⟦key⟧".
func (p *Printer) T(key string, kv ...any) string {
	a := p.catalogue.of(key)
	if a == nil {
		return "⟦" + key + "⟧"
	}
	if s, ok := a.fixed[key]; ok {
		return s
	}
	return p.catalogue.localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: p.pairs(kv)})
}

// N is the text of a key in the plural form that n asks for; {{.N}} is the
// number as the language writes it. The rest is as for T.
func (p *Printer) N(key string, n int, kv ...any) string {
	a := p.catalogue.of(key)
	if a == nil {
		return "⟦" + key + "⟧"
	}
	if s, ok := a.fixed[key]; ok {
		return s
	}
	data := p.pairs(kv)
	data["N"] = p.Int(int64(n))
	return p.catalogue.localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: n})
}

// Error is one sentence saying what was refused and what to do. An error that
// is not of the domain gives the general sentence with its text as detail; so
// does a code without a sentence. Joined errors give one sentence a line.
func (p *Printer) Error(err error) string {
	if err == nil {
		return ""
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, e := range joined.Unwrap() {
			lines = append(lines, p.Error(e))
		}
		return strings.Join(lines, "\n")
	}
	f, ok := fault.As(err)
	if !ok {
		return p.T("error.internal", "Detail", err.Error())
	}
	key := "error." + f.Code
	if !p.Has(key) {
		return p.T("error.internal", "Detail", err.Error())
	}
	kv := make([]any, 0, 2*len(f.Args)+2)
	if f.Err != nil {
		kv = append(kv, "detail", f.Err.Error())
	}
	for name, value := range f.Args {
		kv = append(kv, name, value)
	}
	return p.T(key, kv...)
}

// pairs makes the data of a template.
func (p *Printer) pairs(kv []any) map[string]any {
	data := make(map[string]any, len(kv)+1)
	for i := 0; i < len(kv); i += 2 {
		name, ok := kv[i].(string)
		if !ok {
			name = fmt.Sprint(kv[i])
		}
		var value any = ""
		if i+1 < len(kv) {
			value = p.Value(kv[i+1])
		}
		data[turnFirst(name, unicode.ToLower)] = value
		data[turnFirst(name, unicode.ToUpper)] = value
	}
	return data
}

func turnFirst(s string, turn func(rune) rune) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || turn(r) == r {
		return s
	}
	return string(turn(r)) + s[n:]
}

// Value writes an argument as the language does where it has a way of its own
// for the type, and returns it as it is otherwise.
func (p *Printer) Value(v any) any {
	switch v := v.(type) {
	case nil:
		return p.T("common.unknown")
	case fault.Key:
		return p.T(string(v))
	case civil.Date:
		return p.Date(v)
	case civil.Month:
		return p.Month(v)
	case civil.Range:
		return p.Range(v)
	case civil.Clock:
		return p.Clock(v)
	case civil.Minutes:
		return p.Hours(int64(v))
	case money.Amount:
		return p.Money(v)
	case money.Rate:
		return p.Rate(v)
	case time.Weekday:
		return p.Weekday(v)
	case int:
		return p.Int(int64(v))
	case int32:
		return p.Int(int64(v))
	case int64:
		return p.Int(v)
	case error:
		return p.Error(v)
	case []string:
		return p.List(v)
	case []fault.Key:
		words := make([]string, 0, len(v))
		for _, k := range v {
			words = append(words, p.T(string(k)))
		}
		return p.List(words)
	}
	return v
}

// List joins words with commas and a last "and": "a, b et c".
func (p *Printer) List(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " " + p.T("common.and") + " " + words[last]
}
