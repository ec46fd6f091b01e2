package page

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// keptForm is the form of what Keep writes.
const keptForm = 1

// maxKept bounds what Kept unpacks, in bytes.
const maxKept = 256 << 20

// kept is a laid-out document as it is kept: every operation, fonts by name,
// pictures by the SHA-256 of their files.
type kept struct {
	Form                         int `json:"v"`
	Title, Author, Subject, Lang string
	Pages                        []keptPage
	Outline                      []Bookmark
	Pictures                     []string
}

type keptPage struct {
	Width, Height float64
	Number        int
	Section       string
	Ops           []keptOp
}

// keptOp holds the one operation it is.
type keptOp struct {
	Text    *keptText  `json:"t,omitempty"`
	Rect    *OpRect    `json:"r,omitempty"`
	Line    *OpLine    `json:"l,omitempty"`
	Path    *OpPath    `json:"p,omitempty"`
	Drawing *OpDrawing `json:"d,omitempty"`
	Image   *OpImage   `json:"i,omitempty"`
	Link    *OpLink    `json:"a,omitempty"`
	Clip    *OpClip    `json:"c,omitempty"`
	Unclip  *OpUnclip  `json:"u,omitempty"`
}

// keptText is a run of text, its font by name.
type keptText struct {
	OpText
	Font string
}

// Keep writes the pages as they are laid out, so that Kept gives them again
// however documents are laid out by then. The same document gives the same
// bytes.
func (d *Document) Keep() ([]byte, error) {
	k := kept{Form: keptForm, Title: d.Title, Author: d.Author, Subject: d.Subject, Lang: d.Lang, Outline: d.Outline}
	for i := range d.Pages {
		p := &d.Pages[i]
		page := keptPage{Width: p.Width, Height: p.Height, Number: p.Number, Section: p.Section}
		for _, o := range p.Ops {
			op, err := keepOp(o)
			if err != nil {
				return nil, err
			}
			if op.Image != nil && !slices.Contains(k.Pictures, op.Image.Ref) {
				k.Pictures = append(k.Pictures, op.Image.Ref)
			}
			page.Ops = append(page.Ops, op)
		}
		k.Pages = append(k.Pages, page)
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if err := json.NewEncoder(w).Encode(k); err != nil {
		return nil, fmt.Errorf("keeping the pages of %q: %w", d.Title, err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("keeping the pages of %q: %w", d.Title, err)
	}
	return b.Bytes(), nil
}

func keepOp(o Op) (k keptOp, err error) {
	switch o := o.(type) {
	case OpText:
		k.Text = &keptText{OpText: o, Font: o.Font.Name()}
	case OpRect:
		k.Rect = &o
	case OpLine:
		k.Line = &o
	case OpPath:
		k.Path = &o
	case OpDrawing:
		k.Drawing = &o
	case OpImage:
		k.Image = &o
	case OpLink:
		k.Link = &o
	case OpClip:
		k.Clip = &o
	case OpUnclip:
		k.Unclip = &o
	default:
		err = fmt.Errorf("keeping pages: a %T is not known", o)
	}
	return k, err
}

// Kept reads what Keep wrote. picture gives a picture by the SHA-256 of its
// file. It fails where a font is none of the program's.
func Kept(b []byte, picture func(ref string) (*Picture, error)) (*Document, error) {
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("reading kept pages: %w", err)
	}
	var k kept
	if err := json.NewDecoder(io.LimitReader(r, maxKept)).Decode(&k); err != nil {
		return nil, fmt.Errorf("reading kept pages: %w", err)
	}
	if k.Form != keptForm {
		return nil, fmt.Errorf("reading kept pages: form %d is not known", k.Form)
	}
	d := &Document{Title: k.Title, Author: k.Author, Subject: k.Subject, Lang: k.Lang, Outline: k.Outline, Pictures: map[string]*Picture{}}
	for _, ref := range k.Pictures {
		if d.Pictures[ref], err = picture(ref); err != nil {
			return nil, fmt.Errorf("reading a picture of kept pages: %w", err)
		}
	}
	for _, p := range k.Pages {
		page := Page{Width: p.Width, Height: p.Height, Number: p.Number, Section: p.Section}
		for _, op := range p.Ops {
			o, err := op.op()
			if err != nil {
				return nil, err
			}
			page.Ops = append(page.Ops, o)
		}
		d.Pages = append(d.Pages, page)
	}
	return d, nil
}

func (k keptOp) op() (Op, error) {
	switch {
	case k.Text != nil:
		o := k.Text.OpText
		if o.Font = shippedFont(k.Text.Font); o.Font == nil {
			return nil, fmt.Errorf("reading kept pages: the font %s is not known", k.Text.Font)
		}
		return o, nil
	case k.Rect != nil:
		return *k.Rect, nil
	case k.Line != nil:
		return *k.Line, nil
	case k.Path != nil:
		return *k.Path, nil
	case k.Drawing != nil:
		return *k.Drawing, nil
	case k.Image != nil:
		return *k.Image, nil
	case k.Link != nil:
		return *k.Link, nil
	case k.Clip != nil:
		return *k.Clip, nil
	case k.Unclip != nil:
		return *k.Unclip, nil
	}
	return nil, fmt.Errorf("reading kept pages: an operation is not known")
}
