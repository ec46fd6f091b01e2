package demo

import (
	"strings"
	"unicode/utf8"

	"regie/clients/calendar"
)

// xLimit leaves room for a link and the signature on the shortest network.
const xLimit = 220

// texts writes what an idea says on each of its networks: hashtags on
// Instagram, a question on Facebook, the professional's angle on LinkedIn.
func (b *book) texts(s told, r *dice) []calendar.Text {
	var list []calendar.Text
	for _, n := range s.networks {
		t := calendar.Text{Network: n, Text: s.body}
		switch n {
		case "instagram":
			t.Text = b.onInstagram(s, r)
		case "facebook":
			t.Text = s.body + "\n\n" + b.typeset(pick(r, b.asks))
		case "linkedin":
			t.Text = paragraphs(s.body) + "\n\n" + b.typeset(pick(r, b.offers))
		case "x":
			t.Text = shortened(s.body, xLimit)
		case "youtube":
			t.Title = shortened(s.title, 95)
			t.Text = s.body + "\n\n" + b.typeset(pick(r, b.asks))
		case "newsletter", "blog":
			t.Title = s.title
			t.Text = paragraphs(s.body) + "\n\n" + b.more(s, r)
		}
		list = append(list, t)
	}
	return list
}

func (b *book) onInstagram(s told, r *dice) string {
	if s.kind == calendar.Story {
		return s.body
	}
	tags := append([]string(nil), b.tags...)
	shuffle(r, tags)
	text := s.body + "\n\n" + b.typeset(pick(r, b.asks))
	if r.chance(35) {
		text = s.title + "\n\n" + text
	}
	return text + "\n\n" + strings.Join(tags[:r.between(3, 5)], " ")
}

// more adds two other stories to a longer text.
func (b *book) more(s told, r *dice) string {
	var parts []string
	for len(parts) < 2 {
		d := pick(r, b.ideas)
		if d.kind != calendar.Post || d.title == s.idea.title {
			continue
		}
		t := b.tell(d, r)
		parts = append(parts, t.title+"\n"+t.body)
	}
	return strings.Join(parts, "\n\n")
}

// paragraphs parts a text after its first sentence, as people do on LinkedIn.
func paragraphs(s string) string {
	for i, r := range s {
		if (r == '.' || r == '?' || r == '!') && i > 40 && i+2 < len(s) && s[i+1] == ' ' {
			return s[:i+1] + "\n\n" + s[i+2:]
		}
	}
	return s
}

// shortened ends a text at a sentence, or else at a word, within n characters.
func shortened(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	cut := string([]rune(s)[:n-1])
	if at := strings.LastIndexAny(cut, ".!?"); at > n/2 {
		return cut[:at+1]
	}
	if at := strings.LastIndex(cut, " "); at > 0 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,:;") + "…"
}
