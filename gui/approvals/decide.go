package approvals

import (
	"cmp"
	"context"
	"fmt"

	"regie/clients"
	"regie/clients/calendar"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// decide asks who may answer, then takes the answer.
func (v *view) decide(w waiting) {
	if w.row.State == calendar.InternalReview {
		v.ask(w, staffOptions(v.md.staff))
		return
	}
	house, id := v.deps.House, w.row.Client
	work.Load(v.work, "people", func(ctx context.Context) ([]widgets.Option, error) {
		return contactOptions(ctx, house, id)
	}, v.host.Fail, func(people []widgets.Option) { v.ask(w, people) })
}

func staffOptions(staff []clients.Staff) []widgets.Option {
	list := make([]widgets.Option, 0, len(staff))
	for _, s := range staff {
		list = append(list, widgets.Option{Key: s.Name, Label: s.Name})
	}
	return list
}

// contactOptions are the committee, or every contact where there is none.
func contactOptions(ctx context.Context, house House, client clients.ID) ([]widgets.Option, error) {
	people, err := house.Committee(ctx, client)
	if err != nil {
		return nil, fmt.Errorf("reading the committee: %w", err)
	}
	if len(people) == 0 {
		if people, err = house.Contacts(ctx, client); err != nil {
			return nil, fmt.Errorf("reading the contacts: %w", err)
		}
	}
	list := make([]widgets.Option, 0, len(people))
	for _, c := range people {
		list = append(list, widgets.Option{Key: c.Name, Label: c.Name, Detail: c.Job})
	}
	return list, nil
}

// ask records who answered what, by which way, on the content as listed.
func (v *view) ask(w waiting, people []widgets.Option) {
	p := v.host.Printer()
	who := widgets.NewSelect(p, "who", p.T("approvals.who"), people, nil)
	if len(people) > 0 {
		who.Choose(people[0].Key)
	}
	if next := cmp.Or(w.tutor, w.member); next != "" {
		who.Choose(next)
	}
	var verdicts []widgets.Option
	for _, x := range calendar.VerdictsIn(w.row.State) {
		verdicts = append(verdicts, widgets.Option{Key: string(x), Label: p.T("calendar.decision." + string(x))})
	}
	verdict := widgets.NewSelect(p, "decision", p.T("approvals.verdict"), verdicts, nil)
	verdict.Choose(string(calendar.Approve))
	way := widgets.NewTextField("way", p.T("approvals.way")).SetPlaceHolder(p.T("approvals.way_example"))
	comment := widgets.NewTextArea("comment", p.T("common.comment"), 3)
	about := widgets.NewParagraph(w.client.Name + " · " + w.title).Bold().MaxLines(3)
	widgets.NewForm(v.host, p.T("approvals.record"), func() (func(context.Context) error, error) {
		a := calendar.Answer{
			Item: w.row.ID, Who: who.Key(), Verdict: calendar.Verdict(verdict.Key()),
			Way: way.Text(), Comment: comment.Text(), Hash: w.row.Hash,
		}
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.Decide(ctx, a)
			return err
		}, nil
	}, func() {
		v.reload()
		v.host.Reload()
		v.host.Toast(p.T("approvals.recorded", "title", w.title), nil)
	}, about, widgets.NewParagraph(w.context).Token(theme.TokenMute), who, verdict, way, comment).Accent(w.client.Color).Show()
}
