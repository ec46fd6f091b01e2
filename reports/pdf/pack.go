package pdf

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
)

// packers are kept for all documents: each has near a megabyte of tables, and
// the library would make one a page.
var packers = sync.Pool{New: func() any {
	w, err := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	if err != nil {
		panic(err) // the level is one
	}
	return w
}}

var errLibrary = errors.New("the library writes otherwise than it did")

// placedObject is an object of the file: its number and where it begins.
type placedObject struct{ number, at int }

// pack compresses the streams that the library, its own compression off, has
// written bare, and writes the table anew.
func pack(in []byte) ([]byte, error) {
	objects, table, trailer, err := objectsOf(in)
	if err != nil {
		return nil, err
	}
	w, _ := packers.Get().(*zlib.Writer)
	defer packers.Put(w)
	var packed bytes.Buffer
	out := make([]byte, 0, len(in)/2)
	out = append(out, in[:objects[0].at]...)
	offsets := make([]int, len(objects)+1)
	for i, o := range objects {
		end := table
		if i+1 < len(objects) {
			end = objects[i+1].at
		}
		offsets[o.number] = len(out)
		if out, err = packObject(out, titled(in[o.at:end]), w, &packed); err != nil {
			return nil, fmt.Errorf("packing object %d: %w", o.number, err)
		}
	}
	at := len(out)
	out = fmt.Appendf(out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets))
	for _, o := range offsets[1:] {
		out = fmt.Appendf(out, "%010d 00000 n \n", o)
	}
	out = append(out, in[trailer.from:trailer.to]...)
	return fmt.Appendf(out, "startxref\n%d\n%%%%EOF\n", at), nil
}

// titled adds to the catalog that a reader's window is to be named by the
// document's title, which the library cannot say; any other object stays as it
// is.
func titled(object []byte) []byte {
	const catalog = "obj\n<<\n/Type /Catalog\n"
	before, after, ok := bytes.Cut(object, []byte(catalog))
	if !ok || len(before) > 16 {
		return object
	}
	return slices.Concat(before, []byte(catalog+"/ViewerPreferences <</DisplayDocTitle true>>\n"), after)
}

// packObject appends an object; one that is a bare stream is compressed.
func packObject(out, object []byte, w *zlib.Writer, packed *bytes.Buffer) ([]byte, error) {
	const opening, body = "obj\n<</Length ", ">>\nstream\n"
	head := bytes.Index(object, []byte(opening))
	if head < 0 || head > 16 {
		return append(out, object...), nil
	}
	digits, rest, bare := bytes.Cut(object[head+len(opening):], []byte(body))
	length, err := strconv.Atoi(string(digits))
	if !bare || err != nil { // it is packed already
		return append(out, object...), nil
	}
	if length > len(rest) {
		return nil, errLibrary
	}
	packed.Reset()
	w.Reset(packed)
	if _, err := w.Write(rest[:length]); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	out = append(out, object[:head]...)
	out = fmt.Appendf(out, "obj\n<</Filter /FlateDecode /Length %d%s", packed.Len(), body)
	out = append(out, packed.Bytes()...)
	return append(out, rest[length:]...), nil
}

// stretch is a part of a file.
type stretch struct{ from, to int }

// objectsOf reads the table: the objects as they stand in the file, where the
// table begins, and the trailer's dictionary after it.
func objectsOf(b []byte) (objects []placedObject, table int, trailer stretch, err error) {
	const first, entry = "xref\n0 ", 20
	end := bytes.LastIndex(b, []byte("startxref\n"))
	table = bytes.LastIndex(b, []byte("\n"+first)) + 1
	if end < 0 || table == 0 || table > end {
		return nil, 0, trailer, errLibrary
	}
	count, rest, _ := bytes.Cut(b[table+len(first):end], []byte("\n"))
	n, err := strconv.Atoi(string(count))
	if err != nil || n < 2 || len(rest) < n*entry {
		return nil, 0, trailer, errLibrary
	}
	for i := 1; i < n; i++ {
		at, err := strconv.Atoi(string(rest[i*entry : i*entry+10]))
		if err != nil || at <= 0 || at >= table {
			return nil, 0, trailer, errLibrary
		}
		objects = append(objects, placedObject{i, at})
	}
	slices.SortFunc(objects, func(a, b placedObject) int { return cmp.Compare(a.at, b.at) })
	return objects, table, stretch{end - len(rest) + n*entry, end}, nil
}
