// Package medialib is a client's media library as a view: a grid of pictures,
// films and documents with the rights to use them, where each is used, and
// what is wrong with its file. The calendar tab embeds it, and a publication's
// form takes its media from the same grid.
package medialib

import (
	"context"
	"slices"
	"strings"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/widgets"
)

// Calendar is what the view needs of the calendar's service.
type Calendar interface {
	Library(ctx context.Context, client clients.ID) ([]calendar.Asset, error)
	AddAsset(ctx context.Context, a calendar.Asset, name string, content []byte) (calendar.Asset, error)
	EditAsset(ctx context.Context, a calendar.Asset) (calendar.Asset, error)
	RemoveAsset(ctx context.Context, client clients.ID, hash string) (calendar.Asset, error)
	RestoreAsset(ctx context.Context, client clients.ID, hash string, content []byte) (calendar.Asset, error)
	SwapFile(ctx context.Context, a calendar.Asset, name string, content []byte, items []clients.ID) (calendar.Asset, error)
	AssetFault(ctx context.Context, hash string) error
	CheckLibrary(ctx context.Context, client clients.ID, today civil.Date) ([]calendar.AssetState, error)
	Using(ctx context.Context, client clients.ID, hash string) ([]calendar.Row, error)
	MediaContent(ctx context.Context, hash string) ([]byte, error)
}

// entry is a medium with what is wrong with its file.
type entry struct {
	calendar.Asset
	fault string // media_missing, media_changed, "" for nothing
}

// States of a medium by which the library is filtered; each ends a catalogue
// key.
const (
	stateGone     = "gone"
	stateChanged  = "changed"
	stateExpired  = "expired"
	stateExpiring = "expiring"
	stateUnused   = "unused"
)

func states() []string {
	return []string{stateExpiring, stateExpired, stateUnused, stateGone, stateChanged}
}

// states are those that hold for a medium on a day, the gravest first.
func (e entry) states(today civil.Date) []string {
	var list []string
	add := func(holds bool, s string) {
		if holds {
			list = append(list, s)
		}
	}
	add(e.fault == "media_missing", stateGone)
	add(e.fault == "media_changed", stateChanged)
	add(e.Expired(today), stateExpired)
	add(e.Expiring(today), stateExpiring)
	add(e.Uses == 0, stateUnused)
	return list
}

func toneOf(state string) widgets.Tone {
	switch state {
	case stateGone, stateChanged, stateExpired:
		return widgets.ToneBad
	case stateExpiring:
		return widgets.ToneWarn
	}
	return widgets.ToneNeutral
}

// load reads the library and looks at each file.
func load(ctx context.Context, cal Calendar, client clients.ID) ([]entry, error) {
	list, err := cal.Library(ctx, client)
	if err != nil {
		return nil, err
	}
	out := make([]entry, 0, len(list))
	for _, a := range list {
		e := entry{Asset: a}
		if err := cal.AssetFault(ctx, a.SHA256); err != nil {
			f, ok := fault.As(err)
			if !ok {
				return nil, err
			}
			e.fault = f.Code
		}
		out = append(out, e)
	}
	return out, nil
}

// filter is what search field and chips let through.
type filter struct {
	words         string
	kinds, states []string
}

func (f filter) empty() bool {
	return strings.TrimSpace(f.words) == "" && len(f.kinds) == 0 && len(f.states) == 0
}

func (f filter) lets(e entry, today civil.Date) bool {
	if len(f.kinds) > 0 && !slices.Contains(f.kinds, e.Type()) {
		return false
	}
	if len(f.states) > 0 && !slices.ContainsFunc(e.states(today), func(s string) bool { return slices.Contains(f.states, s) }) {
		return false
	}
	hay := clients.Fold(strings.Join(append([]string{e.Title, e.Holder, e.Licence, e.Alt, e.File.Name}, e.Tags...), " "))
	for _, w := range strings.Fields(clients.Fold(f.words)) {
		if !strings.Contains(hay, w) {
			return false
		}
	}
	return true
}

// tiles are the media let through, as the grid shows them.
func tiles(p *text.Printer, list []entry, f filter, today civil.Date, picked map[string]bool) []widgets.Tile {
	out := make([]widgets.Tile, 0, len(list))
	for _, e := range list {
		if !f.lets(e, today) {
			continue
		}
		t := widgets.Tile{ID: e.SHA256, Title: e.Title, Detail: useLine(p, e), Icon: iconOf(e.Type()), Picked: picked[e.SHA256]}
		if states := e.states(today); len(states) > 0 && states[0] != stateUnused {
			t.Badge, t.Tone = p.T("medialib.state_"+states[0]), toneOf(states[0])
		}
		out = append(out, t)
	}
	return out
}

func iconOf(kind string) icons.Name {
	switch kind {
	case "video":
		return icons.Play
	case "document":
		return icons.File
	}
	return icons.Image
}

// useLine is a tile's second line: what it is and how often it is used.
func useLine(p *text.Printer, e entry) string {
	use := p.T("medialib.never_used")
	if e.Uses > 0 {
		use = p.N("medialib.uses", e.Uses)
	}
	return p.T("media.type_"+e.Type()) + " · " + use
}

// sizeLine is a medium's type, measures, length and weight.
func sizeLine(p *text.Printer, a calendar.Asset) string {
	parts := []string{p.T("media.type_" + a.Type())}
	if a.File.Width > 0 {
		parts = append(parts, p.T("medialib.measures", "width", p.Int(int64(a.File.Width)), "height", p.Int(int64(a.File.Height))))
	}
	if a.Seconds > 0 {
		parts = append(parts, p.Stopwatch(int64(a.Seconds)))
	}
	return strings.Join(append(parts, weight(p, a.File.Bytes)), " · ")
}

// weight is a file's size in the unit that suits it.
func weight(p *text.Printer, bytes int64) string {
	switch {
	case bytes < 1000:
		return p.T("medialib.bytes", "n", p.Int(bytes))
	case bytes < 1_000_000:
		return p.T("medialib.kilobytes", "n", p.Int((bytes+500)/1000))
	}
	return p.T("medialib.megabytes", "n", p.Decimal((bytes+50_000)/100_000, 1))
}

// rightsLine says until when a medium may be used.
func rightsLine(p *text.Printer, a calendar.Asset, today civil.Date) (words string, tone widgets.Tone) {
	switch {
	case a.Expires.IsZero():
		return p.T("medialib.no_end"), widgets.ToneNeutral
	case a.Expired(today):
		return p.T("medialib.ended", "on", a.Expires), widgets.ToneBad
	case a.Expiring(today):
		return p.T("medialib.ends_soon", "on", a.Expires), widgets.ToneWarn
	}
	return p.T("medialib.ends", "on", a.Expires), widgets.ToneNeutral
}

// summary is the count beside the filters.
func summary(p *text.Printer, list []entry, shown int, today civil.Date) string {
	words := p.N("medialib.count", len(list))
	if shown != len(list) {
		words = p.T("medialib.shown", "shown", p.Int(int64(shown)), "all", words)
	}
	bad := 0
	for _, e := range list {
		if e.fault != "" || e.Expired(today) || e.Expiring(today) {
			bad++
		}
	}
	if bad > 0 {
		words += " · " + p.N("medialib.to_look_at", bad)
	}
	return words
}

// splitTags reads tags typed with commas.
func splitTags(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == '\n' })
}
