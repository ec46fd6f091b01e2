package gui

import (
	"bytes"
	"image"
	"image/png"
	"testing"

	"github.com/fyne-io/image/ico"

	"regie/assets/text"
)

func TestTrayWords(t *testing.T) {
	p := text.For(text.FR)
	running := TimerState{Running: true, Name: "Kivu Maison", Start: noon().Add(-135 * 60 * 1e9)}
	if w := trayWordsOf(p, running); w.What != "Kivu Maison, depuis 09:45" || w.Toggle != "Arrêter" || w.Again != "" || !w.On {
		t.Errorf("running: %+v", w)
	}
	idle := TimerState{Last: TimerLast{Name: "Kivu Maison"}}
	if w := trayWordsOf(p, idle); w.Toggle != "Démarrer" || w.Again != "Reprendre Kivu Maison" || w.On {
		t.Errorf("stopped: %+v", w)
	}
	if w := trayWordsOf(text.For(text.EN), TimerState{}); w.Again != "" || w.Toggle != "Start" {
		t.Errorf("never started: %+v", w)
	}
}

// Ensure the icon shows a running timer, in the format of each system.
func TestTrayIcon(t *testing.T) {
	read := func(on bool, goos string) image.Image {
		t.Helper()
		b, err := trayIcon(on, goos)
		if err != nil {
			t.Fatal(err)
		}
		decode := png.Decode
		if goos == "windows" {
			decode = ico.Decode
		}
		img, err := decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if img.Bounds().Dx() != trayside || img.Bounds().Dy() != trayside {
			t.Errorf("%s: %v", goos, img.Bounds())
		}
		return img
	}
	for _, goos := range []string{"linux", "windows", "darwin"} {
		at := trayside * 3 / 4
		r, g, _, a := read(true, goos).At(at, at).RGBA()
		if r>>8 != 0xE5 || g>>8 != 0x38 || a>>8 != 0xFF {
			t.Errorf("%s on air: %x %x %x", goos, r>>8, g>>8, a>>8)
		}
		if r, g, _, _ := read(false, goos).At(at, at).RGBA(); r>>8 == 0xE5 && g>>8 == 0x38 {
			t.Errorf("%s shows a dot while none runs", goos)
		}
	}
}
