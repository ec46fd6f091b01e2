package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Resolved is what goes out on one network, word for word.
type Resolved struct {
	Network      string
	Channel      string
	Title        string
	Text         string // with the signature
	FirstComment string
	Media        []Media
}

// Resolved gives every network's content as it would be published, sorted by
// network: "same as" and signature resolved, nothing normalised.
func (it Item) Resolved() []Resolved {
	out := make([]Resolved, 0, len(it.Texts))
	for _, t := range it.Texts {
		r := Resolved{Network: t.Network, Channel: string(t.Channel), Title: t.Title, Text: t.Text, FirstComment: t.FirstComment}
		if t.SameAs != "" {
			if source, ok := it.source(t.SameAs); ok {
				r.Text = source.Text
				if r.FirstComment == "" {
					r.FirstComment = source.FirstComment
				}
				if r.Title == "" {
					r.Title = source.Title
				}
			}
		}
		r.Text = signed(r.Text, t.Signature)
		r.Media = it.mediaOf(t.Network)
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b Resolved) int { return strings.Compare(a.Network, b.Network) })
	return out
}

// source follows "same as" to a text of its own; a circle ends where it began.
func (it Item) source(network string) (Text, bool) {
	for range it.Texts {
		i := slices.IndexFunc(it.Texts, func(t Text) bool { return t.Network == network })
		if i < 0 {
			return Text{}, false
		}
		if it.Texts[i].SameAs == "" {
			return it.Texts[i], true
		}
		network = it.Texts[i].SameAs
	}
	return Text{}, false
}

func signed(text, signature string) string {
	switch {
	case signature == "":
		return text
	case text == "":
		return signature
	}
	return text + "\n\n" + signature
}

func (it Item) mediaOf(network string) []Media {
	var own, shared []Media
	for _, m := range it.Media {
		switch m.Network {
		case network:
			own = append(own, m)
		case "":
			shared = append(shared, m)
		}
	}
	if len(own) > 0 {
		return own
	}
	return shared
}

// Canonical is the content that a decision is bound to: UTF-8 JSON without
// spaces, keys sorted, strings escaped only where JSON demands it (RFC 8785).
// Texts stand byte for byte as they would be published. No day and no time
// are null; everything else that is empty is "".
func (it Item) Canonical() []byte {
	b := []byte(`{"at":`)
	b = appendOptional(b, it.At.String())
	b = append(b, `,"item":`...)
	b = appendJSON(b, string(it.ID))
	b = append(b, `,"kind":`...)
	b = appendJSON(b, string(it.Kind))
	b = append(b, `,"link":`...)
	b = appendJSON(b, it.Link)
	b = append(b, `,"networks":[`...)
	for i, r := range it.Resolved() {
		if i > 0 {
			b = append(b, ',')
		}
		b = r.appendJSON(b)
	}
	b = append(b, `],"on":`...)
	b = appendOptional(b, it.On.String())
	b = append(b, `,"v":1,"zone":`...)
	b = appendJSON(b, it.Zone)
	return append(b, '}')
}

func (r Resolved) appendJSON(b []byte) []byte {
	b = append(b, `{"channel":`...)
	b = appendJSON(b, r.Channel)
	b = append(b, `,"first_comment":`...)
	b = appendJSON(b, r.FirstComment)
	b = append(b, `,"media":[`...)
	for i, m := range r.Media {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"alt":`...)
		b = appendJSON(b, m.Alt)
		b = append(b, `,"sha256":`...)
		b = appendJSON(b, m.SHA256)
		b = append(b, '}')
	}
	b = append(b, `],"network":`...)
	b = appendJSON(b, r.Network)
	b = append(b, `,"text":`...)
	b = appendJSON(b, r.Text)
	b = append(b, `,"title":`...)
	b = appendJSON(b, r.Title)
	return append(b, '}')
}

// ContentHash is the hex SHA-256 of Canonical.
func (it Item) ContentHash() string {
	sum := sha256.Sum256(it.Canonical())
	return hex.EncodeToString(sum[:])
}

func appendOptional(b []byte, s string) []byte {
	if s == "" {
		return append(b, "null"...)
	}
	return appendJSON(b, s)
}

// appendJSON writes a string as JSON; encoding/json would also escape U+2028
// and replace what is not UTF-8.
func appendJSON(b []byte, s string) []byte {
	b = append(b, '"')
	for i := range len(s) {
		switch c := s[i]; c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\b':
			b = append(b, `\b`...)
		case '\t':
			b = append(b, `\t`...)
		case '\n':
			b = append(b, `\n`...)
		case '\f':
			b = append(b, `\f`...)
		case '\r':
			b = append(b, `\r`...)
		default:
			if c < 0x20 {
				b = append(b, fmt.Sprintf(`\u%04x`, c)...)
				continue
			}
			b = append(b, c)
		}
	}
	return append(b, '"')
}

// changed names what differs in the content of two states of one item: "kind",
// "on", "at", "zone", "link", and for each network "network:x" (added or
// taken away), "channel:x", "title:x", "text:x", "signature:x" (of an unchanged
// text), "first_comment:x", "media:x".
// It is empty exactly when the contents, and so the hashes, are the same.
func changed(before, after Item) []string {
	var names []string
	note := func(name string, differs bool) {
		if differs {
			names = append(names, name)
		}
	}
	note("kind", before.Kind != after.Kind)
	note("on", before.On != after.On)
	note("at", before.At.String() != after.At.String())
	note("zone", before.Zone != after.Zone)
	note("link", before.Link != after.Link)
	was, is := byNetwork(before), byNetwork(after)
	bareWas, bareIs := byNetwork(before.unsigned()), byNetwork(after.unsigned())
	for _, network := range networksOf(was, is) {
		a, had := was[network]
		b, has := is[network]
		if had != has {
			note("network:"+network, true)
			continue
		}
		note("channel:"+network, a.Channel != b.Channel)
		note("title:"+network, a.Title != b.Title)
		same := bareWas[network].Text == bareIs[network].Text
		note("text:"+network, a.Text != b.Text && !same)
		note("signature:"+network, a.Text != b.Text && same)
		note("first_comment:"+network, a.FirstComment != b.FirstComment)
		note("media:"+network, !sameMedia(a.Media, b.Media))
	}
	return names
}

// unsigned is the item without any signature.
func (it Item) unsigned() Item {
	it = it.clone()
	for i := range it.Texts {
		it.Texts[i].Signature = ""
	}
	return it
}

func byNetwork(it Item) map[string]Resolved {
	m := map[string]Resolved{}
	for _, r := range it.Resolved() {
		m[r.Network] = r
	}
	return m
}

func networksOf(maps ...map[string]Resolved) []string {
	var names []string
	for _, m := range maps {
		for name := range m {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func sameMedia(a, b []Media) bool {
	return slices.EqualFunc(a, b, func(x, y Media) bool { return x.SHA256 == y.SHA256 && x.Alt == y.Alt })
}

// Fingerprint is the same for two texts that say the same: case, accents,
// spaces, punctuation, links and hashtags left aside. Short texts have none ("").
func Fingerprint(text string) string {
	words := plainWords(text)
	if len(words) < 4 {
		return ""
	}
	sum := sha256.Sum256([]byte(strings.Join(words, " ")))
	return hex.EncodeToString(sum[:16])
}

// short is a text's first words, for lists.
func short(text string, runes int) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	r := []rune(line)
	if len(r) <= runes {
		return line
	}
	return strings.TrimSpace(string(r[:runes-1])) + "…"
}
