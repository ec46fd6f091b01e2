package facturx

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
)

// file is a PDF with cross-reference tables, as the program writes them.
type file struct {
	b       []byte
	offsets map[int]int // of the newest version of each object
	trailer dict
	last    int // where the newest table begins
}

// maxStream bounds what one stream may unpack to.
const maxStream = 256 << 20

// open reads the tables, the newest first.
func open(b []byte) (*file, error) {
	i := bytes.LastIndex(b, []byte("startxref"))
	if !bytes.HasPrefix(b, []byte("%PDF-")) || i < 0 {
		return nil, fmt.Errorf("reading a PDF: %w", errBroken)
	}
	l := &lexer{b: b, at: i + len("startxref")}
	at, err := l.object(0)
	start, ok := at.(int)
	if err != nil || !ok {
		return nil, fmt.Errorf("reading a PDF: no place of its table: %w", errBroken)
	}
	f := &file{b: b, offsets: map[int]int{}, last: start}
	for seen := map[int]bool{}; !seen[start]; {
		seen[start] = true
		trailer, err := f.table(start)
		if err != nil {
			return nil, err
		}
		if f.trailer == nil {
			f.trailer = trailer
		}
		prev, ok := trailer["Prev"].(int)
		if !ok {
			return f, nil
		}
		start = prev
	}
	return nil, fmt.Errorf("reading a PDF: its tables turn in a circle: %w", errBroken)
}

// table reads one cross-reference table and its trailer.
func (f *file) table(at int) (dict, error) {
	broken := fmt.Errorf("reading a PDF's table at %d: %w", at, errBroken)
	if at < 0 || at >= len(f.b) {
		return nil, broken
	}
	l := &lexer{b: f.b, at: at}
	if !l.accept("xref") {
		return nil, broken
	}
	for !l.accept("trailer") {
		first, err1 := l.object(0)
		count, err2 := l.object(0)
		number, ok1 := first.(int)
		n, ok2 := count.(int)
		if err1 != nil || err2 != nil || !ok1 || !ok2 {
			return nil, broken
		}
		for range n {
			offset, err := l.object(0)
			o, ok := offset.(int)
			l.skip()
			l.word() // generation
			l.skip()
			used := l.word()
			if err != nil || !ok || used != "n" && used != "f" {
				return nil, broken
			}
			if _, newer := f.offsets[number]; !newer && used == "n" {
				f.offsets[number] = o
			}
			number++
		}
	}
	o, err := l.object(0)
	d, ok := o.(dict)
	if err != nil || !ok {
		return nil, broken
	}
	return d, nil
}

// object reads an object by its number.
func (f *file) object(number int) (any, error) {
	broken := fmt.Errorf("reading a PDF's object %d: %w", number, errBroken)
	at, ok := f.offsets[number]
	if !ok || at < 0 || at >= len(f.b) {
		return nil, broken
	}
	l := &lexer{b: f.b, at: at}
	n, err := l.object(0)
	if err != nil || n != number {
		return nil, broken
	}
	if _, err := l.object(0); err != nil || !l.accept("obj") {
		return nil, broken
	}
	o, err := l.object(0)
	if err != nil {
		return nil, broken
	}
	d, ok := o.(dict)
	if !ok || !l.accept("stream") {
		return o, nil
	}
	if bytes.HasPrefix(l.b[l.at:], []byte("\r\n")) {
		l.at++
	}
	l.at++
	length, ok := f.resolve(d["Length"]).(int)
	if !ok || length < 0 || length > len(f.b)-l.at {
		return nil, broken
	}
	return &stream{Dict: d, Raw: f.b[l.at : l.at+length]}, nil
}

// resolve follows a reference; what cannot be read is nil.
func (f *file) resolve(o any) any {
	for range maxDepth {
		r, ok := o.(ref)
		if !ok {
			return o
		}
		v, err := f.object(r.Number)
		if err != nil {
			return nil
		}
		o = v
	}
	return nil
}

// dict is the dictionary an object is or begins with; nil when it has none.
func (f *file) dict(o any) dict {
	switch v := f.resolve(o).(type) {
	case dict:
		return v
	case *stream:
		return v.Dict
	}
	return nil
}

func (f *file) array(o any) array {
	a, _ := f.resolve(o).(array)
	return a
}

// data is what a stream holds, unpacked.
func (f *file) data(o any) ([]byte, error) {
	s, ok := f.resolve(o).(*stream)
	if !ok {
		return nil, fmt.Errorf("reading a PDF's stream: %w", errBroken)
	}
	switch s.Dict["Filter"] {
	case nil:
		return s.Raw, nil
	case name("FlateDecode"):
	default:
		return nil, fmt.Errorf("reading a PDF's stream: filter %v is not known", s.Dict["Filter"])
	}
	r, err := zlib.NewReader(bytes.NewReader(s.Raw))
	if err != nil {
		return nil, fmt.Errorf("unpacking a PDF's stream: %w", err)
	}
	out, err := io.ReadAll(io.LimitReader(r, maxStream))
	if err != nil {
		return nil, fmt.Errorf("unpacking a PDF's stream: %w", err)
	}
	return out, nil
}
