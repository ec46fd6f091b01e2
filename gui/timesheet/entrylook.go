package timesheet

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// look is what an entry would be worth and what stands beside it, before it is
// saved.
type look struct {
	currency money.Currency
	seconds  int64
	kind     hours.Kind
	rate     *int64 // minor units per hour, nil = unknown
	cost     *int64
	frozen   string // the source kept on the entry, while nothing asks for another
	sale     hours.Found
	known    bool // a sale rate was found
	overlaps []string
	left     int64 // seconds of the person's day left after it
	forbid   bool  // overlaps are refused
	on       civil.Date
}

// readLook works an entry's worth out as saving it would.
func readLook(ctx context.Context, d Deps, b *book, old *hours.Entry, form hours.Form) (look, error) {
	l := look{kind: form.Kind, seconds: form.Seconds, forbid: b.agency.Overlap == clients.OverlapForbid, on: form.On}
	asked := hours.Asked{On: form.On, Person: form.Person, Client: form.Client, Hat: form.Hat, Level: b.people[form.Person].Level}
	if old != nil && old.Person == form.Person {
		asked.Level = old.Level
	}
	found, ok, err := d.Hours.Why(ctx, hours.Sale, asked)
	if err != nil {
		return l, fmt.Errorf("looking the rate up: %w", err)
	}
	l.sale, l.known = found, ok
	if ok {
		won := found.Effective().Amount
		l.rate, l.currency = &won.Minor, won.Currency
	}
	cost, ok, err := d.Hours.Why(ctx, hours.Cost, asked)
	if err != nil {
		return l, fmt.Errorf("looking the cost up: %w", err)
	}
	if ok {
		l.cost = &cost.Rate.Amount.Minor
	}
	if old != nil && old.Rate != nil && old.Person == form.Person && old.Client == form.Client && old.Hat == form.Hat && old.On == form.On {
		l.rate, l.cost, l.currency, l.frozen = old.Rate, old.Cost, old.Currency, old.RateSource
	}
	day, err := d.Hours.Day(ctx, form.Person, form.On)
	if err != nil {
		return l, fmt.Errorf("reading the day: %w", err)
	}
	err = l.beside(b, day, old, form, d.Now())
	return l, err
}

// beside finds what the entry overlaps, and what it leaves of the day.
func (l *look) beside(b *book, day hours.Day, old *hours.Entry, form hours.Form, now time.Time) error {
	loc, err := civil.Zone(zoneOf(b, form))
	if err != nil {
		return err
	}
	var others []hours.Work
	names := map[clients.ID]clients.ID{}
	for _, e := range day.Entries {
		if old != nil && e.ID == old.ID {
			continue
		}
		others = append(others, hours.Work{Client: e.Client, ID: e.ID, On: e.On, Start: e.Start, End: e.End, Seconds: e.Seconds, Running: e.Running})
		names[e.ID] = e.Client
	}
	if start, end, ok := instants(form, loc); ok {
		l.seconds = int64(end.Sub(start) / time.Second)
		if b.agency.Overlap != clients.OverlapAllow {
			for _, w := range hours.Overlapping(start, end, others, now) {
				l.overlaps = append(l.overlaps, spanText(w.Start, w.End, w.Running, loc)+" · "+b.clients[names[w.ID]].Name)
			}
		}
	}
	l.left = hours.DayRoom(form.On, loc, others, now) - l.seconds
	return nil
}

// zoneOf is where the form's clocks are read.
func zoneOf(b *book, form hours.Form) string {
	if form.Zone != "" {
		return form.Zone
	}
	if z := b.people[form.Person].Zone; z != "" {
		return z
	}
	return b.agency.Zone
}

// instants are when a timed form begins and ends; false where it has no times,
// or they are not in order.
func instants(form hours.Form, loc *time.Location) (start, end time.Time, ok bool) {
	t := form.Times
	switch {
	case t == nil:
		return start, end, false
	case !t.From.IsZero():
		return t.From, t.Until, t.From.Before(t.Until)
	case t.Start == civil.NoClock || t.End == civil.NoClock:
		return start, end, false
	}
	on := form.On
	if !t.EndOn.IsZero() {
		on = t.EndOn
	}
	start, _ = civil.Instant(form.On, t.Start, loc)
	end, _ = civil.Instant(on, t.End, loc)
	return start, end, start.Before(end)
}

// spanText is "09:00–10:30", open at the end while it runs.
func spanText(start, end time.Time, running bool, loc *time.Location) string {
	until := "…"
	if !running {
		until = end.In(loc).Format("15:04")
	}
	return start.In(loc).Format("15:04") + "–" + until
}

// value is what the client sees of it at the rate, cost what the agency pays.
func (l *look) value() *int64 { return priced(l.seconds, l.rate) }

func (l *look) expense() *int64 {
	return priced(l.seconds, l.cost)
}

func priced(seconds int64, rate *int64) *int64 {
	if rate == nil {
		return nil
	}
	n := money.LineAmount(seconds, *rate)
	return &n
}

// margin is value less cost, with its share of the value in hundredths of a
// percent; free time brings nothing in. False where one of them is unknown.
func (l *look) margin() (minor, share int64, ok bool) {
	cost := l.expense()
	if cost == nil {
		return 0, 0, false
	}
	if l.kind == hours.Free {
		return -*cost, 0, true
	}
	v := l.value()
	if v == nil {
		return 0, 0, false
	}
	if *v != 0 {
		share = money.MulDiv(*v-*cost, 10_000, *v)
	}
	return *v - *cost, share, true
}

// rateWords says for what a rate is meant, and since when.
func rateWords(p *text.Printer, b *book, r hours.Rate) string {
	var parts []string
	if r.Person != "" {
		parts = append(parts, b.people[r.Person].Name)
	}
	if r.Client != "" {
		parts = append(parts, b.clients[r.Client].Name)
	}
	if r.Hat != "" {
		parts = append(parts, b.hatName(p, r.Hat))
	}
	if r.Level != "" {
		parts = append(parts, b.levelName(p, r.Level))
	}
	if len(parts) == 0 {
		parts = append(parts, p.T("timesheet.rate_any"))
	}
	return p.T("timesheet.rate_from", "who", strings.Join(parts, " · "), "date", p.Date(r.From))
}

// why lists how the rate was found, one sentence a line.
func (l *look) why(p *text.Printer, b *book) []string {
	if !l.known {
		return []string{p.T("hours.rate_none")}
	}
	say := func(key string, r hours.Rate) string {
		return p.T(key, "amount", p.Money(r.Amount), "words", rateWords(p, b, r))
	}
	lines := []string{say("timesheet.rate_won", l.sale.Rate)}
	if l.sale.Cap != nil {
		lines = append(lines, say("timesheet.rate_cap", *l.sale.Cap))
	}
	for _, r := range l.sale.Passed {
		lines = append(lines, say("timesheet.rate_passed", r))
	}
	if l.frozen != "" {
		lines = append(lines, p.T("timesheet.rate_frozen", "amount", amount(p, l.rate, l.currency)))
	}
	return append(lines, p.T("timesheet.rate_rule"))
}

// lookBox shows a look below the fields of a form.
type lookBox struct {
	v    *view
	box  *fyne.Container
	open bool // the reasons of the rate are shown
	l    look
}

func newLookBox(v *view) *lookBox { return &lookBox{v: v, box: widgets.VBox(theme.Space8)} }

func (k *lookBox) load(old *hours.Entry, form hours.Form) {
	v := k.v
	b := v.book
	work.Run(v.work, "look", func(ctx context.Context) (look, error) { return readLook(ctx, v.deps, &b, old, form) }, func(l look, err error) {
		if err != nil {
			return // the field that cannot be read says so when it is saved
		}
		k.l = l
		k.draw()
	})
}

func (k *lookBox) draw() {
	p, l := k.v.host.Printer(), &k.l
	var lines []fyne.CanvasObject
	if l.left < 0 {
		lines = append(lines, widgets.NewNote(widgets.ToneBad, p.T("timesheet.day_over", "on", p.Date(l.on), "over", civil.Minutes(minutes(-l.left)))))
	}
	if len(l.overlaps) > 0 {
		tone, key := widgets.ToneWarn, "timesheet.overlap_warn"
		if l.forbid {
			tone, key = widgets.ToneBad, "timesheet.overlap_forbid"
		}
		lines = append(lines, widgets.NewNote(tone, p.T(key, "list", strings.Join(l.overlaps, ", "))))
	}
	ask := widgets.NewGhost(p.T("timesheet.why_rate"), icons.Info, func() {
		k.open = !k.open
		k.draw()
	})
	rate := p.T("common.unknown")
	if l.rate != nil {
		rate = p.T("timesheet.per_hour", "amount", amount(p, l.rate, l.currency))
	}
	lines = append(lines, widgets.Rule(), widgets.HBox(theme.Space8, widgets.Muted(p.T("timesheet.rate")), widgets.Strong(rate), widgets.Spacer(), ask))
	if k.open {
		for _, s := range l.why(p, &k.v.book) {
			lines = append(lines, widgets.NewParagraph(s).Px(12).Token(theme.TokenMute))
		}
	}
	worth := amount(p, l.value(), l.currency)
	if l.kind == hours.Free {
		worth = p.T("hours.kind_free")
	}
	lines = append(lines, line(p.T("timesheet.worth"), worth, widgets.ToneNeutral))
	lines = append(lines, k.internal()...)
	k.box.Objects = lines
	k.box.Refresh()
}

// internal are cost and margin, said to be the agency's own.
func (k *lookBox) internal() []fyne.CanvasObject {
	p, l := k.v.host.Printer(), &k.l
	margin, share, ok := l.margin()
	if !ok {
		return nil
	}
	tone := widgets.ToneOK
	if margin < 0 {
		tone = widgets.ToneBad
	}
	words := amount(p, &margin, l.currency)
	if l.kind != hours.Free {
		words += " · " + p.Percent(share, 0)
	}
	return []fyne.CanvasObject{
		widgets.HBox(theme.Space8, widgets.NewPill(widgets.ToneNeutral, p.T("timesheet.internal")), widgets.Grow(widgets.Caption(p.T("timesheet.internal_text")).Ellipsis())),
		line(p.T("timesheet.cost"), amount(p, l.expense(), l.currency), widgets.ToneNeutral),
		line(p.T("timesheet.margin"), words, tone),
	}
}

// line is a label with its figure at the right.
func line(label, figure string, tone widgets.Tone) fyne.CanvasObject {
	value := widgets.Strong(figure)
	if tone != widgets.ToneNeutral {
		value.Tone(tone)
	}
	return widgets.HBox(theme.Space8, widgets.Muted(label), widgets.Spacer(), value)
}
