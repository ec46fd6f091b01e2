package medialib

import (
	"context"
	"image"
	"slices"

	"regie/gui/work"
	"regie/reports/page"
)

const (
	// thumbSide bounds a kept picture, in pixels: a tile at twice its size.
	thumbSide = 420
	// thumbsKept bounds their number: at most 85 MB.
	thumbsKept = 120
	// thumbsAtOnce are decoded beside each other.
	thumbsAtOnce = 2
)

// thumbs reads the pictures of tiles in sight, a few at a time, and keeps the
// last ones. It belongs to the UI goroutine.
type thumbs struct {
	work   *work.Runner
	read   func(ctx context.Context, hash string) ([]byte, error)
	ready  func() // something new is to be drawn
	kept   map[string]image.Image
	order  []string // oldest first
	none   map[string]bool
	wanted []string
	busy   map[string]bool
}

func newThumbs(r *work.Runner, read func(context.Context, string) ([]byte, error), ready func()) *thumbs {
	return &thumbs{work: r, read: read, ready: ready, kept: map[string]image.Image{}, none: map[string]bool{}, busy: map[string]bool{}}
}

// of is a picture that was read, nil for none yet.
func (t *thumbs) of(hash string) image.Image { return t.kept[hash] }

// want asks for pictures in sight; what was asked before and has not begun is
// dropped.
func (t *thumbs) want(hashes []string) {
	t.wanted = hashes
	t.next()
}

// forget drops what is known of a picture whose file changed.
func (t *thumbs) forget(hash string) {
	delete(t.none, hash)
	delete(t.kept, hash)
	t.order = slices.DeleteFunc(t.order, func(h string) bool { return h == hash })
}

func (t *thumbs) next() {
	for _, hash := range t.wanted {
		if len(t.busy) >= thumbsAtOnce {
			return
		}
		if t.kept[hash] == nil && !t.none[hash] && !t.busy[hash] {
			t.start(hash)
		}
	}
}

func (t *thumbs) start(hash string) {
	t.busy[hash] = true
	work.Run(t.work, "", func(ctx context.Context) (image.Image, error) { return thumb(ctx, t.read, hash) },
		func(img image.Image, err error) {
			delete(t.busy, hash)
			if err != nil {
				t.none[hash] = true // a file lost or broken: the tile says so in words
			} else {
				t.keep(hash, img)
			}
			t.ready()
			t.next()
		})
}

func thumb(ctx context.Context, read func(context.Context, string) ([]byte, error), hash string) (image.Image, error) {
	return scaled(ctx, read, hash, thumbSide)
}

// Picture reads a medium's picture, no larger than a side in pixels.
func Picture(ctx context.Context, cal Calendar, hash string, side int) (image.Image, error) {
	return scaled(ctx, cal.MediaContent, hash, side)
}

func scaled(ctx context.Context, read func(context.Context, string) ([]byte, error), hash string, side int) (image.Image, error) {
	content, err := read(ctx, hash)
	if err != nil {
		return nil, err
	}
	pic, err := page.NewPicture(content)
	if err != nil {
		return nil, err
	}
	w, h := pic.Size()
	if w > side || h > side {
		fw, fh := pic.Fit(float64(side), float64(side))
		w, h = max(1, int(fw)), max(1, int(fh))
	}
	return pic.Scaled(w, h), nil
}

func (t *thumbs) keep(hash string, img image.Image) {
	t.kept[hash] = img
	t.order = append(t.order, hash)
	for len(t.order) > thumbsKept {
		delete(t.kept, t.order[0])
		t.order = t.order[1:]
	}
}
