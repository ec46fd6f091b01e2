// Package sheet reads the tabular files that people really have (CSV in its many
// dialects, XLSX workbooks, archives of CSV files) into tables of text cells,
// recognises known exports by their headers, and reads dates, durations and
// numbers by looking at whole columns. It also writes CSV that is inert in a
// spreadsheet program.
//
// Nothing here knows what the figures mean: the rooms map fields to their nouns.
// Every refusal is a fault whose code begins with file_, import_ or row_.
package sheet

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"regie/clients/fault"
)

// Limits bound what a file may cost. A zero value means "the default".
type Limits struct {
	Bytes   int64 // size of the file as it lies on the disk
	Rows    int   // rows of one table that are not blank
	Columns int   // cells of one row
	Cells   int   // cells of one workbook sheet, which is held in memory
	Unzip   int64 // bytes of all parts of a workbook or archive, unpacked
	XML     int64 // bytes of one unpacked part kept in memory; larger ones go by a temporary file
	// Formulas notes which cells of a workbook hold a formula, see
	// Binding.Formula; it costs a second reading.
	Formulas bool
}

// DefaultLimits are those of every import: 64 MB, 500 000 rows, 200 MB unpacked.
var DefaultLimits = Limits{
	Bytes:   64 << 20,
	Rows:    500_000,
	Columns: 1_000,
	Cells:   6_000_000,
	Unzip:   200 << 20,
	XML:     32 << 20,
}

func (l Limits) filled() Limits {
	d := DefaultLimits
	if l.Bytes > 0 {
		d.Bytes = l.Bytes
	}
	if l.Rows > 0 {
		d.Rows = l.Rows
	}
	if l.Columns > 0 {
		d.Columns = l.Columns
	}
	if l.Cells > 0 {
		d.Cells = l.Cells
	}
	if l.Unzip > 0 {
		d.Unzip = l.Unzip
	}
	if l.XML > 0 {
		d.XML = l.XML
	}
	d.XML = min(d.XML, d.Unzip)
	d.Formulas = l.Formulas
	return d
}

// Kind says what sort of file was opened.
type Kind string

// The kinds of file that are read.
const (
	CSV      Kind = "csv"  // any delimited text
	Workbook Kind = "xlsx" // an Office Open XML workbook
	Archive  Kind = "zip"  // a zip of delimited texts
)

// File is an opened file with its tables; it holds no system resource.
type File struct {
	Name      string // base name, without folders
	SHA256    string // hex digest of the bytes as they lie on the disk
	Size      int64  // bytes
	Kind      Kind
	Encoding  string // "utf-8", "utf-16le", "utf-16be", "windows-1252"; "" for a workbook
	Delimiter rune   // of a delimited text, else 0
	Repaired  bool   // UTF-8 that had been read as Windows-1252 was put right

	tables []*Table
}

// Tables gives one table for each visible sheet that is not empty, or for the
// delimited text; each stands under the header that was guessed for it.
func (f *File) Tables() []*Table { return f.tables }

// OpenPath opens the file at path. Its errors are faults: file_not_found,
// file_unreadable, file_is_folder, and those of Open.
func OpenPath(path string, l Limits) (*File, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.New("file_not_found", "name", name).Because(err)
	case err != nil:
		return nil, fault.New("file_unreadable", "name", name).Because(err)
	case info.IsDir():
		return nil, fault.New("file_is_folder", "name", name)
	case !info.Mode().IsRegular():
		// A pipe or a device could wait for ever.
		return nil, fault.New("file_unreadable", "name", name)
	}
	r, err := os.Open(path)
	if err != nil {
		return nil, fault.New("file_unreadable", "name", name).Because(err)
	}
	defer func() { _ = r.Close() }()
	return Open(name, r, l)
}

// Open reads the whole of r, which is called name, and recognises what it is.
// Its errors are faults: file_empty, file_too_big, file_unreadable, one of the
// file_… codes that name a kind of file that is no table, file_truncated,
// file_damaged, file_unpacks_too_big, file_too_many_rows, file_too_many_columns.
func Open(name string, r io.Reader, l Limits) (*File, error) {
	l = l.filled()
	name = filepath.Base(name)
	data, err := io.ReadAll(io.LimitReader(r, l.Bytes+1))
	if err != nil {
		return nil, fault.New("file_unreadable", "name", name).Because(err)
	}
	if int64(len(data)) > l.Bytes {
		return nil, fault.New("file_too_big", "name", name, "max", l.Bytes>>20)
	}
	digest := sha256.Sum256(data)
	f := &File{Name: name, SHA256: hex.EncodeToString(digest[:]), Size: int64(len(data))}
	if f.Kind, err = sniff(name, data); err != nil {
		return nil, err
	}
	switch f.Kind {
	case Workbook:
		f.tables, err = readWorkbook(name, data, l)
	case Archive:
		err = f.readArchive(data, l)
	default:
		var t *Table
		if t, err = f.readText(name, data, l); t != nil {
			f.tables = []*Table{t}
		}
	}
	if err != nil {
		return nil, err
	}
	if len(f.tables) == 0 {
		return nil, fault.New("file_empty", "name", name)
	}
	return f, nil
}

// readText makes the one table of a delimited text and records on f how it was read.
func (f *File) readText(name string, data []byte, l Limits) (*Table, error) {
	text, how, err := decode(name, data)
	if err != nil {
		return nil, err
	}
	d := newDelimited(text)
	if err := d.check(name, l); err != nil {
		return nil, err
	}
	if d.lines == 0 {
		return nil, fault.New("file_empty", "name", name)
	}
	f.Encoding, f.Repaired, f.Delimiter = how.encoding, how.repaired, rune(d.comma)
	title := name[:len(name)-len(filepath.Ext(name))]
	return newTable(title, d), nil
}

// blank tells whether data holds nothing but white space, NULs aside.
func blank(data []byte) bool { return len(bytes.TrimSpace(data)) == 0 }
