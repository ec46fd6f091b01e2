// Package invoicing is the billing tab of a client: its quotes, statements,
// invoices, deposits and credit notes, what each lacks to be issued, what was
// paid on it and what is late.
package invoicing

import (
	"context"
	"fmt"
	"image"
	"slices"
	"strconv"
	"strings"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/widgets"
	"regie/reports/page"
	"regie/reports/page/raster"
)

// Billing is what the screen needs of the billing service.
type Billing interface {
	Documents(ctx context.Context, f billing.Filter) ([]billing.Document, error)
	Preview(ctx context.Context, ref string, on civil.Date) (billing.Document, error)
	Check(ctx context.Context, ref string, on civil.Date) (billing.CheckList, error)
	Payments(ctx context.Context, d billing.Document) ([]billing.Receipt, error)
	Events(ctx context.Context, d billing.Document) ([]billing.Event, error)
	Late(ctx context.Context, d billing.Document, on civil.Date) (billing.Late, error)
	Reminder(ctx context.Context, number string, step int, on civil.Date) (billing.Message, error)
	Remind(ctx context.Context, number string, step int, on civil.Date) (billing.Document, error)

	NewDraft(ctx context.Context, client clients.ID, kind billing.Kind) (billing.Document, error)
	DraftMonth(ctx context.Context, client clients.ID, m civil.Month) (billing.Document, []*fault.Error, error)
	DraftStatement(ctx context.Context, client clients.ID, m civil.Month, groupBy string) (billing.Document, []*fault.Error, error)
	DraftDeposit(ctx context.Context, client clients.ID, net money.Amount, rate *money.Rate, quote string) (billing.Document, error)
	DraftQuoted(ctx context.Context, number string) (billing.Document, error)
	EditDraft(ctx context.Context, ref string, change func(*billing.Document) error) (billing.Document, error)
	Redraw(ctx context.Context, ref string) (billing.Document, []*fault.Error, error)
	AddLine(ctx context.Context, ref string, f billing.LineForm) (billing.Document, error)
	EditLine(ctx context.Context, ref string, no int, f billing.LineForm) (billing.Document, error)
	RemoveLine(ctx context.Context, ref string, no int) (billing.Document, error)
	MarkDisbursement(ctx context.Context, ref string, no int, yes bool) (billing.Document, error)
	SetDiscount(ctx context.Context, ref string, amount money.Amount, words string) (billing.Document, error)
	TakeBack(ctx context.Context, ref, number string) (billing.Document, error)
	RemoveDraft(ctx context.Context, ref string) error

	Issue(ctx context.Context, ref string, on civil.Date) (billing.Document, error)
	Creditable(ctx context.Context, number string) ([]billing.Line, error)
	CreditSketch(ctx context.Context, number string, f billing.CreditForm) (billing.Document, error)
	Credit(ctx context.Context, number string, f billing.CreditForm) (billing.Document, error)
	Pay(ctx context.Context, number string, amount money.Amount, on civil.Date, method, note string) (billing.Document, error)
	Sign(ctx context.Context, number, by string, on civil.Date, note string) (billing.Document, error)
	Accept(ctx context.Context, number, by string, on, from civil.Date, note string) (billing.Document, error)
	Refuse(ctx context.Context, number, by string, on civil.Date, note string) (billing.Document, error)
	File(ctx context.Context, ref string, kind billing.FileKind) (billing.Document, []byte, error)

	Settings(ctx context.Context) (billing.Settings, error)
	SetSettings(ctx context.Context, change func(*billing.Settings) error) (billing.Settings, error)
	TermsOf(ctx context.Context, client clients.ID) (billing.Terms, error)
	SetTerms(ctx context.Context, client clients.ID, change func(*billing.Terms)) (billing.Terms, error)
}

// load reads a client's documents, the last ones first, drafts before them.
func load(ctx context.Context, b Billing, client clients.ID) ([]billing.Document, error) {
	docs, err := b.Documents(ctx, billing.Filter{Client: client})
	if err != nil {
		return nil, fmt.Errorf("reading the documents: %w", err)
	}
	slices.SortStableFunc(docs, func(a, b billing.Document) int {
		switch {
		case a.Issued() != b.Issued():
			if b.Issued() {
				return -1
			}
			return 1
		case !a.Issued():
			return b.CreatedAt.Compare(a.CreatedAt)
		default:
			return int(b.Position - a.Position)
		}
	})
	return docs, nil
}

// detail is one document with all that the panel tells of it.
type detail struct {
	doc      billing.Document
	check    billing.CheckList
	payments []billing.Receipt
	events   []billing.Event
	late     billing.Late
	pages    []image.Image
}

// previewDPI makes a page some twice as wide as the panel shows it, so that
// it stays sharp on dense displays and in the large preview.
const previewDPI = 110

func look(ctx context.Context, b Billing, pages Pages, ref string) (detail, error) {
	var t detail
	var err error
	if t.doc, err = b.Preview(ctx, ref, civil.Date{}); err != nil {
		return t, fmt.Errorf("reading the document: %w", err)
	}
	if t.check, err = b.Check(ctx, ref, civil.Date{}); err != nil {
		return t, fmt.Errorf("checking the document: %w", err)
	}
	if t.doc.Issued() {
		if t.payments, err = b.Payments(ctx, t.doc); err != nil {
			return t, fmt.Errorf("reading the payments: %w", err)
		}
		if t.events, err = b.Events(ctx, t.doc); err != nil {
			return t, fmt.Errorf("reading what happened: %w", err)
		}
		if t.late, err = b.Late(ctx, t.doc, civil.Date{}); err != nil {
			return t, fmt.Errorf("working out lateness: %w", err)
		}
	}
	laid, err := pages(ctx, t.doc)
	if err != nil {
		return t, fmt.Errorf("laying the document out: %w", err)
	}
	for i := range laid.Pages {
		t.pages = append(t.pages, raster.Page(&laid.Pages[i], laid.Pictures, previewDPI))
	}
	return t, nil
}

// Pages lays a document out as it is or would be printed.
type Pages func(ctx context.Context, d billing.Document) (*page.Document, error)

// name is a document by number, or what kind of draft it is.
func name(p *text.Printer, d billing.Document) string {
	kind := p.T("billing.kind_" + string(d.Kind))
	if !d.Issued() {
		return p.T("invoicing.draft_of", "kind", kind)
	}
	return kind + " " + d.Number
}

// subject is what a document is about: its own words, else the month billed.
func subject(p *text.Printer, d billing.Document) string {
	if d.Subject == "" && !d.Month.IsZero() {
		return p.MonthShort(d.Month.Month) + " " + strconv.Itoa(d.Month.Year)
	}
	return d.Subject
}

// moneyOf is an amount in a document's currency.
func moneyOf(minor int64, d billing.Document) money.Amount { return money.Of(minor, d.Currency) }

// state is where a document stands on a day, in the words, tone and sign of
// its pill: a late one says since when.
func state(p *text.Printer, d billing.Document, today civil.Date) (widgets.Tone, icons.Name, string) {
	if days := lateDays(d, today); days > 0 {
		return widgets.ToneBad, icons.SignBad, p.N("invoicing.late", days)
	}
	words := d.StateName(p)
	switch d.State {
	case billing.Draft:
		return widgets.ToneNeutral, icons.SignDraft, words
	case billing.Partly:
		return widgets.ToneWarn, icons.SignWarn, words
	case billing.Paid, billing.Accepted, billing.Signed, billing.Invoiced:
		return widgets.ToneOK, icons.SignOK, words
	case billing.Refused:
		return widgets.ToneBad, icons.SignBad, words
	case billing.Credited, billing.Replaced:
		return widgets.ToneNeutral, icons.SignCancelled, words
	default:
		return widgets.ToneInfo, icons.SignScheduled, words
	}
}

// lateDays is how long something has been due, 0 for what is not late.
func lateDays(d billing.Document, today civil.Date) int {
	if d.DueMinor() <= 0 || d.DueOn.IsZero() || d.State == billing.Credited {
		return 0
	}
	return max(0, d.DueOn.DaysUntil(today))
}

// sums are amounts by currency, in the order they first came.
type sums struct {
	order []money.Currency
	minor map[money.Currency]int64
	count int
}

func (s *sums) add(minor int64, c money.Currency) {
	if s.minor == nil {
		s.minor = map[money.Currency]int64{}
	}
	if _, ok := s.minor[c]; !ok {
		s.order = append(s.order, c)
	}
	s.minor[c] += minor
	s.count++
}

// words are the amounts of all currencies, "—" for none.
func (s *sums) words(p *text.Printer) string {
	var parts []string
	for _, c := range s.order {
		parts = append(parts, p.MoneyShort(money.Of(s.minor[c], c)))
	}
	if len(parts) == 0 {
		return "—"
	}
	return strings.Join(parts, " + ")
}

// documents is how many there are.
func (s *sums) documents(p *text.Printer) string {
	if s.count == 0 {
		return p.T("invoicing.count_none")
	}
	return p.N("invoicing.count", s.count)
}

// figures are what the four cards say: drafts, what is due, what is late, and
// the year's invoices net of credit notes, before tax.
type figures struct{ drafts, due, late, year sums }

func count(docs []billing.Document, today civil.Date) figures {
	var f figures
	for _, d := range docs {
		switch {
		case !d.Issued():
			f.drafts.add(d.Totals.Net, d.Currency)
			continue
		case d.Kind.Fiscal() && d.IssuedOn.Year == today.Year && d.Kind == billing.Credit:
			f.year.add(-d.Totals.Net, d.Currency)
		case d.Kind.Fiscal() && d.IssuedOn.Year == today.Year:
			f.year.add(d.Totals.Net, d.Currency)
		}
		if due := d.DueMinor(); due > 0 && d.State != billing.Credited {
			f.due.add(due, d.Currency)
			if lateDays(d, today) > 0 {
				f.late.add(due, d.Currency)
			}
		}
	}
	return f
}

// filter is what the chips let through; the month is that of the header.
type filter struct{ kinds, states []string }

func (f filter) lets(d billing.Document, today civil.Date) bool {
	if len(f.kinds) > 0 && !slices.Contains(f.kinds, string(d.Kind)) {
		return false
	}
	if len(f.states) == 0 {
		return true
	}
	in := map[string]bool{
		stateDrafts: !d.Issued(), stateDue: d.Issued() && d.DueMinor() > 0 && d.State != billing.Credited,
		stateLate: lateDays(d, today) > 0, statePaid: d.State == billing.Paid,
		stateOpen: d.State == billing.Issued && (d.Kind == billing.Quote || d.Kind == billing.Statement),
	}
	return slices.ContainsFunc(f.states, func(s string) bool { return in[s] })
}

// What the chip of states offers.
const (
	stateDrafts = "drafts"
	stateDue    = "due"
	stateLate   = "late"
	statePaid   = "paid"
	stateOpen   = "open" // quotes and statements without an answer
)
