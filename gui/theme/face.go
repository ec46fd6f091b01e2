package theme

import "fyne.io/fyne/v2"

// Face is the face that a text is drawn from, nil for a text with signs that it
// may lack. For nil the toolkit reads six faces and the list of all that the
// system has, which takes as long as opening the window: of plain words nobody
// needs to wait for it.
func Face(s string, wide bool) fyne.Resource {
	for _, r := range s {
		if !plain(r) {
			return nil
		}
	}
	if wide {
		return bold
	}
	return regular
}

// plain tells a sign that both faces of the window have, as the languages of
// western Europe are written with.
func plain(r rune) bool {
	switch {
	case r < 0x20:
		return false
	case r <= 0x7E:
		return true
	case r == 0xAD: // the hyphen that is mostly not drawn
		return false
	case r >= 0xA0 && r <= 0x17F:
		return true
	}
	switch r {
	case '–', '—', '‘', '’', '‚', '“', '”', '„', '†', '•', '…', '‹', '›', '€', '\u2009', '\u202F':
		return true
	}
	return false
}
