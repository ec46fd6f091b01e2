package picture

import (
	"bytes"
	"image"
	"math"
	"testing"
)

// exifJPEG is the head of a JPEG with an Exif orientation, nothing behind it.
func exifJPEG(o byte) []byte {
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string([]byte{o}) + "\x00\x00\x00\x00\x00\x00"
	return append([]byte{0xFF, 0xD8, 0xFF, 0xE1, 0, byte(len(exif) + 2)}, exif...)
}

// Ensure no broken Exif block stops a picture.
func TestExifIsReadWithoutTrust(t *testing.T) {
	whole := exifJPEG(6)
	if o := orientation(whole); o != 6 {
		t.Fatalf("the whole block gives %d", o)
	}
	for cut := range len(whole) {
		if o := orientation(whole[:cut]); o != 1 && o != 6 {
			t.Fatalf("cut at %d gives %d", cut, o)
		}
	}
	for i := 2; i < len(whole); i++ {
		broken := bytes.Clone(whole)
		broken[i] = 0xFF
		if o := orientation(broken); o < 1 || o > 8 {
			t.Fatalf("byte %d broken gives %d", i, o)
		}
	}
}

// Ensure scaling keeps the shape of a picture that is not square to the pixel.
func TestFitKeepsTheShape(t *testing.T) {
	p := fit(image.NewNRGBA(image.Rect(0, 0, 3000, 7)), 1024)
	if p.Rect.Dx() != 1024 || math.Abs(float64(p.Rect.Dy())-2) > 1 {
		t.Errorf("got %v", p.Rect)
	}
}
