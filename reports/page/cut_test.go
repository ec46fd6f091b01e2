package page

import (
	"reflect"
	"slices"
	"testing"
)

// A face cut down draws each everyday character as the whole one does, and
// a text beyond them gets the whole face.
func TestCutFaceDrawsTheSame(t *testing.T) {
	noto := NotoSans()
	for _, f := range []*Font{noto.Regular, noto.Bold, noto.Italic, noto.BoldItalic, arabicRegular(), mathSigns()} {
		data := f.DataFor(slices.Values([]string{"Élan, cœur : 12 €"}))
		if len(data) > len(f.Data())/2 {
			t.Errorf("%s: %d of %d bytes", f.Name(), len(data), len(f.Data()))
		}
		cut, err := LoadFont(f.Name(), data)
		if err != nil {
			t.Fatal(err)
		}
		if cut.Ascent() != f.Ascent() || cut.Descent() != f.Descent() || cut.Units() != f.Units() {
			t.Errorf("%s: other measures", f.Name())
		}
		kept := 0
		for r := range f.adv {
			r := rune(r)
			if !everyday(r) {
				if cut.Has(r) && r != ' ' && r != '?' {
					t.Fatalf("%s: %c is no everyday character", f.Name(), r)
				}
				continue
			}
			if f.adv[r] != cut.adv[r] || !reflect.DeepEqual(f.Outline(r), cut.Outline(r)) {
				t.Fatalf("%s: %c is drawn otherwise", f.Name(), r)
			}
			kept++
		}
		if whole := f.DataFor(slices.Values([]string{"12 €", "Ελλάδα"})); &whole[0] != &f.Data()[0] {
			t.Errorf("%s: Greek with a face cut down", f.Name())
		}
		t.Logf("%s: %d characters, %d of %d bytes", f.Name(), kept, len(data), len(f.Data()))
	}
}

// A damaged face is not cut, and says so without a panic.
func TestOddFaceServesWhole(t *testing.T) {
	f := NotoSans().Regular
	for n := 12; n < len(f.data); n += len(f.data) / 40 {
		odd := &Font{name: "odd", data: f.data[:n], adv: f.adv, face: f.face}
		if cut, err := odd.cutTo(everyday); err == nil && len(cut) == 0 {
			t.Errorf("%d bytes: nothing, and no error", n)
		}
	}
}
