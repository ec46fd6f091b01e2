package calendar

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"regie/assets/limits"
	"regie/clients"
)

// Remark is something a writer should look at before the item goes on; it
// forbids nothing. Its sentence is catalogue "calendar.remark.<code>".
type Remark struct {
	Code    string // see the Remark constants
	Network string // empty when it is of the whole item
	Word    string // the word, mention or title spoken of
	Count   int    // how many, where it is a number
	Limit   int
	Where   string // the title of another item, of MediaUsed
}

// The remarks.
const (
	TooLong       = "too_long"
	TitleTooLong  = "title_too_long"
	TitleMissing  = "title_missing"
	TextMissing   = "text_missing"
	TooManyTags   = "too_many_hashtags"
	TooManyMedia  = "too_many_media"
	MediaMissing  = "media_missing"
	AltMissing    = "alt_missing"
	AltTooLong    = "alt_too_long"
	WordToAvoid   = "word_to_avoid"
	MentionAbsent = "mention_absent"
	FormOfAddress = "form_of_address"
	AlreadySaid   = "already_said"  // the same words in another item: Word is its title
	MediaExpired  = "media_expired" // Word: the medium; the rights end before the item's day
	MediaGone     = "media_gone"    // the file is missing, or no longer what was kept
	MediaNarrow   = "media_narrow"  // Count: its width, Limit: what the network needs
	MediaRatio    = "media_ratio"   // Count: width ÷ height in hundredths
	EmbargoDay    = "embargo"       // Word: the embargo's name
	CrowdedDay    = "crowded_day"   // Count publications on the day, Limit by the client's rule
	MediaType     = "media_type"    // the network does not take such files
	MediaLong     = "media_long"    // Count and Limit: seconds of the film
	MediaUsed     = "media_used"    // Count other items show it, Where: the last one
	CommentLong   = "comment_too_long"
)

// Check lists what the networks' limits and the client's charter have to say.
func Check(it Item, book *limits.Book, brand clients.Brand, lang string) []Remark {
	var all []Remark
	gauges := Measure(it, book)
	for i, r := range it.Resolved() {
		g := gauges[i]
		l, _ := book.On(r.Network, it.On)
		all = append(all, checkLimits(r, g, l)...)
		all = append(all, checkCharter(r, brand, lang)...)
	}
	return all
}

func checkLimits(r Resolved, g Gauge, l limits.Limit) []Remark {
	var all []Remark
	note := func(bad bool, code string, count, limit int) {
		if bad {
			all = append(all, Remark{Code: code, Network: r.Network, Count: count, Limit: limit})
		}
	}
	note(g.Over(), TooLong, g.Used, g.Limit)
	note(strings.TrimSpace(r.Text) == "", TextMissing, 0, 0)
	note(g.MaxTitle > 0 && g.Title > g.MaxTitle, TitleTooLong, g.Title, g.MaxTitle)
	note(l.TitleRequired && strings.TrimSpace(r.Title) == "", TitleMissing, 0, 0)
	note(g.MaxComment > 0 && g.Comment > g.MaxComment, CommentLong, g.Comment, g.MaxComment)
	note(g.MaxTags > 0 && g.Hashtags > g.MaxTags, TooManyTags, g.Hashtags, g.MaxTags)
	note(g.MaxMedia > 0 && g.Media > g.MaxMedia, TooManyMedia, g.Media, g.MaxMedia)
	note(l.MediaRequired && g.Media == 0, MediaMissing, 0, 0)
	missing := 0
	for _, m := range r.Media {
		if strings.TrimSpace(m.Alt) == "" {
			missing++
		}
		n := utf8.RuneCountInString(m.Alt)
		note(l.Alt > 0 && n > l.Alt, AltTooLong, n, l.Alt)
	}
	note(l.Alt > 0 && missing > 0, AltMissing, missing, 0)
	return all
}

func checkCharter(r Resolved, brand clients.Brand, lang string) []Remark {
	var all []Remark
	if strings.TrimSpace(r.Text) == "" {
		return nil
	}
	words := " " + strings.Join(foldedWords(r.Title+" "+r.Text+" "+r.FirstComment), " ") + " "
	has := func(phrase string) bool {
		p := strings.Join(foldedWords(phrase), " ")
		return p != "" && strings.Contains(words, " "+p+" ")
	}
	for _, w := range brand.WordsAvoid {
		if has(w) {
			all = append(all, Remark{Code: WordToAvoid, Network: r.Network, Word: w})
		}
	}
	for _, m := range brand.Mentions {
		whole := plain(r.Text + " " + r.FirstComment)
		if p := plain(m); p != "" && !strings.Contains(whole, p) {
			all = append(all, Remark{Code: MentionAbsent, Network: r.Network, Word: m})
		}
	}
	if lang == "fr" {
		if word := wrongAddress(r.Text, brand.AddressForm); word != "" {
			all = append(all, Remark{Code: FormOfAddress, Network: r.Network, Word: word})
		}
	}
	return all
}

// Words that address the reader. "ton" and "ta" alone are too often nouns.
var (
	sayTu   = []string{"tu", "toi", "te", "tes", "tien", "tienne", "t'es", "t'as", "t'a"}
	sayVous = []string{"vous", "votre", "vos", "vôtre"}
)

// wrongAddress is the first word that says tu where the charter says vous, or
// the other way round; "" for none.
func wrongAddress(text, form string) string {
	wrong := sayTu
	switch form {
	case "tu":
		wrong = sayVous
	case "vous":
	default:
		return ""
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(text, "’", "'")), func(r rune) bool {
		return !unicode.IsLetter(r) && r != '\'' && !unicode.Is(unicode.Mn, r)
	}) {
		w = strings.Trim(w, "'")
		if slices.Contains(wrong, w) {
			return w
		}
	}
	return ""
}

// plain folds case, accents and typographic apostrophes.
func plain(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '’':
			b.WriteByte('\'')
		default:
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func foldedWords(s string) []string {
	return strings.FieldsFunc(plain(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// plainWords are the words of a text without links and hashtags.
func plainWords(s string) []string {
	s = linkPattern.ReplaceAllString(s, " ")
	s = hashtagPattern.ReplaceAllString(s, " ")
	return foldedWords(s)
}
