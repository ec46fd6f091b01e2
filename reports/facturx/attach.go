// Package facturx makes a PDF of this program a PDF/A-3b that carries an
// invoice as XML (Factur-X 1.0, profile EN 16931), gives the XML back, and
// checks what PDF/A-3 (ISO 19005-3, level B) asks of such files. Level U and
// PDF/UA are out of reach: the pages are not tagged.
package facturx

import (
	"bytes"
	"compress/zlib"
	"crypto/md5" // the checksum that PDF names, not a protection
	"crypto/sha256"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// XMLName is the name Factur-X gives the attached invoice.
const XMLName = "factur-x.xml"

// profile is the International Color Consortium's sRGB profile of 2014.
//
//go:embed sRGB2014.icc
var profile []byte

// Info is what the document says of itself, in its information dictionary and,
// word for word the same, in its metadata. Empty words are left out.
type Info struct {
	Title, Author, Subject, Keywords string
	// Created is the instant of issue, to the second, in UTC. It must be set.
	Created time.Time
}

// maker is the program as documents name it.
const maker = "Régie"

// Attach returns the PDF, which must be one of this program's own, as a
// PDF/A-3b with the XML attached as the same invoice in another form
// (AFRelationship Alternative). The file grows by one incremental update: what
// stood before keeps its place, only link annotations get, in the same number
// of bytes, the flag that says they print. The same input gives the same bytes.
func Attach(pdf, xml []byte, info Info) ([]byte, error) {
	if info.Created.IsZero() {
		return nil, fmt.Errorf("attaching the invoice: no date of issue")
	}
	if len(xml) == 0 {
		return nil, fmt.Errorf("attaching the invoice: it is empty")
	}
	f, err := open(pdf)
	if err != nil {
		return nil, fmt.Errorf("attaching the invoice: %w", err)
	}
	u, err := begin(f)
	if err != nil {
		return nil, fmt.Errorf("attaching the invoice: %w", err)
	}
	info = info.clean()
	packed, err := packedProfile()
	if err != nil {
		return nil, err
	}
	icc := u.raw(dict{"N": 3, "Filter": name("FlateDecode")}, packed)
	spec, err := u.attachment(xml, info)
	if err != nil {
		return nil, err
	}
	metadata := u.raw(dict{"Type": name("Metadata"), "Subtype": name("XML")}, packet(info))
	u.object(u.info, info.dictionary())

	catalog := f.dict(u.root)
	catalog["Version"] = name("1.7")
	catalog["Metadata"] = metadata
	catalog["AF"] = array{spec}
	catalog["Names"] = dict{"EmbeddedFiles": dict{"Names": array{text(XMLName), spec}}}
	catalog["OutputIntents"] = array{dict{
		"Type": name("OutputIntent"), "S": name("GTS_PDFA1"), "DestOutputProfile": icc,
		"OutputConditionIdentifier": text("sRGB"), "Info": text("sRGB IEC61966-2.1"),
		"RegistryName": text("http://www.color.org"),
	}}
	u.object(u.root.Number, catalog)
	return u.finish(), nil
}

// update is an incremental update being written.
type update struct {
	f       *file
	out     []byte
	root    ref
	info    int
	next    int
	offsets map[int]int
}

func begin(f *file) (*update, error) {
	root, ok1 := f.trailer["Root"].(ref)
	info, ok2 := f.trailer["Info"].(ref)
	size, ok3 := f.trailer["Size"].(int)
	if !ok1 || !ok2 || !ok3 || f.dict(root) == nil {
		return nil, fmt.Errorf("the PDF has no catalog or no information: %w", errBroken)
	}
	if f.trailer["Prev"] != nil || f.trailer["Encrypt"] != nil {
		return nil, fmt.Errorf("the PDF is not fresh from the writer")
	}
	out := make([]byte, len(f.b), len(f.b)+len(f.b)/4+32<<10)
	copy(out, f.b)
	printLinks(out)
	if out[len(out)-1] != '\n' {
		out = append(out, '\n')
	}
	return &update{f: f, out: out, root: root, info: info.Number, next: size, offsets: map[int]int{}}, nil
}

// printLinks sets the print flag (bit 3) of every link annotation, as PDF/A
// asks, by writing the border another way in the same number of bytes.
func printLinks(b []byte) {
	const link, border, flagged = "/Subtype /Link /Rect [", "/Border [0 0 0] ", "/F 4/BS<</W 0>> "
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte(link))
		if i < 0 {
			return
		}
		at += i + len(link)
		end := bytes.IndexByte(b[at:], ']')
		if end < 0 {
			return
		}
		if rest := b[at+end+2:]; bytes.HasPrefix(rest, []byte(border)) {
			copy(rest, flagged)
		}
	}
}

// object writes an object under its number.
func (u *update) object(number int, o any) {
	u.offsets[number] = len(u.out)
	u.out = fmt.Appendf(u.out, "%d 0 obj\n", number)
	u.out = put(u.out, o)
	u.out = append(u.out, "\nendobj\n"...)
}

// raw writes a new stream as it is.
func (u *update) raw(d dict, data []byte) ref {
	number := u.next
	u.next++
	d["Length"] = len(data)
	u.offsets[number] = len(u.out)
	u.out = fmt.Appendf(u.out, "%d 0 obj\n", number)
	u.out = put(u.out, d)
	u.out = append(u.out, "\nstream\n"...)
	u.out = append(u.out, data...)
	u.out = append(u.out, "\nendstream\nendobj\n"...)
	return ref{Number: number}
}

// stream writes a new stream packed.
func (u *update) stream(d dict, data []byte) (ref, error) {
	packed, err := pack(data)
	if err != nil {
		return ref{}, err
	}
	d["Filter"] = name("FlateDecode")
	return u.raw(d, packed), nil
}

// packedProfile is the colour profile as every file carries it.
var packedProfile = sync.OnceValues(func() ([]byte, error) { return pack(profile) })

func pack(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		return nil, fmt.Errorf("packing a stream: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("packing a stream: %w", err)
	}
	return b.Bytes(), nil
}

// attachment writes the XML and the file specification that names it.
func (u *update) attachment(xml []byte, info Info) (ref, error) {
	sum := md5.Sum(xml)
	file, err := u.stream(dict{
		"Type": name("EmbeddedFile"), "Subtype": name("text/xml"),
		"Params": dict{"Size": len(xml), "ModDate": text(info.pdfDate()), "CheckSum": text(sum[:])},
	}, xml)
	if err != nil {
		return ref{}, err
	}
	spec := ref{Number: u.next}
	u.next++
	u.object(spec.Number, dict{
		"Type": name("Filespec"), "F": text(XMLName), "UF": text(XMLName), "AFRelationship": name("Alternative"),
		"Desc": text("Factur-X invoice"), "EF": dict{"F": file, "UF": file},
	})
	return spec, nil
}

// finish writes the table and the trailer. The identifiers are the hash of
// all that stands before them.
func (u *update) finish() []byte {
	sum := sha256.Sum256(u.out)
	id := text(sum[:16])
	at := len(u.out)
	u.out = append(u.out, "xref\n"...)
	numbers := make([]int, 0, len(u.offsets))
	for n := range u.offsets {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for i := 0; i < len(numbers); {
		k := i
		for k < len(numbers) && numbers[k] == numbers[i]+k-i {
			k++
		}
		u.out = fmt.Appendf(u.out, "%d %d\n", numbers[i], k-i)
		for ; i < k; i++ {
			u.out = fmt.Appendf(u.out, "%010d 00000 n \n", u.offsets[numbers[i]])
		}
	}
	u.out = append(u.out, "trailer\n"...)
	u.out = put(u.out, dict{
		"Size": u.next, "Root": u.root, "Info": ref{Number: u.info}, "Prev": u.f.last, "ID": array{id, id},
	})
	return fmt.Appendf(u.out, "\nstartxref\n%d\n%%%%EOF\n", at)
}

// clean takes out what XML cannot hold, so that dictionary and metadata can
// say the same.
func (i Info) clean() Info {
	for _, s := range []*string{&i.Title, &i.Author, &i.Subject, &i.Keywords} {
		*s = strings.TrimSpace(strings.Map(func(r rune) rune {
			switch {
			case r == '\n' || r == '\t' || r == '\r':
				return ' '
			case r < ' ' || r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF:
				return -1
			}
			return r
		}, *s))
	}
	i.Created = i.Created.UTC().Truncate(time.Second)
	return i
}

func (i Info) pdfDate() string { return i.Created.Format("D:20060102150405Z") }

func (i Info) dictionary() dict {
	d := dict{
		"Creator": encode(maker), "Producer": encode(maker),
		"CreationDate": text(i.pdfDate()), "ModDate": text(i.pdfDate()),
	}
	for key, s := range map[name]string{"Title": i.Title, "Author": i.Author, "Subject": i.Subject, "Keywords": i.Keywords} {
		if s != "" {
			d[key] = encode(s)
		}
	}
	return d
}

// encode writes a text string: UTF-16 with a byte order mark.
func encode(s string) text {
	out := text{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return out
}

// decode reads a text string. What bears no mark is taken as ASCII.
func decode(t text) string {
	if len(t) < 2 || t[0] != 0xFE || t[1] != 0xFF {
		return string(t)
	}
	return decodeUnits(t[2:])
}

// decodeUnits reads UTF-16 without a mark.
func decodeUnits(t text) string {
	units := make([]uint16, 0, len(t)/2)
	for i := 0; i+1 < len(t); i += 2 {
		units = append(units, uint16(t[i])<<8|uint16(t[i+1]))
	}
	return string(utf16.Decode(units))
}
