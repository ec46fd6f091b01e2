package page

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"time"

	"regie/clients/fault"
)

func gradient(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, color.NRGBA{uint8(255 * x / w), uint8(255 * y / h), 90, 255})
		}
	}
	return img
}

func encode(t *testing.T, f func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withOrientation puts an EXIF segment with the tag behind the first marker.
func withOrientation(jpg []byte, o uint16) []byte {
	tiff := []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")
	binary.LittleEndian.PutUint16(tiff[18:], o)
	body := append([]byte("Exif\x00\x00"), tiff...)
	seg := []byte{0xFF, 0xE1, byte((len(body) + 2) >> 8), byte(len(body) + 2)}
	return append(append(append([]byte{}, jpg[:2]...), append(seg, body...)...), jpg[2:]...)
}

func TestPicturesOfEveryKind(t *testing.T) {
	img := gradient(60, 40)
	for name, data := range map[string][]byte{
		"png":  encode(t, func(b *bytes.Buffer) error { return png.Encode(b, img) }),
		"jpeg": encode(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, img, nil) }),
		"gif":  encode(t, func(b *bytes.Buffer) error { return gif.Encode(b, img, nil) }),
		"svg":  []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><rect width="60" height="40" fill="#C2410C"/></svg>`),
	} {
		p, err := NewPicture(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		w, h := p.Size()
		if w*40 != h*60 {
			t.Errorf("%s: %d × %d", name, w, h)
		}
		e, err := p.Encode(30, 30)
		if err != nil || len(e.Data) == 0 || e.Width > 60 {
			t.Errorf("%s: %+v, %v", name, e.Kind, err)
		}
		if _, _, err := image.Decode(bytes.NewReader(e.Data)); err != nil {
			t.Errorf("%s: what is embedded cannot be read: %v", name, err)
		}
	}
}

func TestJPEGIsTurnedUpright(t *testing.T) {
	img := gradient(64, 32) // red grows to the right, green downwards
	jpg := encode(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, img, &jpeg.Options{Quality: 98}) })
	corner := func(p *Picture) string { // which way red and green grow, from the top left
		w, h := p.Size()
		at := func(x, y int) color.NRGBA { return p.Image().NRGBAAt(x, y) }
		name := func(a, b color.NRGBA) string {
			switch {
			case int(b.R)-int(a.R) > 100:
				return "+r"
			case int(a.R)-int(b.R) > 100:
				return "-r"
			case int(b.G)-int(a.G) > 100:
				return "+g"
			default:
				return "-g"
			}
		}
		return name(at(1, 1), at(w-2, 1)) + name(at(1, 1), at(1, h-2))
	}
	for o, want := range map[uint16]string{1: "+r+g", 2: "-r+g", 3: "-r-g", 4: "+r-g", 5: "+g+r", 6: "-g+r", 7: "-g-r", 8: "+g-r"} {
		p, err := NewPicture(withOrientation(jpg, o))
		if err != nil {
			t.Fatalf("orientation %d: %v", o, err)
		}
		if got := corner(p); got != want {
			t.Errorf("orientation %d: %s, want %s", o, got, want)
		}
	}
}

// hugePNG is the header of a picture of that size, and nothing more.
func hugePNG(w, h uint32) []byte {
	b := []byte("\x89PNG\r\n\x1a\n")
	ihdr := binary.BigEndian.AppendUint32([]byte("IHDR"), w)
	ihdr = append(binary.BigEndian.AppendUint32(ihdr, h), 8, 6, 0, 0, 0)
	b = binary.BigEndian.AppendUint32(b, 13)
	b = append(b, ihdr...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(ihdr))
}

func TestBadPicturesAreRefused(t *testing.T) {
	good := encode(t, func(b *bytes.Buffer) error { return png.Encode(b, gradient(90, 90)) })
	for name, tc := range map[string]struct {
		data []byte
		code string
	}{
		"thirty thousand square": {hugePNG(30000, 30000), "picture_too_large"},
		"too many bytes":         {make([]byte, maxPictureBytes+1), "picture_too_large"},
		"empty":                  {nil, "picture_invalid"},
		"a text":                 {[]byte("Bonjour"), "picture_invalid"},
		"truncated":              {good[:len(good)/2], "picture_invalid"},
		"broken svg":             {[]byte("<svg"), "picture_invalid"},
		"svg without size":       {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"></svg>`), "picture_invalid"},
		"svg of no height":       {[]byte(`<svg viewBox="0 0 10 0"></svg>`), "picture_invalid"},
		"no pixel":               {hugePNG(0, 0), "picture_invalid"},
	} {
		if _, err := NewPicture(tc.data); !fault.Is(err, tc.code) {
			t.Errorf("%s: %v, want %s", name, err, tc.code)
		}
	}
}

func TestSVGThatWouldNeverEndIsRefused(t *testing.T) {
	const open = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">`
	laughs := `<rect id="a0" width="1" height="1"/>`
	for i := 1; i < 12; i++ {
		use := fmt.Sprintf(`<use href="#a%d"/>`, i-1)
		laughs += fmt.Sprintf(`<g id="a%d">%s</g>`, i, strings.Repeat(use, 10))
	}
	for name, body := range map[string]string{
		"itself":           `<defs><g id="a"><use href="#a"/><rect width="4" height="4"/></g></defs><use href="#a"/>`,
		"a circle":         `<defs><g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g></defs><use href="#a"/>`,
		"billions":         `<defs>` + laughs + `</defs><use href="#a11"/>`,
		"deep":             strings.Repeat("<g>", 5000) + strings.Repeat("</g>", 5000),
		"gradient circle":  `<defs><linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/></defs><rect fill="url(#a)" width="4" height="4"/>`,
		"gradient of none": `<defs><linearGradient id="a" href="#a"/></defs><rect fill="url(#a)" width="4" height="4"/>`,
	} {
		if _, err := NewPicture([]byte(open + body + "</svg>")); !fault.Is(err, "picture_invalid") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, body := range map[string]string{
		"use":           `<defs><rect id="a" width="4" height="4"/></defs><use href="#a" x="2"/><use href="#a" x="4"/>`,
		"dashes of 0":   `<path d="M0 0L9 9" stroke="#f00" stroke-width="1" stroke-dasharray="0 0"/>`,
		"wild numbers":  `<path d="M0 0L1e300 1e300L-1e300 5z" fill="#f00"/><circle r="1e30" cx="-1e30"/>`,
		"many segments": `<path fill="#f00" d="M0 0` + strings.Repeat("L9 9L0 3", 20000) + `z"/>`,
	} {
		done := make(chan error, 1)
		go func() {
			_, err := NewPicture([]byte(open + body + "</svg>"))
			done <- err
		}()
		select {
		case err := <-done:
			if err != nil && !fault.Is(err, "picture_invalid") {
				t.Errorf("%s: %v", name, err)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%s: never ends", name)
		}
	}
}

func TestWebP(t *testing.T) {
	// One lossless white pixel.
	data := []byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00")
	p, err := NewPicture(data)
	if err != nil {
		t.Fatal(err)
	}
	if w, h := p.Size(); w != 1 || h != 1 {
		t.Errorf("%d × %d", w, h)
	}
}

func TestCacheReturnsTheSamePicture(t *testing.T) {
	data := encode(t, func(b *bytes.Buffer) error { return png.Encode(b, gradient(20, 20)) })
	a, err := CachedPicture(data)
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := CachedPicture(bytes.Clone(data)); a != b {
		t.Error("the same bytes were decoded twice")
	}
	if len(a.Hash()) != 64 || strings.ToLower(a.Hash()) != a.Hash() {
		t.Errorf("hash %q", a.Hash())
	}
}

func TestFontsThatCannotBeEmbeddedAreRefused(t *testing.T) {
	for name, data := range map[string][]byte{"empty": nil, "otf": append([]byte("OTTO"), make([]byte, 40)...), "noise": bytes.Repeat([]byte{7}, 400)} {
		if _, err := LoadFont(name, data); err == nil {
			t.Errorf("%s was taken for a font", name)
		}
	}
}
