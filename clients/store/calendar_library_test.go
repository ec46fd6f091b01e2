package store

import (
	"image/color"
	"os"
	"strings"
	"testing"

	"regie/assets/limits"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

func (o *office) showing(a calendar.Asset, words string) calendar.Item {
	o.t.Helper()
	it := o.add(o.paul, "k", words)
	it, err := o.cal.Change(o.paul, it.ID, func(it *calendar.Item) error {
		it.Media = []calendar.Media{{SHA256: a.SHA256, Alt: a.Alt}}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return it
}

// Ensure a medium leaves the library with the drafts that show it, in one act
// that is taken back whole, and stays once an item was approved.
func TestRemovingAMedium(t *testing.T) {
	o := openOffice(t)
	a := o.asset(calendar.Asset{Title: "Rouge", Tags: []string{" été ", "Été", ""}}, picture(t, 400, 400, color.Black))
	if len(a.Tags) != 1 || a.Tags[0] != "été" {
		t.Errorf("tags are %q", a.Tags)
	}
	it := o.showing(a, "Un premier texte avec des mots")
	if _, err := o.cal.RemoveAsset(o.paul, "k", a.SHA256); err != nil {
		t.Fatal(err)
	}
	if got := o.show(it.ID).Item; len(got.Media) != 0 {
		t.Errorf("the draft still shows %v", got.Media)
	}
	if _, err := o.history.Undo(o.paul); err != nil {
		t.Fatal(err)
	}
	if got := o.show(it.ID).Item; len(got.Media) != 1 {
		t.Error("undo did not put the medium back on the draft")
	}
	for _, to := range []calendar.State{calendar.InternalReview, calendar.ClientReview} {
		if _, err := o.cal.SetState(o.paul, it.ID, to, ""); err != nil {
			t.Fatal(err)
		}
	}
	_, err := o.cal.RemoveAsset(o.paul, "k", a.SHA256)
	wantFault(t, err, "media_used", "media")
	if _, err := o.cal.SetState(o.paul, it.ID, calendar.OnHold, "deuil"); err != nil {
		t.Fatal(err)
	}
	_, err = o.cal.RemoveAsset(o.paul, "k", a.SHA256)
	wantFault(t, err, "media_used", "media")
}

// Ensure another file is shown only where it was asked for, sending that item
// back, and that only the very same content restores a file.
func TestSwappingAndRestoringAMedium(t *testing.T) {
	o := openOffice(t)
	red, blue := picture(t, 400, 400, color.NRGBA{R: 255, A: 255}), picture(t, 400, 400, color.NRGBA{B: 255, A: 255})
	a := o.asset(calendar.Asset{Title: "Visuel", Holder: "Studio", Alt: "un carré"}, red)
	here, there := o.showing(a, "Le premier texte à montrer"), o.showing(a, "Le second texte à montrer")
	for _, to := range []calendar.State{calendar.InternalReview, calendar.ClientReview} {
		if _, err := o.cal.SetState(o.paul, here.ID, to, ""); err != nil {
			t.Fatal(err)
		}
	}
	put, err := o.cal.SwapFile(o.paul, a, "bleu.png", blue, []clients.ID{here.ID})
	if err != nil {
		t.Fatal(err)
	}
	if put.SHA256 == a.SHA256 || put.Holder != "Studio" {
		t.Errorf("%+v", put)
	}
	if got := o.show(here.ID).Item; got.Media[0].SHA256 != put.SHA256 || got.State != calendar.InternalReview {
		t.Errorf("swapped: %v in %s", got.Media, got.State)
	}
	if got := o.show(there.ID).Item; got.Media[0].SHA256 != a.SHA256 {
		t.Error("an item that was not named was changed")
	}
	_, err = o.cal.SwapFile(o.paul, a, "rouge.png", red, nil)
	wantFault(t, err, "media_same", "file")

	path := o.s.Media().path(a.SHA256)
	if err := os.WriteFile(path, []byte("abîmé"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = o.cal.RestoreAsset(o.paul, "k", a.SHA256, blue)
	wantFault(t, err, "media_other", "file")
	if _, err := o.cal.RestoreAsset(o.paul, "k", a.SHA256, red); err != nil {
		t.Fatal(err)
	}
	if err := o.cal.AssetFault(o.paul, a.SHA256); err != nil {
		t.Errorf("after restoring: %v", err)
	}
}

// Ensure a second use is told with the place of the first, and that a picture
// cut short, or a folder, is refused.
func TestMediumUsedTwiceAndBadFiles(t *testing.T) {
	o := openOffice(t)
	red := picture(t, 400, 400, color.NRGBA{R: 255, A: 255})
	a := o.asset(calendar.Asset{Title: "Visuel", Alt: "un carré"}, red)
	first := o.showing(a, "Le premier texte à montrer")
	second := o.showing(a, "Le second texte à montrer")
	found := false
	for _, r := range o.show(second.ID).Remarks {
		if r.Code == calendar.MediaUsed {
			found = r.Count == 1 && strings.HasPrefix(r.Where, first.Name()[:8])
		}
	}
	if !found {
		t.Errorf("remarks are %+v", o.show(second.ID).Remarks)
	}
	_, err := o.cal.AddAsset(o.paul, calendar.Asset{Client: "k"}, "x.png", red[:len(red)/2])
	wantFault(t, err, "media_unreadable", "file")
	_, _, err = calendar.OpenMedia(t.TempDir())
	wantFault(t, err, "media_is_folder", "file")
	heavy := t.TempDir() + "/lourd.mp4"
	if err := os.WriteFile(heavy, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(heavy, 2<<30); err != nil { // sparse: nothing is written
		t.Fatal(err)
	}
	_, _, err = calendar.OpenMedia(heavy)
	wantFault(t, err, "media_too_heavy", "file")
}

// Ensure an own line counts from its day, survives a new service and goes away
// again.
func TestOwnLimits(t *testing.T) {
	o := openOffice(t)
	from := civil.NewDate(2026, 12, 1)
	l, _ := o.cal.Limits().On("x", from)
	l.From, l.Text, l.Count = from, 400, limits.Runes
	if _, err := o.cal.SaveLimit(o.paul, l); err != nil {
		t.Fatal(err)
	}
	text := func(day civil.Date) int {
		l, _ := o.cal.Limits().On("x", day)
		return l.Text
	}
	if text(from) != 400 || text(from.AddDays(-1)) != 280 {
		t.Errorf("%d before, %d from the day on", text(from.AddDays(-1)), text(from))
	}
	if l, _ := o.cal.Limits().On("x", from); l.Count != limits.Weighted {
		t.Error("an own line changed the way of counting")
	}
	if _, err := o.history.Undo(o.paul); err != nil {
		t.Fatal(err)
	}
	if err := o.cal.LoadLimits(o.paul); err != nil || text(from) != 280 {
		t.Errorf("%v: %d after undo", err, text(from))
	}
	err := o.cal.ResetLimits(o.paul, "x")
	if !fault.Is(err, "limits_shipped") {
		t.Error(err)
	}
	l.Text = -1
	_, err = o.cal.SaveLimit(o.paul, l)
	wantFault(t, err, "limit_figure", "text")
}
