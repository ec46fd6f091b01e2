package plan

import (
	"context"
	"time"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/widgets"
	"regie/gui/work"
)

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

// queue puts an item into the client's next free slot.
func (v *view) queue(it calendar.Item) {
	v.do(func(ctx context.Context) error {
		_, err := v.deps.Calendar.Queue(ctx, it.ID)
		return err
	}, "plan.queued")
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
	v.host.Done(v.host.Printer().N(key, n))
}

// said shows what was done, with the means to take it back.
func (v *view) said(key string) {
	v.closeDialog()
	v.reload()
	v.host.Reload()
	v.host.Done(v.host.Printer().T(key))
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
