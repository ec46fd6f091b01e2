// Package picture reads the pictures people bring, for rooms, window and
// documents alike: bounded, turned upright, never trusted.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"math"

	"github.com/srwiley/oksvg"
	"github.com/srwiley/rasterx"
	xdraw "golang.org/x/image/draw"
)

// Upright scales a decoded picture down so that its longest side is at most
// side pixels, and turns it as the Exif block of its file, content, says.
func Upright(src image.Image, content []byte, side int) *image.NRGBA {
	return turn(fit(src, side), orientation(content))
}

// fit copies a picture, scaled down so that its longest side is at most side
// pixels.
func fit(src image.Image, side int) *image.NRGBA {
	b := src.Bounds()
	longest := max(b.Dx(), b.Dy())
	if longest <= side {
		dst := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
		draw.Draw(dst, dst.Rect, src, b.Min, draw.Src)
		return dst
	}
	scale := float64(side) / float64(longest)
	return Scaled(src, pixels(float64(b.Dx())*scale), pixels(float64(b.Dy())*scale))
}

// Scaled resamples a picture to w × h pixels: twice, with the quick filter
// first, when much is thrown away.
func Scaled(src image.Image, w, h int) *image.NRGBA {
	if b := src.Bounds(); b.Dx() > 4*w && b.Dy() > 4*h {
		mid := image.NewRGBA(image.Rect(0, 0, 2*w, 2*h))
		xdraw.ApproxBiLinear.Scale(mid, mid.Rect, src, b, xdraw.Src, nil)
		src = mid
	}
	rgba := image.NewRGBA(image.Rect(0, 0, w, h))
	xdraw.CatmullRom.Scale(rgba, rgba.Rect, src, src.Bounds(), xdraw.Src, nil)
	dst := image.NewNRGBA(rgba.Rect)
	draw.Draw(dst, dst.Rect, rgba, image.Point{}, draw.Src)
	return dst
}

// LooksSVG tells an SVG document by its first bytes.
func LooksSVG(content []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(content[:min(len(content), 4096)], []byte("\xEF\xBB\xBF")), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<svg"))
}

// SVG draws an SVG document on a transparent ground, its longest side that
// many pixels. Texts, filters and style sheets are not drawn: the reader knows
// paths and shapes. What would keep it busy for ever is refused; it may still
// panic on a broken path, which callers recover from.
func SVG(content []byte, side int) (*image.NRGBA, error) {
	if err := checkSVG(content); err != nil {
		return nil, err
	}
	icon, err := oksvg.ReadIconStream(bytes.NewReader(content), oksvg.IgnoreErrorMode)
	if err != nil {
		return nil, fmt.Errorf("reading the SVG: %w", err)
	}
	w, h := icon.ViewBox.W, icon.ViewBox.H
	if !(w > 0 && h > 0) || math.IsInf(w, 0) || math.IsInf(h, 0) || w/h > 100 || h/w > 100 {
		return nil, errors.New("the SVG has no usable size")
	}
	scale := float64(side) / math.Max(w, h)
	pw, ph := pixels(w*scale), pixels(h*scale)
	icon.SetTarget(0, 0, float64(pw), float64(ph))
	drawn := image.NewRGBA(image.Rect(0, 0, pw, ph))
	icon.Draw(rasterx.NewDasher(pw, ph, rasterx.NewScannerGV(pw, ph, drawn, drawn.Rect)), 1)
	return fit(drawn, side), nil
}

func pixels(v float64) int { return max(1, int(math.Round(v))) }
