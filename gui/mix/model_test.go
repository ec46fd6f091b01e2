package mix

import (
	"testing"

	"regie/assets/text"
	"regie/clients/calendar"
	"regie/gui/widgets"
)

// Ensure a share is shown so that reading it back gives the same.
func TestShareComesBack(t *testing.T) {
	for _, l := range []text.Lang{text.FR, text.EN} {
		p := text.For(l)
		for _, share := range []int{0, 1, 50, 1250, 3333, 10_000} {
			if got, err := calendar.ParseShare(p.Percent(int64(share), digits(share))); err != nil || got != share {
				t.Errorf("%d came back as %d, %v", share, got, err)
			}
		}
	}
}

func TestModel(t *testing.T) {
	p := text.For(text.FR)
	md := model{pillars: []calendar.PillarMix{
		{Pillar: calendar.Pillar{ID: "a", Name: "Recettes", Share: 6000}, Part: calendar.Part{Planned: 3, PlannedShare: 7500}},
		{Pillar: calendar.Pillar{ID: "b", Name: "Ancien", Share: 3000, ArchivedAt: "2026-01-01T00:00:00Z"}},
		{Part: calendar.Part{Planned: 1, PlannedShare: 2500}},
	}}
	if md.left() != 4000 || !md.any() || md.most() != 7500 {
		t.Errorf("%d left, any %v, most %d", md.left(), md.any(), md.most())
	}
	gap, ok := md.pillars[0].Gap()
	if !ok || p.Points(gap) != "+15 pts" || gapTone(gap) != widgets.ToneWarn {
		t.Errorf("%d %v %q", gap, ok, p.Points(gap))
	}
	if _, ok := md.pillars[2].Gap(); ok {
		t.Error("what has no pillar has a gap")
	}
	if name(p, md.pillars[1].Pillar) != "Ancien (retiré)" || name(p, calendar.Pillar{}) != "Sans pilier" {
		t.Errorf("%q", name(p, md.pillars[1].Pillar))
	}
	if (model{}).any() {
		t.Error("a client without pillars has one")
	}
}
