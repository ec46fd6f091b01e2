package importing

import (
	"context"
	"slices"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients/calendar"
	"regie/clients/fault"
	"regie/clients/sheet"
	"regie/gui/widgets"
)

// CalendarRoom is what an import asks of the calendar; *calendar.Service
// answers.
type CalendarRoom interface {
	PlanImport(ctx context.Context, files []*sheet.File, o calendar.ImportOptions) (*calendar.ImportPlan, error)
	Import(ctx context.Context, p *calendar.ImportPlan) ([]calendar.Import, error)
}

// calendarAct is the kind of act that brings in a calendar.
const calendarAct = "calendar.import"

type calendarIntake struct {
	room    CalendarRoom
	house   House
	history History
}

// Calendar is the intake of editorial calendars, always of one client.
func Calendar(room CalendarRoom, house House, history History) *Intake {
	c := calendarIntake{room, house, history}
	return &Intake{
		One:     true,
		Layouts: sheet.CalendarLayouts(),
		Fields: []Field{
			{sheet.FieldDate, ReadDate, false},
			{sheet.FieldTime, ReadClock, false},
			{sheet.FieldNetwork, ReadText, true},
			{sheet.FieldKind, ReadText, true},
			{sheet.FieldTitle, ReadText, false},
			{sheet.FieldText, ReadText, false},
			{sheet.FieldHashtags, ReadText, false},
			{sheet.FieldState, ReadText, true},
			{sheet.FieldAuthor, ReadText, true},
			{sheet.FieldCampaign, ReadText, false},
			{sheet.FieldObjective, ReadText, false},
			{sheet.FieldLink, ReadText, false},
			{sheet.FieldMedia, ReadText, false},
			{sheet.FieldResult, ReadText, false},
			{sheet.FieldNote, ReadText, false},
		},
		Required:   [][]sheet.Field{{sheet.FieldDate}, {sheet.FieldText, sheet.FieldTitle}},
		Known:      c.known,
		Remembered: c.remembered,
		Plan:       c.plan,
	}
}

// known offers networks, kinds, states and authors by the words that the
// calendar reads in a file.
func (c calendarIntake) known(ctx context.Context, p *text.Printer) (map[sheet.Field][]widgets.Option, error) {
	staff, err := c.house.Staff(ctx, false)
	if err != nil {
		return nil, err
	}
	known := map[sheet.Field][]widgets.Option{}
	book := limits.Shipped()
	for _, n := range book.Networks() {
		known[sheet.FieldNetwork] = append(known[sheet.FieldNetwork], widgets.Option{Key: n, Label: book.Name(n, string(p.Lang()))})
	}
	for _, k := range calendar.Kinds() {
		name := p.T("calendar.kind." + string(k))
		known[sheet.FieldKind] = append(known[sheet.FieldKind], widgets.Option{Key: name, Label: name})
	}
	for _, s := range []calendar.State{calendar.Idea, calendar.Draft} {
		name := p.T("calendar.state." + string(s))
		known[sheet.FieldState] = append(known[sheet.FieldState], widgets.Option{Key: name, Label: name})
	}
	for _, s := range staff {
		known[sheet.FieldAuthor] = append(known[sheet.FieldAuthor], widgets.Option{Key: s.Name, Label: s.Name, Detail: s.Job})
	}
	return known, nil
}

func (c calendarIntake) plan(ctx context.Context, a Asked) (*Plan, error) {
	found, err := c.room.PlanImport(ctx, []*sheet.File{a.File}, calendar.ImportOptions{
		Client: a.Client, Mapping: &a.Mapping, DateOrder: a.Mapping.DateOrder,
	})
	if err != nil {
		return nil, err
	}
	p := &Plan{Accepted: found.Accepted()}
	var s sums
	for _, f := range found.Files {
		p.Rows += f.Rows
		p.Duplicates += f.Duplicates
		p.Days = span(p.Days, f.From, f.To)
		p.Rejects = append(p.Rejects, f.Rejected...)
		for i := range f.Items {
			s.add("", f.Items[i].On.InMonth(), 0)
		}
	}
	p.Parts = s.inOrder()
	p.Commit = func(ctx context.Context, report func(done, all int)) (func(context.Context) error, error) {
		report(0, p.Accepted)
		if _, err := c.room.Import(ctx, found); err != nil {
			return nil, err
		}
		report(p.Accepted, p.Accepted)
		return undoer(ctx, c.history, calendarAct)
	}
	return p, nil
}

// remembered asks the room how it would read the file by itself.
func (c calendarIntake) remembered(ctx context.Context, a Asked) (Choices, bool, error) {
	found, err := c.room.PlanImport(ctx, []*sheet.File{a.File}, calendar.ImportOptions{Client: a.Client})
	if err != nil {
		if _, refused := fault.As(err); refused {
			return Choices{}, false, nil
		}
		return Choices{}, false, err
	}
	for _, f := range found.Files {
		if slices.Equal(f.Header, a.Table.Header) && !sameMapping(f.Mapping, a.Mapping) {
			return Choices{Mapping: f.Mapping}, true, nil
		}
	}
	return Choices{}, false, nil
}
