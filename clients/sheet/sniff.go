package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"path/filepath"
	"strings"

	"regie/clients/fault"
)

// signatures are first bytes of files that are no table, with the code that says
// so. The old workbook and the other zips need a longer look and are not here.
var signatures = []struct{ magic, code string }{
	{"%PDF", "file_pdf"},
	{"\x89PNG", "file_image"},
	{"\xff\xd8\xff", "file_image"},
	{"GIF8", "file_image"},
	{"RIFF", "file_image"},
	{"II*\x00", "file_image"},
	{"MM\x00*", "file_image"},
	{"\x1f\x8b", "file_archive"},
	{"Rar!", "file_archive"},
	{"7z\xbc\xaf", "file_archive"},
	{"{\\rtf", "file_document"},
	{"SQLite format 3", "file_not_a_table"},
	{"BEGIN:VC", "file_not_a_table"},
	{"\x7fELF", "file_not_a_table"},
}

// sniff decides by content, never by the extension, what data is.
func sniff(name string, data []byte) (Kind, error) {
	refuse := func(code string) (Kind, error) { return "", fault.New(code, "name", name) }
	head := string(data[:min(len(data), 512)])
	switch {
	case blank(data):
		return refuse("file_empty")
	case strings.HasPrefix(head, "PK\x03\x04"), strings.HasPrefix(head, "PK\x05\x06"):
		return sniffZip(name, data)
	case strings.HasPrefix(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		return refuse(sniffCompound(data))
	case strings.HasPrefix(head, "\x09\x08\x10\x00"), strings.HasPrefix(head, "\x09\x08\x08\x00"),
		strings.HasPrefix(head, "\x09\x04\x06\x00"), strings.HasPrefix(head, "\x09\x02\x06\x00"):
		return refuse("file_xls_old") // a bare BIFF stream of Excel 2 to 5
	}
	for _, s := range signatures {
		if strings.HasPrefix(head, s.magic) {
			return refuse(s.code)
		}
	}
	// Many programs call an HTML table ".xls".
	start := strings.ToLower(strings.TrimLeft(strings.TrimPrefix(head, "\xef\xbb\xbf"), " \t\r\n"))
	for _, tag := range []string{"<!doctype", "<html", "<head", "<table", "<?xml", "<style", "<meta"} {
		if strings.HasPrefix(start, tag) {
			return refuse("file_web_page")
		}
	}
	if strings.HasPrefix(start, "{\"") || strings.HasPrefix(start, "[{") || strings.HasPrefix(start, "{\n") {
		return refuse("file_not_a_table")
	}
	return CSV, nil
}

// sniffCompound tells the three compound files that people call a spreadsheet
// apart by the names of their streams, which stand in UTF-16 in the directory.
func sniffCompound(data []byte) string {
	wide := func(s string) []byte {
		b := make([]byte, 0, 2*len(s))
		for i := range len(s) {
			b = append(b, s[i], 0)
		}
		return b
	}
	switch {
	case bytes.Contains(data, wide("EncryptedPackage")):
		return "file_encrypted"
	case bytes.Contains(data, wide("WordDocument")), bytes.Contains(data, wide("PowerPoint")):
		return "file_document"
	default:
		return "file_xls_old"
	}
}

// sniffZip looks at the names of a zip's parts.
func sniffZip(name string, data []byte) (Kind, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		// A zip's directory stands at its end: what was cut off has none.
		return "", fault.New("file_cut", "name", name).Because(err)
	}
	texts, code := 0, "file_archive"
	for _, part := range z.File {
		switch {
		case part.Name == "xl/workbook.xml":
			return Workbook, nil
		case part.Name == "xl/workbook.bin":
			code = "file_xlsb"
		case part.Name == "word/document.xml", part.Name == "ppt/presentation.xml":
			code = "file_document"
		case part.Name == "mimetype" && strings.Contains(firstBytes(part, 64), "opendocument.spreadsheet"):
			code = "file_ods"
		case part.Name == "mimetype", strings.HasPrefix(part.Name, "Index/"):
			code = "file_document"
		case isText(part.Name):
			texts++
		}
	}
	if texts > 0 && code == "file_archive" {
		return Archive, nil
	}
	return "", fault.New(code, "name", name)
}

// isText tells whether a part of an archive is a delimited text to read. Names
// under __MACOSX are resource forks, not tables.
func isText(name string) bool {
	if strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(path.Base(name), ".") {
		return false
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv", ".txt":
		return true
	}
	return false
}

func firstBytes(part *zip.File, n int64) string {
	r, err := part.Open()
	if err != nil {
		return ""
	}
	defer func() { _ = r.Close() }()
	b, _ := io.ReadAll(io.LimitReader(r, n)) // a part that breaks off is judged by what it gave
	return string(b)
}

// readArchive reads each delimited text of a zip as one table.
func (f *File) readArchive(data []byte, l Limits) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fault.New("file_cut", "name", f.Name).Because(err)
	}
	left := l.Unzip
	for _, part := range z.File {
		if !isText(part.Name) {
			continue
		}
		text, err := readPart(part, left)
		if err != nil {
			return fault.New("file_damaged", "name", f.Name).Because(err)
		}
		if left -= int64(len(text)); left < 0 {
			return fault.New("file_unpacks_too_big", "name", f.Name, "max", l.Unzip>>20)
		}
		if blank(text) {
			continue
		}
		t, err := f.readText(filepath.Base(filepath.FromSlash(part.Name)), text, l)
		if err != nil {
			return err
		}
		f.tables = append(f.tables, t)
	}
	return nil
}

// readPart unpacks at most limit+1 bytes, so that the caller sees an excess.
func readPart(part *zip.File, limit int64) ([]byte, error) {
	r, err := part.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	return io.ReadAll(io.LimitReader(r, limit+1))
}
