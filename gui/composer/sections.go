package composer

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regie/assets/icons"
	"regie/clients"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
	"regie/reports"
)

// actCompose is the journal's name of a change of composition; the screen has
// already drawn it when its event comes.
const actCompose = "report.compose"

const reloadDelay = 300 * time.Millisecond

// showSections fills the list of sections and of what is missing.
func (v *view) showSections() {
	p := v.host.Printer()
	v.list.Objects = nil
	v.list.Add(widgets.Inset(0, 0, theme.Space8, 0, v.state()))
	for i, info := range v.md.sections {
		v.list.Add(v.sectionRow(i, info))
	}
	if len(v.md.missing) > 0 {
		head := widgets.Strong(p.N("composer.missing", len(v.md.missing))).Tone(widgets.ToneWarn)
		if v.md.frozen() {
			head = widgets.Strong(p.N("composer.was_missing", len(v.md.missing)))
		}
		v.list.Add(widgets.Inset(theme.Space12, 0, theme.Space8, 0, widgets.Rule()))
		v.list.Add(head)
		for _, m := range v.md.missing {
			v.list.Add(widgets.Inset(theme.Space4, 0, 0, 0, v.pointRow(m, func() {})))
		}
	}
	v.list.Refresh()
}

// sectionRow is one section: on or off, its name, what it counts; when chosen,
// the means to move it and to write in it.
func (v *view) sectionRow(i int, info reports.SectionInfo) fyne.CanvasObject {
	p := v.host.Printer()
	box := widget.NewCheck("", func(on bool) { v.toggle(info.Section, on) })
	box.Checked = !info.Off
	if info.Section == reports.SectionCover || v.md.frozen() {
		box.Disable()
	}
	name := widgets.NewText(info.Title)
	if info.Section == v.chosen {
		name.Bold()
	}
	parts := []fyne.CanvasObject{box, widgets.Grow(name.Ellipsis()), widgets.Caption(info.Count)}
	if info.Section == v.chosen && info.Section != reports.SectionCover && !v.md.frozen() {
		up := widgets.NewIconButton(icons.Up, p.T("composer.up"), func() { v.move(info.Section, i-1) })
		down := widgets.NewIconButton(icons.Down, p.T("composer.down"), func() { v.move(info.Section, i+1) })
		edit := widgets.NewIconButton(icons.Edit, p.T("composer.write"), v.write)
		parts = append(parts, up, down, edit)
	}
	row := widgets.MinHeight(38, widgets.Pad(theme.Space4, 0, widgets.HBox(theme.Space4, parts...)))
	content := fyne.CanvasObject(row)
	if info.Section == v.chosen {
		ground := canvas.NewRectangle(theme.AccentSoft(v.client.Color, theme.Dark()))
		ground.CornerRadius = theme.RadiusControl
		content = container.NewStack(ground, row)
	}
	return newTap(content, func() { v.choose(info.Section) })
}

// choose selects a section and shows its first page.
func (v *view) choose(s reports.Section) {
	v.chosen = s
	if at, ok := v.md.pageOf(s); ok {
		v.turn(at)
		return
	}
	v.showSections()
}

func (v *view) toggle(s reports.Section, on bool) {
	part := v.md.month.Composition.Part(s)
	part.Section, part.Off = s, !on
	v.recompose(v.md.month.Composition.Set(part))
}

func (v *view) move(s reports.Section, to int) {
	v.chosen = s
	v.recompose(v.md.month.Composition.Move(s, to))
}

// recompose draws the change at once from the figures at hand and keeps it.
func (v *view) recompose(c reports.Composition) {
	md, p := v.md, v.host.Printer()
	md.month.Composition = c
	id, m := clients.ID(v.client.ID), v.month
	work.Run(v.work, "load", func(ctx context.Context) (model, error) {
		if err := v.deps.Reports.Compose(ctx, id, m, c); err != nil {
			return model{}, err
		}
		now, err := compose(p, md.month)
		now.versions, now.differs = md.versions, md.differs
		return now, err
	}, v.show)
}

// write opens what people write in the chosen section.
func (v *view) write() {
	p := v.host.Printer()
	c := v.md.month.Composition
	if v.chosen == reports.SectionSynthesis {
		v.writeSynthesis(c)
		return
	}
	part := c.Part(v.chosen)
	part.Section = v.chosen
	comment := widgets.NewTextArea("comment", p.T("composer.comment"), 8)
	comment.SetText(part.Comment)
	v.form(p.T("report.section_"+string(v.chosen)), func() reports.Composition {
		part.Comment = comment.Text()
		return c.Set(part)
	}, comment)
}

func (v *view) writeSynthesis(c reports.Composition) {
	p := v.host.Printer()
	draft := reports.Propose(v.md.month)
	lead := widgets.NewTextArea("lead", p.T("composer.lead"), 5)
	lead.SetText(or(c.Lead, draft.Lead))
	facts := widgets.NewTextArea("highlights", p.T("composer.highlights"), 7)
	facts.SetText(or(strings.Join(c.Highlights, "\n"), strings.Join(draft.Highlights, "\n")))
	request := widgets.NewTextArea("request", p.T("composer.request"), 4)
	request.SetText(or(c.Request, draft.Request))
	v.form(p.T("report.section_"+string(reports.SectionSynthesis)), func() reports.Composition {
		c.Lead = unless(lead.Text(), draft.Lead)
		c.Highlights = nil
		if facts.Text() != strings.Join(draft.Highlights, "\n") {
			c.Highlights = strings.Split(facts.Text(), "\n")
		}
		c.Request = unless(request.Text(), draft.Request)
		return c
	}, widgets.NewParagraph(p.T("composer.proposed")).Token(theme.TokenMute), lead, facts, request)
}

// form shows texts to write; what equals the proposal is not kept, so that it
// follows the figures.
func (v *view) form(title string, read func() reports.Composition, objects ...fyne.CanvasObject) {
	id, m := clients.ID(v.client.ID), v.month
	widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		c := read()
		return func(ctx context.Context) error { return v.deps.Reports.Compose(ctx, id, m, c) }, nil
	}, func() {
		v.reload()
		v.host.Done(v.host.Printer().T("composer.written"))
	}, objects...).Accent(v.client.Color).Show()
}

func or(s, other string) string {
	if strings.TrimSpace(s) == "" {
		return other
	}
	return s
}

func unless(s, proposed string) string {
	if s == proposed {
		return ""
	}
	return s
}

// tap makes an object react to a press.
type tap struct {
	widget.BaseWidget
	content fyne.CanvasObject
	pressed func()
}

var (
	_ fyne.Tappable      = (*tap)(nil)
	_ desktop.Cursorable = (*tap)(nil)
)

func newTap(content fyne.CanvasObject, pressed func()) *tap {
	t := &tap{content: content, pressed: pressed}
	t.ExtendBaseWidget(t)
	return t
}

// Tapped implements fyne.Tappable.
func (t *tap) Tapped(*fyne.PointEvent) { t.pressed() }

// Cursor implements desktop.Cursorable.
func (t *tap) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (t *tap) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.content) }
