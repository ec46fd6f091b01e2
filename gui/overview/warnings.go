package overview

import (
	"time"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/gui/itemlook"
	"regie/gui/screen"
	"regie/gui/widgets"
)

// warnings are what needs a hand, worst first.
func warnings(p *text.Printer, f facts, now time.Time) []warning {
	var bad, warn []warning
	for _, r := range f.around {
		if r.Missed(now) {
			bad = append(bad, warning{widgets.ToneBad, p.T("overview.warn_missed", "title", itemlook.Title(p, r), "date", r.On), screen.TabCalendar, string(r.ID)})
		}
		if r.ReviewLate(f.today) {
			warn = append(warn, warning{widgets.ToneWarn, p.T("overview.warn_late", "title", itemlook.Title(p, r), "date", r.ReviewDue), screen.TabCalendar, string(r.ID)})
		}
	}
	if n := f.bank.Unconsented; n > 0 {
		bad = append(bad, warning{widgets.ToneBad, p.T("overview.warn_overage", "hours", civil.Minutes(n)), screen.TabTime, ""})
	}
	for _, a := range budget.Standing(f.budget.Alerts) {
		if w, ok := thresholdWarning(p, f, a); ok && w.tone == widgets.ToneBad {
			bad = append(bad, w)
		} else if ok {
			warn = append(warn, w)
		}
	}
	if n := f.sum.Unrated; n > 0 {
		warn = append(warn, warning{widgets.ToneWarn, p.N("overview.warn_unrated", n), screen.TabTime, ""})
	}
	return append(bad, warn...)
}

func thresholdWarning(p *text.Printer, f facts, a budget.Alert) (warning, bool) {
	w := warning{tone: widgets.ToneWarn, tab: screen.TabBudget}
	if a.Percent >= 100 {
		w.tone = widgets.ToneBad
	}
	share := p.Percent(int64(a.Percent)*100, 0)
	switch k := a.Subject.Kind(); {
	case a.Subject == budget.OnHours:
		w.tab, w.text = screen.TabTime, p.T("overview.warn_hours", "share", share)
	case k != "":
		w.text = p.T("overview.warn_envelope", "name", p.T("budget.kind_"+string(k)), "share", share)
	default:
		w.text = p.T("overview.warn_budget", "share", share)
	}
	return w, true
}

// sign is the sign of a warning's tone.
func sign(t widgets.Tone) icons.Name {
	if t == widgets.ToneBad {
		return icons.SignBad
	}
	return icons.SignWarn
}
