package packs

import (
	"fmt"
	"strconv"
	"strings"

	"regie/assets/text"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/reports/letter"
	"regie/reports/page"
)

// hashDigits is how much of a hash is printed.
const hashDigits = 12

// Render lays out a pack's booklet, or the sheet of one publication.
func Render(d Document) (*page.Document, error) {
	w := &writer{d: &d, p: d.Printer(), theme: d.Theme()}
	var blocks []page.Block
	if d.Pack.Number > 0 {
		blocks = append(blocks, w.cover())
		blocks = append(blocks, w.howTo()...)
		for i := range d.Pack.Entries {
			blocks = append(blocks, w.entry(&d.Pack.Entries[i])...)
		}
	} else {
		blocks = w.sheet()
	}
	doc, err := page.Layout(page.Setup{
		Title: w.title() + " – " + d.Client.Name, Author: d.Agency.Name, Subject: w.kind(), Lang: string(d.Lang), Theme: w.theme,
		Header: page.RunningHead(d.Client.Name, w.title(), w.theme),
		Footer: page.RunningFoot(d.Agency.Name, w.footing(), w.theme),
	}, blocks)
	if err != nil {
		return nil, fmt.Errorf("laying out the pack of %s: %w", d.Client.Key, err)
	}
	return doc, nil
}

// writer makes the blocks of a document.
type writer struct {
	d     *Document
	p     *text.Printer
	theme page.Theme
}

// kind names the document.
func (w *writer) kind() string {
	if w.d.Pack.Number == 0 {
		return w.p.T("booklet.sheet")
	}
	return w.p.T("booklet.name")
}

// title is "Dossier de validation n° 3".
func (w *writer) title() string {
	if w.d.Pack.Number == 0 {
		return w.p.T("booklet.sheet")
	}
	return w.p.T("booklet.numbered", "Number", strconv.Itoa(w.d.Pack.Number))
}

func (w *writer) footing() string {
	if w.d.Pack.Due.IsZero() || !w.open() {
		return w.p.T("letter.made_on", "On", w.madeOn())
	}
	return w.p.T("booklet.answer_by", "On", w.d.Pack.Due)
}

// madeOn is the day of the document in the client's zone.
func (w *writer) madeOn() civil.Date {
	zone, err := civil.Zone(w.d.Client.Zone)
	if err != nil || w.d.Pack.Number == 0 {
		return w.d.Today
	}
	return civil.DateOf(w.d.AsOf, zone)
}

// period is the days of the pack as its cover says them.
func (w *writer) period() string {
	days := w.d.Pack.Days
	if m := days.From.InMonth(); days.From == m.First() && days.To == m.Last() {
		return letter.Capital(w.p.Month(m))
	}
	return letter.Capital(w.p.Range(days))
}

func (w *writer) cover() page.Block {
	p, d := w.p, w.d
	members := make([]page.Span, 0, len(d.Pack.Members))
	for _, m := range d.Pack.Members {
		members = append(members, page.Span{Text: m.Name})
	}
	if len(members) == 0 {
		members = append(members, page.Span{Text: d.Client.Name})
	}
	members[0].Bold = true
	due := p.T("booklet.no_due")
	if !d.Pack.Due.IsZero() {
		due = letter.Capital(p.DateLong(d.Pack.Due))
	}
	by := []page.Span{{Text: d.Agency.Name, Bold: true}}
	if d.Pack.Who != "" {
		by = append(by, page.Span{Text: d.Pack.Who})
	}
	return page.Cover{
		Kicker: w.title(), Title: w.period(), Subtitle: p.N("booklet.to_decide", len(d.Pack.Entries)),
		Logo: letter.Picture(d.Logo), Initials: letter.Initials(d.Client.Name),
		Facts: []page.Fact{
			{Label: strings.ToUpper(p.T("booklet.for")), Lines: members},
			{Label: strings.ToUpper(p.T("booklet.by")), Lines: by},
			{Label: strings.ToUpper(p.T("booklet.due")), Lines: []page.Span{{Text: due, Bold: true}}},
			{Label: strings.ToUpper(p.T("booklet.made")), Lines: []page.Span{{Text: p.Date(w.madeOn())}, {Text: w.title(), Color: w.theme.Mute}}},
		},
	}
}

// howTo says how to answer, and lists what is in the pack.
func (w *writer) howTo() []page.Block {
	p := w.p
	var steps [][]page.Span
	for _, key := range []string{"booklet.step_read", "booklet.step_answer", "booklet.step_comment", "booklet.step_back"} {
		steps = append(steps, page.Marked(p.T(key)))
	}
	blocks := []page.Block{
		page.Heading{Level: 1, Text: p.T("booklet.how"), NewPage: true},
		page.List{Ordered: true, Items: steps},
	}
	if due := w.d.Pack.Due; !due.IsZero() {
		blocks = append(blocks, page.Callout{Label: p.T("booklet.answer_by", "On", due) + ".", Spans: page.Text(p.T("booklet.silence"))})
	}
	t := page.Table{Title: p.N("booklet.contents", len(w.d.Pack.Entries)), Columns: []page.Column{
		{Title: p.T("pack.col_position"), Align: page.Right, Width: 28},
		{Title: p.T("common.date"), Width: 134},
		{Title: p.T("booklet.publication"), Flex: 1},
		{Title: p.T("booklet.networks"), Width: 120},
	}}
	for i := range w.d.Pack.Entries {
		e := &w.d.Pack.Entries[i]
		row := page.Cells(p.Int(int64(e.Position)), w.when(e), e.Title, w.networks(e))
		row.Link = "#" + anchor(e)
		t.Rows = append(t.Rows, row)
	}
	return append(blocks, t)
}

func anchor(e *calendar.PackEntry) string { return "post-" + strconv.Itoa(e.Position) }

// networks names those an entry goes to.
func (w *writer) networks(e *calendar.PackEntry) string {
	var names []string
	for _, r := range e.Shown.Networks {
		names = append(names, w.d.Limits.Name(r.Network, string(w.d.Lang)))
	}
	return strings.Join(names, ", ")
}

// when is the day and time an entry is planned for.
func (w *writer) when(e *calendar.PackEntry) string {
	if e.Shown.On.IsZero() {
		return w.p.T("booklet.undated")
	}
	day := w.p.WeekdayShort(e.Shown.On.Weekday()) + " " + w.p.Date(e.Shown.On)
	if e.Shown.At < 0 {
		return day
	}
	return day + ", " + w.p.Clock(e.Shown.At)
}

// entry is one publication on pages of its own, with room for the decision.
func (w *writer) entry(e *calendar.PackEntry) []page.Block {
	blocks := []page.Block{
		page.Heading{Level: 1, Text: w.p.Int(int64(e.Position)) + ". " + e.Title, Anchor: anchor(e), NewPage: true},
		w.summary(e),
	}
	return append(append(blocks, w.cards(e)...), w.decision(e))
}

// summary is a publication's kind, day and networks in a line.
func (w *writer) summary(e *calendar.PackEntry) page.Block {
	parts := []string{w.p.T("calendar.kind." + string(e.Shown.Kind)), w.when(e)}
	if n := w.networks(e); n != "" {
		parts = append(parts, n)
	}
	return page.Paragraph{Spans: []page.Span{{Text: strings.Join(parts, " · "), Color: w.theme.Mute}}}
}

func (w *writer) cards(e *calendar.PackEntry) []page.Block {
	var blocks []page.Block
	for _, l := range looks(e.Shown.Networks) {
		blocks = append(blocks, page.Spacer{Height: 8}, w.card(e, l))
	}
	if len(blocks) == 0 {
		blocks = append(blocks, page.Note(w.p.T("booklet.no_text")))
	}
	return blocks
}

// sheet is one publication on its own.
func (w *writer) sheet() []page.Block {
	e := &w.d.Pack.Entries[0]
	state := w.p.T("calendar.state." + string(w.d.State))
	blocks := []page.Block{
		w.d.Band(w.p.T("booklet.sheet")+" · "+w.p.T("calendar.kind."+string(e.Shown.Kind)), e.Title, w.when(e)+" · "+state),
		page.Spacer{Height: 6},
	}
	blocks = append(blocks, w.cards(e)...)
	if !w.open() {
		return blocks
	}
	return append(blocks, w.decision(e))
}

// open tells whether an answer is still wanted: always in a pack; of a sheet
// until the publication is approved or given up.
func (w *writer) open() bool {
	switch w.d.State {
	case calendar.Approved, calendar.Scheduled, calendar.Published, calendar.Cancelled:
		return false
	}
	return true
}

// decision is where the committee answers on paper: the choices as boxes to
// tick, who, when, and the hash that binds the answer to what was shown.
func (w *writer) decision(e *calendar.PackEntry) page.Block {
	const height = 118.0
	p := w.p
	hash := p.T("booklet.hash", "Hash", e.Hash[:min(len(e.Hash), hashDigits)])
	box := page.Drawing{Height: height, Draw: func(c *page.Canvas) {
		th := c.Theme()
		mute := page.TextStyle{Size: th.Caption, Color: th.Mute}
		c.RoundRect(0, 0, c.Width(), height, 8, th.Wash(), page.Color{}, 0)
		c.Label(12, 20, c.Width()*0.5, p.T("booklet.your_decision"), page.TextStyle{Size: th.Body, Bold: true})
		right := mute
		right.Align = page.Right
		c.Label(c.Width()*0.5, 20, c.Width()*0.5-12, hash, right)
		x := 12.0
		for _, v := range calendar.Verdicts() {
			label := p.T("calendar.decision." + string(v))
			c.RoundRect(x, 31, 11, 11, 2, page.White, th.Ink, 0.9)
			c.Label(x+17, 40.5, c.Width()-x-20, label, page.TextStyle{Size: th.Body})
			x += 17 + c.TextWidth(label, page.TextStyle{Size: th.Body}) + 26
		}
		line := func(x, y, width float64, label string) {
			c.Label(x, y, width, label, mute)
			at := x
			if label != "" {
				at += c.TextWidth(label, mute) + 8
			}
			c.Line(at, y+2, x+width, y+2, 0.5, th.Mute)
		}
		half := (c.Width() - 24 - 16) / 2
		line(12, 64, half, p.T("booklet.who"))
		line(12+half+16, 64, half, p.T("booklet.on"))
		line(12, 84, c.Width()-24, p.T("booklet.comment"))
		line(12, 104, c.Width()-24, "")
	}}
	return page.Keep{Blocks: []page.Block{page.Spacer{Height: 10}, box}}
}
