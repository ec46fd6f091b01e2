package bankstatement

import (
	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/reports/letter"
)

// words writes a statement's names and sentences.
type words struct {
	s *Statement
	p *text.Printer
}

func newWords(s *Statement) words { return words{s, s.Printer()} }

// period is "octobre 2026", or "août à octobre 2026".
func (w words) period() string {
	s := w.s
	switch {
	case s.From == s.Until:
		return w.p.Month(s.From)
	case s.From.Year == s.Until.Year:
		return w.p.T("bankstatement.period", "From", w.p.MonthName(s.From.Month), "Until", w.p.Month(s.Until))
	}
	return w.p.T("bankstatement.period", "From", w.p.Month(s.From), "Until", w.p.Month(s.Until))
}

// state says how final a month is.
func (w words) state(m *Month) string {
	switch {
	case m.Running:
		return w.p.T("bankstatement.running", "On", w.s.Today)
	case m.Provisional:
		return w.p.T("bankstatement.open")
	}
	return w.p.T("bankstatement.closed")
}

// movement names a movement's kind.
func (w words) movement(k hours.MovementKind) string { return w.p.T("hours.movement_" + string(k)) }

// reason is what was typed, or what made the movement.
func (w words) reason(m hours.Movement) string {
	about, of, ok := hours.CutSource(m.Source)
	if !ok {
		return m.Reason
	}
	month, err := civil.ParseMonth(of)
	if err != nil {
		return m.Reason
	}
	return w.p.T("hours.reason_"+about, "month", month)
}

// bank names a level's own bank, "" the common one.
func (w words) bank(level string) string {
	if level == "" {
		return w.p.T("bankstatement.common")
	}
	return w.s.LevelName(level)
}

// share names a part of the time used.
func (w words) share(s Share) string {
	if s.Label == "" {
		return w.p.T("bankstatement.difference")
	}
	return s.Label
}

// monthTitle is "Octobre 2026".
func (w words) monthTitle(m civil.Month) string { return letter.Capital(w.p.Month(m)) }
