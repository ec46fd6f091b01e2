package gui

import (
	"regie/assets/text"
	"regie/gui/screen"
	"regie/gui/theme"
)

var _ screen.Looker = (*Shell)(nil)

// Look implements screen.Looker.
func (s *Shell) Look() screen.Look {
	return screen.Look{Lang: string(s.printer.Lang()), Mode: string(s.prefs.mode()), Scale: s.prefs.scale()}
}

// SetLook implements screen.Looker.
func (s *Shell) SetLook(l screen.Look) {
	if l.Scale != s.prefs.scale() {
		s.setScale(l.Scale)
	}
	if m := theme.Mode(l.Mode); m != s.prefs.mode() {
		s.setMode(m)
	}
	s.setLang(text.Lang(l.Lang))
}
