// Package pdf writes laid-out documents as PDF files: real text in embedded,
// subset fonts, vector drawings, pictures once each, bookmarks and live links.
// The same document and the same Meta give the same bytes.
package pdf

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"regie/reports/page"
)

// Meta is what a PDF says of its making.
type Meta struct {
	// Created is the instant of issue, written in UTC. It must be set: a zero
	// time is refused, since the library would take the clock's.
	Created time.Time
	// Keywords are words for search, separated by commas.
	Keywords string
}

// Write writes the document. Nothing is written when it returns an error.
func Write(w io.Writer, doc *page.Document, meta Meta) error {
	b, err := Bytes(doc, meta)
	if err != nil {
		return err
	}
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("writing the PDF: %w", err)
	}
	return nil
}

// Bytes is the whole file in memory.
func Bytes(doc *page.Document, meta Meta) (out []byte, err error) {
	defer func() { // fpdf panics rather than returning some of its errors
		if r := recover(); r != nil {
			out, err = nil, fmt.Errorf("making the PDF: %v", r)
		}
	}()
	if len(doc.Pages) == 0 {
		return nil, fmt.Errorf("making the PDF: the document has no page")
	}
	if meta.Created.IsZero() {
		return nil, fmt.Errorf("making the PDF: no date of issue")
	}
	p := newPainter(doc, meta)
	if err := p.pictures(); err != nil {
		return nil, err
	}
	for i := range doc.Pages {
		p.page(i)
	}
	var buf bytes.Buffer
	buf.Grow(256 << 10)
	if err := p.pdf.Output(&buf); err != nil {
		return nil, fmt.Errorf("making the PDF: %w", err)
	}
	p.tagSubsets(buf.Bytes())
	if out, err = pack(buf.Bytes()); err != nil {
		return nil, fmt.Errorf("making the PDF: %w", err)
	}
	return out, nil
}

// newPainter sets the document up.
func newPainter(doc *page.Document, meta Meta) *painter {
	first := doc.Pages[0]
	pdf := fpdf.NewCustom(&fpdf.InitType{
		OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: first.Width, Ht: first.Height},
	})
	pdf.SetMargins(0, 0, 0)
	pdf.SetCellMargin(0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCompression(false) // pack does it
	pdf.SetCatalogSort(true)
	at := meta.Created.UTC()
	pdf.SetCreationDate(at)
	pdf.SetModificationDate(at)
	pdf.SetTitle(page.Plain(doc.Title), true)
	pdf.SetAuthor(page.Plain(doc.Author), true)
	pdf.SetSubject(page.Plain(doc.Subject), true)
	pdf.SetKeywords(page.Plain(meta.Keywords), true)
	pdf.SetCreator("Régie", true)
	pdf.SetProducer("Régie", true)
	pdf.SetLang(langTag(doc.Lang))
	return &painter{
		pdf: pdf, doc: doc, fonts: map[*page.Font]*faceInUse{}, names: map[string]*page.Font{},
		links: map[[2]int]int{}, images: map[string]placedImage{},
	}
}

// langTag keeps the letters of a BCP 47 tag, since the library writes it as it
// is.
func langTag(s string) string {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		if c := s[i]; c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' {
			b = append(b, c)
		}
	}
	return string(b)
}
