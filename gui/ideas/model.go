// Package ideas is the calendar tab's board of ideas that have no day yet:
// captured in one line, scored in twenty seconds, sorted, and planned.
package ideas

import (
	"context"
	"fmt"
	"image/color"
	"slices"
	"strconv"
	"strings"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hue"
	"regie/gui/widgets"
)

// Calendar is what the view needs of the calendar's service.
type Calendar interface {
	Ideas(ctx context.Context, client clients.ID) ([]calendar.Row, error)
	AddIdea(ctx context.Context, client clients.ID, title string) (calendar.Item, error)
	Item(ctx context.Context, id clients.ID) (calendar.Item, error)
	Edit(ctx context.Context, it calendar.Item) (calendar.Item, error)
	ScoreIdea(ctx context.Context, id clients.ID, score calendar.Score) (calendar.Item, error)
	SortIdea(ctx context.Context, id clients.ID, to calendar.Triage) (calendar.Item, error)
	PlanIdea(ctx context.Context, id clients.ID, on civil.Date, at civil.Clock) (calendar.Item, error)
	Pillars(ctx context.Context, client clients.ID) ([]calendar.Pillar, error)
	Limits() *limits.Book
}

// House is what the view needs of the agency's service.
type House interface {
	Staff(ctx context.Context, archivedToo bool) ([]clients.Staff, error)
}

// model is the client's ideas, the best first.
type model struct {
	ideas   []calendar.Row
	pillars []calendar.Pillar
	staff   []clients.Staff
}

func load(ctx context.Context, cal Calendar, house House, client clients.ID) (md model, err error) {
	if md.ideas, err = cal.Ideas(ctx, client); err != nil {
		return md, fmt.Errorf("reading the ideas: %w", err)
	}
	if md.pillars, err = cal.Pillars(ctx, client); err != nil {
		return md, fmt.Errorf("reading the pillars: %w", err)
	}
	if md.staff, err = house.Staff(ctx, true); err != nil {
		return md, fmt.Errorf("reading the staff: %w", err)
	}
	return md, nil
}

// columns are the ideas by triage, those of the pillars chosen alone.
func (md model) columns(p *text.Printer, pillars []string, book *limits.Book) []widgets.BoardColumn {
	list := make([]widgets.BoardColumn, 0, len(calendar.Triages()))
	for _, t := range calendar.Triages() {
		col := widgets.BoardColumn{Key: t.Key(), Title: p.T("calendar.triage." + t.Key()), Tone: triageTone(t)}
		for _, r := range md.ideas {
			if r.Triage == t && (len(pillars) == 0 || slices.Contains(pillars, string(r.Pillar))) {
				col.Cards = append(col.Cards, md.card(p, r, book))
			}
		}
		list = append(list, col)
	}
	return list
}

func triageTone(t calendar.Triage) widgets.Tone {
	switch t {
	case calendar.Kept:
		return widgets.ToneOK
	case calendar.Later:
		return widgets.ToneInfo
	default:
		return widgets.ToneNeutral
	}
}

// card is an idea's worth and title, its pillar's colour on the edge, and what
// else is known on a line below.
func (md model) card(p *text.Printer, r calendar.Row, book *limits.Book) widgets.BoardCard {
	worth, tone := worth(p, r.Score)
	c := widgets.BoardCard{
		MonthItem: widgets.MonthItem{ID: string(r.ID), Code: worth, Tone: tone, Title: r.Title, Muted: r.Triage == calendar.Dropped},
		Detail:    strings.Join(md.facts(p, r, book), " · "),
	}
	if pl, ok := md.pillar(r.Pillar); ok {
		c.Edge = paintOf(pl.Color)
	}
	return c
}

// worth is a total in words, a dash where it is not known, and how good it is.
func worth(p *text.Printer, s calendar.Score) (string, widgets.Tone) {
	total, ok := s.Total()
	switch {
	case !ok:
		return p.T("common.unknown"), widgets.ToneNeutral
	case total >= 70:
		return strconv.Itoa(total), widgets.ToneOK
	case total >= 40:
		return strconv.Itoa(total), widgets.ToneWarn
	default:
		return strconv.Itoa(total), widgets.ToneBad
	}
}

// facts are where it would go out, its kind where that is not a post, who had
// it, and how much work it is.
func (md model) facts(p *text.Printer, r calendar.Row, book *limits.Book) []string {
	var list []string
	codes := make([]string, 0, len(r.Networks))
	for _, n := range r.Networks {
		codes = append(codes, book.Code(n))
	}
	if len(codes) > 0 {
		list = append(list, strings.Join(codes, " "))
	}
	if r.Kind != calendar.Post || len(codes) == 0 {
		list = append(list, p.T("calendar.kind."+string(r.Kind)))
	}
	if r.EffortSeconds > 0 {
		list = append(list, p.Hours(r.EffortSeconds/60))
	}
	if name := md.staffName(r.Author); name != "" {
		list = append(list, name)
	}
	return list
}

func (md model) idea(id clients.ID) (calendar.Row, bool) {
	i := slices.IndexFunc(md.ideas, func(r calendar.Row) bool { return r.ID == id })
	if i < 0 {
		return calendar.Row{}, false
	}
	return md.ideas[i], true
}

func (md model) pillar(id clients.ID) (calendar.Pillar, bool) {
	i := slices.IndexFunc(md.pillars, func(p calendar.Pillar) bool { return p.ID == id })
	if id == "" || i < 0 {
		return calendar.Pillar{}, false
	}
	return md.pillars[i], true
}

func (md model) staffName(id clients.ID) string {
	i := slices.IndexFunc(md.staff, func(s clients.Staff) bool { return s.ID == id })
	if i < 0 {
		return ""
	}
	return md.staff[i].Name
}

// pillarOptions are the pillars in use.
func (md model) pillarOptions() []widgets.Option {
	var list []widgets.Option
	for _, p := range md.pillars {
		if p.ArchivedAt == "" {
			list = append(list, widgets.Option{Key: string(p.ID), Label: p.Name})
		}
	}
	return list
}

// paintOf is a pillar's colour, none where it has none.
func paintOf(hex string) color.NRGBA {
	c, err := hue.Parse(hex)
	if err != nil {
		return color.NRGBA{}
	}
	return c
}

// give puts a mark where the next is asked: the first one missing, or the
// first of all once they are complete.
func give(s calendar.Score, asked, mark int) (calendar.Score, int) {
	marks := [4]int(s.Marks())
	if asked < 0 {
		asked = max(0, slices.Index(marks[:], 0))
	}
	marks[asked] = mark
	next := asked + 1
	if next == len(marks) {
		next = -1
	}
	return calendar.ScoreOf(marks), next
}
