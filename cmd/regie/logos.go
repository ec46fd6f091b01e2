package main

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // logos as given
	"image/png"
	"sync"

	"fyne.io/fyne/v2"
	"golang.org/x/image/draw"
)

// logos holds the clients' logos as small tiles. A logo is decoded and scaled
// in the background the first time it is wanted, since a large one takes longer
// than the whole window's start; the initials stand in its place meanwhile.
type logos struct {
	read func(ctx context.Context, hash string) ([]byte, error)

	mu      sync.Mutex
	tiles   map[string]fyne.Resource // nil: cannot be shown, check names it
	queue   []string
	begun   bool // before, what is wanted waits: it competes with the first frame
	busy    bool
	changed func()
}

// tileSide is the largest tile in pixels, for a header at 200 %.
const tileSide = 96

func newLogos(read func(context.Context, string) ([]byte, error)) *logos {
	return &logos{read: read, tiles: map[string]fyne.Resource{}, changed: func() {}}
}

// onNew sets what is called, on any goroutine, when tiles were made.
func (l *logos) onNew(changed func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.changed = changed
}

// begin lets tiles be made.
func (l *logos) begin() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.begun = true
	l.rouse()
}

// of is a logo's tile, nil until it is made.
func (l *logos) of(hash string) fyne.Resource {
	if hash == "" {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	tile, known := l.tiles[hash]
	if !known {
		l.tiles[hash] = nil
		l.queue = append(l.queue, hash)
		l.rouse()
	}
	return tile
}

// rouse starts the work where there is some; l.mu is held.
func (l *logos) rouse() {
	if l.begun && !l.busy && len(l.queue) > 0 {
		l.busy = true
		go l.work()
	}
}

// work makes the tiles that are wanted, then says so once.
func (l *logos) work() {
	for {
		l.mu.Lock()
		if len(l.queue) == 0 {
			l.busy = false
			changed := l.changed
			l.mu.Unlock()
			changed()
			return
		}
		hash := l.queue[0]
		l.queue = l.queue[1:]
		l.mu.Unlock()
		tile := l.make(hash)
		l.mu.Lock()
		l.tiles[hash] = tile
		l.mu.Unlock()
	}
}

func (l *logos) make(hash string) fyne.Resource {
	content, err := l.read(context.Background(), hash)
	if err != nil {
		return nil
	}
	img, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil
	}
	var out bytes.Buffer
	if err := png.Encode(&out, tileOf(img)); err != nil {
		return nil
	}
	return fyne.NewStaticResource(hash+".png", out.Bytes())
}

// tileOf scales a picture down to a tile, its proportions kept.
func tileOf(img image.Image) image.Image {
	b := img.Bounds()
	longest := max(b.Dx(), b.Dy())
	if longest <= tileSide {
		return img
	}
	small := image.NewNRGBA(image.Rect(0, 0, max(1, b.Dx()*tileSide/longest), max(1, b.Dy()*tileSide/longest)))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), img, b, draw.Src, nil)
	return small
}
