package ideas

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/calendar"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps are what the view stands on.
type Deps struct {
	Calendar Calendar
	House    House
	Bus      *clients.Bus
}

// New makes the view. It is shown inside the calendar tab, which gives it its
// margins.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen { return newView(d, h) }
}

type view struct {
	deps   Deps
	host   screen.Host
	work   *work.Runner
	client screen.Client
	md     model
	idea   clients.ID                    // chosen
	asked  int                           // the mark that the next digit gives; −1: the first missing one
	only   []string                      // pillars, by identifier
	scores map[clients.ID]calendar.Score // given here and not known to be kept

	line    *widgets.TextField
	pillars *widgets.FilterChip
	sum     *widgets.Text
	board   *widgets.Board
	side    *fyne.Container
	center  *fyne.Container
	root    fyne.CanvasObject
	add     *widgets.Button
}

const (
	sideWidth   = 300
	narrowWidth = 252
)

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), asked: -1, scores: map[clients.ID]calendar.Score{}}
	v.line = widgets.NewTextField("title", "").SetPlaceHolder(p.T("ideas.line"))
	v.line.OnSubmitted = v.capture
	v.pillars = widgets.NewFilterChip(p, p.T("ideas.all_pillars"), nil, func(keys []string) { v.only = keys; v.draw() })
	v.sum = widgets.Muted("").Ellipsis()
	v.board = widgets.NewBoard(p)
	v.board.OnChoose = func(c widgets.BoardCard) { v.choose(clients.ID(c.ID)) }
	v.board.OnOpen = func(c widgets.BoardCard) { v.edit(clients.ID(c.ID)) }
	v.board.OnMove = func(c widgets.BoardCard, column string) { v.sort(clients.ID(c.ID), column) }
	v.board.OnRune = v.typed
	v.board.OnDelete = func(c widgets.BoardCard) { v.sort(clients.ID(c.ID), calendar.Dropped.Key()) }
	v.side = container.NewStack()
	v.center = container.NewStack(v.board)
	head := widgets.Inset(0, 0, theme.Space8, 0, widgets.HBox(theme.Space12, widgets.Grow(v.line), v.pillars, v.sum))
	v.root = container.NewBorder(head, nil, nil, v.side, v.center)
	v.add = widgets.NewPrimary(p.T("ideas.new"), icons.Plus, v.NewThing).WithHint("Ctrl N")
	v.work.Follow(d.Bus, v.reload, "item", "item_text", "pillar")
	return v
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen.
func (v *view) Show(r screen.Route) {
	c, _ := v.host.Client(r.Client)
	if c.Key != v.client.Key {
		v.Leave()
		v.idea, v.asked, v.only = "", -1, nil
		v.line.SetText("")
	}
	v.client = c
	v.board.SetAccent(theme.Accent(c.Color, theme.Dark()))
	v.reload()
}

// Leave implements screen.Leaver.
func (v *view) Leave() { v.keepScores(func() {}) }

// Close implements screen.Screen.
func (v *view) Close() {
	v.Leave()
	v.work.Close()
}

// NewThing implements screen.Creator: the line in which an idea is typed.
func (v *view) NewThing() { v.line.Focus() }

// Filter implements screen.Filterer.
func (v *view) Filter() { v.pillars.Press() }

// Header implements screen.Headed.
func (v *view) Header() screen.Header { return screen.Header{After: []fyne.CanvasObject{v.add}} }

func (v *view) id() clients.ID { return clients.ID(v.client.ID) }

func (v *view) reload() {
	if v.client.ID == "" {
		return
	}
	id := v.id()
	work.Load(v.work, "load", func(ctx context.Context) (model, error) {
		return load(ctx, v.deps.Calendar, v.deps.House, id)
	}, v.host.Fail, func(md model) {
		v.md = md
		v.md.mark(v.scores)
		v.pillars.SetOptions(md.pillarOptions())
		v.draw()
	})
}

// draw shows the board, or what belongs there while there is nothing.
func (v *view) draw() {
	p := v.host.Printer()
	v.sum.SetText(p.N("ideas.total", len(v.md.ideas)))
	var center fyne.CanvasObject = v.board
	if len(v.md.ideas) == 0 {
		center = widgets.NewEmptyState(icons.SignIdea, p.T("ideas.empty"), p.T("ideas.empty_text"), widgets.NewPrimary(p.T("ideas.new"), icons.Plus, v.NewThing))
	}
	columns := v.md.columns(p, v.only, v.deps.Calendar.Limits())
	if _, ok := v.md.idea(v.idea); !ok {
		v.idea = first(columns)
	}
	v.board.SetColumns(columns)
	v.board.Select(string(v.idea))
	v.center.Objects = []fyne.CanvasObject{center}
	v.center.Refresh()
	v.drawSide()
}

// first is the first card of a board.
func first(columns []widgets.BoardColumn) clients.ID {
	for _, c := range columns {
		if len(c.Cards) > 0 {
			return clients.ID(c.Cards[0].ID)
		}
	}
	return ""
}

func (v *view) choose(id clients.ID) {
	if id != v.idea {
		v.keepScores(func() {})
		v.idea, v.asked = id, -1
		v.drawSide()
	}
}

// typed is a key on the board: a digit gives the mark that is asked, P plans.
func (v *view) typed(c widgets.BoardCard, r rune) bool {
	switch {
	case r >= '1' && r <= '5':
		v.choose(clients.ID(c.ID))
		v.mark(-1, int(r-'0'))
	case r == 'p' || r == 'P':
		v.plan(clients.ID(c.ID))
	default:
		return false
	}
	return true
}

func (v *view) after(err error) {
	v.reload()
	if err != nil {
		v.host.Fail(err)
	}
}

// capture keeps the line as an idea and leaves the line ready for the next.
func (v *view) capture(title string) {
	id := v.id()
	work.Run(v.work, "", func(ctx context.Context) (calendar.Item, error) {
		return v.deps.Calendar.AddIdea(ctx, id, title)
	}, func(it calendar.Item, err error) {
		if err != nil {
			v.line.SetError(v.host.Printer().Error(err))
			return
		}
		v.line.SetError("")
		if v.line.Text() == title {
			v.line.SetText("")
		}
		v.idea, v.asked = it.ID, -1
		v.reload()
	})
}

// sort brings an idea to another column.
func (v *view) sort(id clients.ID, column string) {
	to, err := calendar.ParseTriage(column)
	if err != nil {
		v.host.Fail(err)
		return
	}
	p := v.host.Printer()
	v.idea = id
	v.keepScores(func() {
		v.do(func(ctx context.Context) error {
			_, err := v.deps.Calendar.SortIdea(ctx, id, to)
			return err
		}, p.T("ideas.sorted", "column", p.T("calendar.triage."+to.Key())))
	})
}

// do acts in the background and says what was done, with the means to take it
// back.
func (v *view) do(act func(context.Context) error, said string) {
	work.Do(v.work, "", act, func(err error) {
		v.after(err)
		if err == nil {
			v.host.Done(said)
		}
	})
}
