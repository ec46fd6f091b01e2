package demo

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"regie/clients/calendar"
	"regie/clients/civil"
)

//go:embed ideas/*.txt
var ideaFiles embed.FS

// networkCodes are what the files of ideas write for networks.
var networkCodes = map[string]string{
	"fb": "facebook", "ig": "instagram", "li": "linkedin", "x": "x", "yt": "youtube", "nl": "newsletter", "bl": "blog",
}

// idea is something to publish, with gaps in braces for what changes.
type idea struct {
	months   []time.Month // empty: any
	kind     calendar.Kind
	networks []string
	pillar   int // from 0
	title    string
	body     string
}

// book is what is known of a client's texts.
type book struct {
	lang    string
	pillars []calendar.Pillar
	slots   map[string][]string
	tags    []string
	asks    []string // to the public
	offers  []string // to professionals
	ideas   []idea

	campaigns []campaign
	minds     []mind
	trials    []trial
}

// campaign comes back every year between two days, "MM-DD".
type campaign struct {
	from, until string
	name, goal  string
	units       int64 // budget in whole units of the client's currency
	count       int64 // of measure, the target
	measure     string
}

func (b *book) campaign(s string) error {
	parts := strings.Split(s, " | ")
	if len(parts) != 5 {
		return fmt.Errorf("a campaign without its five parts")
	}
	from, until, ok := strings.Cut(parts[0], " ")
	units, err := strconv.ParseInt(parts[3], 10, 64)
	if !ok || err != nil {
		return fmt.Errorf("the campaign %q", s)
	}
	k := campaign{from: from, until: until, name: parts[1], goal: b.typeset(parts[2]), units: units}
	b.campaigns = append(b.campaigns, k)
	return b.campaigns[len(b.campaigns)-1].target(parts[4])
}

// readBook reads the ideas of one client. The file is part of the program, so
// that a mistake in it is a mistake of the program.
func readBook(name string) (*book, error) {
	raw, err := ideaFiles.ReadFile("ideas/" + name + ".txt")
	if err != nil {
		return nil, fmt.Errorf("reading the ideas of %s: %w", name, err)
	}
	b := &book{lang: "fr", slots: map[string][]string{}}
	for i, line := range strings.Split(strings.TrimRight(string(raw), "\n"), "\n") {
		if err := b.line(strings.TrimSpace(line)); err != nil {
			return nil, fmt.Errorf("reading the ideas of %s, line %d: %w", name, i+1, err)
		}
	}
	return b, nil
}

func (b *book) line(line string) error {
	head, rest, _ := strings.Cut(line, ":")
	word, value, _ := strings.Cut(line, " ")
	switch {
	case line == "":
	case word == "@":
		return b.begin(value)
	case word == "slot":
		name, values, ok := strings.Cut(value, ": ")
		if !ok {
			return fmt.Errorf("a slot without values")
		}
		b.slots[name] = strings.Split(values, " | ")
	case head == "pillar":
		parts := strings.Split(strings.TrimSpace(rest), " | ")
		share, err := strconv.Atoi(parts[2])
		if err != nil {
			return err
		}
		b.pillars = append(b.pillars, calendar.Pillar{Name: parts[0], Color: parts[1], Share: share * 100, Position: len(b.pillars)})
	case head == "idea":
		return b.mind(strings.TrimSpace(rest))
	case head == "trial":
		return b.trial(strings.TrimSpace(rest))
	case head == "campaign":
		return b.campaign(strings.TrimSpace(rest))
	case head == "tags":
		b.tags = strings.Fields(rest)
	case head == "ask":
		b.asks = strings.Split(strings.TrimSpace(rest), " | ")
	case head == "pro":
		b.offers = strings.Split(strings.TrimSpace(rest), " | ")
	case head == "lang":
		b.lang = strings.TrimSpace(rest)
	case len(b.ideas) > 0:
		last := &b.ideas[len(b.ideas)-1]
		last.body = strings.TrimSpace(last.body + "\n" + line)
	default:
		return fmt.Errorf("%q has no place", line)
	}
	return nil
}

// begin reads "months kind networks pillar | title".
func (b *book) begin(s string) error {
	head, title, ok := strings.Cut(s, " | ")
	parts := strings.Fields(head)
	if !ok || len(parts) != 4 {
		return fmt.Errorf("an idea without its four words")
	}
	months, err := readMonths(parts[0])
	if err != nil {
		return err
	}
	d := idea{months: months, kind: calendar.Kind(parts[1]), title: title}
	if !slices.Contains(calendar.Kinds(), d.kind) {
		return fmt.Errorf("unknown kind %s", d.kind)
	}
	if parts[2] != "-" {
		for _, code := range strings.Split(parts[2], ",") {
			n, ok := networkCodes[code]
			if !ok {
				return fmt.Errorf("unknown network %s", code)
			}
			d.networks = append(d.networks, n)
		}
	}
	if d.pillar, err = strconv.Atoi(parts[3]); err != nil || d.pillar < 1 || d.pillar > len(b.pillars) {
		return fmt.Errorf("no pillar %s", parts[3])
	}
	d.pillar--
	b.ideas = append(b.ideas, d)
	return nil
}

// readMonths reads "*", "11", "6-8" or "11,12".
func readMonths(s string) ([]time.Month, error) {
	if s == "*" {
		return nil, nil
	}
	var list []time.Month
	for _, part := range strings.Split(s, ",") {
		from, to, run := strings.Cut(part, "-")
		if !run {
			to = from
		}
		a, err := strconv.Atoi(from)
		if err != nil {
			return nil, err
		}
		z, err := strconv.Atoi(to)
		if err != nil {
			return nil, err
		}
		for m := a; m <= z; m++ {
			list = append(list, time.Month(m))
		}
	}
	return list, nil
}

// fits tells whether an idea may be published in a month.
func (d idea) fits(m civil.Month) bool {
	return len(d.months) == 0 || slices.Contains(d.months, m.Month)
}

// told is an idea with its gaps filled.
type told struct {
	idea
	title, body string
}

// tell fills the gaps of an idea, each gap with one value throughout.
func (b *book) tell(d idea, r *dice) told {
	chosen := map[string]string{}
	fill := func(s string) string {
		var out strings.Builder
		for {
			before, rest, ok := strings.Cut(s, "{")
			out.WriteString(before)
			if !ok {
				break
			}
			name, after, _ := strings.Cut(rest, "}")
			key := lower(name)
			if _, ok := chosen[key]; !ok {
				chosen[key] = pick(r, b.slots[key])
			}
			value := contracted(&out, chosen[key], b.lang)
			if key != name || beginsSentence(out.String()) {
				value = upper(value)
			}
			out.WriteString(value)
			s = after
		}
		return b.typeset(out.String())
	}
	return told{idea: d, title: fill(d.title), body: fill(d.body)}
}

// contracted makes "de le" into "du" and "de Étienne" into "d’Étienne" where a
// value follows; it takes the preposition back from what is written.
func contracted(out *strings.Builder, value, lang string) string {
	if lang != "fr" {
		return value
	}
	said := out.String()
	swap := func(preposition, instead, rest string) string {
		out.Reset()
		out.WriteString(strings.TrimSuffix(said, preposition) + instead)
		return rest
	}
	first, _ := utf8.DecodeRuneInString(value)
	for _, c := range []struct{ preposition, article, instead string }{
		{"de ", "le ", "du "}, {"de ", "les ", "des "}, {"à ", "le ", "au "}, {"à ", "les ", "aux "},
	} {
		if rest, ok := strings.CutPrefix(lower(value), c.article); ok && endsWord(said, c.preposition) {
			return swap(c.preposition, c.instead, rest)
		}
	}
	if endsWord(said, "de ") && strings.ContainsRune("aeiouyéèêAEIOUÉÈ", first) && !strings.HasPrefix(value, "onze") {
		return swap("de ", "d’", value)
	}
	return value
}

// endsWord tells whether s ends with a word of its own.
func endsWord(s, word string) bool {
	before, ok := strings.CutSuffix(s, word)
	last, _ := utf8.DecodeLastRuneInString(before)
	return ok && (before == "" || last == ' ' || last == '’' || last == '\'')
}

// beginsSentence tells whether what comes next is a sentence's first word.
func beginsSentence(s string) bool {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	r, _ := utf8.DecodeLastRuneInString(s)
	return s == "" || strings.ContainsRune(".!?…", r) || r > 0x2190
}

func upper(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func lower(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// frenchSpaces puts the no-break spaces that French asks for.
var frenchSpaces = strings.NewReplacer(
	" !", "\u202f!", " ?", "\u202f?", " ;", "\u202f;", " :", "\u00a0:", "« ", "«\u00a0", " »", "\u00a0»", " %", "\u00a0%", " €", "\u00a0€",
	" $", "\u00a0$", " FC", "\u00a0FC", " h ", "\u00a0h\u00a0",
)

func (b *book) typeset(s string) string {
	if b.lang != "fr" {
		return s
	}
	return frenchSpaces.Replace(s)
}
