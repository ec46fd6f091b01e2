package gui

import (
	"context"
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
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
	edit   *widgets.Button
	again  *widgets.Button
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
	b.edit = widgets.NewIconButton(icons.Edit, p.T("shell.timer_edit"), s.editTimer)
	b.again = widgets.NewButton(p.T("shell.timer_again"), icons.Redo, s.continueTimer).WithHint(widgets.KeyName("Shift R"))
	b.swap = widgets.NewIconButton(icons.Switch, p.T("shell.timer_switch"), s.switchTimer)
	b.button = widgets.NewButton(p.T("shell.timer_start"), icons.Play, s.toggleTimer).WithHint(widgets.KeyName("T"))
	line := widgets.HBox(theme.Space12, b.lamp, b.watch, widgets.HBox(5, b.client, b.what), b.edit, widgets.Spacer(), b.today, b.person, b.again, b.swap, b.button)
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
	b.swap.Hidden, b.edit.Hidden = !st.Running, !st.Running
	b.again.Hidden = st.Running || st.Last.Name == ""
	if !st.Running {
		b.watch.SetText("")
		b.client.SetText("")
		b.what.Token(theme.TokenMute).SetText(b.idleWords(st.Last))
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

// idleWords says that none runs, and what there is to go on with.
func (b *timerBar) idleWords(last TimerLast) string {
	p := b.s.printer
	if last.Name == "" {
		return p.T("shell.timer_idle")
	}
	what := strings.TrimSpace(last.Name + " " + timerWords(TimerState{Hat: last.Hat, Note: last.Note}, p.T("shell.quoted", "Text", last.Note)))
	return p.T("shell.timer_idle_last", "What", what)
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
		today += seconds
	}
	b.s.float.show(b.state, b.watch.String())
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
	work.Act(s.runner, "acting", func(ctx context.Context) error { return s.deps.People.SetActing(ctx, who.ID) }, s.Fail, func() {
		s.Reload()
		s.reshow()
	})
}
