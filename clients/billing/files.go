package billing

import (
	"context"

	"regie/clients/civil"
	"regie/clients/fault"
)

// FileKind names one of a document's files.
type FileKind string

// Files of a document.
const (
	FilePDF      FileKind = "pdf"
	FileXML      FileKind = "xml"
	FileWorkbook FileKind = "xlsx"
)

// File gives a document's file: the frozen one of an issued document, checked
// against its hash, or what a draft would be today. Faults document_unknown,
// file_none for what is not made of a document of this kind, media_missing,
// media_changed.
func (s *Service) File(ctx context.Context, ref string, kind FileKind) (Document, []byte, error) {
	d, err := s.Preview(ctx, ref, civil.Date{})
	if err != nil {
		return d, nil, err
	}
	none := fault.New("file_none", "file", string(kind), "kind", fault.Key("billing.kind_"+string(d.Kind)))
	if d.Issued() {
		hash := map[FileKind]string{FilePDF: d.Files.PDF, FileXML: d.Files.XML, FileWorkbook: d.Files.Workbook}[kind]
		if hash == "" {
			return d, nil, none
		}
		content, err := s.house.Media(ctx, hash)
		return d, content, err
	}
	if s.print == nil {
		return d, nil, none
	}
	printed, err := s.print.Print(ctx, d)
	if err != nil {
		return d, nil, err
	}
	content := map[FileKind][]byte{FilePDF: printed.PDF, FileXML: printed.XML, FileWorkbook: printed.Workbook}[kind]
	if content == nil {
		return d, nil, none
	}
	return d, content, nil
}
