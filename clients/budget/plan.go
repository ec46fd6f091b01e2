package budget

import (
	"context"
	"strings"
	"unicode/utf8"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

const (
	maxText = 200
	maxNote = 2000
	// maxMinor keeps sums of thousands of lines within 64 bits.
	maxMinor = 1_000_000_000_000_000
)

// MaxMonths is how many months a line's range may touch.
const MaxMonths = 36

// PlanForm is what is said of a line. The line is found by ID, or else by
// kind, name and days; it is made when there is none.
type PlanForm struct {
	ID         clients.ID
	Kind       Kind
	Name       string
	Days       civil.Range // a whole month for a monthly line
	Planned    money.Amount
	Campaign   clients.ID
	Rebillable bool
	Note       string
}

// Done is what an act left behind: the thresholds it made the budget cross.
type Done struct{ Fired []Alert }

// SetLine plans a line, new or known. Refusals: budget_kind_unknown,
// budget_planned_negative, budget_amount_too_large, budget_range_invalid,
// budget_currency_mixed, budget_text_too_long, budget_line_unknown,
// budget_line_days (its days or currency change although something was spent),
// budget_line_exists, budget_client_archived.
func (s *Service) SetLine(ctx context.Context, client clients.ID, f PlanForm) (Line, Done, error) {
	var l Line
	var done Done
	c, err := s.writable(ctx, client)
	if err != nil {
		return l, done, err
	}
	if f.Planned.Currency == "" {
		f.Planned.Currency = c.Currency
	}
	if err := f.check(); err != nil {
		return l, done, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "budget.set", Client: client, Subject: subject(f.Kind, f.Name, f.Days.From.InMonth())})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		var before Line
		if l, before, err = s.place(ctx, client, f); err != nil {
			return err
		}
		if err := s.keep.SaveLine(ctx, l); err != nil {
			return err
		}
		done.Fired, err = s.refresh(ctx, client, append(before.months(), l.months()...))
		return err
	})
	return l, done, err
}

func (f PlanForm) check() error {
	switch {
	case f.Kind.position() < 0:
		return fault.New("budget_kind_unknown", "value", string(f.Kind)).At("kind")
	case f.Planned.Minor < 0:
		return fault.New("budget_planned_negative").At("planned")
	case f.Planned.Minor > maxMinor:
		return fault.New("budget_amount_too_large").At("planned")
	case f.Days.From.IsZero() || f.Days.Days() == 0 || f.Days.From.InMonth().MonthsUntil(f.Days.To.InMonth()) >= MaxMonths:
		return fault.New("budget_range_invalid", "months", MaxMonths).At("from")
	}
	if err := checkText("name", f.Name, maxText); err != nil {
		return err
	}
	return checkText("note", f.Note, maxNote)
}

func checkText(field, s string, most int) error {
	if utf8.RuneCountInString(s) > most {
		return fault.New("budget_text_too_long", "max", most).At(field)
	}
	_, err := clients.CleanText(field, s)
	return err
}

// place finds the line the form speaks of, or makes it, and puts the form's
// values in it.
func (s *Service) place(ctx context.Context, client clients.ID, f PlanForm) (l, before Line, err error) {
	books, err := s.keep.Books(ctx, client, f.Days)
	if err != nil {
		return l, before, err
	}
	f.Name = strings.TrimSpace(f.Name)
	same, found := books.find(f.Kind, f.Name, f.Days)
	switch {
	case f.ID != "":
		if l, err = s.keep.Line(ctx, client, f.ID); err != nil {
			return l, before, err
		}
		if found && same.ID != f.ID {
			return l, before, fault.New("budget_line_exists", "name", f.Name).At("name")
		}
	case found:
		l = same
	default:
		l = Line{ID: s.newID(), Client: client, Position: books.nextPosition(), From: f.Days.From, To: f.Days.To, Currency: f.Planned.Currency}
	}
	before = l
	if err := s.mayMove(ctx, l, f); err != nil {
		return l, before, err
	}
	for _, o := range books.Lines {
		if o.ID != l.ID && o.Currency != f.Planned.Currency {
			return l, before, fault.New("budget_currency_mixed", "have", string(o.Currency), "given", string(f.Planned.Currency)).At("planned")
		}
	}
	l.Kind, l.Name, l.From, l.To = f.Kind, f.Name, f.Days.From, f.Days.To
	l.PlannedMinor, l.Currency = f.Planned.Minor, f.Planned.Currency
	l.Campaign, l.Rebillable, l.Note = f.Campaign, f.Rebillable, strings.TrimSpace(f.Note)
	return l, before, nil
}

// mayMove refuses other days or another currency for a line in use, since its
// movements were counted there.
func (s *Service) mayMove(ctx context.Context, l Line, f PlanForm) error {
	if l.From == f.Days.From && l.To == f.Days.To && l.Currency == f.Planned.Currency {
		return nil
	}
	books, err := s.keep.LineBooks(ctx, l.Client, l.ID)
	if err != nil {
		return err
	}
	if len(books.Movements)+len(books.Carries) > 0 {
		return fault.New("budget_line_days").At("from")
	}
	return nil
}

// find gives the line of a kind, name and days; names are compared folded.
func (b Books) find(k Kind, name string, days civil.Range) (Line, bool) {
	for _, l := range b.Lines {
		if l.Kind == k && l.Range() == days && clients.Fold(l.Name) == clients.Fold(name) {
			return l, true
		}
	}
	return Line{}, false
}

func (b Books) nextPosition() int {
	n := 0
	for _, l := range b.Lines {
		n = max(n, l.Position+1)
	}
	return n
}

// subject names a line in the journal, by name or else by its envelope's key.
func subject(k Kind, name string, m civil.Month) string {
	if name = strings.TrimSpace(name); name == "" {
		name = string(k)
	}
	return name + " " + m.String()
}

// RemoveLine takes a line away. A line with movements or carries is refused
// (budget_line_in_use): its history would be lost.
func (s *Service) RemoveLine(ctx context.Context, client, id clients.ID) error {
	if _, err := s.writable(ctx, client); err != nil {
		return err
	}
	l, err := s.keep.Line(ctx, client, id)
	if err != nil {
		return err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "budget.remove", Client: client, Subject: subject(l.Kind, l.Name, l.From.InMonth())})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		books, err := s.keep.LineBooks(ctx, client, id)
		if err != nil {
			return err
		}
		if len(books.Movements)+len(books.Carries) > 0 {
			return fault.New("budget_line_in_use")
		}
		if err := s.keep.RemoveLine(ctx, client, id); err != nil {
			return err
		}
		_, err = s.refresh(ctx, client, l.months())
		return err
	})
}

// CopyMonth plans again in to what the monthly lines of from planned; lines
// that to already has are left as they are. It gives the lines made. Fault
// budget_copy_empty when from has none.
func (s *Service) CopyMonth(ctx context.Context, client clients.ID, from, to civil.Month) ([]Line, Done, error) {
	var made []Line
	var done Done
	if _, err := s.writable(ctx, client); err != nil {
		return nil, done, err
	}
	if from == to {
		return nil, done, fault.New("budget_copy_empty", "month", from).At("from")
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "budget.copy", Client: client, Subject: to.String()})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		source, err := s.keep.Books(ctx, client, from.Range())
		if err != nil {
			return err
		}
		target, err := s.keep.Books(ctx, client, to.Range())
		if err != nil {
			return err
		}
		if made, err = copyLines(source, target, from, to); err != nil {
			return err
		}
		for i := range made {
			made[i].ID = s.newID()
			if err := s.keep.SaveLine(ctx, made[i]); err != nil {
				return err
			}
		}
		done.Fired, err = s.refresh(ctx, client, []civil.Month{to})
		return err
	})
	return made, done, err
}

func copyLines(source, target Books, from, to civil.Month) ([]Line, error) {
	var made []Line
	some := false
	for _, l := range source.Lines {
		if l.Month() != from {
			continue
		}
		some = true
		if _, ok := target.find(l.Kind, l.Name, to.Range()); ok {
			continue
		}
		for _, o := range target.Lines {
			if o.Currency != l.Currency {
				return nil, fault.New("budget_currency_mixed", "have", string(o.Currency), "given", string(l.Currency)).At("from")
			}
		}
		l.From, l.To, l.Position = to.First(), to.Last(), target.nextPosition()
		target.Lines = append(target.Lines, l)
		made = append(made, l)
	}
	if !some {
		return nil, fault.New("budget_copy_empty", "month", from).At("from")
	}
	return made, nil
}

// CarryOver brings what is left of chosen monthly lines of one month to the
// same lines of another, making those it lacks with nothing planned. An
// overrun is carried as what it is, below zero. Lines with nothing left are
// passed over. Faults: budget_line_unknown, budget_carry_range for a line that
// is not of the month, budget_currency_mixed.
func (s *Service) CarryOver(ctx context.Context, client clients.ID, lines []clients.ID, from, to civil.Month) ([]Carry, Done, error) {
	var made []Carry
	var done Done
	if _, err := s.writable(ctx, client); err != nil {
		return nil, done, err
	}
	if from == to {
		return nil, done, fault.New("budget_carry_range").At("month")
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "budget.carry", Client: client, Subject: from.String() + " → " + to.String()})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		for _, id := range lines {
			c, err := s.carryOne(ctx, client, id, from, to)
			if err != nil {
				return err
			}
			if c.Minor != 0 {
				made = append(made, c)
			}
		}
		var err error
		done.Fired, err = s.refresh(ctx, client, []civil.Month{from, to})
		return err
	})
	return made, done, err
}

func (s *Service) carryOne(ctx context.Context, client, id clients.ID, from, to civil.Month) (Carry, error) {
	l, err := s.keep.Line(ctx, client, id)
	if err != nil {
		return Carry{}, err
	}
	if l.Month() != from {
		return Carry{}, fault.New("budget_carry_range").At("line")
	}
	books, err := s.keep.LineBooks(ctx, client, id)
	if err != nil {
		return Carry{}, err
	}
	left := books.sums(l.Range())[id].Left()
	if left == 0 {
		return Carry{}, nil
	}
	target, err := s.ensureLine(ctx, client, Place{Kind: l.Kind, Name: l.Name, Month: to}, l)
	if err != nil {
		return Carry{}, err
	}
	if target.Currency != l.Currency {
		return Carry{}, fault.New("budget_currency_mixed", "have", string(target.Currency), "given", string(l.Currency)).At("month")
	}
	c := Carry{ID: s.newID(), Client: client, From: id, To: target.ID, Minor: left}
	return c, s.keep.SaveCarry(ctx, c)
}

// Place names a monthly line by what it is rather than by its identifier.
type Place struct {
	Kind  Kind
	Name  string
	Month civil.Month
}

// ensureLine gives the monthly line at a place, made with nothing planned where
// there is none: in like's currency, for its campaign, and billed on as it is.
func (s *Service) ensureLine(ctx context.Context, client clients.ID, p Place, like Line) (Line, error) {
	books, err := s.keep.Books(ctx, client, p.Month.Range())
	if err != nil {
		return Line{}, err
	}
	p.Name = strings.TrimSpace(p.Name)
	if l, ok := books.find(p.Kind, p.Name, p.Month.Range()); ok {
		return l, nil
	}
	cur := like.Currency
	for _, o := range books.Lines {
		cur = o.Currency
	}
	f := PlanForm{Kind: p.Kind, Name: p.Name, Days: p.Month.Range(), Planned: money.Of(0, cur)}
	if err := f.check(); err != nil {
		return Line{}, err
	}
	l := Line{
		ID: s.newID(), Client: client, Kind: p.Kind, Name: p.Name, From: p.Month.First(), To: p.Month.Last(), Currency: cur,
		Campaign: like.Campaign, Rebillable: like.Rebillable, Position: books.nextPosition(),
	}
	return l, s.keep.SaveLine(ctx, l)
}
