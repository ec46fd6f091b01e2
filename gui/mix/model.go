// Package mix is the calendar tab's look at a month's balance: the pillars'
// wished shares beside what is planned and published, and the same by network
// and by kind. Pillars are kept here.
package mix

import (
	"context"
	"fmt"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/widgets"
)

// Calendar is what the view needs of the calendar's service.
type Calendar interface {
	Pillars(ctx context.Context, client clients.ID) ([]calendar.Pillar, error)
	SavePillar(ctx context.Context, p calendar.Pillar) (calendar.Pillar, error)
	RetirePillar(ctx context.Context, client clients.ID, named string) (calendar.Pillar, error)
	Mix(ctx context.Context, client clients.ID, days civil.Range) ([]calendar.PillarMix, error)
	Parts(ctx context.Context, client clients.ID, days civil.Range) (networks, kinds []calendar.KeyPart, err error)
	Limits() *limits.Book
}

// model is a month's balance.
type model struct {
	pillars         []calendar.PillarMix
	networks, kinds []calendar.KeyPart
}

func load(ctx context.Context, cal Calendar, client clients.ID, month civil.Month) (md model, err error) {
	if md.pillars, err = cal.Mix(ctx, client, month.Range()); err != nil {
		return md, fmt.Errorf("reading the pillars’ mix: %w", err)
	}
	if md.networks, md.kinds, err = cal.Parts(ctx, client, month.Range()); err != nil {
		return md, fmt.Errorf("reading the month’s parts: %w", err)
	}
	return md, nil
}

// left is what the pillars in use leave of the whole, in hundredths of a percent.
func (md model) left() int {
	left := 10_000
	for _, m := range md.pillars {
		if m.Pillar.ArchivedAt == "" {
			left -= m.Pillar.Share
		}
	}
	return left
}

// any reports whether the client has pillars.
func (md model) any() bool {
	for _, m := range md.pillars {
		if m.Pillar.ID != "" {
			return true
		}
	}
	return false
}

// most is the widest bar: every bar of the card has the same scale.
func (md model) most() int {
	most := 1
	for _, m := range md.pillars {
		most = max(most, m.PlannedShare, m.PublishedShare, m.Pillar.Share)
	}
	return most
}

// farGap is how many hundredths of a point off the wish deserves a look.
const farGap = 1_000

// gapTone says how far from the wish a pillar is.
func gapTone(gap int) widgets.Tone {
	if gap >= farGap || gap <= -farGap {
		return widgets.ToneWarn
	}
	return widgets.ToneOK
}

// name is a pillar's, or the words for having none.
func name(p *text.Printer, pl calendar.Pillar) string {
	switch {
	case pl.ID == "":
		return p.T("mix.no_pillar")
	case pl.ArchivedAt != "":
		return p.T("mix.retired", "name", pl.Name)
	default:
		return pl.Name
	}
}

// amount is "40 % · 12".
func amount(p *text.Printer, share, n int) string {
	return p.T("mix.count", "share", p.Percent(int64(share), 0), "n", n)
}
