// Package limits holds what each network allows in a publication, as dated
// data: the shipped file is embedded, and an agency may lay its own lines over
// it when a network changes its mind before the program does.
package limits

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"regie/clients/civil"
	"regie/clients/fault"
)

//go:embed limits.json
var shipped []byte

// Count is the way a network counts a text.
type Count string

// The ways of counting.
const (
	Runes      Count = "runes"       // Unicode code points
	UTF16      Count = "utf16"       // UTF-16 code units
	Graphemes  Count = "graphemes"   // what a reader sees as one sign
	Weighted   Count = "weighted"    // twitter-text: a link 23, CJK and emoji 2
	Mastodon   Count = "mastodon"    // graphemes, a link 23, a mention without its server
	EmojiBytes Count = "emoji_bytes" // code points, but an emoji counts its UTF-8 bytes
)

// Limit is what one network allows from a day on. A figure of 0 is no limit.
type Limit struct {
	Network  string     `json:"network"` // key: facebook, instagram …
	Name     string     `json:"name"`
	NameEN   string     `json:"name_en,omitempty"` // where it is not Name
	Code     string     `json:"code"`              // two letters for a small chip
	Aliases  []string   `json:"aliases,omitempty"`
	From     civil.Date `json:"from,omitzero"`
	Source   string     `json:"source,omitempty"`
	Title    int        `json:"title,omitempty"`
	Text     int        `json:"text,omitempty"`
	Fold     int        `json:"fold,omitempty"`    // shown before "see more"
	Comment  int        `json:"comment,omitempty"` // of a comment, counted as the text is
	Count    Count      `json:"count"`
	Hashtags int        `json:"hashtags,omitempty"`
	Media    int        `json:"media,omitempty"` // pictures or videos of one publication
	Alt      int        `json:"alt,omitempty"`   // characters of an alternative text

	// Types of media that it takes: image, video, document; none is image and video.
	Types []string `json:"types,omitempty"`
	// Width a picture needs, in pixels, and the range of width ÷ height of the
	// pictures of a post, in hundredths.
	Width    int `json:"width,omitempty"`
	RatioMin int `json:"ratio_min,omitempty"`
	RatioMax int `json:"ratio_max,omitempty"`
	// Video is how long a film may be, in seconds.
	Video int `json:"video,omitempty"`

	// Titled networks bear a title of their own beside the text.
	Titled        bool `json:"titled,omitempty"`
	MediaRequired bool `json:"media_required,omitempty"`
	TitleRequired bool `json:"title_required,omitempty"`
}

// Book is a set of limits, several of one network being its versions.
type Book struct {
	byNetwork map[string][]Limit // newest first
	order     []string
	names     map[string]string // folded name or alias → network
}

type file struct {
	Limits []Limit `json:"limits"`
}

// Shipped is the book that comes with the program.
var Shipped = sync.OnceValue(func() *Book {
	b, err := read(strings.NewReader(string(shipped)))
	if err != nil { // a fault of the build, shown by the package's test
		panic(fmt.Sprintf("reading the shipped limits: %v", err))
	}
	return b
})

// read reads a book from JSON of the shipped file's shape. Faults:
// limits_invalid (argument "network").
func read(r io.Reader) (*Book, error) {
	var f file
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, fault.New("limits_invalid", "network", "").Because(err)
	}
	return Of(f.Limits)
}

func (l Limit) sound() bool {
	known := []Count{Runes, UTF16, Graphemes, Weighted, Mastodon, EmojiBytes}
	return l.Network != "" && l.Name != "" && slices.Contains(known, l.Count) &&
		min(l.Title, l.Text, l.Fold, l.Comment, l.Hashtags, l.Media, l.Alt, l.Width, l.RatioMin, l.RatioMax, l.Video) >= 0
}

// HasTitle tells whether a publication bears a title of its own there.
func (l Limit) HasTitle() bool { return l.Titled || l.Title > 0 || l.TitleRequired }

// Takes tells whether the network takes a type of media.
func (l Limit) Takes(kind string) bool {
	if len(l.Types) == 0 {
		return kind == "image" || kind == "video"
	}
	return slices.Contains(l.Types, kind)
}

func (b *Book) add(l Limit) {
	if _, ok := b.byNetwork[l.Network]; !ok {
		b.order = append(b.order, l.Network)
	}
	list := append(b.byNetwork[l.Network], l)
	slices.SortStableFunc(list, func(x, y Limit) int { return y.From.Compare(x.From) })
	b.byNetwork[l.Network] = list
	for _, name := range append([]string{l.Network, l.Name, l.NameEN}, l.Aliases...) {
		if name != "" {
			b.names[fold(name)] = l.Network
		}
	}
}

// With is this book with another's lines laid over it.
func (b *Book) With(over *Book) *Book {
	sum := &Book{byNetwork: map[string][]Limit{}, names: map[string]string{}}
	for _, from := range []*Book{b, over} {
		for _, network := range from.order {
			// Oldest first: of two lines of the same day the later book's is
			// put before, and found first.
			for _, l := range slices.Backward(from.byNetwork[network]) {
				sum.lay(l)
			}
		}
	}
	return sum
}

func (b *Book) lay(l Limit) {
	list := b.byNetwork[l.Network]
	b.byNetwork[l.Network] = slices.DeleteFunc(list, func(o Limit) bool { return o.From == l.From })
	if len(list) == 0 {
		delete(b.byNetwork, l.Network)
	}
	b.add(l)
}

// On is what the network allows on a day: the latest version begun by then,
// else the earliest. ok is false for a network that is not in the book.
func (b *Book) On(network string, day civil.Date) (l Limit, ok bool) {
	list := b.byNetwork[network]
	for _, l := range list {
		if !l.From.After(day) {
			return l, true
		}
	}
	if len(list) == 0 {
		return Limit{}, false
	}
	return list[len(list)-1], true
}

// Versions are a network's lines, newest first.
func (b *Book) Versions(network string) []Limit { return slices.Clone(b.byNetwork[network]) }

// Of makes a book of lines; fault limits_invalid (argument "network").
func Of(lines []Limit) (*Book, error) {
	b := &Book{byNetwork: map[string][]Limit{}, names: map[string]string{}}
	for _, l := range lines {
		if !l.sound() {
			return nil, fault.New("limits_invalid", "network", l.Network)
		}
		b.add(l)
	}
	return b, nil
}

// Networks lists the keys in the book's order.
func (b *Book) Networks() []string { return slices.Clone(b.order) }

// Network finds a network's key by key, name or alias, without regard to case
// and accents.
func (b *Book) Network(name string) (key string, ok bool) {
	key, ok = b.names[fold(name)]
	return key, ok
}

// Name is a network's name in a language ("fr", "en"); the key itself when the
// book does not know it.
func (b *Book) Name(network, lang string) string {
	l, ok := b.On(network, civil.Date{})
	switch {
	case !ok:
		return network
	case lang == "en" && l.NameEN != "":
		return l.NameEN
	}
	return l.Name
}

// Code is a network's two letters.
func (b *Book) Code(network string) string {
	l, _ := b.On(network, civil.Date{})
	return l.Code
}

func fold(s string) string {
	var out strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(strings.TrimSpace(s))) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '’':
			out.WriteByte('\'')
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}
