package plan

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"regie/clients/calendar"
	"regie/gui/widgets"
)

// grouped puts remarks that say the same of several networks together:
// networks are the keys, in the order of the remarks.
type grouped struct {
	calendar.Remark
	networks []string
}

func group(list []calendar.Remark) []grouped {
	var out []grouped
	for _, r := range list {
		network := r.Network
		r.Network = ""
		i := slices.IndexFunc(out, func(g grouped) bool { return g.Remark == r })
		if i < 0 {
			out = append(out, grouped{Remark: r})
			i = len(out) - 1
		}
		if network != "" {
			out[i].networks = append(out[i].networks, network)
		}
	}
	return out
}

// besideText leaves out what nobody needs to be told while nothing is written.
func besideText(list []calendar.Remark, it calendar.Item) []calendar.Remark {
	for _, r := range it.Resolved() {
		if strings.TrimSpace(r.Text) != "" {
			return list
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(r calendar.Remark) bool {
		return r.Code == calendar.TextMissing || r.Code == calendar.TitleMissing || r.Code == calendar.MediaMissing
	})
}

// remarks are what the charter and the networks have to say of the item shown.
func (v *view) remarks() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, g := range group(v.detail.Remarks) {
		out = append(out, v.remarkNote(g))
	}
	return out
}

// remarkNote is a remark in words; what merely repeats is told softly.
func (v *view) remarkNote(g grouped) fyne.CanvasObject {
	names := make([]string, 0, len(g.networks))
	for _, n := range g.networks {
		names = append(names, v.networkName(n))
	}
	tone := widgets.ToneWarn
	switch g.Code {
	case calendar.AlreadySaid, calendar.MediaUsed:
		tone = widgets.ToneInfo
	case calendar.TooLong, calendar.MediaGone, calendar.MediaExpired, calendar.CommentLong, calendar.TitleTooLong:
		tone = widgets.ToneBad
	}
	return widgets.NewNote(tone, v.host.Printer().T("calendar.remark."+g.Code,
		"network", strings.Join(names, ", "), "word", g.Word, "count", g.Count, "limit", g.Limit, "where", g.Where))
}
