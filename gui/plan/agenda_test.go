//go:build ci

package plan

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/fault"
)

// agendaFile writes an iCalendar file of some events, each given by its lines.
func agendaFile(t *testing.T, events ...string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Exemple//FR\r\n")
	for _, lines := range events {
		b.WriteString("BEGIN:VEVENT\r\nDTSTAMP:20261101T000000Z\r\n" + lines + "\r\nEND:VEVENT\r\n")
	}
	b.WriteString("END:VCALENDAR\r\n")
	path := filepath.Join(t.TempDir(), "équipe.ics")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// drawn is the writing under an object, in order and with its lines joined.
func drawn(o fyne.CanvasObject) string {
	var children []fyne.CanvasObject
	switch o := o.(type) {
	case *canvas.Text:
		return o.Text
	case *fyne.Container:
		children = o.Objects
	case fyne.Widget:
		children = test.WidgetRenderer(o).Objects()
	}
	var list []string
	for _, child := range children {
		if s := drawn(child); s != "" && child.Visible() {
			list = append(list, s)
		}
	}
	return strings.Join(list, " ")
}

// Ensure a file's events come in as one act with the kind chosen, that the same
// file brings nothing a second time, and that a changed event changes its item.
func TestAgendaComesInOnce(t *testing.T) {
	_, cal, v := formOf(t)
	ctx, client := context.Background(), clients.ID(v.client.ID)
	kept := func() []calendar.Item {
		t.Helper()
		items, err := cal.Items(ctx, calendar.Filter{Client: client})
		if err != nil {
			t.Fatal(err)
		}
		return items
	}
	file := func(sequence, title string) string {
		return agendaFile(
			t, "UID:un@x\r\nSEQUENCE:"+sequence+"\r\nDTSTART:20261201T090000\r\nSUMMARY:"+title,
			"UID:serie@x\r\nDTSTART:20261202T100000\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE:20261209T100000\r\nSUMMARY:Point",
			"UID:sans-fin@x\r\nDTSTART:20261203T100000\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Anniversaire",
			"UID:mars@x\r\nDTSTART;TZID=Mars/Olympus:20261220T100000\r\nSUMMARY:Ailleurs",
		)
	}
	f := v.newAgendaForm(file("0", "Comité"))
	f.form.Show()
	told := drawn(f.told)
	for _, want := range []string{"équipe.ics", "Événements refusés 1", "Séries raccourcies 1", "Ailleurs", "Mars/Olympus", "Anniversaire"} {
		if !strings.Contains(told, want) {
			t.Errorf("%q is not told in %q", want, told)
		}
	}
	if len(kept()) != 0 {
		t.Fatalf("written before it was asked: %v", kept())
	}
	f.kind.Choose(string(calendar.Event))
	f.kind.OnChanged(string(calendar.Event))
	fresh := len(f.plan.Items)
	f.form.Save()
	items := kept()
	if len(items) != fresh || fresh < 4 || items[0].Kind != calendar.Event || items[0].Title != "Comité" || items[1].Import != items[0].Import {
		t.Fatalf("%d of %d items, the first %+v", len(items), fresh, items[0])
	}

	again := v.newAgendaForm(file("0", "Comité"))
	again.form.Show()
	if got := drawn(again.told); len(again.plan.Items)+len(again.plan.Updated) != 0 || !strings.Contains(got, "inchangés "+v.host.Printer().Int(int64(fresh))) {
		t.Errorf("%s", got)
	}
	again.form.Save()
	if got := kept(); len(got) != fresh {
		t.Errorf("%d items after the same file again, want %d", len(got), fresh)
	}
	again.form.Close()

	moved := v.newAgendaForm(file("1", "Comité avancé"))
	moved.form.Show()
	moved.form.Save()
	if got := kept(); len(got) != fresh || got[0].Title != "Comité avancé" || got[0].Kind != calendar.Event {
		t.Errorf("%d items, the first %q of kind %s", len(got), got[0].Title, got[0].Kind)
	}
}

// Ensure what is no calendar is refused in the form by one sentence, and that
// nothing is written.
func TestAgendaRefusesWhatIsNone(t *testing.T) {
	_, cal, v := formOf(t)
	folder := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for code, path := range map[string]string{
		"ics_damaged":     write("lettre.ics", "bonjour"),
		"ics_empty":       agendaFile(t),
		"file_unreadable": filepath.Join(folder, "absent.ics"),
	} {
		f := v.newAgendaForm(path)
		f.form.Show()
		if _, err := f.ready(); !fault.Is(err, code) {
			t.Errorf("%v, want %s", err, code)
		}
		got, want := drawn(v.host.Window().Canvas().Overlays().Top()), v.host.Printer().Error(f.refusal)
		if !strings.Contains(got, want) {
			t.Errorf("the form says %q, want %q", got, want)
		}
		f.form.Save()
		f.form.Close()
	}
	items, err := cal.Items(context.Background(), calendar.Filter{Client: clients.ID(v.client.ID)})
	if err != nil || len(items) != 0 {
		t.Errorf("%v %v", err, items)
	}
}
