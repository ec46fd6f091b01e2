package reports

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/reports/page"
)

const (
	// actIssue is the journal's name of an issue.
	actIssue = "report.issue"
	// mostTries is how often an issue begins again because another came between.
	mostTries = 20

	mimePDF      = "application/pdf"
	mimeWorkbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	mimePages    = "application/gzip"
)

// errMoved says that another report of the client was issued meanwhile.
var errMoved = errors.New("another report was issued meanwhile")

// Form is what an issue is asked with.
type Form struct {
	Lang text.Lang // of the document; none is the client's
	// Reason is why a version corrects the one before; the first needs none.
	Reason string
}

// Issue freezes a client's month as it stands: the figures, the texts and the
// layout, the PDF and the workbook. The files are written and synced before the
// transaction that names them, so that a crash leaves unnamed files and never
// half an issue. What is missing does not refuse it; the report says it. It
// cannot be undone: a later issue is the next version, with a notice of what it
// corrects. Faults: those of Gather, report_nothing, report_unchanged (argument
// Version), report_reason_missing, report_reason_long.
func (s *Service) Issue(ctx context.Context, client clients.ID, m civil.Month, f Form) (Issued, error) {
	f.Reason = strings.TrimSpace(f.Reason)
	if utf8.RuneCountInString(f.Reason) > maxReason {
		return Issued{}, fault.New("report_reason_long", "Max", maxReason).At("reason")
	}
	for range mostTries {
		i, err := s.issue(ctx, client, m, f)
		if !errors.Is(err, errMoved) {
			return i, err
		}
	}
	return Issued{}, fault.New("database_busy")
}

// maxReason is how many characters a reason may have.
const maxReason = 500

func (s *Service) issue(ctx context.Context, client clients.ID, month civil.Month, f Form) (Issued, error) {
	m, err := s.Gather(ctx, client, month, f.Lang)
	if err != nil {
		return Issued{}, err
	}
	if m.Empty() {
		return Issued{}, fault.New("report_nothing", "Client", m.Client.Name, "Month", month).At("month")
	}
	m.Edition = Edition{Version: 1, IssuedAt: m.AsOf.Round(0).UTC(), IssuedOn: m.Today, By: clients.Acting(ctx).Name}
	if err := s.correct(ctx, &m, f.Reason); err != nil {
		return Issued{}, err
	}
	d := said(&m)
	m.Said = &d
	content, err := freeze(m)
	if err != nil {
		return Issued{}, err
	}
	sum := sha256.Sum256(content)
	r := clients.Report{
		Client: client, Month: month, Version: m.Edition.Version, Lang: string(m.Lang), Content: content, SHA256: hex.EncodeToString(sum[:]),
		IssuedAt: m.Edition.IssuedAt, IssuedBy: m.Edition.By,
	}
	if c := m.Edition.Correction; c != nil {
		r.Reason = c.Reason
	}
	m.Edition.Hash = r.SHA256
	if err := s.write(ctx, m, r); err != nil {
		return Issued{}, err
	}
	return s.Version(ctx, client, month, r.Version)
}

// correct makes the month the version after the last there is, with its notice.
func (s *Service) correct(ctx context.Context, m *Month, reason string) error {
	versions, err := s.Versions(ctx, m.Client.ID, m.Month)
	if err != nil || len(versions) == 0 {
		return err
	}
	last := versions[len(versions)-1]
	changes, err := differences(last.Frozen, *m)
	if err != nil {
		return err
	}
	switch {
	case len(changes) == 0:
		return fault.New("report_unchanged", "Version", last.Version, "Month", m.Month).At("month")
	case reason == "":
		return fault.New("report_reason_missing", "Version", last.Version).At("reason")
	}
	m.Edition.Version = last.Version + 1
	m.Edition.Correction = &Correction{Reason: reason, Replaces: last.Version, Of: last.Frozen.Edition.IssuedOn, Changes: changes}
	return nil
}

// write makes and keeps both files, then names them and the report in one
// transaction.
func (s *Service) write(ctx context.Context, m Month, r clients.Report) error {
	files, err := s.keepFiles(ctx, m, &r)
	if err != nil {
		return err
	}
	ctx = clients.Doing(ctx, clients.Act{
		Kind: actIssue, Client: r.Client, Final: true,
		Subject: m.Client.Name + issueMark(r.Month) + strconv.Itoa(r.Version),
	})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		versions, err := s.keep.IssuedReports(ctx, r.Client, r.Month)
		if err != nil {
			return err
		}
		if len(versions) != r.Version-1 {
			return errMoved
		}
		position, previous, err := s.keep.ReportHead(ctx, r.Client)
		if err != nil {
			return err
		}
		r.Position, r.Previous = position+1, previous
		r.Hash = billing.ChainHash(previous, r.Content, billing.Files{PDF: r.PDF, Workbook: r.Workbook, Pages: r.Pages})
		for _, f := range files {
			if err := s.keep.NameFile(ctx, f.hash, FileName(m, f.ending), f.mime, f.content); err != nil {
				return err
			}
		}
		return s.keep.SaveReport(ctx, r)
	})
}

// keptFile is a file of an issue, by its hash.
type keptFile struct {
	hash, ending, mime string
	content            []byte
}

// keepFiles prints both files and keeps them with the pages as laid out; the
// disk takes one while the next is made.
func (s *Service) keepFiles(ctx context.Context, m Month, r *clients.Report) ([]keptFile, error) {
	doc, err := Render(m)
	if err != nil {
		return nil, err
	}
	files := []keptFile{{ending: "pdf", mime: mimePDF}, {ending: "pages.gz", mime: mimePages}, {ending: "xlsx", mime: mimeWorkbook}}
	var disk sync.WaitGroup
	errs := make([]error, len(files))
	for i, made := range []func() ([]byte, error){
		func() ([]byte, error) { return printPDF(m, doc) }, doc.Keep, func() ([]byte, error) { return printWorkbook(m) },
	} {
		f := &files[i]
		if f.content, errs[i] = made(); errs[i] == nil {
			disk.Go(func() { f.hash, errs[i] = s.keep.WriteFile(ctx, f.content) })
		}
	}
	disk.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	r.PDF, r.Pages, r.Workbook = files[0].hash, files[1].hash, files[2].hash
	return files, nil
}

func issueMark(m civil.Month) string { return " " + m.String() + " v" }

// IsIssue tells the journal's act of an issue of a month's report.
func IsIssue(a clients.Act, m civil.Month) bool {
	return a.Kind == actIssue && strings.Contains(a.Subject, issueMark(m))
}

func printPDF(m Month, doc *page.Document) ([]byte, error) {
	var b bytes.Buffer
	err := WritePDF(&b, m, doc)
	return b.Bytes(), err
}

func printWorkbook(m Month) ([]byte, error) {
	var b bytes.Buffer
	err := WriteWorkbook(&b, m)
	return b.Bytes(), err
}

// Issued is a version as it was issued.
type Issued struct {
	clients.Report
	// Frozen is the month read back, without its logo: see Service.Frozen.
	Frozen Month
}

// Versions lists the versions of a client's month, oldest first; of all months
// in the order of issue for the zero month.
func (s *Service) Versions(ctx context.Context, client clients.ID, m civil.Month) ([]Issued, error) {
	kept, err := s.keep.IssuedReports(ctx, client, m)
	if err != nil {
		return nil, err
	}
	list := make([]Issued, 0, len(kept))
	for _, r := range kept {
		i := Issued{Report: r}
		if i.Frozen, err = thaw(r.Content); err != nil {
			return nil, err
		}
		i.Frozen.Edition.Hash = r.SHA256
		list = append(list, i)
	}
	return list, nil
}

// Version finds a version of a client's month, 0 for the last. Fault:
// report_not_issued.
func (s *Service) Version(ctx context.Context, client clients.ID, m civil.Month, version int) (Issued, error) {
	list, err := s.Versions(ctx, client, m)
	if err != nil {
		return Issued{}, err
	}
	if version == 0 {
		version = len(list)
	}
	if version < 1 || version > len(list) {
		return Issued{}, fault.New("report_not_issued", "Month", m, "Version", version).At("version")
	}
	return list[version-1], nil
}

// Last gives the last version of a month of each client that has one, its
// content left out.
func (s *Service) Last(ctx context.Context, m civil.Month) (map[clients.ID]clients.Report, error) {
	list, err := s.keep.LastReports(ctx, m)
	if err != nil {
		return nil, err
	}
	by := make(map[clients.ID]clients.Report, len(list))
	for _, r := range list {
		by[r.Client] = r
	}
	return by, nil
}

// Latest is the last version of a client's month as it is kept; nil before the
// first.
func (s *Service) Latest(ctx context.Context, client clients.ID, m civil.Month) (*clients.Report, error) {
	kept, err := s.keep.IssuedReports(ctx, client, m)
	if err != nil || len(kept) == 0 {
		return nil, err
	}
	return &kept[len(kept)-1], nil
}

// Frozen is the month as it was issued, with its logo, to be drawn again.
func (s *Service) Frozen(ctx context.Context, i Issued) (Month, error) {
	m := i.Frozen
	if hash := m.Client.Brand.Logo; hash != "" {
		var err error
		if m.ClientLogo, err = s.from.House.Media(ctx, hash); err != nil {
			return m, fmt.Errorf("reading the logo: %w", err)
		}
	}
	return m, nil
}

// Pages are the pages of a version as they were laid out when it was issued. m
// is its month as Frozen gives it, which is laid out anew for a version whose
// pages were not kept. Faults: media_missing, media_changed.
func (s *Service) Pages(ctx context.Context, i Issued, m Month) (*page.Document, error) {
	if i.Report.Pages == "" {
		return Render(m)
	}
	kept, err := s.from.House.Media(ctx, i.Report.Pages)
	if err != nil {
		return nil, fmt.Errorf("reading the pages: %w", err)
	}
	return page.Kept(kept, func(ref string) (*page.Picture, error) {
		b, err := s.from.House.Media(ctx, ref)
		if err != nil {
			return nil, err
		}
		return page.CachedPicture(b)
	})
}

// Copy is a client's month as it is to be shown or written: the last version
// where it still says what the data say, else the draft of the next.
type Copy struct {
	Month  Month
	Issued *Issued // the last version; nil before the first
	// Differs names what the data say otherwise than the last version.
	Differs []Difference
}

// Draft tells that Month is no issued version.
func (c Copy) Draft() bool { return !c.Month.Edition.Issued() }

// Current reads a client's month in a language; none is that of the last
// version, else the client's.
func (s *Service) Current(ctx context.Context, client clients.ID, m civil.Month, lang text.Lang) (Copy, error) {
	versions, err := s.Versions(ctx, client, m)
	if err != nil {
		return Copy{}, err
	}
	var c Copy
	if n := len(versions); n > 0 {
		c.Issued = &versions[n-1]
		if lang == "" {
			lang = text.Lang(c.Issued.Lang)
		}
	}
	if c.Month, err = s.Gather(ctx, client, m, lang); err != nil || c.Issued == nil {
		return c, err
	}
	differs, err := differences(c.Issued.Frozen, c.Month)
	if err != nil {
		return c, err
	}
	if c.Differs = outdated(differs); len(c.Differs) == 0 {
		c.Month, err = s.Frozen(ctx, *c.Issued)
	}
	return c, err
}

// Files are the kept bytes of a version's PDF and workbook; faults
// media_missing, media_changed.
func (s *Service) Files(ctx context.Context, i Issued) (pdf, book []byte, err error) {
	if pdf, err = s.from.House.Media(ctx, i.PDF); err != nil {
		return nil, nil, err
	}
	book, err = s.from.House.Media(ctx, i.Workbook)
	return pdf, book, err
}

// SaveCopy writes the PDF and the workbook to the files that are named, both or
// none: of an issued month the bytes that were kept. doc is the month rendered,
// nil to have it done. Faults: those of Save and Files.
func (s *Service) SaveCopy(ctx context.Context, c Copy, doc *page.Document, pdfPath, bookPath string) error {
	if c.Draft() {
		if doc == nil && pdfPath != "" {
			var err error
			if doc, err = Render(c.Month); err != nil {
				return err
			}
		}
		return Save(c.Month, doc, pdfPath, bookPath)
	}
	pdf, book, err := s.Files(ctx, *c.Issued)
	if err != nil {
		return err
	}
	return saveBytes(pdf, book, pdfPath, bookPath)
}
