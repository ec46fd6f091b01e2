package plan

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/itemlook"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// step is one thing that befell an item, for its path.
type step struct {
	at    time.Time
	sign  icons.Name
	tone  widgets.Tone
	words string
	note  string // a comment, under it
}

// way is the item's path: who decided what, on which content, and what voided it.
func (v *view) way() []fyne.CanvasObject {
	p, d := v.host.Printer(), v.detail
	out := []fyne.CanvasObject{widgets.Inset(theme.Space8, 0, 0, 0, widgets.Strong(p.T("plan.way")))}
	if name := v.md.staffName(d.Item.Author); name != "" {
		out = append(out, v.wayLine(icons.SignDraft, widgets.ToneNeutral, p.T("plan.written_by", "name", name)))
	}
	for _, s := range v.steps() {
		out = append(out, v.wayLine(s.sign, s.tone, s.words))
		if s.note != "" {
			out = append(out, widgets.NewNote(widgets.ToneWarn, s.note))
		}
	}
	if d.Item.State == calendar.ClientReview {
		c := d.Committee
		line := p.N("plan.committee", c.Approvals, "need", c.Needed)
		if !d.Item.ReviewDue.IsZero() {
			line += " · " + p.T("plan.answer_due", "date", d.Item.ReviewDue)
		}
		if d.Item.Row().ReviewLate(v.host.Today()) {
			line += " · " + p.T("plan.late")
		}
		out = append(out, v.wayLine(icons.SignReview, widgets.ToneWarn, line))
	}
	if d.Tutor != "" && d.Item.State == calendar.InternalReview {
		out = append(out, widgets.NewNote(widgets.ToneInfo, p.T("plan.tutor", "name", v.md.staffName(d.Tutor))))
	}
	return out
}

// steps are an item's decisions and what else befell it, in the order of time.
func (v *view) steps() []step {
	p, d := v.host.Printer(), v.detail
	var list []step
	for _, x := range d.Decisions {
		s := step{at: x.At, sign: icons.SignApproved, tone: widgets.ToneOK, note: x.Comment}
		if x.Verdict != calendar.Approve {
			s.sign, s.tone = icons.SignChanges, widgets.ToneBad
		}
		s.words = p.T("plan.decision_"+string(x.Verdict), "name", x.Who, "date", civil.DateOf(x.At, v.zone()))
		if x.Way != "" {
			s.words += " · " + wayWord(p.T, x.Way)
		}
		if !x.Valid(d.Item) {
			s.sign, s.tone = icons.SignHold, widgets.ToneNeutral
			s.words += " · " + p.T("plan.void")
		}
		list = append(list, s)
	}
	for _, t := range d.Traces {
		if s, ok := v.befell(t); ok {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b step) int { return a.at.Compare(b.at) })
	return list
}

// wayWord is by which way a decision came: the keys of scripts and packs have
// words, what was typed stands as it is.
func wayWord(t func(string, ...any) string, way string) string {
	switch way {
	case "pack", "mail", "phone", "meeting", "message", "in person":
		return t("plan.way_" + strings.ReplaceAll(way, " ", "_"))
	}
	return way
}

// befell is a trace in words; ok is false for what the path shows otherwise.
func (v *view) befell(t calendar.Trace) (s step, ok bool) {
	p := v.host.Printer()
	date := civil.DateOf(t.At, v.zone())
	who := t.Who
	if who == "" {
		who = p.T("plan.somebody")
	}
	s = step{at: t.At, sign: icons.SignWarn, tone: widgets.ToneWarn}
	switch {
	case t.Kind == calendar.Voided:
		s.words = p.T("plan.changed", "name", who, "date", date, "changes", v.changes(t.Changes))
		if t.Voided > 0 {
			s.words += " " + p.N("plan.voided", t.Voided)
		}
	case t.Kind == calendar.WasPublished:
		s.sign, s.tone, s.words = icons.SignPublished, widgets.ToneNeutral, p.T("plan.was_published", "name", who, "date", date)
		if t.Reason != "" {
			s.words += " · " + t.Reason
		}
	case t.Kind == calendar.Corrected:
		s.words, s.note = p.T("plan.was_corrected", "name", who, "date", date), t.Reason
	case t.Kind == calendar.StateChanged && (t.To == calendar.OnHold || t.To == calendar.Cancelled || t.To == calendar.Refused):
		s.sign, s.tone = itemlook.State(t.To)
		s.words, s.note = p.T("plan.was_put", "name", who, "date", date, "state", p.T("calendar.state."+string(t.To))), t.Reason
	default:
		return s, false
	}
	return s, true
}

// changes names what changed, in words.
func (v *view) changes(names []string) string {
	return calendar.ChangedWords(v.host.Printer(), v.deps.Calendar.Limits(), names)
}

// toldVoid says above an item what has voided its decisions, as long as nobody
// has decided on the new content; nil for nothing.
func (v *view) toldVoid() fyne.CanvasObject {
	d := v.detail
	if d.Item.State.Final() || slices.ContainsFunc(d.Decisions, func(x calendar.Decision) bool { return x.Valid(d.Item) }) {
		return nil
	}
	for _, t := range slices.Backward(d.Traces) {
		if t.Kind != calendar.Voided {
			continue
		}
		p := v.host.Printer()
		words := p.T("plan.void_banner", "changes", v.changes(t.Changes))
		if t.Voided > 0 {
			words += " " + p.N("plan.voided", t.Voided)
		}
		return widgets.NewNote(widgets.ToneBad, strings.TrimSpace(words))
	}
	return nil
}
