package billing

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

func itoa(n int) string { return strconv.Itoa(n) }

// mostTries is how often an issue begins again because another one came between.
const mostTries = 50

// errMoved says that the series or the chain went on since the document was printed.
var errMoved = errors.New("another document was issued meanwhile")

// Issue gives a draft its number: one transaction takes the number, locks the
// entries, names the frozen files and links the document into the chain. The
// files are made and synced before it, under the number that is next; where
// another process took that number first, they are made again, so that a crash
// leaves an unnamed file and never a gap. on is the day, zero for today; what
// Check lists refuses it, as do issue_before (a later document of the series is
// issued), document_issued, billed_already, draft_stale.
func (s *Service) Issue(ctx context.Context, ref string, on civil.Date) (Document, error) {
	return s.IssueInTurn(ctx, nil, ref, on)
}

// IssueInTurn issues a draft as Issue does, in its turn; nil for none.
func (s *Service) IssueInTurn(ctx context.Context, t *Turn, ref string, on civil.Date) (Document, error) {
	for range mostTries {
		d, err := s.draft(ctx, ref)
		if err != nil {
			return d, err
		}
		kept := d
		k, err := s.deskOf(ctx, d.Client)
		if err != nil {
			return d, err
		}
		d.IssuedOn = cmpDate(on, k.today)
		k.dress(&d, d.IssuedOn)
		d, err = s.issue(ctx, t, k.set, d, &kept)
		if !errors.Is(err, errMoved) {
			return d, err
		}
	}
	return Document{}, fault.New("database_busy")
}

// issue numbers, prints and writes a dressed document. kept is the draft it
// comes from, nil for a document that was never one; t is its turn, nil for none.
func (s *Service) issue(ctx context.Context, t *Turn, set Settings, d Document, kept *Document) (Document, error) {
	list, err := s.check(ctx, d)
	if err != nil {
		return d, err
	}
	if len(list.Missing) > 0 {
		return d, list.Missing[0]
	}
	foreseen, err := s.number(ctx, t, set, &d)
	if err != nil {
		return d, err
	}
	d.IssuedAt, d.IssuedBy, d.State = s.now().UTC(), clients.Acting(ctx).Name, Issued
	var printed Printed
	if s.print != nil {
		if printed, err = s.print.Print(ctx, d); err != nil {
			return d, fmt.Errorf("printing %s: %w", d.Number, err)
		}
	}
	if err := s.keepFiles(ctx, &d, printed); err != nil {
		return d, err
	}
	if err := t.wait(ctx); err != nil {
		return d, err
	}
	at, err := s.placeOf(ctx, d, foreseen.year)
	if err != nil {
		return d, err
	}
	if at.last != foreseen.last {
		return d, errMoved
	}
	d.Position, d.Previous = at.head.Position+1, at.head.Hash
	if err := d.seal(); err != nil {
		return d, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "document.issue", Client: d.Client, Subject: d.Number, Final: true})
	err = s.keep.Tx(ctx, func(ctx context.Context) error { return s.write(ctx, set, d, kept, at, printed) })
	return d, err
}

// place is where a document stands in its series.
type place struct {
	year int
	last Last
	head Head
}

// number gives the document the next number of its series, as it stands now or
// will in its turn.
func (s *Service) number(ctx context.Context, t *Turn, set Settings, d *Document) (place, error) {
	series := d.Kind.Series()
	format := set.Formats[series]
	at := place{year: seriesYear(format, d.IssuedOn.Year)}
	var err error
	of := seriesOf{series, at.year}
	if at.last, err = t.last(ctx, of, func() (Last, error) { return s.keep.Last(ctx, series, at.year) }); err != nil {
		return at, err
	}
	if err := s.inOrder(ctx, *d); err != nil {
		return at, err
	}
	d.Number = FormatNumber(format, d.IssuedOn.Year, at.last.Sequence+1)
	if err := s.untold(ctx, *d); err != nil {
		return at, err
	}
	t.foresee(of, Last{Sequence: at.last.Sequence + 1, On: d.IssuedOn})
	return at, nil
}

// untold refuses a number that another series gave before formats were changed.
func (s *Service) untold(ctx context.Context, d Document) error {
	other, err := s.keep.Document(ctx, d.Number)
	if fault.Is(err, "document_unknown") {
		return nil
	}
	if err == nil && other.Kind.Series() != d.Kind.Series() {
		err = fault.New("number_taken", "number", d.Number, "series", string(d.Kind.Series())).At("settings.format")
	}
	return err
}

// NextNumber is the number that the next document of a series will bear when it
// is issued on a day.
func (s *Service) NextNumber(ctx context.Context, set Settings, series Series, on civil.Date) (string, error) {
	format := set.Formats[series]
	last, err := s.keep.Last(ctx, series, seriesYear(format, on.Year))
	if err != nil {
		return "", fmt.Errorf("reading the end of series %s: %w", series, err)
	}
	return FormatNumber(format, on.Year, last.Sequence+1), nil
}

// inOrder refuses a day before the newest one of the series, of whatever year.
func (s *Service) inOrder(ctx context.Context, d Document) error {
	newest, err := s.keep.Last(ctx, d.Kind.Series(), -1)
	if err == nil && d.IssuedOn.Before(newest.On) {
		err = fault.New("issue_before", "on", d.IssuedOn, "last", newest.On).At("on")
	}
	return err
}

// placeOf is where a document comes to stand once all before it are written.
func (s *Service) placeOf(ctx context.Context, d Document, year int) (place, error) {
	at := place{year: year}
	err := s.inOrder(ctx, d)
	if err != nil {
		return at, err
	}
	if at.last, err = s.keep.Last(ctx, d.Kind.Series(), year); err != nil {
		return at, err
	}
	at.head, err = s.keep.Head(ctx)
	return at, err
}

// keepFiles keeps what was printed, side by side: the disk is slower than what
// it is given.
func (s *Service) keepFiles(ctx context.Context, d *Document, p Printed) error {
	var disk sync.WaitGroup
	contents, hashes := [][]byte{p.PDF, p.XML, p.Workbook}, []*string{&d.Files.PDF, &d.Files.XML, &d.Files.Workbook}
	errs := make([]error, len(contents))
	for i, content := range contents {
		*hashes[i] = ""
		if content != nil {
			disk.Go(func() { *hashes[i], errs[i] = s.keep.WriteFile(ctx, content) })
		}
	}
	disk.Wait()
	return errors.Join(errs...)
}

// seal makes the canonical JSON and the hash of a numbered document.
func (d *Document) seal() error {
	raw, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("sealing %s: %w", d.Number, err)
	}
	d.Canonical = raw
	d.Hash = ChainHash(d.Previous, raw, d.Files)
	return nil
}

// write is what the transaction does; everything it reads is as it was when
// the document was printed, or it begins again.
func (s *Service) write(ctx context.Context, set Settings, d Document, kept *Document, at place, p Printed) error {
	if err := s.unmoved(ctx, set, d, kept, at); err != nil {
		return err
	}
	names := []struct {
		hash, end, mime string
		content         []byte
	}{
		{d.Files.PDF, ".pdf", "application/pdf", p.PDF},
		{d.Files.XML, ".xml", "text/xml", p.XML},
		{d.Files.Workbook, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", p.Workbook},
	}
	for _, f := range names {
		if f.hash == "" {
			continue
		}
		if err := s.keep.NameFile(ctx, f.hash, clients.SafeFileName(d.Number)+f.end, f.mime, f.content); err != nil {
			return err
		}
	}
	if kept == nil { // a credit note has no draft
		if err := s.keep.SaveDraft(ctx, unnumbered(d)); err != nil {
			return err
		}
	}
	if err := s.keep.Issue(ctx, d, at.year, at.last.Sequence+1, d.of()); err != nil {
		return err
	}
	if d.Kind == Credit {
		return s.reopen(ctx, d)
	}
	if err := s.take(ctx, d); err != nil {
		return err
	}
	return s.claim(ctx, d)
}

func unnumbered(d Document) Document {
	d.Number, d.Canonical, d.Hash, d.Previous, d.Position, d.Files = "", nil, "", "", 0, Files{}
	return d
}

// of is the number a document takes back, over or on.
func (d Document) of() string {
	switch d.Kind {
	case Credit:
		return d.Refs.Invoice
	case Statement:
		return d.Refs.Replaces
	default:
		return d.Refs.Statement
	}
}

// unmoved makes sure that nothing the document was printed from has changed.
func (s *Service) unmoved(ctx context.Context, set Settings, d Document, kept *Document, at place) error {
	now, err := s.placeOf(ctx, d, at.year)
	if err != nil {
		return err
	}
	if now != at {
		return errMoved
	}
	if kept != nil {
		again, err := s.draft(ctx, string(d.ID))
		if err != nil {
			return err
		}
		if !bytes.Equal(again.Canonical, kept.Canonical) {
			return errMoved
		}
	}
	list, err := s.check(ctx, unnumbered(d)) // as a draft: its time must still be what was printed
	if err == nil && len(list.Missing) > 0 {
		err = list.Missing[0]
	}
	return err
}

// take puts the number on the entries. They must be free, or stand on the
// statement that the document replaces or is drawn from.
func (s *Service) take(ctx context.Context, d Document) error {
	if d.Kind == Quote || d.Kind == Deposit {
		return nil
	}
	ids := d.Entries()
	from := []string{""}
	if n := d.of(); n != "" {
		from = append(from, n)
	}
	moved := 0
	for _, number := range from {
		n, err := s.keep.MoveEntries(ctx, d.Client, ids, number, d.Number)
		if err != nil {
			return err
		}
		moved += n
	}
	if moved != len(ids) {
		return fault.New("entries_billed", "count", len(ids)-moved).At("entries")
	}
	if d.Kind == Statement && d.Refs.Replaces != "" {
		return s.freeRest(ctx, d)
	}
	return nil
}

// freeRest frees the entries of a replaced statement that its new version leaves out.
func (s *Service) freeRest(ctx context.Context, d Document) error {
	old, err := s.keep.Document(ctx, d.Refs.Replaces)
	if err != nil {
		return err
	}
	_, err = s.keep.MoveEntries(ctx, d.Client, old.Entries(), old.Number, "")
	return err
}
