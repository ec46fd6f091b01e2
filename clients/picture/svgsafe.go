package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Bounds of an SVG, far above any logo.
const (
	maxSVGBytes    = 4 << 20
	maxSVGDepth    = 200
	maxSVGElements = 50_000
	maxSVGUses     = 5_000
)

// checkSVG refuses what would keep the SVG reader busy for ever or exhaust the
// stack, where nothing can recover: references in a circle, or multiplying
// without bound, and nesting too deep.
func checkSVG(data []byte) error {
	if len(data) > maxSVGBytes {
		return errors.New("the SVG is too long")
	}
	g := svgUses{uses: map[string][]string{}}
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.Strict = false
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var open []string // ids of the open elements, "" where there is none
	for n := 0; ; {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return g.check()
		}
		if err != nil {
			return fmt.Errorf("reading the SVG: %w", err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			if n++; n > maxSVGElements || len(open) > maxSVGDepth {
				return errors.New("the SVG has too many elements")
			}
			id, href := svgAttributes(e)
			if href != "" {
				g.add(open, id, href)
			}
			open = append(open, id)
		case xml.EndElement:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
	}
}

// svgAttributes is the id of an element and what it refers to in its document.
func svgAttributes(e xml.StartElement) (id, href string) {
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "id":
			id = a.Value
		case "href":
			href = strings.TrimPrefix(strings.TrimSpace(a.Value), "#")
			if href == a.Value && !strings.HasPrefix(a.Value, "#") {
				href = ""
			}
		}
	}
	return id, href
}

// svgUses knows which elements refer to which, "" being the document.
type svgUses struct{ uses map[string][]string }

// add notes that an element, and so each that holds it, refers to target.
func (g *svgUses) add(open []string, id, target string) {
	g.uses[""] = append(g.uses[""], target)
	for _, o := range append(open[:len(open):len(open)], id) {
		if o != "" {
			g.uses[o] = append(g.uses[o], target)
		}
	}
}

func (g *svgUses) check() error {
	known := map[string]int{}
	var count func(id string, depth int) (int, error)
	count = func(id string, depth int) (int, error) {
		if n, ok := known[id]; ok {
			if n < 0 {
				return 0, errors.New("the SVG refers to itself")
			}
			return n, nil
		}
		if depth > maxSVGDepth {
			return 0, errors.New("the SVG refers too deep")
		}
		known[id] = -1
		total := 0
		for _, t := range g.uses[id] {
			n, err := count(t, depth+1)
			if err != nil {
				return 0, err
			}
			if total += 1 + n; total > maxSVGUses {
				return 0, errors.New("the SVG multiplies itself")
			}
		}
		known[id] = total
		return total, nil
	}
	_, err := count("", 0)
	return err
}
