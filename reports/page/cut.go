package page

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// everyday tells the characters of nearly every document: those of French,
// English and their neighbours, with the signs that go with them.
func everyday(r rune) bool {
	return r >= 0x20 && r <= 0x17F || r >= 0x2010 && r <= 0x203A || r == '€' || r == '−' || r == '→' || r == '≤' || r == '≥'
}

// DataFor is a TrueType file that draws the text as Data does: the face cut
// down to the everyday characters where these are enough, since a writer that
// reads the file for each document reads the small one in a tenth of the time.
func (f *Font) DataFor(texts iter.Seq[string]) []byte {
	for s := range texts {
		for _, r := range s {
			if !everyday(r) {
				return f.data
			}
		}
	}
	f.cutOnce.Do(func() {
		cut, err := f.cutTo(everyday)
		if err != nil { // an odd face of a brand serves whole
			cut = f.data
		}
		f.cut = cut
	})
	return f.cut
}

var errCut = errors.New("the face cannot be cut")

// cutTo is the face with the glyphs of some characters and what these are
// composed of, in their old order.
func (f *Font) cutTo(keep func(rune) bool) ([]byte, error) {
	ld, err := opentype.NewLoader(bytes.NewReader(f.data))
	if err != nil {
		return nil, fmt.Errorf("cutting %s: %w", f.name, err)
	}
	t := map[string][]byte{}
	for _, tag := range []string{"head", "hhea", "maxp", "OS/2", "post", "name", "hmtx", "loca", "glyf"} {
		if t[tag], err = ld.RawTable(opentype.MustNewTag(tag)); err != nil {
			return nil, fmt.Errorf("cutting %s: %w", f.name, err)
		}
	}
	for _, tag := range []string{"cvt ", "fpgm", "prep", "gasp"} {
		if b, err := ld.RawTable(opentype.MustNewTag(tag)); err == nil {
			t[tag] = b
		}
	}
	if len(t["head"]) < 54 || len(t["hhea"]) < 36 || len(t["maxp"]) < 6 || len(t["post"]) < 32 {
		return nil, fmt.Errorf("cutting %s: %w", f.name, errCut)
	}
	c := &cutter{tables: t, long: binary.BigEndian.Uint16(t["head"][50:]) == 1, metrics: int(binary.BigEndian.Uint16(t["hhea"][34:]))}
	c.glyphs = map[int]bool{0: true}
	chars := map[rune]int{}
	for r := range f.adv {
		if gid, ok := f.glyphOf(rune(r)); ok && keep(rune(r)) {
			chars[rune(r)] = gid
			if err := c.take(gid, 0); err != nil {
				return nil, fmt.Errorf("cutting %s: %w", f.name, err)
			}
		}
	}
	if glyphs := int(binary.BigEndian.Uint16(t["maxp"][4:])); c.metrics < 1 || c.metrics > glyphs || len(t["hmtx"]) < 2*(c.metrics+glyphs) {
		return nil, fmt.Errorf("cutting %s: %w", f.name, errCut)
	}
	return c.file(chars), nil
}

// glyphOf is the glyph of a character the font has.
func (f *Font) glyphOf(r rune) (int, bool) {
	if !f.Has(r) {
		return 0, false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	gid, ok := f.face.NominalGlyph(r)
	return int(gid), ok && gid != 0 && gid <= font.GID(^uint16(0))
}

// cutter gathers glyphs of a face.
type cutter struct {
	tables  map[string][]byte
	long    bool // offsets of glyphs in four bytes
	metrics int  // glyphs with a width of their own
	glyphs  map[int]bool
}

// outline is a glyph's description, empty for a blank.
func (c *cutter) outline(gid int) ([]byte, error) {
	loca, at := c.tables["loca"], [2]int{}
	for i := range at {
		switch {
		case c.long && len(loca) >= 4*(gid+i+1):
			at[i] = int(binary.BigEndian.Uint32(loca[4*(gid+i):]))
		case !c.long && len(loca) >= 2*(gid+i+1):
			at[i] = 2 * int(binary.BigEndian.Uint16(loca[2*(gid+i):]))
		default:
			return nil, errCut
		}
	}
	if at[0] > at[1] || at[1] > len(c.tables["glyf"]) {
		return nil, errCut
	}
	return c.tables["glyf"][at[0]:at[1]], nil
}

// take keeps a glyph and its parts.
func (c *cutter) take(gid, depth int) error {
	if c.glyphs[gid] {
		return nil
	}
	c.glyphs[gid] = true
	b, err := c.outline(gid)
	if err != nil || depth > 8 {
		return errors.Join(err, errCut)
	}
	return parts(b, func(at int) error { return c.take(int(binary.BigEndian.Uint16(b[at:])), depth+1) })
}

// Flags of a part of a composite glyph (OpenType, table glyf).
const (
	partWords   = 1 << 0
	partScale   = 1 << 3
	partMore    = 1 << 5
	partXYScale = 1 << 6
	partMatrix  = 1 << 7
)

// parts tells where a composite glyph names its parts; a simple one has none.
func parts(b []byte, each func(at int) error) error {
	if len(b) < 10 || int16(binary.BigEndian.Uint16(b)) >= 0 { //nolint:gosec // the count of contours, negative for a composite
		return nil
	}
	for at, flags := 10, uint16(partMore); flags&partMore != 0; {
		if len(b) < at+4 {
			return errCut
		}
		flags = binary.BigEndian.Uint16(b[at:])
		if err := each(at + 2); err != nil {
			return err
		}
		at += 6
		if flags&partWords != 0 {
			at += 2
		}
		switch {
		case flags&partScale != 0:
			at += 2
		case flags&partXYScale != 0:
			at += 4
		case flags&partMatrix != 0:
			at += 8
		}
	}
	return nil
}

// file writes the face with the glyphs taken.
func (c *cutter) file(chars map[rune]int) []byte {
	order := slices.Sorted(maps.Keys(c.glyphs))
	place := map[int]int{}
	for i, gid := range order {
		place[gid] = i
	}
	var glyf, loca, hmtx []byte
	for _, gid := range order {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf))) //nolint:gosec // shorter than the face
		b, _ := c.outline(gid)
		from := len(glyf)
		glyf = append(glyf, b...)
		_ = parts(b, func(at int) error {
			part := place[int(binary.BigEndian.Uint16(b[at:]))]
			binary.BigEndian.PutUint16(glyf[from+at:], uint16(part)) //nolint:gosec // a glyph of the face
			return nil
		})
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		hmtx = append(hmtx, c.measure(gid)...)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf))) //nolint:gosec // shorter than the face
	for r, gid := range chars {
		chars[r] = place[gid]
	}
	t := maps.Clone(c.tables)
	t["glyf"], t["loca"], t["hmtx"], t["cmap"] = glyf, loca, hmtx, charTable(chars)
	t["head"] = put16(t["head"], 50, 1)
	t["hhea"] = put16(t["hhea"], 34, len(order))
	t["maxp"] = put16(t["maxp"], 4, len(order))
	t["post"] = append([]byte{0, 3, 0, 0}, t["post"][4:32]...) // without names
	tables := make([]opentype.Table, 0, len(t))
	for _, tag := range slices.Sorted(maps.Keys(t)) {
		tables = append(tables, opentype.Table{Tag: opentype.MustNewTag(tag), Content: t[tag]})
	}
	return opentype.WriteTTF(tables)
}

// measure is the width and the left bearing of a glyph; those after the last
// width share it.
func (c *cutter) measure(gid int) []byte {
	b := c.tables["hmtx"]
	if gid < c.metrics {
		return b[4*gid : 4*gid+4]
	}
	bearing := b[4*c.metrics+2*(gid-c.metrics):]
	return append(slices.Clone(b[4*c.metrics-4:4*c.metrics-2]), bearing[:2]...)
}

// put16 is a copy of a table with two of its bytes replaced.
func put16(table []byte, at, v int) []byte {
	table = slices.Clone(table)
	binary.BigEndian.PutUint16(table[at:], uint16(v)) //nolint:gosec // a count of glyphs, or a flag
	return table
}

// charTable maps characters to glyphs (table cmap, format 4): a segment for
// each run of characters whose glyphs follow one another too.
func charTable(chars map[rune]int) []byte {
	type segment struct{ first, last, glyph int }
	var segs []segment
	for _, r := range slices.Sorted(maps.Keys(chars)) {
		c, g := int(r), chars[r]
		if n := len(segs) - 1; n >= 0 && segs[n].last == c-1 && segs[n].glyph+c-segs[n].first == g {
			segs[n].last = c
			continue
		}
		segs = append(segs, segment{c, c, g})
	}
	segs = append(segs, segment{0xFFFF, 0xFFFF, 0x10000}) // ends the table, glyph 0
	n, search, log := len(segs), 2, 0
	for search*2 <= 2*n {
		search, log = search*2, log+1
	}
	var b []byte
	add := func(values ...int) {
		for _, v := range values {
			b = binary.BigEndian.AppendUint16(b, uint16(v)) //nolint:gosec // modulo 65536 as the format has it
		}
	}
	add(0, 1, 3, 1, 0, 12) // one table: Windows, the Basic Multilingual Plane
	add(4, 16+8*n, 0, 2*n, search, log, 2*n-search)
	for _, s := range segs {
		add(s.last)
	}
	add(0)
	for _, s := range segs {
		add(s.first)
	}
	for _, s := range segs {
		add(s.glyph - s.first)
	}
	for range segs {
		add(0)
	}
	return b
}
