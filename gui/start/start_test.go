package start

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui"
	"regie/gui/screen"
	"regie/gui/work"
)

type rail struct{ first bool }

func (r *rail) Rail(context.Context, *text.Printer, civil.Date) (gui.RailData, error) {
	return gui.RailData{FirstStart: r.first}, nil
}

func open(t *testing.T, d Deps) (*view, *gui.Shell, *rail) {
	t.Helper()
	d.Levels = func(context.Context) ([]clients.Level, error) {
		return []clients.Level{{Key: "senior", NameFR: "Senior", NameEN: "Senior"}}, nil
	}
	var v *view
	r := &rail{first: true}
	sh := gui.NewShell(test.NewTempApp(t), work.Sync(), gui.Deps{
		Rail: r, Now: func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) },
		Screens: []screen.Def{
			{Page: screen.PageFirst, New: func(h screen.Host) screen.Screen { v = New(d)(h).(*view); return v }},
		},
	})
	sh.Reload()
	if v == nil {
		t.Fatal("an empty folder does not show the first start")
	}
	return v, sh, r
}

func TestTheFourQuestionsAreAnswered(t *testing.T) {
	var got []Answers
	v, _, r := open(t, Deps{Own: func(_ context.Context, a Answers) error { got = append(got, a); return nil }})
	v.begin()
	if v.agency.Refusal() == "" || len(got) != 0 {
		t.Fatal("unanswered questions are taken")
	}
	v.agency.SetText("Boréale")
	v.begin()
	if v.agency.Refusal() != "" || v.person.Refusal() == "" {
		t.Error("the refusal does not stand at the question that is open")
	}
	v.person.SetText("Awa")
	v.client.SetText("Kivu")
	v.hours.SetText("trente")
	v.begin()
	if v.hours.Refusal() == "" || v.client.Text() != "Kivu" {
		t.Error("hours that cannot be read are taken, or the form was emptied")
	}
	v.hours.SetText("32")
	r.first = false
	v.begin()
	if want := (Answers{"Boréale", "Awa", "senior", "Kivu", 1920}); len(got) != 1 || got[0] != want {
		t.Errorf("answers %+v, want %+v", got, want)
	}
}

func TestARefusalKeepsWhatWasTyped(t *testing.T) {
	v, _, _ := open(t, Deps{Own: func(context.Context, Answers) error {
		return fault.New("name_too_long", "count", 300, "max", 120).At("client")
	}})
	v.agency.SetText("Boréale")
	v.person.SetText("Awa")
	v.client.SetText("Kivu")
	v.begin()
	if v.client.Refusal() == "" || v.agency.Text() != "Boréale" || v.busy {
		t.Errorf("error %q, agency %q, busy %t", v.client.Refusal(), v.agency.Text(), v.busy)
	}
}

func TestTheDemonstrationIsMadeOnceAndCanFail(t *testing.T) {
	n, fail := 0, error(nil)
	v, _, r := open(t, Deps{Demo: func(_ context.Context, _ *text.Printer, report func(work.Progress)) error {
		n++
		report(work.Progress{Text: "…", Fraction: -1})
		return fail
	}})
	fail = errors.New("disk full")
	v.fill()
	if n != 1 || v.busy || v.cancel.Visible() {
		t.Errorf("after a failure: made %d, busy %t", n, v.busy)
	}
	fail, r.first = nil, false
	v.fill()
	if n != 2 || v.busy {
		t.Errorf("made %d, busy %t", n, v.busy)
	}
}
