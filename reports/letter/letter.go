// Package letter is what every document for or about a client begins with: who
// sends it to whom, in which language and colours, the names of hats, levels
// and people, the band at its head, its signature box, and its files.
package letter

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/reports/page"
)

// House is what a letter asks of the agency and its clients; clients.Service
// answers it.
type House interface {
	Agency(ctx context.Context) (clients.Agency, error)
	Today(ctx context.Context) (civil.Date, error)
	Client(ctx context.Context, id clients.ID) (clients.Client, error)
	Staff(ctx context.Context, archivedToo bool) ([]clients.Staff, error)
	Hats(ctx context.Context) ([]clients.Hat, error)
	Levels(ctx context.Context) ([]clients.Level, error)
	Contacts(ctx context.Context, client clients.ID) ([]clients.Contact, error)
	Media(ctx context.Context, hash string) ([]byte, error)
}

// Letter is the sender, the client and the words of a document, by value.
type Letter struct {
	Client   clients.Client
	Agency   clients.Agency
	Lang     text.Lang
	AsOf     time.Time // when the data were read
	Today    civil.Date
	Logo     []byte            // the client's, as kept; nil for none
	Contacts []clients.Contact // at the client, the archived left out
	Staff    []clients.Staff   // the archived too
	Hats     []clients.Hat
	Levels   []clients.Level
}

// Read reads a letter in a language; none is the client's. Faults:
// client_unknown, and report_internal for the agency's own workspace.
func Read(ctx context.Context, h House, client clients.ID, lang text.Lang, asOf time.Time) (Letter, error) {
	l := Letter{Lang: lang, AsOf: asOf}
	var err error
	if l.Client, err = h.Client(ctx, client); err != nil {
		return l, err
	}
	if l.Client.Internal {
		return l, fault.New("report_internal", "Client", l.Client.Name).At("client")
	}
	if lang == "" {
		if l.Lang, err = text.Parse(l.Client.Lang); err != nil {
			l.Lang = text.FR
		}
	}
	for _, read := range []func() error{
		func() (err error) { l.Agency, err = h.Agency(ctx); return err },
		func() (err error) { l.Today, err = h.Today(ctx); return err },
		func() (err error) { l.Staff, err = h.Staff(ctx, true); return err },
		func() (err error) { l.Hats, err = h.Hats(ctx); return err },
		func() (err error) { l.Levels, err = h.Levels(ctx); return err },
		func() (err error) { l.Contacts, err = h.Contacts(ctx, client); return err },
	} {
		if err := read(); err != nil {
			return l, fmt.Errorf("reading the client and the agency: %w", err)
		}
	}
	l.Contacts = slices.DeleteFunc(slices.Clone(l.Contacts), func(c clients.Contact) bool { return c.ArchivedAt != "" })
	if hash := l.Client.Brand.Logo; hash != "" {
		if l.Logo, err = h.Media(ctx, hash); err != nil {
			return l, fmt.Errorf("reading the logo: %w", err)
		}
	}
	return l, nil
}

// Printer writes in the letter's language.
func (l *Letter) Printer() *text.Printer { return text.For(l.Lang) }

// Theme is the client's colours, the agency's where it has none.
func (l *Letter) Theme() page.Theme {
	primary, _ := page.ParseColor(cmp.Or(l.Client.Brand.Primary, l.Agency.Color)) // a colour that is none is the house's
	second, _ := page.ParseColor(l.Client.Brand.Secondary)
	return page.NewTheme(primary, second)
}

// Hat is a kind of work by its key; known is false for one nobody keeps.
func (l *Letter) Hat(key string) (hat clients.Hat, known bool) {
	i := slices.IndexFunc(l.Hats, func(h clients.Hat) bool { return h.Key == key })
	if i < 0 {
		return clients.Hat{Key: key}, false
	}
	return l.Hats[i], true
}

// HatName is a hat's name, its key where it has none.
func (l *Letter) HatName(key string) string {
	h, _ := l.Hat(key)
	return l.Named(key, h.NameFR, h.NameEN)
}

// LevelName is a level's name, its key where it has none.
func (l *Letter) LevelName(key string) string {
	for _, v := range l.Levels {
		if v.Key == key {
			return l.Named(key, v.NameFR, v.NameEN)
		}
	}
	return key
}

// Named is a name in the letter's language, the other where it is not given,
// else the key.
func (l *Letter) Named(key, fr, en string) string {
	if l.Lang == text.EN {
		fr, en = en, fr
	}
	return cmp.Or(fr, en, key)
}

// Person is the name of one of the agency.
func (l *Letter) Person(id clients.ID) string {
	for _, s := range l.Staff {
		if s.ID == id {
			return s.Name
		}
	}
	return ""
}

// Committee are the contacts whose approval counts.
func (l *Letter) Committee() []clients.Contact {
	return slices.DeleteFunc(slices.Clone(l.Contacts), func(c clients.Contact) bool { return !c.Committee })
}

// Decider is who reads documents at the client: the one whose role it is, else
// the first of the committee, else the first; the zero contact for nobody.
func (l *Letter) Decider() clients.Contact {
	for _, c := range l.Contacts {
		if r := clients.Fold(c.Role); r == "decider" || r == "decideur" {
			return c
		}
	}
	if c := append(l.Committee(), l.Contacts...); len(c) > 0 {
		return c[0]
	}
	return clients.Contact{}
}

// FileName is "Kivu-Maison_" with a document's own part: safe on every system.
func (l *Letter) FileName(part, ext string) string {
	return FileStem(l.Client) + "_" + part + "." + ext
}

// FileStem is a client's name without spaces, as a part of a file's name.
func FileStem(c clients.Client) string {
	safe := strings.Join(strings.Fields(clients.SafeFileName(c.Name)), "-")
	if strings.Trim(safe, "_-") == "" {
		return c.Key
	}
	return safe
}

// Picture is a kept picture, nil when there is none or it cannot be read.
func Picture(b []byte) *page.Picture {
	if len(b) == 0 {
		return nil
	}
	pic, err := page.CachedPicture(b)
	if err != nil {
		return nil
	}
	return pic
}

// Initials are the first letters of the first two words of a name.
func Initials(name string) string {
	var out []rune
	for word := range strings.FieldsSeq(name) {
		for _, r := range word {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				out = append(out, unicode.ToUpper(r))
				break
			}
		}
		if len(out) == 2 {
			break
		}
	}
	return string(out)
}

// Capital turns the first letter into a capital.
func Capital(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:size]) + s[size:]
}

// Small turns the first letter of a label into a small one, for the middle of a
// sentence.
func Small(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return strings.ToLower(s[:size]) + s[size:]
}

// Shorten cuts a text after at most n characters, at a space where one is near.
func Shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := n - 1
	for i := cut; i > n*2/3; i-- {
		if r[i] == ' ' {
			cut = i
			break
		}
	}
	return string(r[:cut]) + "…"
}
