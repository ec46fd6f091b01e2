package theme

import (
	"testing"

	"golang.org/x/image/font/sfnt"
)

// Ensure the window's own faces have every sign that is drawn from them alone.
func TestFacesHavePlainSigns(t *testing.T) {
	var buf sfnt.Buffer
	for _, face := range []string{"regular", "bold"} {
		f, err := sfnt.Parse(Face("a", face == "bold").Content())
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for r := rune(0); r < 0x10000; r++ {
			if !plain(r) {
				continue
			}
			n++
			if g, err := f.GlyphIndex(&buf, r); err != nil || g == 0 {
				t.Errorf("%s lacks %U: %v", face, r, err)
			}
		}
		if n < 300 {
			t.Errorf("only %d signs are plain", n)
		}
	}
}

func TestFace(t *testing.T) {
	for s, want := range map[string]string{
		"Hôtel Roches · 25 h 30": "NotoSans-Regular.ttf", "1 234,50 € – « œuvre »…": "NotoSans-Regular.ttf", "": "NotoSans-Regular.ttf",
		"→ suite": "", "Été ☀": "", "👍": "", "مرحبا": "", "e\u0301": "",
	} {
		got := ""
		if f := Face(s, false); f != nil {
			got = f.Name()
		}
		if got != want {
			t.Errorf("%q is drawn from %q, want %q", s, got, want)
		}
	}
	if got := Face("Total", true).Name(); got != "NotoSans-Bold.ttf" {
		t.Errorf("bold words are drawn from %s", got)
	}
}
