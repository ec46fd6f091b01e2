package calendar

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"

	"regie/assets/limits"
)

// Used is how long a text is for a network that counts in this way.
func Used(text string, way limits.Count) int {
	switch way {
	case limits.UTF16:
		n := 0
		for _, r := range text {
			n += utf16.RuneLen(r)
		}
		return n
	case limits.Graphemes:
		return uniseg.GraphemeClusterCount(text)
	case limits.Weighted:
		return weighted(text)
	case limits.Mastodon:
		text = linkPattern.ReplaceAllStringFunc(text, func(link string) string {
			if !strings.Contains(link, "://") {
				return link
			}
			return strings.Repeat("x", linkLength)
		})
		return uniseg.GraphemeClusterCount(serverOfMention.ReplaceAllString(text, "$1"))
	case limits.EmojiBytes:
		return emojiBytes(text)
	default:
		return utf8.RuneCountInString(text)
	}
}

// linkLength is what X and Mastodon count for any link.
const linkLength = 23

// linkPattern finds links with their protocol, and bare addresses under the
// endings in common use: twitter-text counts both.
var linkPattern = regexp.MustCompile(`(?i)(?:https?://[^\s<>"“”«»]+|\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+` +
	`(?:com|org|net|edu|gov|int|info|biz|name|io|co|app|dev|africa|paris|shop|store|online|site|blog|news|media|agency|tv|me|ai|eu|fr|cd|cg|be|ch|ca|lu|uk|us|de|es|it|nl|pt|ma|dz|tn|sn|ci|cm|rw|bi|ug|ke|za)\b` +
	`(?:/[^\s<>"“”«»]*)?)`)

var serverOfMention = regexp.MustCompile(`(@[A-Za-z0-9_]+)@[A-Za-z0-9.-]+[A-Za-z0-9]`)

// trailing is the punctuation after a link that is not part of it.
const trailing = ".,;:!?'’)]}…"

// weighted counts as twitter-text configuration v3 does: Unicode NFC; a link
// 23; an emoji, however it is composed, 2; code points 0–4351, 8192–8205,
// 8208–8223 and 8242–8247 one each, all others 2.
func weighted(text string) int {
	text = norm.NFC.String(text)
	total, from := 0, 0
	for _, at := range linkPattern.FindAllStringIndex(text, -1) {
		if at[0] > 0 && (text[at[0]-1] == '@' || text[at[0]-1] == '#') {
			continue
		}
		link := strings.TrimRight(text[at[0]:at[1]], trailing)
		total += weightedPlain(text[from:at[0]]) + linkLength
		from = at[0] + len(link)
	}
	return total + weightedPlain(text[from:])
}

func weightedPlain(text string) int {
	total, state := 0, -1
	for text != "" {
		var cluster string
		cluster, text, _, state = uniseg.FirstGraphemeClusterInString(text, state)
		if isEmoji(cluster) {
			total += 2
			continue
		}
		for _, r := range cluster {
			if r <= 4351 || r >= 8192 && r <= 8205 || r >= 8208 && r <= 8223 || r >= 8242 && r <= 8247 {
				total++
			} else {
				total += 2
			}
		}
	}
	return total
}

func emojiBytes(text string) int {
	total, state := 0, -1
	for text != "" {
		var cluster string
		cluster, text, _, state = uniseg.FirstGraphemeClusterInString(text, state)
		if isEmoji(cluster) {
			total += len(cluster)
		} else {
			total += utf8.RuneCountInString(cluster)
		}
	}
	return total
}

// isEmoji reports whether a grapheme cluster is shown as one emoji: it has the
// emoji variation selector, a keycap or a pictograph of the emoji planes.
func isEmoji(cluster string) bool {
	first := true
	for _, r := range cluster {
		switch {
		case r == 0xFE0F, r == 0x20E3, r >= 0x1F000 && r <= 0x1FAFF:
			return true
		case first && unicode.Is(emojiByDefault, r):
			return true
		}
		first = false
	}
	return false
}

// emojiByDefault are the code points below U+1F000 that show as emoji without
// a selector (Emoji_Presentation=Yes, Unicode 16).
var emojiByDefault = &unicode.RangeTable{R16: []unicode.Range16{
	{0x231A, 0x231B, 1},
	{0x23E9, 0x23EC, 1},
	{0x23F0, 0x23F0, 1},
	{0x23F3, 0x23F3, 1},
	{0x25FD, 0x25FE, 1},
	{0x2614, 0x2615, 1},
	{0x2648, 0x2653, 1},
	{0x267F, 0x267F, 1},
	{0x2693, 0x2693, 1},
	{0x26A1, 0x26A1, 1},
	{0x26AA, 0x26AB, 1},
	{0x26BD, 0x26BE, 1},
	{0x26C4, 0x26C5, 1},
	{0x26CE, 0x26CE, 1},
	{0x26D4, 0x26D4, 1},
	{0x26EA, 0x26EA, 1},
	{0x26F2, 0x26F3, 1},
	{0x26F5, 0x26F5, 1},
	{0x26FA, 0x26FA, 1},
	{0x26FD, 0x26FD, 1},
	{0x2705, 0x2705, 1},
	{0x270A, 0x270B, 1},
	{0x2728, 0x2728, 1},
	{0x274C, 0x274C, 1},
	{0x274E, 0x274E, 1},
	{0x2753, 0x2755, 1},
	{0x2757, 0x2757, 1},
	{0x2795, 0x2797, 1},
	{0x27B0, 0x27B0, 1},
	{0x27BF, 0x27BF, 1},
	{0x2B1B, 0x2B1C, 1},
	{0x2B50, 0x2B50, 1},
	{0x2B55, 0x2B55, 1},
}}

var hashtagPattern = regexp.MustCompile(`(^|[^\p{L}\p{M}\p{N}_&/#])[#＃]([\p{L}\p{M}\p{N}_]*[\p{L}\p{M}][\p{L}\p{M}\p{N}_]*)`)

// Hashtags lists a text's hashtags in order, without their sign. A number
// alone is none.
func Hashtags(text string) []string {
	var tags []string
	for _, m := range hashtagPattern.FindAllStringSubmatch(text, -1) {
		tags = append(tags, m[2])
	}
	return tags
}

// Gauge is one text measured against its network.
type Gauge struct {
	Network  string
	Used     int // of the text as it goes out
	Limit    int // 0 = none
	Fold     int // characters shown before "see more", 0 = all
	Title    int // characters of the network's own title
	MaxTitle int
	// Comment is the first comment's length, MaxComment what the network takes.
	Comment, MaxComment int

	Hashtags int
	MaxTags  int
	Media    int
	MaxMedia int
}

// Over reports whether the text is longer than the network takes.
func (g Gauge) Over() bool { return g.Limit > 0 && g.Used > g.Limit }

// Folded reports whether the network will fold the text.
func (g Gauge) Folded() bool { return g.Fold > 0 && g.Used > g.Fold }

// Visible parts a text where its network folds it: what is shown before "see
// more", and the rest. Nothing is cut within a sign.
func Visible(text string, l limits.Limit) (shown, rest string) {
	if l.Fold == 0 {
		return text, ""
	}
	used, at, state, left := 0, 0, -1, text
	for left != "" {
		var cluster string
		cluster, left, _, state = uniseg.FirstGraphemeClusterInString(left, state)
		if used += Used(cluster, l.Count); used > l.Fold {
			return text[:at], text[at:]
		}
		at += len(cluster)
	}
	return text, ""
}

// Measure measures every text of the item on its day, in the networks' order.
func Measure(it Item, book *limits.Book) []Gauge {
	resolved := it.Resolved()
	gauges := make([]Gauge, 0, len(resolved))
	for _, r := range resolved {
		l, _ := book.On(r.Network, it.On)
		gauges = append(gauges, Gauge{
			Network: r.Network, Used: Used(r.Text, l.Count), Limit: l.Text, Fold: l.Fold,
			Title: utf8.RuneCountInString(r.Title), MaxTitle: l.Title, Comment: Used(r.FirstComment, l.Count), MaxComment: l.Comment,
			Hashtags: len(Hashtags(r.Text)), MaxTags: l.Hashtags, Media: len(r.Media), MaxMedia: l.Media,
		})
	}
	return gauges
}
