package demo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"

	"regie/clients"
	"regie/clients/hue"
)

const pictureSide = 480 // pixels

// picture draws a picture in the client's colours: a slope of light, hills or
// waves before it, and a disc. It is a JPEG.
func picture(brand clients.Brand, r *dice) ([]byte, error) {
	from, err := hue.Parse(brand.Primary)
	if err != nil {
		return nil, fmt.Errorf("drawing a picture: %w", err)
	}
	to, err := hue.Parse(brand.Secondary)
	if err != nil {
		return nil, fmt.Errorf("drawing a picture: %w", err)
	}
	angle := r.float() * math.Pi
	p := landscape{
		from: from, to: to, light: blend(from, white, 0.35), glow: blend(to, white, 0.55), cos: math.Cos(angle), sin: math.Sin(angle),
		x: 0.2 + 0.6*r.float(), y: 0.15 + 0.3*r.float(), size: 0.08 + 0.12*r.float(),
	}
	for i := range p.waves {
		p.waves[i] = wave{level: 0.55 + 0.13*float64(i), height: 0.03 + 0.06*r.float(), length: 3 + 6*r.float(), phase: 7 * r.float()}
	}
	img := image.NewRGBA(image.Rect(0, 0, pictureSide, pictureSide))
	for x := range pictureSide {
		across := float64(x) / pictureSide
		var tops [len(p.waves)]float64
		for i, w := range p.waves {
			tops[i] = w.level + w.height*math.Sin(w.phase+w.length*across)
		}
		for y := range pictureSide {
			img.SetRGBA(x, y, p.at(across, float64(y)/pictureSide, tops))
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 80}); err != nil {
		return nil, fmt.Errorf("drawing a picture: %w", err)
	}
	return b.Bytes(), nil
}

type wave struct{ level, height, length, phase float64 }

// landscape is a picture as a function of the place, both from 0 to 1.
type landscape struct {
	from, to    color.NRGBA
	light, glow color.NRGBA // the sky
	cos, sin    float64     // the slope of its light
	x, y, size  float64     // the disc
	waves       [3]wave
}

// at is the colour of a place; tops are how high the waves stand there.
func (p landscape) at(x, y float64, tops [3]float64) color.RGBA {
	t := 0.5 + 0.5*((x-0.5)*p.cos+(y-0.5)*p.sin)
	for i := len(tops) - 1; i >= 0; i-- { // the nearest wave hides the others
		if y > tops[i] {
			c := blend(p.from, p.to, 0.25*float64(i)+0.2*t)
			return color.RGBA{R: c.R, G: c.G, B: c.B, A: 255}
		}
	}
	c := blend(p.light, p.glow, t)
	if dx, dy := x-p.x, y-p.y; dx*dx+dy*dy < p.size*p.size {
		c = blend(c, white, 0.6)
	}
	return color.RGBA{R: c.R, G: c.G, B: c.B, A: 255}
}

var white = color.NRGBA{R: 255, G: 255, B: 255, A: 255}

func blend(a, b color.NRGBA, t float64) color.NRGBA {
	mix := func(x, y uint8) uint8 { return uint8(float64(x) + (float64(y)-float64(x))*t) }
	return color.NRGBA{R: mix(a.R, b.R), G: mix(a.G, b.G), B: mix(a.B, b.B), A: 255}
}
