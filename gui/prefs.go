package gui

import (
	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/gui/screen"
	"regie/gui/theme"
)

// AppID is the application's identifier for preferences and tray.
const AppID = "io.github.regie.app"

// The window's preferences. Fyne does not write them atomically, so nothing
// else is kept there: losing them costs a click.
const (
	prefLang   = "lang"
	prefMode   = "theme"
	prefScale  = "scale"
	prefWidth  = "window.width"
	prefHeight = "window.height"
	prefFolded = "rail.folded"
)

// The window's sizes in pixels at 100 %.
const (
	windowWidth  = 1440
	windowHeight = 900
	leastWidth   = 1024
	leastHeight  = 700
	// narrowBelow is the width under which the rail folds and side panels
	// become dialogs.
	narrowBelow = 1180
)

// prefs are the window's preferences; look and start come from the command
// line and go before them until the user chooses anew.
type prefs struct {
	p     fyne.Preferences
	look  screen.Look
	start fyne.Size
}

func (s *prefs) lang(def text.Lang) text.Lang {
	if l, err := text.Parse(s.look.Lang); err == nil && s.look.Lang != "" {
		return l
	}
	if l, err := text.Parse(s.p.String(prefLang)); err == nil && s.p.String(prefLang) != "" {
		return l
	}
	if def == "" {
		return text.FR
	}
	return def
}

func (s *prefs) setLang(l text.Lang) {
	s.look.Lang = ""
	s.p.SetString(prefLang, string(l))
}

func (s *prefs) mode() theme.Mode {
	if s.look.Mode != "" {
		return theme.Mode(s.look.Mode)
	}
	switch m := theme.Mode(s.p.String(prefMode)); m {
	case theme.ModeLight, theme.ModeDark:
		return m
	default:
		return theme.ModeSystem
	}
}

func (s *prefs) setMode(m theme.Mode) {
	s.look.Mode = ""
	s.p.SetString(prefMode, string(m))
}

func (s *prefs) scale() int { return theme.ClampScale(s.p.IntWithFallback(prefScale, 100)) }

func (s *prefs) setScale(v int) { s.p.SetInt(prefScale, theme.ClampScale(v)) }

// size is the window's size in scaled pixels. What is kept is the size on the
// display, so that another scale shows more or less in the same window.
func (s *prefs) size() fyne.Size {
	if s.start.Width > 0 && s.start.Height > 0 {
		return s.start
	}
	w := s.p.IntWithFallback(prefWidth, windowWidth)
	h := s.p.IntWithFallback(prefHeight, windowHeight)
	return fyne.NewSize(unscaled(max(w, leastWidth)), unscaled(max(h, leastHeight)))
}

func (s *prefs) setSize(v fyne.Size) {
	s.p.SetInt(prefWidth, scaled(v.Width))
	s.p.SetInt(prefHeight, scaled(v.Height))
}

func unscaled(px int) float32 { return float32(px) * 100 / float32(theme.Scale()) }

func scaled(v float32) int { return int(v*float32(theme.Scale())/100 + 0.5) }

func (s *prefs) folded() bool     { return s.p.Bool(prefFolded) }
func (s *prefs) setFolded(f bool) { s.p.SetBool(prefFolded, f) }
