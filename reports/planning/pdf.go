package planning

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"regie/assets/text"
	"regie/clients/calendar"
	"regie/reports/letter"
	"regie/reports/page"
)

// a3 is A3 lying on its side, in points; it prints on A4 at 71 %.
var a3 = page.Size{Width: 1190.55, Height: 841.89}

// Render lays the poster out: the grid, then the list on pages of its own.
func Render(p Poster) (*page.Document, error) {
	w := &writer{b: &p, p: p.Printer(), theme: p.Theme()}
	title := w.p.T("poster.title", "Month", p.View.Month)
	doc, err := page.Layout(page.Setup{
		Title: title + " – " + p.Client.Name, Author: p.Agency.Name, Subject: title, Lang: string(p.Lang), Theme: w.theme, Size: a3,
		Header: page.RunningHead(p.Client.Name, title, w.theme),
		Footer: page.RunningFoot(p.Agency.Name, w.p.T("letter.made_on", "On", p.Today), w.theme),
	}, []page.Block{page.FullPage{Bookmark: title, Draw: w.grid}, page.Heading{Level: 1, Text: w.p.T("poster.list")}, w.list()})
	if err != nil {
		return nil, fmt.Errorf("laying out the plan of %s: %w", p.Client.Key, err)
	}
	return doc, nil
}

type writer struct {
	b     *Poster
	p     *text.Printer
	theme page.Theme
}

// Measures of the poster in points.
const (
	margin    = 36.0
	headH     = 74.0
	weekdaysH = 22.0
	footH     = 30.0
	lineH     = 13.0 // of an item in a day
	signR     = 3.6
	maxTitle  = 3 // lines of an item's title
)

// grid draws the month.
func (w *writer) grid(c *page.Canvas) {
	w.head(c)
	days := w.b.View.Days
	weeks := len(days) / 7
	top := margin + headH + 12 + weekdaysH
	cw := (c.Width() - 2*margin) / 7
	ch := (c.Height() - top - margin - footH) / float64(max(weeks, 1))
	for i, d := range days {
		x, y := margin+float64(i%7)*cw, top+float64(i/7)*ch
		if i < 7 {
			c.Label(x+6, top-8, cw-12, letter.Capital(w.p.Weekday(d.Date.Weekday())), page.TextStyle{Size: 10.5, Bold: true, Color: w.theme.Brand})
		}
		w.day(c, d, x, y, cw, ch)
	}
	w.legend(c, c.Height()-margin-6)
}

// head is the band with the client's logo and the month.
func (w *writer) head(c *page.Canvas) {
	th := w.theme
	on := page.OnColor(th.Primary)
	width := c.Width() - 2*margin
	c.RoundRect(margin, margin, width, headH, 10, th.Primary, page.Color{}, 0)
	c.LogoTile(letter.Picture(w.b.Logo), letter.Initials(w.b.Client.Name), margin+12, margin+11, 52)
	c.Label(margin+80, margin+37, width*0.5, letter.Capital(w.p.Month(w.b.View.Month)), page.TextStyle{Size: 27, Bold: true, Color: on})
	c.Label(margin+80, margin+58, width*0.6, w.b.Client.Name+" · "+w.p.T("poster.name"), page.TextStyle{Size: 11.5, Color: page.Mix(th.Primary, on, 0.9)})
	v := w.b.View
	sums := w.p.N("poster.items", v.Total) + " · " + w.p.N("poster.published", v.Published) + " · " + w.p.N("poster.in_review", v.InReview)
	c.Label(margin+width*0.55, margin+45, width*0.45-18, sums, page.TextStyle{Size: 11.5, Color: on, Align: page.Right})
}

// day draws one cell: its number, feast and key dates, what goes out; what has
// no room is counted.
func (w *writer) day(c *page.Canvas, d calendar.Day, x, y, cw, ch float64) {
	th := w.theme
	inside := w.b.View.Month.Contains(d.Date)
	ground, ink := page.White, th.Ink
	switch {
	case !inside:
		ground, ink = page.Tint(th.Soft, 0.5), th.Mute
	case d.Date.Weekday() == 0 || d.Date.Weekday() == 6 || d.Holiday != "":
		ground = page.Tint(th.Soft, 0.35)
	}
	c.RoundRect(x, y, cw, ch, 0, ground, th.Line, 0.7)
	c.Label(x+6, y+15, 30, w.p.Int(int64(d.Date.Day)), page.TextStyle{Size: 12, Bold: true, Color: ink})
	var words []string
	if d.Holiday != "" {
		words = append(words, d.Holiday)
	}
	for _, k := range d.KeyDates {
		words = append(words, k.Name(string(w.b.Lang)))
	}
	for _, o := range d.Own {
		words = append(words, o.Name)
	}
	dates := page.TextStyle{Size: 7.6, Italic: true, Color: th.Mute, Align: page.Right, Lead: 1.3}
	rows, named, head := shown(d.Items), strings.Join(words, ", "), 0.0
	wide := c.TextWidth(named, dates) / (cw - 34)
	if roomy := !inside || 2*len(rows) < lines(ch); roomy && wide > 1 && wide < 1.8 {
		c.Text(x+28, y+7, cw-34, page.Text(named), dates)
		head = 8
	} else {
		c.Label(x+28, y+14.5, cw-34, named, dates)
	}
	if inside {
		w.items(c, rows, x, y+head, cw, ch-head)
	}
}

// lines is how many lines of items a cell has room for.
func lines(ch float64) int { return int((ch - 24) / lineH) }

// items draws a day's items: each on two lines where the cell has the room, and
// long titles on as many more as are free.
func (w *writer) items(c *page.Canvas, rows []calendar.Row, x, y, cw, ch float64) {
	room := lines(ch)
	tall := 2*len(rows) <= room
	free := room - 2*len(rows)
	base := y + 31
	for i, r := range rows {
		if !tall && i == room-1 && len(rows) > room {
			c.Label(x+6, base, cw-12, w.p.T("poster.more", "Count", len(rows)-i), page.TextStyle{Size: 8.6, Bold: true, Color: w.theme.Brand})
			return
		}
		w.sign(c, r.State, x+6+signR, base-3)
		codes := page.TextStyle{Size: 7.2, Bold: true, Color: w.theme.Mute, Align: page.Right}
		tail := 0.0
		if s := w.codes(r); s != "" {
			tail = min(c.TextWidth(s, codes), cw*0.4) + 4
			c.Label(x+cw-6-tail, base, tail, s, codes)
		}
		st := page.TextStyle{Size: 8.6}
		title := cmp.Or(r.Title, w.p.T("calendar.kind."+string(r.Kind)))
		at := ""
		if r.At >= 0 {
			at = w.p.Clock(r.At)
		}
		if !tall {
			c.Label(x+17, base, cw-24-tail, strings.TrimSpace(at+" "+title), st)
			base += lineH
			continue
		}
		c.Label(x+17, base, cw-24-tail, cmp.Or(at, w.p.T("calendar.kind."+string(r.Kind))), page.TextStyle{Size: 8, Color: w.theme.Mute})
		more := min(int(c.TextWidth(title, st)*1.12/(cw-23)), free, maxTitle-1)
		if more > 0 {
			// What does not fit on the lines there are is cut where they end.
			if wide, fits := c.TextWidth(title, st)*1.12, float64(more+1)*(cw-23); wide > fits {
				title = letter.Shorten(title, int(float64(utf8.RuneCountInString(title))*fits/wide))
			}
			st.Lead = 1.3
			c.Text(x+17, base+lineH-11, cw-23, page.Text(title), st)
			free -= more
			base += float64(more) * lineH
		} else {
			c.Label(x+17, base+lineH-2, cw-23, title, st)
		}
		base += 2 * lineH
	}
}

// shown leaves out what was cancelled.
func shown(rows []calendar.Row) []calendar.Row {
	var list []calendar.Row
	for _, r := range rows {
		if r.State != calendar.Cancelled {
			list = append(list, r)
		}
	}
	return list
}

// codes are the two letters of each network.
func (w *writer) codes(r calendar.Row) string {
	var list []string
	for _, n := range r.Networks {
		list = append(list, w.b.Limits.Code(n))
	}
	return strings.Join(list, " ")
}

// sign groups the states under five signs, told apart by form and not by
// colour alone.
func (w *writer) sign(c *page.Canvas, s calendar.State, x, y float64) {
	switch s {
	case calendar.Published:
		c.Mark(page.Done, x, y, signR)
	case calendar.Approved, calendar.Scheduled:
		c.Circle(x, y, signR*0.8, w.theme.Graphic)
	case calendar.InternalReview, calendar.ClientReview, calendar.ChangesRequested:
		c.Mark(page.Attention, x, y, signR)
	case calendar.Refused, calendar.OnHold:
		c.Mark(page.Failed, x, y, signR)
	default:
		c.Mark(page.Open, x, y, signR)
	}
}

// legend says what the signs mean.
func (w *writer) legend(c *page.Canvas, y float64) {
	x := margin
	st := page.TextStyle{Size: 9, Color: w.theme.Mute}
	for _, l := range []struct {
		state calendar.State
		key   string
	}{
		{calendar.Published, "poster.sign_published"},
		{calendar.Approved, "poster.sign_approved"},
		{calendar.ClientReview, "poster.sign_review"},
		{calendar.OnHold, "poster.sign_stopped"},
		{calendar.Draft, "poster.sign_draft"},
	} {
		label := w.p.T(l.key)
		w.sign(c, l.state, x+signR, y-3)
		c.Label(x+12, y, 200, label, st)
		x += 12 + c.TextWidth(label, st) + 22
	}
	right := st
	right.Align = page.Right
	c.Label(c.Width()*0.6, y, c.Width()*0.4-margin, w.b.Agency.Name+" · "+w.p.T("letter.made_on", "On", w.b.Today), right)
}

// list is the same month as a table.
func (w *writer) list() page.Block {
	t := page.Table{Empty: w.p.T("poster.none"), Pad: 3.6, Columns: []page.Column{
		{Title: w.p.T("common.date"), Width: 120},
		{Title: w.p.T("common.time"), Width: 60},
		{Title: w.p.T("common.kind"), Width: 110},
		{Title: w.p.T("common.title"), Flex: 1},
		{Title: w.p.T("common.network"), Width: 190},
		{Title: w.p.T("common.person"), Width: 110},
		{Title: w.p.T("common.state"), Width: 140},
	}}
	for _, d := range w.b.View.Days {
		if !w.b.View.Month.Contains(d.Date) {
			continue
		}
		for _, r := range shown(d.Items) {
			var names []string
			for _, n := range r.Networks {
				names = append(names, w.b.Limits.Name(n, string(w.b.Lang)))
			}
			at := ""
			if r.At >= 0 {
				at = w.p.Clock(r.At)
			}
			t.Rows = append(t.Rows, page.Cells(w.p.WeekdayShort(d.Date.Weekday())+" "+w.p.DateShort(d.Date), at, w.p.T("calendar.kind."+string(r.Kind)),
				r.Title, strings.Join(names, ", "), w.b.Person(r.Author), w.p.T("calendar.state."+string(r.State))))
		}
	}
	return t
}
