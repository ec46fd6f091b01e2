// Package itemlook says how an item of the calendar looks wherever it is
// listed: the sign and tone of its state, the mark of its network, its tile.
package itemlook

import (
	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/screen"
	"regie/gui/widgets"
)

// State is the sign and the tone of a state.
func State(s calendar.State) (icons.Name, widgets.Tone) {
	switch s {
	case calendar.Idea:
		return icons.SignIdea, widgets.ToneNeutral
	case calendar.Draft:
		return icons.SignDraft, widgets.ToneNeutral
	case calendar.InternalReview:
		return icons.SignInternal, widgets.ToneWarn
	case calendar.ClientReview:
		return icons.SignReview, widgets.ToneWarn
	case calendar.ChangesRequested, calendar.Refused:
		return icons.SignChanges, widgets.ToneBad
	case calendar.Approved:
		return icons.SignApproved, widgets.ToneOK
	case calendar.Scheduled:
		return icons.SignScheduled, widgets.ToneInfo
	case calendar.OnHold:
		return icons.SignHold, widgets.ToneNeutral
	case calendar.Cancelled:
		return icons.SignCancelled, widgets.ToneNeutral
	default:
		return icons.SignPublished, widgets.ToneNeutral
	}
}

// Pill is a state in words, with its sign.
func Pill(p *text.Printer, s calendar.State) *widgets.Pill {
	sign, tone := State(s)
	return widgets.NewPill(tone, p.T("calendar.state."+string(s))).WithSign(sign)
}

// What is a word for where an item goes out: its networks' short codes, or
// its kind when it goes out on none.
func What(p *text.Printer, book *limits.Book, r calendar.Row) string {
	if len(r.Networks) == 0 {
		return p.T("calendar.kind." + string(r.Kind))
	}
	s := ""
	for i, n := range r.Networks {
		if i == most {
			return s + " +" + p.Int(int64(len(r.Networks)-most))
		}
		if i > 0 {
			s += " "
		}
		s += book.Code(n)
	}
	return s
}

// most is how many networks are named before they are counted.
const most = 3

// At is an item's time, a dash for the whole day.
func At(p *text.Printer, at civil.Clock) string {
	if at == civil.NoClock {
		return p.T("common.unknown")
	}
	return p.Clock(at)
}

// Title is an item's title, or what it is when nobody gave it one.
func Title(p *text.Printer, r calendar.Row) string {
	if r.Title != "" {
		return r.Title
	}
	return p.T("calendar.kind." + string(r.Kind))
}

// Tile is a client's logo, or its initials on its colour.
func Tile(c screen.Client, side float32) *widgets.Avatar {
	a := widgets.NewAvatar(c.Initials, c.Color, side)
	a.SetLogo(c.Logo)
	return a
}

// Middle centres an object in the height of its line.
func Middle(o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.VBox(0, widgets.Spacer(), o, widgets.Spacer())
}
