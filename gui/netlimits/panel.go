// Package netlimits is the agency's table of what networks allow, with the day
// and source of each line: a line can be laid over the shipped one from a day
// on, and the shipped ones be taken back.
package netlimits

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Calendar is what the table needs of the calendar's service.
type Calendar interface {
	Limits() *limits.Book
	OwnLimits(ctx context.Context) ([]limits.Limit, error)
	SaveLimit(ctx context.Context, l limits.Limit) (limits.Limit, error)
	ResetLimits(ctx context.Context, network string) error
}

// Deps are what the table stands on.
type Deps struct {
	Calendar Calendar
}

// Panel is the card of the table.
type Panel struct {
	deps  Deps
	host  screen.Host
	work  *work.Runner
	own   map[string]bool
	table *widgets.Table[row]

	// Card holds the table.
	Card *widgets.Card
}

// row is a line of the table; own says that it is the agency's.
type row struct {
	limits.Limit
	Label string
	Own   bool
}

const lineHeight = 34

// NewPanel makes the panel; its work ends with the runner.
func NewPanel(h screen.Host, w *work.Runner, d Deps) *Panel {
	p := h.Printer()
	k := &Panel{deps: d, host: h, work: w, own: map[string]bool{}}
	figure := func(key string, width float32, of func(limits.Limit) int) widgets.Column[row] {
		return widgets.Column[row]{Title: p.T(key), Width: width, Right: true, Text: func(r row) string { return figureText(p, of(r.Limit)) }}
	}
	k.table = widgets.NewTable([]widgets.Column[row]{
		{Title: p.T("limits.col_network"), Width: 132, Bold: true, Text: func(r row) string { return r.Label }},
		figure("limits.col_text", 76, func(l limits.Limit) int { return l.Text }),
		figure("limits.col_fold", 60, func(l limits.Limit) int { return l.Fold }),
		figure("limits.col_title", 60, func(l limits.Limit) int { return l.Title }),
		figure("limits.col_comment_short", 86, func(l limits.Limit) int { return l.Comment }),
		figure("limits.col_hashtags", 80, func(l limits.Limit) int { return l.Hashtags }),
		figure("limits.col_media", 64, func(l limits.Limit) int { return l.Media }),
		{Title: p.T("limits.col_from"), Width: 96, Muted: true, Text: func(r row) string { return p.DateNum(r.From) }},
		{Title: p.T("limits.col_source"), Flex: 1, Muted: true, Text: func(r row) string { return sourceText(p, r) }, Tone: func(r row) widgets.Tone {
			if r.Own {
				return widgets.ToneInfo
			}
			return widgets.ToneNeutral
		}},
	}).Whole()
	k.table.RowHeight(lineHeight)
	k.table.OnOpen = k.edit
	k.Card = widgets.NewCard(p.T("limits.title"), p.T("limits.caption"), widgets.VBox(theme.Space8, k.table, widgets.Caption(p.T("limits.hint"))))
	return k
}

func figureText(p *text.Printer, n int) string {
	if n == 0 {
		return "–"
	}
	return p.Int(int64(n))
}

func sourceText(p *text.Printer, r row) string {
	if !r.Own {
		return r.Source
	}
	return strings.TrimSpace(p.T("limits.own", "source", r.Source))
}

// rows are what each network allows on a day.
func rows(book *limits.Book, own []limits.Limit, lang string, day civil.Date) []row {
	mine := map[string]bool{}
	for _, l := range own {
		mine[l.Network+l.From.String()] = true
	}
	var list []row
	for _, n := range book.Networks() {
		if l, ok := book.On(n, day); ok {
			list = append(list, row{Limit: l, Label: book.Name(n, lang), Own: mine[n+l.From.String()]})
		}
	}
	return list
}

// Show loads the table.
func (k *Panel) Show() {
	work.Load(k.work, "limits", k.deps.Calendar.OwnLimits, k.host.Fail, func(own []limits.Limit) {
		k.own = map[string]bool{}
		for _, l := range own {
			k.own[l.Network] = true
		}
		k.table.SetRows(rows(k.deps.Calendar.Limits(), own, string(k.host.Printer().Lang()), k.host.Today()))
	})
}

// figureField is a whole number of a form, 0 or nothing for no limit.
type figureField struct {
	field *widgets.TextField
	into  *int
}

func newFigure(p *text.Printer, name, label string, into *int) figureField {
	f := figureField{widgets.NewTextField(name, label).SetPlaceHolder(p.T("limits.none")), into}
	if *into > 0 {
		f.field.SetText(strconv.Itoa(*into))
	}
	return f
}

func (f figureField) read() error {
	*f.into = 0
	s := f.field.Digits()
	if s == "" {
		return nil
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return fault.New("limit_figure", "most", calendar.MostLimit).At(f.field.Name())
	}
	*f.into = n
	return nil
}

// edit lays a line of the agency's own over a network's, from a day on.
func (k *Panel) edit(r row) {
	p, l := k.host.Printer(), r.Limit
	from := widgets.NewDateField(p, "from", p.T("limits.from"), k.host.Today())
	from.SetDate(k.host.Today())
	if r.Own {
		from.SetDate(l.From)
	}
	source := widgets.NewTextField("source", p.T("limits.col_source")).SetPlaceHolder(p.T("limits.source_example"))
	if r.Own {
		source.SetText(l.Source)
	}
	figures := []figureField{
		newFigure(p, "text", p.T("limits.col_text"), &l.Text), newFigure(p, "fold", p.T("limits.col_fold"), &l.Fold),
		newFigure(p, "title", p.T("limits.col_title"), &l.Title), newFigure(p, "comment", p.T("limits.col_comment"), &l.Comment),
		newFigure(p, "hashtags", p.T("limits.col_hashtags"), &l.Hashtags), newFigure(p, "media", p.T("limits.col_media"), &l.Media),
		newFigure(p, "alt", p.T("limits.col_alt"), &l.Alt), newFigure(p, "video", p.T("limits.col_video"), &l.Video),
		newFigure(p, "ratio_min", p.T("limits.col_ratio_min"), &l.RatioMin), newFigure(p, "ratio_max", p.T("limits.col_ratio_max"), &l.RatioMax),
	}
	objects := []fyne.CanvasObject{widgets.NewNote(widgets.ToneInfo, p.T("limits.edit_text", "source", r.Source)), from}
	for i := 0; i < len(figures); i += 2 {
		objects = append(objects, widgets.Columns(theme.Space12, []float32{1, 1}, figures[i].field, figures[i+1].field))
	}
	form := widgets.NewForm(k.host, p.T("limits.edit_title", "network", r.Label), func() (func(context.Context) error, error) {
		var err error
		if l.From, err = from.Date(); err != nil {
			return nil, fault.Beside(err, "from")
		}
		for _, f := range figures {
			if err := f.read(); err != nil {
				return nil, err
			}
		}
		l.Source = source.Text()
		keep := l
		return func(ctx context.Context) error {
			_, err := k.deps.Calendar.SaveLimit(ctx, keep)
			return err
		}, nil
	}, func() {
		k.Show()
		k.host.Done(p.T("limits.kept", "network", r.Label))
	}, append(objects, source)...)
	if k.own[r.Network] {
		form.Also(widgets.NewButton(p.T("limits.reset"), icons.Undo, func() { form.Close(); k.reset(r) }))
	}
	form.Show()
}

// reset takes the shipped lines of a network back.
func (k *Panel) reset(r row) {
	work.Act(k.work, "", func(ctx context.Context) error { return k.deps.Calendar.ResetLimits(ctx, r.Network) }, k.host.Fail, func() {
		k.Show()
		k.host.Done(k.host.Printer().T("limits.was_reset", "network", r.Label))
	})
}
