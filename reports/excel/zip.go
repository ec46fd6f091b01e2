package excel

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"hash/crc32"
	"io"
	"io/fs"
	"regexp"
	"slices"

	"github.com/xuri/excelize/v2"
)

// orderedZip writes the parts of a workbook by name, whatever order the library
// gives them in (that of a map), so that the same book has the same bytes. It
// keeps the parts compressed until it is closed.
type orderedZip struct {
	out   *zip.Writer
	parts []*zipPart
	flate *flate.Writer // of the last part; it is large, and one serves them all
}

// zipVersion is that of deflated parts, 2.0.
const zipVersion = 20

// contentTypes is the part that names the types of the others.
const contentTypes = "[Content_Types].xml"

// zipPart is one compressed file of the archive.
type zipPart struct {
	name   string
	packed bytes.Buffer
	size   uint64
	crc    uint32
	flate  *flate.Writer
	whole  bytes.Buffer // of the list of types
}

// finish ends the last part.
func (z *orderedZip) finish() error {
	if len(z.parts) == 0 {
		return nil
	}
	p := z.parts[len(z.parts)-1]
	if p.name == contentTypes {
		if _, err := p.pack(orderedTypes(p.whole.Bytes())); err != nil {
			return err
		}
	}
	return p.flate.Close()
}

var defaultType = regexp.MustCompile(`<Default [^>]*?(?:/>|></Default>)`)

// orderedTypes sorts the file endings with their types, which the library gives
// in the order of a map as well.
func orderedTypes(list []byte) []byte {
	types := defaultType.FindAll(list, -1)
	slices.SortFunc(types, bytes.Compare)
	n := -1
	return defaultType.ReplaceAllFunc(list, func([]byte) []byte { n++; return types[n] })
}

func newOrderedZip(w io.Writer) excelize.ZipWriter { return &orderedZip{out: zip.NewWriter(w)} }

// Create opens a part; it is written until the next one is.
func (z *orderedZip) Create(name string) (io.Writer, error) {
	if err := z.finish(); err != nil {
		return nil, err
	}
	p := &zipPart{name: name}
	if z.flate == nil {
		var err error
		if z.flate, err = flate.NewWriter(&p.packed, flate.DefaultCompression); err != nil {
			return nil, err
		}
	}
	z.flate.Reset(&p.packed)
	p.flate = z.flate
	z.parts = append(z.parts, p)
	return p, nil
}

// Write packs more of a part; the list of types is kept until it is whole.
func (p *zipPart) Write(b []byte) (int, error) {
	if p.name == contentTypes {
		return p.whole.Write(b)
	}
	return p.pack(b)
}

func (p *zipPart) pack(b []byte) (int, error) {
	n, err := p.flate.Write(b)
	p.size += uint64(n) //nolint:gosec // a count
	p.crc = crc32.Update(p.crc, crc32.IEEETable, b[:n])
	return n, err
}

// AddFS adds the files of a file system.
func (z *orderedZip) AddFS(files fs.FS) error { return z.out.AddFS(files) }

// Close writes the parts, the list of their types first as the format asks.
func (z *orderedZip) Close() error {
	if err := z.finish(); err != nil {
		return err
	}
	rank := func(p *zipPart) int {
		if p.name == contentTypes {
			return 0
		}
		return 1
	}
	slices.SortFunc(z.parts, func(a, b *zipPart) int { return cmp.Or(rank(a)-rank(b), cmp.Compare(a.name, b.name)) })
	for _, p := range z.parts {
		w, err := z.out.CreateRaw(&zip.FileHeader{
			Name: p.name, Method: zip.Deflate, CreatorVersion: zipVersion, ReaderVersion: zipVersion, CRC32: p.crc, UncompressedSize64: p.size, CompressedSize64: uint64(p.packed.Len()),
		})
		if err != nil {
			return err
		}
		if _, err := p.packed.WriteTo(w); err != nil {
			return err
		}
	}
	return z.out.Close()
}
