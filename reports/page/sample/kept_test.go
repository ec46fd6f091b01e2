package sample

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"regie/reports/page"
	"regie/reports/pdf"
)

// Ensure that kept pages come back to the last operation: the PDF made of them
// is the same.
func TestKeptPagesAreTheSame(t *testing.T) {
	doc, err := page.Layout(Setup(), Report())
	if err != nil {
		t.Fatal(err)
	}
	kept, err := doc.Keep()
	if err != nil {
		t.Fatal(err)
	}
	if again, err := doc.Keep(); err != nil || !bytes.Equal(kept, again) {
		t.Error("kept twice, the pages differ")
	}
	back, err := page.Kept(kept, func(ref string) (*page.Picture, error) { return doc.Pictures[ref], nil })
	if err != nil {
		t.Fatal(err)
	}
	meta := pdf.Meta{Created: time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)}
	first, err := pdf.Bytes(doc, meta)
	if err != nil {
		t.Fatal(err)
	}
	second, err := pdf.Bytes(back, meta)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("the PDFs differ: %d and %d bytes, %v", len(first), len(second), err)
	}
	t.Logf("%d pages in %d bytes, the PDF has %d", len(doc.Pages), len(kept), len(first))
}

func TestKeptPagesThatCannotBeRead(t *testing.T) {
	doc, err := page.Layout(Setup(), Report())
	if err != nil {
		t.Fatal(err)
	}
	kept, err := doc.Keep()
	if err != nil {
		t.Fatal(err)
	}
	none := func(string) (*page.Picture, error) { return nil, errors.New("gone") }
	for name, b := range map[string][]byte{"nothing": nil, "no archive": []byte("PK"), "cut": kept[:len(kept)/2], "no picture": kept} {
		if _, err := page.Kept(b, none); err == nil {
			t.Errorf("%s: read", name)
		}
	}
}
