package plan

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/widgets"
	"regie/gui/work"
)

// decide records who answered what, by which way, on the content shown.
func (v *view) decide() {
	p, it := v.host.Printer(), v.detail.Item
	inside := it.State == calendar.InternalReview
	var people []widgets.Option
	for _, c := range v.md.contacts {
		if !inside {
			people = append(people, widgets.Option{Key: c.Name, Label: c.Name, Detail: c.Job})
		}
	}
	for _, s := range v.md.staff {
		if inside {
			people = append(people, widgets.Option{Key: s.Name, Label: s.Name})
		}
	}
	who := widgets.NewSelect(p, "who", p.T("plan.who"), people, nil)
	if len(people) > 0 {
		who.Choose(people[0].Key)
	}
	if w := v.detail.Committee.Waiting; !inside && len(w) > 0 {
		who.Choose(w[0].Name)
	}
	if name := v.md.staffName(v.detail.Tutor); name != "" && inside {
		who.Choose(name)
	}
	var verdicts []widgets.Option
	for _, x := range calendar.VerdictsIn(it.State) {
		verdicts = append(verdicts, widgets.Option{Key: string(x), Label: p.T("calendar.decision." + string(x))})
	}
	verdict := widgets.NewSelect(p, "decision", p.T("plan.verdict"), verdicts, nil)
	verdict.Choose(string(calendar.Approve))
	way := widgets.NewTextField("way", p.T("plan.way_of")).SetPlaceHolder(p.T("plan.way_example"))
	comment := widgets.NewTextArea("comment", p.T("plan.comment"), 3)
	on := widgets.NewDateField(p, "at", p.T("plan.decided_on"), v.host.Today())
	at := widgets.NewClockField(p, "clock", p.T("plan.at"))
	on.SetHint(p.T("plan.decided_on_hint"))
	widgets.NewForm(v.host, p.T("plan.record_decision"), func() (func(context.Context) error, error) {
		said, err := v.instant(on, at)
		if err != nil {
			return nil, err
		}
		a := calendar.Answer{At: said, Item: it.ID, Who: who.Key(), Verdict: calendar.Verdict(verdict.Key()), Way: way.Text(), Comment: comment.Text(), Hash: it.Hash}
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.Decide(ctx, a)
			return err
		}, nil
	}, func() { v.saidFinal("plan.decided") }, who, verdict, widgets.Columns(12, []float32{1.4, 1}, on, at), way, comment).Accent(v.client.Color).Show()
}

// proof is what is typed of a publication.
type proof struct {
	v       *view
	url     *widgets.TextField
	on      *widgets.DateField
	at      *widgets.ClockField
	capture *widgets.FileField
	name    string
	picture []byte
}

// publish records that the item went out: where, when, and a capture of it.
func (v *view) publish() {
	p, it := v.host.Printer(), v.detail.Item
	f := &proof{
		v:   v,
		url: widgets.NewTextField("url", p.T("plan.url")).SetPlaceHolder("https://"),
		on:  widgets.NewDateField(p, "at", p.T("plan.went_out_on"), v.host.Today()),
		at:  widgets.NewClockField(p, "clock", p.T("plan.at")),
	}
	f.capture = widgets.NewFileField("capture", p.T("plan.capture"), widgets.NewButton(p.T("common.choose"), icons.Plus, f.browse))
	f.capture.SetChosen(p.T("plan.no_capture"), true)
	f.url.SetText(it.PublishedURL)
	f.on.SetHint(p.T("plan.went_out_hint", "zone", it.Zone))
	if !it.PublishedAt.IsZero() {
		at := it.PublishedAt.In(v.zone())
		f.on.SetDate(civil.DateOf(at, v.zone()))
		f.at.SetClock(civil.Clock(at.Hour()*60 + at.Minute()))
	}
	widgets.NewForm(v.host, p.T("plan.record_publication"), func() (func(context.Context) error, error) {
		at, err := v.instant(f.on, f.at)
		if err != nil {
			return nil, err
		}
		proof := calendar.Proof{URL: f.url.Text(), At: at, Name: f.name, Picture: f.picture}
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.Publish(ctx, it.ID, proof)
			return err
		}, nil
	}, func() { v.said("plan.published_saved") }, f.url, widgets.Columns(12, []float32{1.4, 1}, f.on, f.at), f.capture).Accent(v.client.Color).Show()
}

// instant is a day and a time typed, in the item's zone; the zero time, which
// stands for now, where neither was.
func (v *view) instant(day *widgets.DateField, clock *widgets.ClockField) (time.Time, error) {
	on, err := day.Date()
	if err != nil {
		return time.Time{}, fault.Beside(err, "at")
	}
	at, err := clock.Clock()
	if err != nil {
		return time.Time{}, fault.Beside(err, "clock")
	}
	switch {
	case on.IsZero() && at == civil.NoClock:
		return time.Time{}, nil
	case on.IsZero():
		return time.Time{}, fault.New("date_missing").At("at")
	case at == civil.NoClock:
		return time.Time{}, fault.New("clock_missing").At("clock")
	}
	t, _ := civil.Instant(on, at, v.zone())
	return t, nil
}

// browse takes a picture of the publication.
func (f *proof) browse() {
	widgets.AskOpen(f.v.host, f.read)
}

func (f *proof) read(path string) {
	type picture struct {
		name    string
		content []byte
	}
	work.Run(f.v.work, "capture", func(context.Context) (pic picture, err error) {
		pic.name, pic.content, err = calendar.OpenMedia(path)
		return pic, err
	}, func(pic picture, err error) {
		if err != nil {
			f.v.host.Fail(err)
			return
		}
		f.name, f.picture = pic.name, pic.content
		f.capture.SetChosen(pic.name, false)
	})
}

// correct records what was corrected on what is already out.
func (v *view) correct() {
	p, it := v.host.Printer(), v.detail.Item
	words := widgets.NewTextArea("correction", p.T("plan.correction"), 4)
	words.SetText(it.Correction)
	widgets.NewForm(v.host, p.T("plan.correct"), func() (func(context.Context) error, error) {
		s := words.Text()
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.Correct(ctx, it.ID, s)
			return err
		}, nil
	}, func() { v.said("plan.saved") }, words).Accent(v.client.Color).Show()
}

// postpone puts the item on another day and keeps who wanted it.
func (v *view) postpone() {
	p, it := v.host.Printer(), v.detail.Item
	on := widgets.NewDateField(p, "on", p.T("common.date"), v.host.Today())
	at := widgets.NewClockField(p, "at", p.T("plan.at"))
	on.SetDate(it.On)
	at.SetClock(it.At)
	by := widgets.NewSelect(p, "by", p.T("plan.postponed_by"), []widgets.Option{
		{Key: string(calendar.ByAgency), Label: p.T("plan.by_agency")}, {Key: string(calendar.ByClient), Label: p.T("plan.by_client")},
	}, nil)
	by.Choose(string(calendar.ByAgency))
	widgets.NewForm(v.host, p.T("plan.postpone"), func() (func(context.Context) error, error) {
		day, err := on.Date()
		if err != nil {
			return nil, fault.Beside(err, "on")
		}
		clock, err := at.Clock()
		if err != nil {
			return nil, fault.Beside(err, "at")
		}
		side := calendar.Side(by.Key())
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.Move(ctx, it.ID, day, &clock, side)
			return err
		}, nil
	}, func() { v.said("plan.state_saved") }, widgets.Columns(12, []float32{1.4, 1}, on, at), by).Accent(v.client.Color).Show()
}

// askBy sets the day by which the committee should have answered.
func (v *view) askBy() {
	p, it := v.host.Printer(), v.detail.Item
	due := widgets.NewDateField(p, "review_due", p.T("plan.pack_due"), v.host.Today())
	due.SetDate(it.ReviewDue)
	widgets.NewForm(v.host, p.T("plan.ask_by"), func() (func(context.Context) error, error) {
		day, err := due.Date()
		if err != nil {
			return nil, fault.Beside(err, "review_due")
		}
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.Ask(ctx, it.ID, day)
			return err
		}, nil
	}, func() { v.said("plan.saved") }, due).Accent(v.client.Color).Show()
}

// remind shows the message to those who have not answered, ready to be copied.
func (v *view) remind() {
	p, it := v.host.Printer(), v.detail.Item
	work.Load(v.work, "reminder", func(ctx context.Context) (calendar.Reminder, error) {
		return v.deps.Calendar.Remind(ctx, it.Client, it.ID)
	}, v.host.Fail, func(r calendar.Reminder) {
		widgets.NewForm(v.host, p.T("reminder.title"), func() (func(context.Context) error, error) {
			fyne.CurrentApp().Clipboard().SetContent(r.Subject + "\n\n" + r.Body)
			return func(context.Context) error { return nil }, nil
		}, func() { v.host.Toast(p.T("reminder.copied"), nil) },
			widgets.NewParagraph(p.T("reminder.to", "who", addressees(r.To))), widgets.Strong(r.Subject).Ellipsis(), widgets.NewParagraph(r.Body)).
			Accent(v.client.Color).SaveLabel(p.T("reminder.copy")).Show()
	})
}

// addressees are people with their addresses.
func addressees(list []clients.Contact) string {
	words := make([]string, 0, len(list))
	for _, c := range list {
		s := c.Name
		if c.Email != "" {
			s += " <" + c.Email + ">"
		}
		words = append(words, s)
	}
	return strings.Join(words, ", ")
}
