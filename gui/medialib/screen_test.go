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

	"regie/clients/calendar"
	"regie/gui/screen"
	"regie/gui/stage"
	"regie/gui/widgets"
	"regie/gui/work"
)

// office is a house with the view on it.
type office struct {
	*stage.House
	cal  *calendar.Service
	view *view
}

func openOffice(t *testing.T) *office {
	t.Helper()
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	o := &office{House: stage.Open(t, func() time.Time { return now })}
	o.cal = o.Calendar()
	d := Deps{Calendar: o.cal, Bus: o.Store.Bus()}
	shell := o.Tab(screen.TabCalendar, func(h screen.Host) screen.Screen {
		o.view = New(d)(h).(*view)
		return o.view
	})
	shell.Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabCalendar})
	return o
}

// file writes a file to drop on the window.
func (o *office) file(name string, content []byte) fyne.URI {
	o.Helper()
	path := filepath.Join(o.TempDir(), name)
	o.Must(os.WriteFile(path, content, 0o600))
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
	a, err := o.cal.AddAsset(o.Ctx, calendar.Asset{Client: o.Kivu.ID, Title: "Rouge"}, "rouge.png", red)
	o.Must(err)
	o.Must(os.Remove(filepath.Join(o.Store.Folder(), "media", a.SHA256[:2], a.SHA256)))
	o.view.reload()
	if tile := o.view.grid.Tiles()[0]; tile.Badge != o.view.host.Printer().T("medialib.state_gone") || tile.Tone != widgets.ToneBad {
		t.Errorf("%+v", tile)
	}
	_, err = o.cal.RestoreAsset(o.Ctx, o.Kivu.ID, a.SHA256, red)
	o.Must(err)
	o.view.reload()
	if tile := o.view.grid.Tiles()[0]; tile.Badge != "" {
		t.Errorf("%+v", tile)
	}
	o.view.remove(a.SHA256)
	if len(o.view.grid.Tiles()) != 0 {
		t.Error("the removed medium stays")
	}
	o.Undo()
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
