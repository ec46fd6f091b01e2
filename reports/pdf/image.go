package pdf

import (
	"bytes"
	"fmt"
	"slices"

	"codeberg.org/go-pdf/fpdf"

	"regie/reports/page"
)

// placedImage is a picture registered with the library.
type placedImage struct {
	name    string
	options fpdf.ImageOptions
}

// pictures registers every picture the pages show, once, as fine as its
// largest showing needs. The library orders pictures of equal width by chance,
// so each is given a width of its own.
func (p *painter) pictures() error {
	need := map[string][2]float64{}
	for i := range p.doc.Pages {
		for _, op := range p.doc.Pages[i].Ops {
			if o, ok := op.(page.OpImage); ok {
				n := need[o.Ref]
				need[o.Ref] = [2]float64{max(n[0], o.W), max(n[1], o.H)}
			}
		}
	}
	refs := make([]string, 0, len(need))
	for ref := range need {
		refs = append(refs, ref)
	}
	slices.Sort(refs)
	taken := map[int]bool{}
	for _, ref := range refs {
		pic := p.doc.Pictures[ref]
		if pic == nil {
			continue
		}
		enc, err := pic.Encode(page.Pixels(need[ref][0]), page.Pixels(need[ref][1]))
		if err != nil {
			return fmt.Errorf("embedding a picture: %w", err)
		}
		if taken[enc.Width] {
			if enc, err = pic.EncodeExact(freeWidth(taken, enc.Width), enc.Height); err != nil {
				return fmt.Errorf("embedding a picture: %w", err)
			}
		}
		taken[enc.Width] = true
		opt := fpdf.ImageOptions{ImageType: enc.Kind, AllowNegativePosition: true}
		p.pdf.RegisterImageOptionsReader(ref, opt, bytes.NewReader(enc.Data))
		if err := p.pdf.Error(); err != nil {
			return fmt.Errorf("embedding a picture: %w", err)
		}
		p.images[ref] = placedImage{name: ref, options: opt}
	}
	return nil
}

// freeWidth is the free width nearest to w, narrower first.
func freeWidth(taken map[int]bool, w int) int {
	for d := 1; ; d++ {
		if w-d > 0 && !taken[w-d] {
			return w - d
		}
		if !taken[w+d] {
			return w + d
		}
	}
}

func (p *painter) image(o *page.OpImage) {
	img, ok := p.images[o.Ref]
	if !ok || o.W <= 0 || o.H <= 0 {
		return
	}
	if o.Radius > 0 {
		p.begin()
		p.roundRect(o.X, o.Y, o.W, o.H, [4]float64{o.Radius, o.Radius, o.Radius, o.Radius})
		p.word("W n")
		p.flush()
	}
	p.pdf.ImageOptions(img.name, o.X, o.Y, o.W, o.H, false, img.options, 0, "")
	if o.Radius > 0 {
		p.pdf.RawWriteStr("Q")
	}
}
