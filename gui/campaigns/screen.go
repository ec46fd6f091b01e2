package campaigns

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps are what the view stands on.
type Deps struct {
	Calendar Calendar
	House    House
	Money    Money
	Time     Time
	// Record writes the record of a draw, whole or not at all; nil offers none.
	Record func(ctx context.Context, client, contest clients.ID, path string) error
	Bus    *clients.Bus
}

// New makes the view. It is shown inside the calendar tab, which gives it its
// margins and its month.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen { return newView(d, h) }
}

// View is what the calendar tab needs of the view it embeds.
type View interface {
	screen.Screen
	screen.Headed
	screen.Creator
}

var _ View = (*view)(nil)

type view struct {
	deps     Deps
	host     screen.Host
	work     *work.Runner
	client   screen.Client
	month    civil.Month
	md       model
	contest  clients.ID // shown instead of the lists
	file     contestFile
	campaign clients.ID // the same
	of       campaignFile

	campaigns *widgets.Table[campaignRow]
	contests  *widgets.Table[calendar.Contest]
	entrants  *widgets.Table[calendar.Entrant]
	root      *fyne.Container
	add       *widgets.Button
	addGame   *widgets.Button
}

const (
	// besideWidth holds a pillar's name and its two shares.
	besideWidth = 330
	twoLines    = 46
)

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), month: h.Today().InMonth(), root: container.NewStack()}
	v.campaigns = v.newCampaigns()
	v.contests = v.newContests()
	v.entrants = v.newEntrants()
	v.add = widgets.NewPrimary(p.T("campaigns.new"), icons.Plus, v.NewThing).WithHint("Ctrl N")
	v.addGame = widgets.NewGhost(p.T("campaigns.new_contest"), icons.Plus, func() { v.editContest(calendar.Contest{}) })
	v.work.Follow(d.Bus, v.reload, "campaign", "budget_line", "budget_movement", "time_entry", "hashtag_set", "contest", "contest_entrant", "contest_draw", "item")
	return v
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen.
func (v *view) Show(r screen.Route) {
	c, _ := v.host.Client(r.Client)
	if c.Key != v.client.Key {
		v.contest, v.campaign = "", ""
		v.root.Objects = nil
	}
	v.client = c
	if !r.Month.IsZero() {
		v.month = r.Month
	}
	v.reload()
}

// Close implements screen.Screen.
func (v *view) Close() {
	v.work.Close()
}

// NewThing implements screen.Creator: a campaign.
func (v *view) NewThing() { v.editCampaign(calendar.Campaign{}) }

// Header implements screen.Headed.
func (v *view) Header() screen.Header {
	return screen.Header{After: []fyne.CanvasObject{v.add}}
}

// id is the client's identifier.
func (v *view) id() clients.ID { return clients.ID(v.client.ID) }

// loaded is what one reading brings.
type loaded struct {
	md   model
	file contestFile
	of   campaignFile
}

func (v *view) reload() {
	if v.client.ID == "" {
		return
	}
	id, month, contest, campaign, today := v.id(), v.month, v.contest, v.campaign, v.host.Today()
	work.Run(v.work, "load", func(ctx context.Context) (l loaded, err error) {
		if l.md, err = load(ctx, v.deps.Calendar, v.deps.House, id, month); err == nil && contest != "" {
			l.file, err = loadContest(ctx, v.deps.Calendar, id, contest)
		} else if err == nil && campaign != "" {
			if l.of, err = v.deps.loadCampaign(ctx, id, campaign, today); fault.Is(err, "campaign_unknown") {
				l.of, err = campaignFile{}, nil // removed: the lists are shown
			}
		}
		return l, err
	}, func(l loaded, err error) {
		if err != nil {
			v.contest, v.campaign = "", ""
			v.host.Fail(err)
			return
		}
		v.md, v.file, v.of = l.md, l.file, l.of
		v.draw()
	})
}

// draw shows the lists, or the contest that is open.
func (v *view) draw() {
	var page fyne.CanvasObject
	switch {
	case v.contest != "" && v.file.ID == v.contest:
		page = v.contestPage()
	case v.campaign != "" && v.of.ID == v.campaign:
		page = v.campaignPage()
	default:
		page = v.lists()
	}
	v.root.Objects = []fyne.CanvasObject{page}
	v.root.Refresh()
}

func (v *view) lists() fyne.CanvasObject {
	p := v.host.Printer()
	v.campaigns.SetRows(v.md.campaigns)
	v.contests.SetRows(v.md.contests)
	games := fyne.CanvasObject(v.contests)
	if len(v.md.contests) == 0 {
		games = widgets.NewParagraph(p.T("campaigns.no_contest")).Token(theme.TokenMute)
	}
	list := fyne.CanvasObject(v.campaigns)
	if len(v.md.campaigns) == 0 {
		list = widgets.NewParagraph(p.T("campaigns.none_text")).Token(theme.TokenMute)
	}
	left := widgets.NewCard(p.T("campaigns.contests"), count(p, len(v.md.contests)), games)
	left.SetCorner(v.addGame)
	right := v.hashtagsCard()
	return scrolled(widgets.VBox(theme.Space12,
		widgets.NewCard(p.T("campaigns.title"), count(p, len(v.md.campaigns)), list),
		widgets.Columns(theme.Space12, []float32{1, -besideWidth}, widgets.VBox(0, left), right)))
}

// scrolled leaves the scroll bar a strip of its own beside the cards.
func scrolled(o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.VScroll(widgets.Inset(0, theme.Space12, 0, 0, o))
}

// open shows one contest.
func (v *view) open(id clients.ID) {
	v.contest = id
	v.reload()
}

// openCampaign shows one campaign.
func (v *view) openCampaign(id clients.ID) {
	v.contest, v.campaign = "", id
	v.reload()
}

// back leaves a contest for the campaign it was opened from, or for the lists.
func (v *view) back() {
	if v.contest == "" {
		v.campaign = ""
	}
	v.contest = ""
	v.reload()
}

// do acts in the background and says what was done, with the means to take it
// back.
func (v *view) do(act func(context.Context) error, said string) {
	work.Do(v.work, "", act, func(err error) {
		if err != nil {
			v.reload()
			v.host.Fail(err)
			return
		}
		v.said(said)
	})
}

func (v *view) said(key string) {
	v.reload()
	v.host.Done(v.host.Printer().T(key))
}

// saidFinal is for what cannot be taken back.
func (v *view) saidFinal(key string) {
	v.reload()
	v.host.Toast(v.host.Printer().T(key), nil)
}

// remove does a form's other act: it closes when done.
func (v *view) remove(f *widgets.Form, act func(context.Context) error, said string) {
	work.Act(v.work, "", act, f.Refuse, func() {
		f.Close()
		v.said(said)
	})
}
