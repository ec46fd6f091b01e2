package hours

import "regie/clients"

// Inside says what time without a client was for. It is kept as the reason of
// the agency's own (free) time, in the agency's language.
type Inside string

// What the agency's own time is for.
const (
	InsideInternal    Inside = "internal"
	InsideProspecting Inside = "prospecting"
	InsideTraining    Inside = "training"
	InsideLeave       Inside = "leave"
)

// insideLabels are PRODUCT's words for them.
var insideLabels = []struct {
	key    Inside
	fr, en string
}{
	{InsideInternal, "Interne", "Internal"},
	{InsideProspecting, "Prospection", "Prospecting"},
	{InsideTraining, "Formation", "Training"},
	{InsideLeave, "Congé", "Leave"},
}

// Label is the reason that is kept, in a language ("fr" or "en").
func (i Inside) Label(lang string) string {
	for _, l := range insideLabels {
		switch {
		case l.key != i:
		case lang == "en":
			return l.en
		default:
			return l.fr
		}
	}
	return string(i)
}

// InsideOf reads what time is for, from its key or its label in either
// language; ok is false for any other reason, which is internal time.
func InsideOf(reason string) (inside Inside, ok bool) {
	folded := clients.Fold(reason)
	for _, l := range insideLabels {
		if folded != "" && (folded == string(l.key) || folded == clients.Fold(l.fr) || folded == clients.Fold(l.en)) {
			return l.key, true
		}
	}
	return InsideInternal, false
}

// insideReason is the reason of the agency's own time, from what the form says.
func insideReason(f Form, lang string) string {
	for _, said := range []string{string(f.Kind), f.Reason} {
		if inside, ok := InsideOf(said); ok {
			return inside.Label(lang)
		}
	}
	if f.Reason != "" {
		return f.Reason
	}
	return InsideInternal.Label(lang)
}
