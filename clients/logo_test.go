package clients

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"regie/clients/fault"
)

func pngOf(t *testing.T, w, h int, c color.Color) []byte {
	t.Helper()
	p := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			p.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bombPNG is a small file whose head claims a picture of w × h.
func bombPNG(w, h uint32) []byte {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	head := binary.BigEndian.AppendUint32([]byte("IHDR"), w)
	head = append(binary.BigEndian.AppendUint32(head, h), 8, 6, 0, 0, 0)
	_ = binary.Write(&b, binary.BigEndian, uint32(13))
	b.Write(head)
	_ = binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(head))
	return b.Bytes()
}

// turnedJPEG is a picture of 40 × 20, its left half red, with an Exif
// orientation.
func turnedJPEG(t *testing.T, orientation byte) []byte {
	t.Helper()
	p := image.NewRGBA(image.Rect(0, 0, 40, 20))
	for y := range 20 {
		for x := range 40 {
			c := color.RGBA{R: 255, A: 255}
			if x >= 20 {
				c = color.RGBA{B: 255, A: 255}
			}
			p.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(orientation) + "\x00\x00\x00\x00\x00\x00"
	segment := append([]byte{0xFF, 0xE1, 0, byte(len(exif) + 2)}, exif...)
	plain := b.Bytes()
	return append(append(append([]byte{}, plain[:2]...), segment...), plain[2:]...)
}

func TestLogosThatAreRefused(t *testing.T) {
	whole := pngOf(t, 64, 64, color.Black)
	for name, c := range map[string]struct {
		content []byte
		code    string
	}{
		"empty":                {nil, "logo_empty"},
		"too heavy":            {make([]byte, MaxLogoBytes+1), "logo_too_heavy"},
		"30 000 × 30 000":      {bombPNG(30_000, 30_000), "logo_too_large"},
		"wide and thin":        {bombPNG(30_000, 1), "logo_too_large"},
		"too many pixels":      {bombPNG(10_000, 10_000), "logo_too_large"},
		"text":                 {[]byte("not a picture"), "logo_format"},
		"a GIF":                {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), "logo_format"},
		"a PDF":                {[]byte("%PDF-1.7\n"), "logo_format"},
		"half a PNG":           {whole[:len(whole)/2], "logo_unreadable"},
		"a PNG's head":         {bombPNG(10, 10), "logo_unreadable"},
		"nothing to see":       {pngOf(t, 64, 64, color.Transparent), "logo_blank"},
		"broken SVG":           {[]byte(`<svg viewBox="0 0 10 10"><path d="M`), "logo_unreadable"},
		"SVG without size":     {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><rect width="5" height="5"/></svg>`), "logo_unreadable"},
		"SVG of text alone":    {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><text>Kivu</text></svg>`), "logo_blank"},
		"SVG within itself":    {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></defs><use href="#a"/></svg>`), "logo_unreadable"},
		"SVG thin as a thread": {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000000 1"><rect width="5" height="1"/></svg>`), "logo_unreadable"},
	} {
		if err := CheckLogo(c.content); !fault.Is(err, c.code) {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}

func TestLogosAreScaledOnce(t *testing.T) {
	for name, c := range map[string]struct {
		content []byte
		w, h    int
	}{
		"small stays":   {pngOf(t, 300, 200, color.Black), 300, 200},
		"large shrinks": {pngOf(t, 2048, 512, color.Black), 1024, 256},
		"SVG":           {[]byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#c2410c"/></svg>`), 1024, 512},
	} {
		p, _, err := readLogo(c.content)
		if err != nil || p.Rect.Dx() != c.w || p.Rect.Dy() != c.h {
			t.Errorf("%s: %v, %v", name, p, err)
		}
	}
}

// Ensure a phone's photograph stands upright: where the red half goes for each
// of the eight orientations.
func TestLogosAreTurnedUpright(t *testing.T) {
	for orientation, red := range map[byte]string{1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"} {
		p, _, err := readLogo(turnedJPEG(t, orientation))
		if err != nil {
			t.Fatal(err)
		}
		w, h := p.Rect.Dx(), p.Rect.Dy()
		at := map[string]image.Point{"left": {2, h / 2}, "right": {w - 3, h / 2}, "top": {w / 2, 2}, "bottom": {w / 2, h - 3}}[red]
		if sideways := orientation >= 5; sideways != (h > w) {
			t.Errorf("orientation %d gives %d × %d", orientation, w, h)
		}
		if c := p.NRGBAAt(at.X, at.Y); c.R < 200 || c.B > 60 {
			t.Errorf("orientation %d: %s is %v", orientation, red, c)
		}
	}
}

func TestLogoNotesNameTextThatWillNotShow(t *testing.T) {
	if n := LogoNotes([]byte(`<svg viewBox="0 0 1 1"><text>a</text></svg>`)); len(n) != 1 || n[0].Code != "logo_text" {
		t.Errorf("notes: %v", n)
	}
	if n := LogoNotes([]byte(strings.Repeat("<", 10))); len(n) != 0 {
		t.Errorf("notes: %v", n)
	}
}
