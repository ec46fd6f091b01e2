package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	_ "image/gif" // decoders of image.Decode
	"image/jpeg"
	"image/png"
	"math"
	"sync"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // decoder of image.Decode

	"regie/clients/fault"
	"regie/clients/picture"
)

// Bounds of what a picture may be, and how fine it is embedded.
const (
	maxPictureBytes  = 40 << 20
	maxPicturePixels = 50_000_000
	// keptSide is the longest side kept in memory: A4 across at 220 dpi.
	keptSide   = 1820
	pictureDPI = 220
	// svgSide is the longest side an SVG is drawn to: sharp at the size of any
	// logo.
	svgSide     = 900
	jpegQuality = 88
)

// Picture is a decoded picture, turned upright and no larger than a page needs.
// It is safe for concurrent use and keeps its encodings, so the same Picture
// should serve all documents of a client.
type Picture struct {
	hash   string
	img    *image.NRGBA
	opaque bool

	mu      sync.Mutex // guards the maps below
	encoded map[[2]int]Encoded
	shown   map[[2]int]*image.RGBA // the last sizes on screen
}

// Encoded is a picture as a file ready to be embedded: a baseline JPEG, or a
// PNG with 8 bits a channel, not interlaced.
type Encoded struct {
	Kind          string // "jpg" or "png"
	Data          []byte
	Width, Height int // pixels
}

// NewPicture reads PNG, JPEG (turned as its EXIF says), GIF (first frame),
// WebP or SVG. Faults: picture_too_large over 40 MB or 50 million pixels, told
// from the header before anything is decoded; picture_invalid for what is no
// picture.
func NewPicture(data []byte) (p *Picture, err error) {
	defer func() { // the SVG reader and some decoders panic on odd files
		if r := recover(); r != nil {
			p, err = nil, fault.New("picture_invalid").Because(fmt.Errorf("decoding: %v", r))
		}
	}()
	if len(data) > maxPictureBytes {
		return nil, fault.New("picture_too_large")
	}
	sum := sha256.Sum256(data)
	p = &Picture{hash: hex.EncodeToString(sum[:]), encoded: map[[2]int]Encoded{}}
	if picture.LooksSVG(data) {
		if p.img, err = picture.SVG(data, svgSide); err != nil {
			return nil, fault.New("picture_invalid").Because(err)
		}
		return p, nil
	}
	cfg, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fault.New("picture_invalid").Because(err)
	}
	if cfg.Width <= 0 || cfg.Height <= 0 {
		return nil, fault.New("picture_invalid")
	}
	if int64(cfg.Width)*int64(cfg.Height) > maxPicturePixels {
		return nil, fault.New("picture_too_large")
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fault.New("picture_invalid").Because(err)
	}
	p.img = picture.Upright(img, data, keptSide)
	p.opaque = p.img.Opaque()
	return p, nil
}

// Hash is the hex SHA-256 of the bytes the picture was made from.
func (p *Picture) Hash() string { return p.hash }

// Size is the size in pixels, after turning and bounding.
func (p *Picture) Size() (w, h int) { return p.img.Rect.Dx(), p.img.Rect.Dy() }

// Image is the picture itself. It must not be written to.
func (p *Picture) Image() *image.NRGBA { return p.img }

// Fit is the largest size of the picture's proportions within a box.
func (p *Picture) Fit(w, h float64) (float64, float64) {
	pw, ph := p.Size()
	s := math.Min(w/float64(pw), h/float64(ph))
	return float64(pw) * s, float64(ph) * s
}

// Pixels is how many pixels a side of that many points is embedded with.
func Pixels(points float64) int { return max(1, int(math.Ceil(points*pictureDPI/72))) }

// Encode gives the picture as a file of at most w × h pixels, in its own
// proportions and never larger than it is.
func (p *Picture) Encode(w, h int) (Encoded, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	pw, ph := p.Size()
	if s := math.Min(1, math.Max(float64(w)/float64(pw), float64(h)/float64(ph))); s < 1 {
		w, h = max(1, int(math.Round(float64(pw)*s))), max(1, int(math.Round(float64(ph)*s)))
	} else {
		w, h = pw, ph
	}
	return p.encodeLocked(w, h)
}

// EncodeExact gives the picture as a file of exactly w × h pixels.
func (p *Picture) EncodeExact(w, h int) (Encoded, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.encodeLocked(max(1, w), max(1, h))
}

func (p *Picture) encodeLocked(w, h int) (Encoded, error) {
	if e, ok := p.encoded[[2]int{w, h}]; ok {
		return e, nil
	}
	img := p.img
	if pw, ph := p.Size(); pw != w || ph != h {
		img = picture.Scaled(p.img, w, h)
	}
	var buf bytes.Buffer
	e := Encoded{Kind: "png", Width: w, Height: h}
	var err error
	if p.opaque && w*h > 64*64 {
		e.Kind = "jpg"
		rgba := &image.RGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect} // opaque: the same bytes
		err = jpeg.Encode(&buf, rgba, &jpeg.Options{Quality: jpegQuality})
	} else {
		enc := png.Encoder{CompressionLevel: png.DefaultCompression}
		err = enc.Encode(&buf, img)
	}
	if err != nil {
		return Encoded{}, fmt.Errorf("encoding a picture: %w", err)
	}
	e.Data = buf.Bytes()
	p.encoded[[2]int{w, h}] = e
	return e, nil
}

// pictureCache keeps the last pictures read, by content.
var pictureCache = struct {
	sync.Mutex
	pics  map[string]*Picture
	order []string
	bytes int
}{pics: map[string]*Picture{}}

// maxCachedBytes bounds the decoded pixels the cache holds.
const maxCachedBytes = 48 << 20

// CachedPicture is NewPicture through a small cache of the process, keyed by
// content: a logo or a post's picture is decoded once for all documents.
func CachedPicture(data []byte) (*Picture, error) {
	sum := sha256.Sum256(data)
	key := hex.EncodeToString(sum[:])
	c := &pictureCache
	c.Lock()
	p, ok := c.pics[key]
	c.Unlock()
	if ok {
		return p, nil
	}
	p, err := NewPicture(data)
	if err != nil {
		return nil, err
	}
	c.Lock()
	defer c.Unlock()
	if old, ok := c.pics[key]; ok {
		return old, nil
	}
	c.pics[key] = p
	c.order = append(c.order, key)
	c.bytes += len(p.img.Pix)
	for c.bytes > maxCachedBytes && len(c.order) > 1 {
		gone := c.order[0]
		c.order = c.order[1:]
		c.bytes -= len(c.pics[gone].img.Pix)
		delete(c.pics, gone)
	}
	return p, nil
}

// Scaled is the picture at exactly w × h pixels, premultiplied, quickly
// resampled for a screen. The last sizes are kept.
func (p *Picture) Scaled(w, h int) *image.RGBA {
	key := [2]int{w, h}
	p.mu.Lock()
	defer p.mu.Unlock()
	if img, ok := p.shown[key]; ok {
		return img
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	pw, ph := p.Size()
	if pw > 3*w || ph > 3*h {
		draw.Draw(dst, dst.Rect, picture.Scaled(p.img, w, h), image.Point{}, draw.Src)
	} else {
		draw.ApproxBiLinear.Scale(dst, dst.Rect, p.img, p.img.Rect, draw.Src, nil)
	}
	if p.shown == nil || len(p.shown) >= 4 {
		p.shown = map[[2]int]*image.RGBA{}
	}
	p.shown[key] = dst
	return dst
}
