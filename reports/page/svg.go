package page

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"math"

	"github.com/srwiley/oksvg"
	"github.com/srwiley/rasterx"
)

// svgSide is the longest side an SVG is rasterised to: sharp at the size of
// any logo.
const svgSide = 900

// looksSVG tells an SVG document from its first bytes.
func looksSVG(data []byte) bool {
	head := data[:min(len(data), 1024)]
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<svg"))
}

// rasterSVG draws an SVG file on a transparent ground. Texts, filters and
// style sheets are not drawn: the reader knows paths and shapes.
func rasterSVG(data []byte) (*image.NRGBA, error) {
	if err := checkSVG(data); err != nil {
		return nil, err
	}
	icon, err := oksvg.ReadIconStream(bytes.NewReader(data), oksvg.IgnoreErrorMode)
	if err != nil {
		return nil, fmt.Errorf("reading the SVG: %w", err)
	}
	vw, vh := icon.ViewBox.W, icon.ViewBox.H
	if !(vw > 0) || !(vh > 0) || math.IsInf(vw, 0) || math.IsInf(vh, 0) || vw/vh > 100 || vh/vw > 100 {
		return nil, errors.New("the SVG has no usable size")
	}
	s := svgSide / math.Max(vw, vh)
	w, h := max(1, int(math.Round(vw*s))), max(1, int(math.Round(vh*s)))
	icon.SetTarget(0, 0, float64(w), float64(h))
	rgba := image.NewRGBA(image.Rect(0, 0, w, h))
	icon.Draw(rasterx.NewDasher(w, h, rasterx.NewScannerGV(w, h, rgba, rgba.Rect)), 1)
	img := image.NewNRGBA(rgba.Rect)
	draw.Draw(img, img.Rect, rgba, image.Point{}, draw.Src)
	return img, nil
}
