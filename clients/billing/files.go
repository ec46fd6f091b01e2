package billing

import (
	"context"

	"regie/clients"
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

// StatementPDF is the PDF of a month's statement: the frozen one where one is
// issued and not replaced, else one drawn as the month stands, which is kept
// nowhere. Faults nothing_to_bill where there is no time to state, file_none without a printer.
func (s *Service) StatementPDF(ctx context.Context, client clients.ID, m civil.Month) (Document, []byte, error) {
	all, err := s.keep.Documents(ctx, Filter{Client: client, Kinds: []Kind{Statement}, Month: m, Issued: true})
	if err != nil {
		return Document{}, nil, err
	}
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].State != Replaced {
			return s.File(ctx, all[i].Number, FilePDF)
		}
	}
	w, err := s.draw(ctx, client, m, Statement, drawing{sketch: true})
	if err != nil {
		return Document{}, nil, err
	}
	w.dress(&w.doc, w.today)
	if s.print == nil {
		return w.doc, nil, fault.New("file_none", "file", string(FilePDF), "kind", fault.Key("billing.kind_statement"))
	}
	pages, err := s.print.Draw(ctx, w.doc)
	return w.doc, pages, err
}
