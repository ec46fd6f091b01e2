package gui

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	stddraw "image/draw"
	"image/png"

	"github.com/fyne-io/image/ico"
	"golang.org/x/image/draw"

	"regie/assets/icons"
)

// trayside is the icon's side in pixels: the largest that trays show.
const trayside = 64

// onAir is the tally of the light theme, which stands on any ground.
var onAir = color.NRGBA{R: 0xE5, G: 0x38, B: 0x3B, A: 0xFF}

// trayIcon is the application's icon, with the tally's dot while a timer runs,
// in the format that a system's tray takes.
func trayIcon(on bool, goos string) ([]byte, error) {
	app, err := png.Decode(bytes.NewReader(icons.App()))
	if err != nil {
		return nil, fmt.Errorf("reading the application's icon: %w", err)
	}
	img := image.NewNRGBA(image.Rect(0, 0, trayside, trayside))
	draw.CatmullRom.Scale(img, img.Bounds(), app, app.Bounds(), draw.Src, nil)
	if on {
		const radius = trayside / 4
		disc(img, trayside-radius, trayside-radius, radius, color.NRGBA{R: 0xFF, G: 0xFF, B: 0xFF, A: 0xFF})
		disc(img, trayside-radius, trayside-radius, radius-3, onAir)
	}
	var out bytes.Buffer
	if goos == "windows" {
		err = ico.Encode(&out, img)
	} else {
		err = png.Encode(&out, img)
	}
	if err != nil {
		return nil, fmt.Errorf("writing the tray's icon: %w", err)
	}
	return out.Bytes(), nil
}

// disc fills a circle, its edge softened.
func disc(img stddraw.Image, cx, cy, radius int, c color.NRGBA) {
	const fine = 4 // samples a pixel in each direction
	mask := image.NewAlpha(img.Bounds())
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			n := 0
			for i := range fine * fine {
				dx, dy := (x-cx)*fine+i%fine, (y-cy)*fine+i/fine
				if dx*dx+dy*dy < radius*radius*fine*fine {
					n++
				}
			}
			mask.SetAlpha(x, y, color.Alpha{A: uint8(n * 255 / (fine * fine))})
		}
	}
	stddraw.DrawMask(img, img.Bounds(), image.NewUniform(c), image.Point{}, mask, image.Point{}, stddraw.Over)
}
