package plan

import (
	"context"
	"time"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/widgets"
	"regie/gui/work"
)

// decide records who answered what, by which way, on the content shown.
func (v *view) decide() {
	p, it := v.host.Printer(), v.detail.Item
	var people []widgets.Option
	if it.State == calendar.ClientReview {
		for _, c := range v.md.contacts {
			people = append(people, widgets.Option{Key: c.Name, Label: c.Name, Detail: c.Job})
		}
	} else {
		for _, s := range v.md.staff {
			people = append(people, widgets.Option{Key: s.Name, Label: s.Name})
		}
	}
	who := widgets.NewSelect(p, "who", p.T("plan.who"), people, nil)
	if len(people) > 0 {
		who.Choose(people[0].Key)
	}
	if name := v.md.staffName(v.detail.Tutor); name != "" && it.State == calendar.InternalReview {
		who.Choose(name)
	}
	verdict := widgets.NewSelect(p, "decision", p.T("plan.verdict"), []widgets.Option{
		{Key: string(calendar.Approve), Label: p.T("plan.verdict_approve")},
		{Key: string(calendar.Changes), Label: p.T("plan.verdict_changes")},
		{Key: string(calendar.Refuse), Label: p.T("plan.verdict_refuse")},
	}, nil)
	verdict.Choose(string(calendar.Approve))
	way := widgets.NewTextField("way", p.T("plan.way_of")).SetPlaceHolder(p.T("plan.way_example"))
	comment := widgets.NewTextArea("comment", p.T("plan.comment"), 3)
	widgets.NewForm(v.host, p.T("plan.record_decision"), func() (func(context.Context) error, error) {
		a := calendar.Answer{Item: it.ID, Who: who.Key(), Verdict: calendar.Verdict(verdict.Key()), Way: way.Text(), Comment: comment.Text(), Hash: it.Hash}
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.Decide(ctx, a)
			return err
		}, nil
	}, func() { v.saidFinal("plan.decided") }, who, verdict, way, comment).Accent(v.client.Color).Show()
}

// publish records that the item went out, and where.
func (v *view) publish() {
	p, it := v.host.Printer(), v.detail.Item
	url := widgets.NewTextField("url", p.T("plan.url")).SetPlaceHolder("https://")
	widgets.NewForm(v.host, p.T("plan.record_publication"), func() (func(context.Context) error, error) {
		proof := calendar.Proof{URL: url.Text()}
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.Publish(ctx, it.ID, proof)
			return err
		}, nil
	}, func() { v.said("plan.published_saved") }, url).Accent(v.client.Color).Show()
}

func (v *view) comment() {
	p, it := v.host.Printer(), v.detail.Item
	body := widgets.NewTextArea("body", p.T("plan.comment"), 5)
	shown := widgets.NewCheck("for_client", p.T("plan.for_client"), false, nil)
	widgets.NewForm(v.host, p.T("plan.comment"), func() (func(context.Context) error, error) {
		s, client := body.Text(), shown.On()
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.Say(ctx, it.ID, s, client)
			return err
		}, nil
	}, func() { v.said("plan.saved") }, body, shown).Accent(v.client.Color).Show()
}

// setState takes the item on; leaving its way asks why.
func (v *view) setState(to calendar.State) {
	id, p := v.detail.Item.ID, v.host.Printer()
	act := func(reason string) func(context.Context) error {
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.SetState(ctx, id, to, reason)
			return err
		}
	}
	if to == calendar.OnHold || to == calendar.Cancelled {
		reason := widgets.NewTextField("reason", p.T("plan.reason"))
		widgets.NewForm(v.host, p.T("plan.to_"+string(to)), func() (func(context.Context) error, error) {
			return act(reason.Text()), nil
		}, func() { v.said("plan.state_saved") }, reason).Accent(v.client.Color).Show()
		return
	}
	v.do(act(""), "plan.state_saved")
}

func (v *view) duplicate(it calendar.Item) {
	on := it.On
	if !on.IsZero() {
		on = on.AddDays(7)
	}
	v.do(func(ctx context.Context) error {
		_, err := v.deps.Calendar.Copy(ctx, it.ID, on)
		return err
	}, "plan.duplicated")
}

func (v *view) remove(it calendar.Item) {
	v.do(func(ctx context.Context) error { return v.deps.Calendar.Remove(ctx, it.ID) }, "plan.removed")
}

func (v *view) do(act func(context.Context) error, said string) {
	v.doThen(act, func() { v.said(said) })
}

func (v *view) doThen(act func(context.Context) error, then func()) {
	work.Do(v.work, "", act, func(err error) {
		if err != nil {
			v.reload()
			v.host.Fail(err)
			return
		}
		then()
	})
}

// saidCount is said for an act upon several items.
func (v *view) saidCount(key string, n int) {
	v.reload()
	v.host.Reload()
	v.host.Toast(v.host.Printer().N(key, n), v.deps.Undo)
}

// said shows what was done, with the means to take it back.
func (v *view) said(key string) {
	v.closeDialog()
	v.reload()
	v.host.Reload()
	v.host.Toast(v.host.Printer().T(key), v.deps.Undo)
}

// saidFinal is for what cannot be taken back.
func (v *view) saidFinal(key string) {
	v.closeDialog()
	v.reload()
	v.host.Reload()
	v.host.Toast(v.host.Printer().T(key), nil)
}

// zone is the item's own zone, for the days of its decisions.
func (v *view) zone() *time.Location {
	zone, err := civil.Zone(v.detail.Item.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// closeDialog closes the item's dialog of a narrow window.
func (v *view) closeDialog() {
	if v.shut != nil {
		v.shut()
		v.shut = nil
	}
}
