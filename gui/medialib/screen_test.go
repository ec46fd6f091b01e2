//go:build ci

package medialib

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/store"
	"regie/gui"
	"regie/gui/screen"
	"regie/gui/widgets"
	"regie/gui/work"
)

type rail struct{ c screen.Client }

func (r rail) Rail(context.Context, *text.Printer, civil.Date) (gui.RailData, error) {
	return gui.RailData{Clients: []gui.RailClient{{Client: r.c}}}, nil
}

// office is a real database behind a window without a display.
type office struct {
	testing.TB
	history *clients.History
	ctx     context.Context
	folder  string
	cal     *calendar.Service
	kivu    clients.Client
	view    *view
}

// undo takes the last act back.
func (o *office) undo() {
	o.Helper()
	_, err := o.history.Undo(o.ctx)
	o.must(err)
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

func openOffice(t *testing.T) *office {
	t.Helper()
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	o := &office{TB: t, ctx: context.Background(), folder: filepath.Join(t.TempDir(), "d")}
	s, err := store.Open(o.ctx, store.Options{Folder: o.folder, Now: func() time.Time { return now }, Fast: true})
	o.must(err)
	t.Cleanup(func() { _ = s.Close() })
	house := clients.New(s.House(), s.Now, s.NewID)
	o.must(house.Seed(o.ctx, "fr"))
	o.kivu, err = house.AddClient(o.ctx, clients.Client{Key: "kivu", Name: "Kivu Maison"})
	o.must(err)
	o.cal = calendar.New(s.Calendar(), calendar.Deps{House: house, Now: s.Now, NewID: s.NewID})
	o.history = clients.NewHistory(s.Journal())
	d := Deps{Calendar: o.cal, Bus: s.Bus()}
	shell := gui.NewShell(test.NewTempApp(t), work.Sync(), gui.Deps{
		Rail: rail{screen.Client{Key: "kivu", ID: string(o.kivu.ID), Name: o.kivu.Name}}, Now: func() time.Time { return now }, Lang: text.FR,
		Screens: []screen.Def{{Page: screen.PageClient, Tab: screen.TabCalendar, New: func(h screen.Host) screen.Screen {
			o.view = New(d)(h).(*view)
			return o.view
		}}},
	})
	shell.Reload()
	shell.Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabCalendar})
	return o
}

// file writes a file to drop on the window.
func (o *office) file(name string, content []byte) fyne.URI {
	o.Helper()
	path := filepath.Join(o.TempDir(), name)
	o.must(os.WriteFile(path, content, 0o600))
	return storage.NewFileURI(path)
}

func pixels(t testing.TB, c color.Color) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 400, 400))
	img.Set(0, 0, c)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Ensure dropped files are taken each for itself, and what is refused is said.
func TestDroppedFiles(t *testing.T) {
	o := openOffice(t)
	o.view.dropped(fyne.Position{}, []fyne.URI{
		o.file("rouge.png", pixels(t, color.NRGBA{R: 255, A: 255})), o.file("vide.png", nil), o.file("note.txt", []byte("bonjour")),
		storage.NewFileURI(t.TempDir()), o.file("coupe.png", pixels(t, color.Black)[:60]), o.file("bleu.png", pixels(t, color.NRGBA{B: 255, A: 255})),
	})
	if len(o.view.list) != 2 || len(o.view.grid.Tiles()) != 2 {
		t.Fatalf("%d media, %d tiles", len(o.view.list), len(o.view.grid.Tiles()))
	}
	if !widgets.CloseTop() {
		t.Error("the refusals are not shown")
	}
	if o.view.job != nil || len(o.view.busy.Objects) != 0 {
		t.Error("the progress stays")
	}
}

// Ensure a lost file is told on its tile, is not put back by another one, and
// is by its own.
func TestLostFileIsFoundAgain(t *testing.T) {
	o := openOffice(t)
	red := pixels(t, color.NRGBA{R: 255, A: 255})
	a, err := o.cal.AddAsset(o.ctx, calendar.Asset{Client: o.kivu.ID, Title: "Rouge"}, "rouge.png", red)
	o.must(err)
	o.must(os.Remove(filepath.Join(o.folder, "media", a.SHA256[:2], a.SHA256)))
	o.view.reload()
	if tile := o.view.grid.Tiles()[0]; tile.Badge != o.view.host.Printer().T("medialib.state_gone") || tile.Tone != widgets.ToneBad {
		t.Errorf("%+v", tile)
	}
	_, err = o.cal.RestoreAsset(o.ctx, o.kivu.ID, a.SHA256, red)
	o.must(err)
	o.view.reload()
	if tile := o.view.grid.Tiles()[0]; tile.Badge != "" {
		t.Errorf("%+v", tile)
	}
	o.view.remove(a.SHA256)
	if len(o.view.grid.Tiles()) != 0 {
		t.Error("the removed medium stays")
	}
	o.undo()
	o.view.reload()
	if len(o.view.grid.Tiles()) != 1 {
		t.Error("undo does not bring it back")
	}
}

// Ensure thumbnails kept are bounded and asked only for what is in sight.
func TestThumbsAreBounded(t *testing.T) {
	content := pixels(t, color.White)
	asked := 0
	shots := newThumbs(work.Sync(), func(context.Context, string) ([]byte, error) { asked++; return content, nil }, func() {})
	for i := range 300 {
		shots.want([]string{string(rune('a' + i))})
	}
	if asked != 300 || len(shots.kept) != thumbsKept || len(shots.order) != thumbsKept {
		t.Errorf("%d read, %d kept", asked, len(shots.kept))
	}
	shots.want([]string{shots.order[0]})
	if asked != 300 {
		t.Error("a kept picture is read again")
	}
}
