package pdf

import (
	"fmt"
	"hash/fnv"
	"iter"
	"net/url"
	"strings"
	"unicode/utf16"

	"codeberg.org/go-pdf/fpdf"

	"regie/reports/page"
)

// painter holds a PDF being written.
type painter struct {
	pdf    *fpdf.Fpdf
	doc    *page.Document
	height float64 // of the page
	raw    []byte  // reused for raw operators

	fonts  map[*page.Font]*faceInUse
	names  map[string]*page.Font
	cur    *page.Font // as the library has it; nil: to be set again
	size   float64
	color  page.Color
	links  map[[2]int]int // page and height in points → link of the library
	images map[string]placedImage
}

// faceInUse is a font added to the document.
type faceInUse struct {
	family string // name in the library
	tag    uint64 // grows from the text written, names the subset
}

// page paints page i.
func (p *painter) page(i int) {
	pg := &p.doc.Pages[i]
	p.height = pg.Height
	p.pdf.AddPageFormat("P", fpdf.SizeType{Wd: pg.Width, Ht: pg.Height})
	p.cur, p.color = nil, page.Color{}
	p.bookmarks(i + 1)
	for _, op := range pg.Ops {
		p.op(op)
	}
}

// bookmarks sets those of a page. The library writes their titles in UTF-16
// only while a UTF-8 font is set.
func (p *painter) bookmarks(number int) {
	for _, b := range p.doc.Outline {
		if b.Page != number {
			continue
		}
		if p.cur == nil {
			p.setFont(page.NotoSans().Regular, 10)
		}
		p.pdf.Bookmark(page.Plain(b.Title), b.Level, max(b.Y, 0))
	}
}

func (p *painter) op(op page.Op) {
	switch o := op.(type) {
	case page.OpText:
		p.text(&o)
	case page.OpRect:
		p.rect(&o)
	case page.OpLine:
		p.line(&o)
	case page.OpPath:
		p.path(&o)
	case page.OpDrawing:
		p.drawing(&o)
	case page.OpImage:
		p.image(&o)
	case page.OpLink:
		p.link(&o)
	case page.OpClip:
		p.begin()
		p.roundRect(o.X, o.Y, o.W, o.H, [4]float64{o.Radius, o.Radius, o.Radius, o.Radius})
		p.word("W n")
		p.flush()
		p.cur = nil // what the library believes set ends with the clip
	case page.OpUnclip:
		p.pdf.RawWriteStr("Q")
		p.cur = nil
	}
}

// setFont chooses a face, adding it at its first use: each costs some
// milliseconds and kilobytes.
func (p *painter) setFont(f *page.Font, size float64) *faceInUse {
	u, ok := p.fonts[f]
	if !ok {
		u = &faceInUse{family: p.familyName(f)}
		p.fonts[f] = u
		p.pdf.AddUTF8FontFromBytes(u.family, "", f.DataFor(p.texts(f)))
	}
	if p.cur != f || p.size != size {
		p.pdf.SetFont(u.family, "", size)
		p.cur, p.size = f, size
	}
	return u
}

// texts are all that the document prints in a face.
func (p *painter) texts(f *page.Font) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range p.doc.Pages {
			for _, op := range p.doc.Pages[i].Ops {
				if o, ok := op.(page.OpText); ok && o.Font == f && !yield(o.Text) {
					return
				}
			}
		}
	}
}

// familyPrefix makes, with the "utf8" that the library puts before it, room
// for the seven characters of a subset tag.
const familyPrefix = "zzz"

func (p *painter) familyName(f *page.Font) string {
	name := f.Name()
	for n := 2; p.names[strings.ToLower(name)] != nil; n++ {
		name = fmt.Sprintf("%s-%d", f.Name(), n)
	}
	p.names[strings.ToLower(name)] = f
	return familyPrefix + strings.ToLower(name)
}

// tagSubsets gives the fonts the names PDF wants for subsets, "ABCDEF+Name",
// in place: the library's own name has the same length.
func (p *painter) tagSubsets(b []byte) {
	for f, u := range p.fonts {
		h := fnv.New64a()
		_, _ = h.Write([]byte(u.family))
		sum := h.Sum64() ^ u.tag
		tag := make([]byte, 0, 64)
		for range 6 {
			tag = append(tag, 'A'+byte(sum%26))
			sum /= 26
		}
		tag = append(tag, '+')
		name := u.family[len(familyPrefix):]
		if strings.EqualFold(name, f.Name()) {
			name = f.Name()
		}
		tag = append(tag, name...)
		for _, key := range []string{"/BaseFont /", "/FontName /"} {
			replaceSame(b, key+"utf8"+u.family, key+string(tag))
		}
	}
}

// replaceSame overwrites every occurrence that stands alone with a text of the
// same length.
func replaceSame(b []byte, old, new string) {
	s := string(b)
	for from := 0; ; {
		i := strings.Index(s[from:], old)
		if i < 0 {
			return
		}
		i += from
		end := i + len(old)
		if end < len(b) && (b[end] == '\n' || b[end] == ' ' || b[end] == '/') {
			copy(b[i:], new)
		}
		from = end
	}
}

func (p *painter) text(o *page.OpText) {
	if o.Text == "" || o.Font == nil || (o.Color.None() && !o.Hidden) {
		return
	}
	u := p.setFont(o.Font, o.Size)
	for i := range len(o.Text) {
		u.tag = (u.tag ^ uint64(o.Text[i])) * 1099511628211
	}
	if p.color != o.Color {
		p.pdf.SetTextColor(int(o.Color.R), int(o.Color.G), int(o.Color.B))
		p.color = o.Color
	}
	if o.Spacing == 0 && !o.Hidden && o.Actual == "" {
		p.pdf.Text(o.X, o.Y, o.Text)
		return
	}
	p.begin()
	if o.Spacing != 0 {
		p.num(o.Spacing)
		p.word("Tc")
	}
	if o.Hidden {
		p.word("3 Tr")
	}
	if o.Actual != "" {
		p.actual(o.Actual)
	}
	p.flush()
	p.pdf.Text(o.X, o.Y, o.Text)
	if o.Actual != "" {
		p.word("EMC")
	}
	p.word("Q")
	p.flush()
}

// actual opens marked content that reads as s when copied.
func (p *painter) actual(s string) {
	p.raw = append(p.raw, "/Span <</ActualText <FEFF"...)
	for _, u := range utf16.Encode([]rune(s)) {
		p.raw = fmt.Appendf(p.raw, "%04X", u)
	}
	p.raw = append(p.raw, ">>> BDC\n"...)
}

// link makes an area live. Only addresses a reader may safely follow are kept.
func (p *painter) link(o *page.OpLink) {
	if o.URL != "" {
		if s, ok := safeURL(o.URL); ok {
			p.pdf.LinkString(o.X, o.Y, o.W, o.H, s)
		}
		return
	}
	if o.ToPage < 1 || o.ToPage > len(p.doc.Pages) {
		return
	}
	key := [2]int{o.ToPage, int(o.ToY)}
	id, ok := p.links[key]
	if !ok {
		id = p.pdf.AddLink()
		p.pdf.SetLink(id, max(o.ToY, 0), o.ToPage)
		p.links[key] = id
	}
	p.pdf.Link(o.X, o.Y, o.W, o.H, id)
}

func safeURL(s string) (string, bool) {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil {
		return "", false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https", "mailto", "tel":
	default:
		return "", false
	}
	out := u.String()
	for i := range len(out) {
		if c := out[i]; c < 0x21 || c > 0x7E {
			return "", false
		}
	}
	return out, true
}
