package budget

import (
	"context"
	"net/http"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// MaxReceipt is the largest receipt that is kept, in bytes.
const MaxReceipt = 20 << 20

// receiptKinds are the files taken as receipts.
var receiptKinds = map[string]bool{"application/pdf": true, "image/png": true, "image/jpeg": true, "image/webp": true, "image/gif": true}

// File is a receipt as chosen by a person.
type File struct {
	Name    string
	Content []byte
}

// Check gives the file's media type; faults budget_receipt_large,
// budget_receipt_kind.
func (f File) Check() (mime string, err error) {
	if len(f.Content) > MaxReceipt {
		return "", fault.New("budget_receipt_large", "max", MaxReceipt>>20).At("receipt")
	}
	if mime = http.DetectContentType(f.Content); !receiptKinds[mime] {
		return "", fault.New("budget_receipt_kind").At("receipt")
	}
	return mime, nil
}

// MoveForm is what is said of an order or an expense.
type MoveForm struct {
	Line  clients.ID // or, when empty, the line at Place
	Place Place
	On    civil.Date
	Label string
	// Supplier may be empty.
	Supplier   string
	Amount     money.Amount
	Rate       Rate // needed when the amount's currency is not the line's
	Rebillable bool
	// AsLine leaves to the order that is settled, else to the line, whether it is
	// billed on.
	AsLine bool
	// Receipt replaces the kept one; Kept keeps what an edited movement has.
	Receipt *File
	Kept    string
	// Of is the commitment an expense settles. All that is still ordered on it
	// is settled, whatever was paid, unless Partial: then only what was paid.
	Of      clients.ID
	Partial bool
}

// Pending is a commitment with what is still ordered of it.
type Pending struct {
	Movement
	OpenMinor int64 // in the line's currency
}

// Pending lists the commitments of the books that are not settled, as they
// stand in the books.
func (b Books) Pending() []Pending {
	var list []Pending
	for _, m := range b.Movements {
		if open := b.open(m, ""); m.Kind == Commit && open != 0 {
			list = append(list, Pending{Movement: m, OpenMinor: open})
		}
	}
	return list
}

// open is what is still ordered of a commitment, leaving one movement out.
func (b Books) open(commitment Movement, without clients.ID) int64 {
	left := commitment.LineMinor
	for _, m := range b.Movements {
		if m.Of == commitment.ID && m.ID != without {
			left -= m.SettlesMinor
		}
	}
	return left
}

// Commit records an order that is not spent yet. Refusals are those of Spend,
// and budget_amount_not_positive.
func (s *Service) Commit(ctx context.Context, client clients.ID, f MoveForm) (Movement, Done, error) {
	if f.Amount.Minor <= 0 {
		return Movement{}, Done{}, fault.New("budget_amount_not_positive").At("amount")
	}
	f.Of = ""
	return s.move(ctx, client, Movement{ID: s.newID(), Kind: Commit}, f, "budget.commit")
}

// Spend records an expense, or with Of the spending of a commitment, which
// moves from committed to actual. Below zero it is a supplier's credit.
// Refusals: budget_amount_zero, budget_amount_too_large, budget_label_missing,
// budget_text_too_long, budget_on_missing, budget_kind_unknown,
// budget_line_unknown, budget_line_ambiguous, budget_rate_missing, budget_rate_needless,
// budget_rate_invalid, budget_commitment_closed, budget_commitment_other,
// budget_receipt_large, budget_receipt_kind, budget_client_archived.
func (s *Service) Spend(ctx context.Context, client clients.ID, f MoveForm) (Movement, Done, error) {
	return s.move(ctx, client, Movement{ID: s.newID(), Kind: Spend}, f, "budget.spend")
}

// EditMovement replaces what was said of an order or expense; its kind stays.
// A commitment cannot go below what was settled of it (budget_commitment_spent)
// nor to another line once something was. An expense that stands on an issued
// invoice stays as it was billed (budget_billed with "number") until its credit
// note; a receipt may still be added where none is kept.
func (s *Service) EditMovement(ctx context.Context, client, id clients.ID, f MoveForm) (Movement, Done, error) {
	m, err := s.keep.Movement(ctx, client, id)
	if err != nil {
		return m, Done{}, err
	}
	switch {
	case m.Kind == Release:
		return m, Done{}, fault.New("budget_release_fixed")
	case m.Kind == Commit && f.Amount.Minor <= 0:
		return m, Done{}, fault.New("budget_amount_not_positive").At("amount")
	}
	if m.Kind == Commit {
		f.Of = ""
	}
	return s.move(ctx, client, m, f, "budget.move")
}

func (s *Service) move(ctx context.Context, client clients.ID, m Movement, f MoveForm, act string) (Movement, Done, error) {
	var done Done
	c, err := s.writable(ctx, client)
	if err != nil {
		return m, done, err
	}
	if f.Amount.Currency == "" {
		f.Amount.Currency = c.Currency
	}
	if err := f.check(); err != nil {
		return m, done, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: act, Client: client, Subject: strings.TrimSpace(f.Label)})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		if m.Line != "" { // known: as it stands in this transaction
			if m, err = s.keep.Movement(ctx, client, m.ID); err != nil {
				return err
			}
		}
		months, err := s.put(ctx, client, &m, f, c.Currency)
		if err != nil {
			return err
		}
		done.Fired, err = s.refresh(ctx, client, months)
		return err
	})
	return m, done, err
}

func (f MoveForm) check() error {
	switch {
	case f.Amount.Minor == 0:
		return fault.New("budget_amount_zero").At("amount")
	case f.Amount.Minor > maxMinor || f.Amount.Minor < -maxMinor:
		return fault.New("budget_amount_too_large").At("amount")
	case f.Amount.Minor < 0 && f.Of != "":
		return fault.New("budget_amount_not_positive").At("amount")
	case f.On.IsZero():
		return fault.New("budget_on_missing").At("on")
	case strings.TrimSpace(f.Label) == "":
		return fault.New("budget_label_missing").At("label")
	}
	if err := checkText("label", f.Label, maxText); err != nil {
		return err
	}
	return checkText("supplier", f.Supplier, maxText)
}

// put fills the movement from the form, keeps it, and tells which months it
// touched, before and after.
func (s *Service) put(ctx context.Context, client clients.ID, m *Movement, f MoveForm, cur money.Currency) ([]civil.Month, error) {
	var months []civil.Month
	was := *m
	if m.Line != "" {
		before, err := s.keep.Line(ctx, client, m.Line)
		if err != nil {
			return nil, err
		}
		months = before.months()
	}
	l, err := s.lineOf(ctx, client, f, cur)
	if err != nil {
		return nil, err
	}
	if m.Kind == Commit && m.Line != "" {
		if err := s.mayShrink(ctx, *m, l, f); err != nil {
			return nil, err
		}
	}
	if m.LineMinor, m.Rate, err = f.inLine(l); err != nil {
		return nil, err
	}
	m.Client, m.Line, m.On, m.Amount = client, l.ID, f.On, f.Amount
	m.Label, m.Supplier = strings.TrimSpace(f.Label), strings.TrimSpace(f.Supplier)
	m.Rebillable, m.Receipt = f.Rebillable, f.Kept
	if m.Of, m.SettlesMinor, err = s.settle(ctx, *m, f); err != nil {
		return nil, err
	}
	if f.AsLine {
		m.Rebillable = l.Rebillable
		if m.Of != "" {
			order, err := s.keep.Movement(ctx, client, m.Of)
			if err != nil {
				return nil, err
			}
			m.Rebillable = order.Rebillable
		}
	}
	if f.Receipt != nil {
		if m.Receipt, err = s.keepReceipt(ctx, *f.Receipt); err != nil {
			return nil, err
		}
	}
	if was.Invoice != "" && (m.printed() != was.printed() || was.Receipt != "" && m.Receipt != was.Receipt) {
		return nil, billed(was)
	}
	return append(months, l.months()...), s.keep.SaveMovement(ctx, *m)
}

// billed refuses to touch what an issued document bills, and names the way out.
func billed(m Movement) error {
	return fault.New("budget_billed", "label", m.Label, "number", m.Invoice)
}

// lineOf is the line a form names: by identifier, by the commitment it
// settles, or by its place.
func (s *Service) lineOf(ctx context.Context, client clients.ID, f MoveForm, cur money.Currency) (Line, error) {
	if f.Line != "" {
		return s.keep.Line(ctx, client, f.Line)
	}
	if f.Of != "" && f.Place == (Place{}) {
		c, err := s.keep.Movement(ctx, client, f.Of)
		if err != nil {
			return Line{}, err
		}
		return s.keep.Line(ctx, client, c.Line)
	}
	if f.Place.Kind.position() < 0 {
		return Line{}, fault.New("budget_kind_unknown", "value", string(f.Place.Kind)).At("kind")
	}
	if f.Place.Month.IsZero() {
		f.Place.Month = f.On.InMonth()
	}
	return s.placeOf(ctx, client, f.Place, cur)
}

// placeOf finds the line to spend on. Without a name the envelope's only line
// serves, whatever its name; between several the person must choose.
func (s *Service) placeOf(ctx context.Context, client clients.ID, p Place, cur money.Currency) (Line, error) {
	if strings.TrimSpace(p.Name) != "" {
		return s.ensureLine(ctx, client, p, Line{Currency: cur})
	}
	books, err := s.keep.Books(ctx, client, p.Month.Range())
	if err != nil {
		return Line{}, err
	}
	var named []Line
	for _, l := range books.Lines {
		switch {
		case l.Kind != p.Kind || l.Month() != p.Month:
		case l.Name == "":
			return l, nil
		default:
			named = append(named, l)
		}
	}
	switch len(named) {
	case 0:
		return s.ensureLine(ctx, client, p, Line{Currency: cur})
	case 1:
		return named[0], nil
	default:
		return Line{}, fault.New("budget_line_ambiguous").At("line")
	}
}

// inLine is the amount in the line's currency.
func (f MoveForm) inLine(l Line) (int64, Rate, error) {
	if f.Amount.Currency == l.Currency {
		if f.Rate != (Rate{}) && f.Rate != SameCurrency {
			return 0, Rate{}, fault.New("budget_rate_needless", "code", string(l.Currency)).At("rate")
		}
		return f.Amount.Minor, SameCurrency, nil
	}
	if f.Rate == (Rate{}) {
		return 0, Rate{}, fault.New("budget_rate_missing", "from", string(f.Amount.Currency), "to", string(l.Currency)).At("rate")
	}
	if !f.Rate.Valid() {
		return 0, Rate{}, fault.New("budget_rate_invalid", "value", f.Rate.String()).At("rate")
	}
	minor := f.Rate.Convert(f.Amount, l.Currency)
	if minor > maxMinor || minor < -maxMinor {
		return 0, Rate{}, fault.New("budget_amount_too_large").At("amount")
	}
	return minor, f.Rate, nil
}

// RemoveMovement takes an order or expense away. A commitment that was settled
// in part stays until its expenses are gone (budget_commitment_spent), an
// expense that stands on an issued invoice until its credit note (budget_billed).
func (s *Service) RemoveMovement(ctx context.Context, client, id clients.ID) (Done, error) {
	var done Done
	if _, err := s.writable(ctx, client); err != nil {
		return done, err
	}
	m, err := s.keep.Movement(ctx, client, id)
	if err != nil {
		return done, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "budget.unspend", Client: client, Subject: m.Label})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		if m, err = s.keep.Movement(ctx, client, id); err != nil {
			return err
		}
		if m.Invoice != "" {
			return billed(m)
		}
		books, err := s.keep.LineBooks(ctx, client, m.Line)
		if err != nil {
			return err
		}
		for _, o := range books.Movements {
			if o.Of == id {
				return fault.New("budget_commitment_spent", "label", m.Label)
			}
		}
		if err := s.keep.RemoveMovement(ctx, client, id); err != nil {
			return err
		}
		done.Fired, err = s.refreshLine(ctx, client, m.Line)
		return err
	})
	return done, err
}

// keepReceipt keeps a receipt; faults budget_receipt_large, budget_receipt_kind.
func (s *Service) keepReceipt(ctx context.Context, f File) (string, error) {
	mime, err := f.Check()
	if err != nil {
		return "", err
	}
	return s.keep.KeepReceipt(ctx, f.Name, mime, f.Content)
}
