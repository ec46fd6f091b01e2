package widgets

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"regie/clients/civil"
	"regie/clients/hue"
	"regie/gui/theme"
)

// CreateRenderer implements fyne.Widget.
func (g *WeekGrid) CreateRenderer() fyne.WidgetRenderer {
	r := &weekRenderer{g: g}
	r.Refresh()
	return r
}

// weekRenderer draws from pools: each Layout takes objects in the same order,
// so that an object changes only where the week did.
type weekRenderer struct {
	objects
	g      *WeekGrid
	rects  []*canvas.Rectangle
	texts  []*canvas.Text
	nr, nt int
	short  bool // cells are written "1:30", since "1 h 30" does not fit
}

func (r *weekRenderer) MinSize() fyne.Size {
	n := float32(len(r.g.model.Rows))
	days := float32(max(1, len(r.g.model.Days)))
	return fyne.NewSize(110+days*weekMin+weekTotal, weekHead+n*weekRow+weekFoot)
}

func (r *weekRenderer) rect(x, y, w, h, radius float32, fill, stroke color.NRGBA, width float32) {
	if r.nr == len(r.rects) {
		r.rects = append(r.rects, canvas.NewRectangle(color.Transparent))
	}
	o := r.rects[r.nr]
	r.nr++
	o.CornerRadius = radius
	paint(o, fill, stroke, width)
	place(o, x, y, w, h)
	r.list = append(r.list, o)
}

// line writes one line; align right keeps figures under one another.
func (r *weekRenderer) line(s string, x, y, w float32, size float32, bold bool, c color.NRGBA, align fyne.TextAlign) {
	if r.nt == len(r.texts) {
		r.texts = append(r.texts, newLine(size, bold))
	}
	t := r.texts[r.nt]
	r.nt++
	if t.TextSize != size || t.TextStyle.Bold != bold || t.Alignment != align {
		t.TextSize, t.TextStyle.Bold, t.Alignment, t.Text = size, bold, align, ""
	}
	write(t, fit(s, size, bold, w), c)
	place(t, x, y, w, textSize("x", size, bold).Height)
	r.list = append(r.list, t)
}

func (r *weekRenderer) Layout(size fyne.Size) {
	r.list, r.nr, r.nt = r.list[:0], 0, 0
	if size.Width <= 0 {
		return
	}
	g := r.g
	label, day := g.columns()
	r.short = r.tight(day - weekGap - weekCellPad)
	r.head(label, day, size.Width)
	for i := range g.model.Rows {
		r.row(i, label, day, size.Width)
	}
	r.foot(label, day, size.Width)
	r.note(label, day, size.Width)
}

func (r *weekRenderer) head(label, day, width float32) {
	g := r.g
	mute := theme.Mute()
	y := (weekHead - textSize("x", theme.TextCaption, true).Height) / 2
	r.line(g.p.T("widgets.week_head"), 8, y, label-12, theme.TextCaption, true, mute, fyne.TextAlignLeading)
	for i, d := range g.model.Days {
		s := g.p.WeekdayShort(d.Date.Weekday()) + "\u00a0" + strconv.Itoa(d.Date.Day)
		ink := mute
		if d.Today {
			ink = hue.Readable(theme.Color(theme.TokenTally), theme.Surface(), hue.ContrastText)
		}
		r.line(s, label+float32(i)*day, y, day-weekGap, theme.TextCaption, true, ink, fyne.TextAlignTrailing)
	}
	r.line(g.p.T("widgets.total"), width-weekTotal, y, weekTotal-8, theme.TextCaption, true, mute, fyne.TextAlignTrailing)
	r.rect(0, weekHead-1, width, 1, 0, theme.Line(), color.NRGBA{}, 0)
}

func (r *weekRenderer) row(i int, label, day, width float32) {
	g := r.g
	row := g.model.Rows[i]
	y := weekHead + float32(i)*weekRow
	body := textSize("x", theme.TextBody, false).Height
	r.rect(8, y+9, 9, 9, 3, row.Color, color.NRGBA{}, 0)
	r.line(row.Title, 25, y+4, label-32, theme.TextBody, true, theme.Ink(), fyne.TextAlignLeading)
	r.line(row.Subtitle, 25, y+22, label-32, 12, false, theme.Mute(), fyne.TextAlignLeading)
	var total int64
	for d, c := range row.Cells {
		total += c.Seconds
		r.cell(gridAt{i, d}, label+float32(d)*day, y, day)
	}
	r.line(r.duration(total), width-weekTotal, y+(weekRow-body)/2, weekTotal-8, theme.TextBody, true, theme.Ink(), fyne.TextAlignTrailing)
	r.rect(0, y+weekRow-1, width, 1, 0, theme.Line(), color.NRGBA{}, 0)
}

func (r *weekRenderer) duration(seconds int64) string {
	if seconds == 0 {
		return "·"
	}
	return r.g.p.Hours((seconds + 30) / 60)
}

// tight tells whether some cell's time, written out, is wider than its room.
func (r *weekRenderer) tight(room float32) bool {
	for _, row := range r.g.model.Rows {
		for _, c := range row.Cells {
			if textSize(r.duration(c.Seconds), theme.TextBody, false).Width > room {
				return true
			}
		}
	}
	return false
}

// cellText is a cell's time, as short as all cells need it.
func (r *weekRenderer) cellText(seconds int64) string {
	if r.short && seconds != 0 {
		return civil.FormatHM((seconds + 30) / 60)
	}
	return r.duration(seconds)
}

func (r *weekRenderer) cell(a gridAt, x, y, day float32) {
	g := r.g
	c := g.cell(a)
	const h = 30
	fill, stroke, width := theme.Surface(), theme.Line(), float32(theme.Hairline)
	ink := theme.Ink()
	s := r.cellText(c.Seconds)
	if c.Seconds == 0 {
		ink = theme.Mute()
	}
	if c.Locked || g.model.Days[a.day].Locked {
		fill, ink = theme.Color(theme.TokenRaised), theme.Mute()
	}
	if c.Running {
		stroke = theme.Color(theme.TokenTally)
	}
	if e, ok := g.errs[g.key(a)]; ok {
		s, stroke, ink = e.typed, theme.Color(theme.TokenBad), theme.Color(theme.TokenBad)
	}
	from, to := g.block()
	if g.focused && from != to && a.row >= from.row && a.row <= to.row && a.day >= from.day && a.day <= to.day {
		fill = theme.AccentSoft(g.accent, theme.Dark())
	}
	at := a == g.at && g.focused
	if at {
		stroke, width = theme.Accent(g.accent, theme.Dark()), 2
		if g.typing {
			s, ink = g.buffer, theme.Ink()
		}
	}
	r.rect(x, y+(weekRow-h)/2, day-weekGap, h, 6, fill, stroke, width)
	body := textSize("x", theme.TextBody, false).Height
	ty := y + (weekRow-body)/2
	r.line(s, x+4, ty, day-weekGap-weekCellPad, theme.TextBody, false, ink, fyne.TextAlignTrailing)
	if at && g.typing {
		r.rect(x+day-weekGap-7, ty+1, 1.5, body-2, 0, theme.Accent(g.accent, theme.Dark()), color.NRGBA{}, 0)
	}
}

func (r *weekRenderer) foot(label, day, width float32) {
	g := r.g
	y := weekHead + float32(len(g.model.Rows))*weekRow
	ty := y + (weekFoot-textSize("x", theme.TextBody, true).Height)/2
	days, week := g.Totals()
	r.line(g.p.T("widgets.total"), 8, ty, label-12, theme.TextBody, true, theme.Ink(), fyne.TextAlignLeading)
	for i, s := range days {
		r.line(r.cellText(s), label+float32(i)*day-6, ty, day-weekGap-2, theme.TextBody, true, theme.Ink(), fyne.TextAlignTrailing)
	}
	r.line(r.duration(week), width-weekTotal, ty, weekTotal-8, theme.TextBody, true, theme.Ink(), fyne.TextAlignTrailing)
}

// note writes, under the cell, why its text was refused, or how the text being
// typed is read.
func (r *weekRenderer) note(label, day, width float32) {
	g := r.g
	if g.cell(g.at) == nil || !g.focused {
		return
	}
	if g.typing {
		if s, err := readCell(g.buffer); err == nil && s > 0 {
			r.bubble("= "+g.p.Hours((s+30)/60), label, day, width, TonePrimary)
		}
		return
	}
	if e, refused := g.errs[g.key(g.at)]; refused {
		r.bubble(e.sentence, label, day, width, ToneBad)
	}
}

// bubble stands below the chosen cell, on as many lines as its words need; in
// the last rows it stands above.
func (r *weekRenderer) bubble(s string, label, day, width float32, tone Tone) {
	const pad, most = 8, 360
	g := r.g
	lines := wrap(s, theme.TextCaption, false, fyne.Min(most, width-2*pad))
	var w float32
	for _, l := range lines {
		w = fyne.Max(w, textSize(l, theme.TextCaption, false).Width)
	}
	w += 2*pad + 1
	lineH := textSize("x", theme.TextCaption, false).Height
	h := float32(len(lines))*lineH + 8
	x := fyne.Max(0, fyne.Min(label+float32(g.at.day)*day, width-w))
	y := weekHead + float32(g.at.row+1)*weekRow - 7
	if y+h > r.g.Size().Height {
		y = weekHead + float32(g.at.row)*weekRow + 7 - h
	}
	r.rect(x, y, w, h, 6, tone.Soft(), tone.Strong(), theme.Hairline)
	for i, l := range lines {
		r.line(l, x+pad, y+4+float32(i)*lineH, w-2*pad+1, theme.TextCaption, false, tone.Ink(), fyne.TextAlignLeading)
	}
}

func (r *weekRenderer) Refresh() {
	r.Layout(r.g.Size())
	canvas.Refresh(r.g)
}
