package gui

import (
	"context"
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// timerBar is the bottom line of every screen.
type timerBar struct {
	s      *Shell
	lamp   *widgets.Dot
	watch  *widgets.Text
	client *widgets.Text
	what   *widgets.Text
	today  *widgets.Text
	person *widgets.Button
	swap   *widgets.Button
	button *widgets.Button
	root   *fyne.Container
	state  TimerState
	stop   func()
}

func newTimerBar(s *Shell) *timerBar {
	p := s.printer
	b := &timerBar{s: s, stop: func() {}}
	b.lamp = widgets.NewDot(10, func() color.NRGBA {
		if b.state.Running {
			return theme.Color(theme.TokenTally)
		}
		return theme.Color(theme.TokenFaint)
	})
	b.watch = widgets.Strong("").Px(theme.TextPanel)
	b.client = widgets.Strong("").Ellipsis()
	b.what = widgets.NewText("").Ellipsis()
	b.today = widgets.Muted("")
	b.person = widgets.NewMenuButton("", b.people)
	b.person.Hide()
	b.swap = widgets.NewIconButton(icons.Switch, p.T("shell.timer_switch"), s.switchTimer)
	b.button = widgets.NewButton(p.T("shell.timer_start"), icons.Play, s.toggleTimer).WithHint(widgets.KeyName("T"))
	line := widgets.HBox(theme.Space12, b.lamp, b.watch, widgets.HBox(5, b.client, b.what), widgets.Spacer(), b.today, b.person, b.swap, b.button)
	bar := widgets.MinHeight(theme.TimerHeight, widgets.Pad(theme.Space24, 0, line))
	b.root = widgets.Ground(theme.TokenSurface, container.New(&stackLayout{}, widgets.Rule(), bar))
	b.show(TimerState{})
	return b
}

// show fills the bar; while a timer runs the stopwatch ticks each second.
func (b *timerBar) show(st TimerState) {
	p := b.s.printer
	was := b.state.Running
	b.state = st
	if st.Running != was {
		b.stop()
		b.stop = func() {}
		if st.Running {
			b.stop = b.s.runner.Every(time.Second, b.tick)
		}
	}
	b.lamp.Refresh()
	b.swap.Hidden = !st.Running
	if !st.Running {
		b.watch.SetText("")
		b.client.SetText("")
		b.what.Token(theme.TokenMute).SetText(p.T("shell.timer_idle"))
		b.button.SetText(p.T("shell.timer_start"))
		b.button.SetIcon(icons.Play)
	} else {
		b.client.SetText(st.Name)
		b.what.Token(theme.TokenInk).SetText(timerWords(st, p.T("shell.quoted", "Text", st.Note)))
		b.button.SetText(p.T("shell.timer_stop"))
		b.button.SetIcon(icons.Stop)
	}
	for _, o := range []fyne.CanvasObject{b.watch, b.client} {
		if st.Running {
			o.Show()
		} else {
			o.Hide()
		}
	}
	b.tick()
	b.root.Refresh()
}

// timerWords is "· hat · « note »" without what is unknown.
func timerWords(st TimerState, quoted string) string {
	var parts []string
	if st.Hat != "" {
		parts = append(parts, st.Hat)
	}
	if strings.TrimSpace(st.Note) != "" {
		parts = append(parts, quoted)
	}
	if len(parts) == 0 {
		return ""
	}
	return "· " + strings.Join(parts, " · ")
}

func (b *timerBar) tick() {
	p := b.s.printer
	today := b.state.Today
	if b.state.Running {
		seconds := int64(b.s.deps.Now().Sub(b.state.Start) / time.Second)
		seconds = max(0, seconds)
		b.watch.SetText(p.Stopwatch(seconds))
		b.s.float.show(b.state, p.Stopwatch(seconds))
		today += seconds
	}
	b.today.SetText(p.T("shell.today_total", "Value", p.Hours(today/60)))
}

// people are the items of the acting person's menu.
func (b *timerBar) people() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, who := range b.s.people {
		it := fyne.NewMenuItem(who.Name, func() { b.s.act(who) })
		it.Checked = who.ID == b.s.acting.ID
		items = append(items, it)
	}
	return items
}

func (b *timerBar) showPerson() {
	b.person.SetText(b.s.acting.Name)
	if b.s.acting.Name == "" || len(b.s.people) == 0 {
		b.person.Hide()
	} else {
		b.person.Show()
	}
	b.root.Refresh()
}

// act makes another person the one who acts.
func (s *Shell) act(who Person) {
	work.Do(s.runner, "acting", func(ctx context.Context) error { return s.deps.People.SetActing(ctx, who.ID) }, func(err error) {
		if err != nil {
			s.Fail(err)
			return
		}
		s.Reload()
		s.reshow()
	})
}

// toggleTimer stops the running timer or starts one for the client on screen;
// without one it asks.
func (s *Shell) toggleTimer() {
	t := s.deps.Timer
	if t == nil {
		return
	}
	if s.timer.state.Running {
		s.timerAct(t.Stop)
		return
	}
	if s.route.Page != screen.PageClient {
		s.switchTimer()
		return
	}
	s.timerAct(func(ctx context.Context) error { return t.Start(ctx, TimerChoice{Client: s.route.Client}) })
}

func (s *Shell) timerAct(act func(context.Context) error) {
	s.timer.button.SetBusy(true)
	work.Do(s.runner, "timer.act", act, func(err error) {
		s.timer.button.SetBusy(false)
		if err != nil {
			s.Fail(err)
		}
		s.Reload()
	})
}

// switchTimer asks for client, hat and note and starts a timer there; the one
// that runs is stopped by the service.
func (s *Shell) switchTimer() {
	if s.deps.Timer == nil || len(s.data.Clients) == 0 {
		return
	}
	work.Run(s.runner, "timer.hats", func(ctx context.Context) ([]widgets.Option, error) {
		return s.deps.Timer.Hats(ctx, s.printer)
	}, func(hats []widgets.Option, err error) {
		if err != nil {
			s.Fail(err)
			return
		}
		s.askTimer(hats)
	})
}

func (s *Shell) askTimer(hats []widgets.Option) {
	p := s.printer
	options := make([]widgets.Option, 0, len(s.data.Clients))
	for _, c := range s.data.Clients {
		options = append(options, widgets.Option{Key: c.Key, Label: c.Name})
	}
	client := widgets.NewSelect(p, "client", p.T("shell.timer_client"), options, nil)
	client.Choose(s.route.Client)
	if s.route.Client == "" {
		client.Choose(options[0].Key)
	}
	hat := widgets.NewSelect(p, "hat", p.T("shell.timer_hat"), append([]widgets.Option{{Label: p.T("shell.timer_last_hat")}}, hats...), nil)
	note := widgets.NewTextField("note", p.T("shell.timer_note"))
	f := widgets.NewForm(s, p.T("shell.timer_switch"), func() (func(context.Context) error, error) {
		c := TimerChoice{Client: client.Key(), Hat: hat.Key(), Note: note.Text()}
		return func(ctx context.Context) error { return s.deps.Timer.Start(ctx, c) }, nil
	}, s.Reload, client, hat, note)
	f.SaveLabel(p.T("shell.timer_start")).Show()
}
