package plan

import (
	"context"
	"strings"

	"regie/clients/calendar"
	"regie/gui/widgets"
)

// repeat makes a series of the item shown: a usual rhythm, or a rule written
// by hand.
func (v *view) repeat() {
	p, it := v.host.Printer(), v.detail.Item
	const own = "own"
	var options []widgets.Option
	for _, r := range rhythms(it) {
		options = append(options, widgets.Option{Key: r.rule, Label: p.T("plan.rhythm_"+r.name, "weekday", p.Weekday(it.On.Weekday()), "day", it.On.Day)})
	}
	options = append(options, widgets.Option{Key: own, Label: p.T("plan.rhythm_own")})
	rhythm := widgets.NewSelect(p, "rhythm", p.T("plan.rhythm"), options, nil)
	rhythm.Choose(options[0].Key)
	until := widgets.NewDateField(p, "until", p.T("plan.repeat_until"), v.host.Today())
	rule := widgets.NewTextField("rule", p.T("plan.rule")).SetPlaceHolder("FREQ=WEEKLY;BYDAY=MO,TH")
	var made calendar.Repeated
	widgets.NewForm(v.host, p.T("plan.repeat"), func() (func(context.Context) error, error) {
		r := rhythm.Key()
		if r == own {
			r = rule.Text()
		}
		last, err := until.Date()
		if err != nil {
			return nil, err
		}
		if !last.IsZero() {
			r += ";UNTIL=" + strings.ReplaceAll(last.String(), "-", "")
		}
		return func(ctx context.Context) (err error) {
			made, err = v.deps.Calendar.Repeat(ctx, it.ID, r)
			return err
		}, nil
	}, func() { v.saidCount("plan.repeated", len(made.Items)) }, rhythm, until, rule).Accent(v.client.Color).Show()
}

// rhythmOf is a usual way of repeating; its name ends a catalogue key.
type rhythmOf struct{ name, rule string }

// rhythms are the usual ways for an item of a day.
func rhythms(it calendar.Item) []rhythmOf {
	day := [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}[it.On.Weekday()]
	nth := string(rune('1' + (it.On.Day-1)/7))
	if it.On.Day > 28 {
		nth = "-1" // the last one: not every month has a fifth
	}
	return []rhythmOf{
		{"weekly", "FREQ=WEEKLY;BYDAY=" + day},
		{"fortnightly", "FREQ=WEEKLY;INTERVAL=2;BYDAY=" + day},
		{"monthly_weekday", "FREQ=MONTHLY;BYDAY=" + nth + day},
		{"monthly_day", "FREQ=MONTHLY"},
		{"yearly", "FREQ=YEARLY"},
	}
}

// endSeries stops repeating after the item shown.
func (v *view) endSeries() {
	id := v.detail.Item.ID
	v.do(func(ctx context.Context) error {
		_, err := v.deps.Calendar.StopSeries(ctx, id)
		return err
	}, "plan.series_ended")
}
