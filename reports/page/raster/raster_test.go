package raster

import (
	"image"
	"image/color"
	"sync"
	"testing"

	"regie/reports/page"
	"regie/reports/page/sample"
)

func laidOut(t testing.TB) *page.Document {
	t.Helper()
	doc, err := page.Layout(sample.Setup(), sample.Report())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestPagesArePaintedAtTheirResolution(t *testing.T) {
	doc := laidOut(t)
	img := Page(&doc.Pages[0], doc.Pictures, 100)
	if img.Rect.Dx() != 827 || img.Rect.Dy() != 1169 {
		t.Fatalf("A4 at 100 dpi is %v", img.Rect)
	}
	// The cover's block is the brand's colour, the foot of the page white.
	if got := img.RGBAAt(400, 20); got != (color.RGBA{0xC2, 0x41, 0x0C, 255}) {
		t.Errorf("cover ground is %v", got)
	}
	if got := img.RGBAAt(400, 1150); got != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("foot of the cover is %v", got)
	}
	huge := Page(&doc.Pages[0], doc.Pictures, 20000)
	if huge.Rect.Dy() > maxSide {
		t.Errorf("a wild resolution made %v", huge.Rect)
	}
}

// inked counts the pixels of a box that are not white.
func inked(img *image.RGBA, r image.Rectangle) int {
	n := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if c := img.RGBAAt(x, y); c.R < 250 || c.G < 250 || c.B < 250 {
				n++
			}
		}
	}
	return n
}

func TestEveryOperationLeavesInk(t *testing.T) {
	pic := sample.Picture(40, 40)
	red := page.RGB(200, 30, 30)
	ops := map[string][]page.Op{
		"text":    {page.OpText{X: 10, Y: 40, Font: page.NotoSans().Bold, Size: 20, Color: red, Text: "Régie"}},
		"big":     {page.OpText{X: 10, Y: 90, Font: page.NotoSans().Bold, Size: 120, Color: red, Text: "R"}},
		"rect":    {page.OpRect{X: 10, Y: 10, W: 30.5, H: 20.25, Fill: red}},
		"round":   {page.OpRect{X: 10, Y: 10, W: 30, H: 20, Radius: [4]float64{6, 6, 0, 0}, Fill: red}},
		"stroke":  {page.OpRect{X: 10, Y: 10, W: 30, H: 20, Stroke: red, Line: 2}},
		"line":    {page.OpLine{X1: 10, Y1: 10, X2: 60, Y2: 50, Color: red, Line: 1, Dash: []float64{3, 2}}},
		"path":    {page.OpPath{X: 10, Y: 10, Path: page.Circle(20, 20, 15), Fill: red.Alpha(0.5)}},
		"drawing": {page.OpDrawing{X: 10, Y: 60, Scale: 1, Layers: []page.Layer{{Path: page.Circle(20, 20, 15), Fill: red}}}},
		"image":   {page.OpImage{X: 10, Y: 10, W: 40, H: 40, Ref: pic.Hash(), Radius: 8}},
		"clip":    {page.OpClip{X: 10, Y: 10, W: 20, H: 20, Radius: 4}, page.OpRect{W: 90, H: 90, Fill: red}, page.OpUnclip{}},
	}
	for name, list := range ops {
		p := page.Page{Width: 100, Height: 100, Ops: list}
		img := Page(&p, map[string]*page.Picture{pic.Hash(): pic}, 144)
		if n := inked(img, img.Rect); n < 40 {
			t.Errorf("%s: %d pixels inked", name, n)
		}
	}
}

func TestClipsHoldAndEnd(t *testing.T) {
	red := page.RGB(200, 30, 30)
	p := page.Page{Width: 100, Height: 100, Ops: []page.Op{
		page.OpClip{X: 10, Y: 10, W: 30, H: 30},
		page.OpClip{X: 20, Y: 20, W: 60, H: 60, Radius: 3},
		page.OpRect{W: 100, H: 100, Fill: red},
		page.OpPath{Path: page.Circle(50, 50, 45), Fill: red},
		page.OpUnclip{},
		page.OpUnclip{},
		page.OpUnclip{}, // one too many does no harm
		page.OpRect{X: 90, Y: 90, W: 5, H: 5, Fill: red},
	}}
	img := Page(&p, nil, 72)
	if n := inked(img, image.Rect(0, 0, 20, 100)) + inked(img, image.Rect(40, 0, 90, 90)); n != 0 {
		t.Errorf("%d pixels painted outside the clips", n)
	}
	if inked(img, image.Rect(22, 22, 38, 38)) != 16*16 || inked(img, image.Rect(90, 90, 95, 95)) != 25 {
		t.Error("nothing painted inside the clips, or after them")
	}
}

func TestHiddenTextIsNotPainted(t *testing.T) {
	p := page.Page{Width: 100, Height: 100, Ops: []page.Op{
		page.OpText{X: 10, Y: 40, Font: page.NotoSans().Regular, Size: 20, Color: page.Black, Text: "caché", Hidden: true},
	}}
	if img := Page(&p, nil, 72); inked(img, img.Rect) != 0 {
		t.Error("hidden text left ink")
	}
}

func TestPaintingAtOnce(t *testing.T) {
	doc := laidOut(t)
	want := make([]*image.RGBA, len(doc.Pages))
	for i := range doc.Pages {
		want[i] = Page(&doc.Pages[i], doc.Pictures, 60)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range doc.Pages {
				if got := Page(&doc.Pages[i], doc.Pictures, 60); string(got.Pix) != string(want[i].Pix) {
					t.Errorf("page %d differs when painted beside others", i+1)
				}
			}
		})
	}
	wg.Wait()
}

// BenchmarkPage paints the pages of the report at 100 dpi: the budget is 60 ms
// a page.
func BenchmarkPage(b *testing.B) {
	doc := laidOut(b)
	i := 0
	for b.Loop() {
		Page(&doc.Pages[i%len(doc.Pages)], doc.Pictures, 100)
		i++
	}
}
