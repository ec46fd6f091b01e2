// Package pdf writes laid-out documents as PDF files: real text in embedded,
// subset fonts, vector drawings, pictures once each, bookmarks and live links.
// The same document and the same Meta give the same bytes.
package pdf

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
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

// WriteFile writes the document to a file, whole or not at all: into a
// temporary file beside it, synced, then renamed over it.
func WriteFile(path string, doc *page.Document, meta Meta) (err error) {
	b, err := Bytes(doc, meta)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".pdf-*")
	if err != nil {
		return fmt.Errorf("making room for %s: %w", filepath.Base(path), err)
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	if _, err = f.Write(b); err != nil {
		return fmt.Errorf("writing %s: %w", filepath.Base(path), err)
	}
	if err = f.Sync(); err != nil {
		return fmt.Errorf("keeping %s on disk: %w", filepath.Base(path), err)
	}
	if err = f.Close(); err != nil {
		return fmt.Errorf("closing %s: %w", filepath.Base(path), err)
	}
	if err = os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("putting %s in place: %w", filepath.Base(path), err)
	}
	return nil
}

// CheckFont tells whether the PDF can embed a brand's font: it parses it and
// writes a page with it.
func CheckFont(ttf []byte) error {
	f, err := page.LoadFont("Check", ttf)
	if err != nil {
		return err
	}
	th := page.NewTheme(page.Color{}, page.Color{})
	th.Family = page.Family{Regular: f}
	doc, err := page.Layout(page.Setup{Title: "Check", Theme: th}, []page.Block{
		page.Heading{Level: 1, Text: "Régie 0123456789"}, page.Para("Voix ambiguë d’un cœur qui, au zéphyr, préfère les jattes de kiwis."),
	})
	if err != nil {
		return err
	}
	_, err = Bytes(doc, Meta{Created: time.Unix(0, 0)})
	return err
}
