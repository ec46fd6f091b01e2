package icons

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"strings"
	"testing"
)

// Ensure every name has a file that is well formed and takes the colour.
func TestSVG(t *testing.T) {
	for _, n := range All() {
		b, err := SVG(n, "#C2410C")
		if err != nil {
			t.Error(err)
			continue
		}
		if !bytes.Contains(b, []byte("#C2410C")) || bytes.Contains(b, []byte(Ink)) {
			t.Errorf("%s: colour not replaced", n)
		}
		d := xml.NewDecoder(bytes.NewReader(b))
		for {
			if _, err := d.Token(); err != nil {
				if err.Error() != "EOF" {
					t.Errorf("%s: %v", n, err)
				}
				break
			}
		}
	}
	if _, err := SVG("nothing", Ink); err == nil {
		t.Error("a missing icon was found")
	}
}

// Ensure no file stands without a name.
func TestAllNamed(t *testing.T) {
	named := map[string]bool{"regie": true}
	for _, n := range All() {
		named[string(n)] = true
	}
	list, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if n := strings.TrimSuffix(f.Name(), ".svg"); !named[n] {
			t.Errorf("%s has no name", f.Name())
		}
	}
}

func TestAppIcon(t *testing.T) {
	c, err := png.DecodeConfig(bytes.NewReader(App()))
	if err != nil || c.Width != 512 || c.Height != 512 {
		t.Errorf("%d × %d, %v", c.Width, c.Height, err)
	}
}
