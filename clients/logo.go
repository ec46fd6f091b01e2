package clients

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	_ "image/jpeg" // logos are PNG, JPEG or SVG
	"image/png"
	"math"
	"net/http"
	"strings"

	"github.com/srwiley/oksvg"
	"github.com/srwiley/rasterx"
	xdraw "golang.org/x/image/draw"

	"regie/clients/fault"
)

// Limits of a logo. The dimensions are read from the file's head before
// anything is decoded: a few kilobytes can unpack to gigabytes.
const (
	MaxLogoBytes = 10 << 20
	maxLogoSide  = 12_000
	maxLogoArea  = 40_000_000 // pixels
	logoSide     = 1024       // longest side of the PNG that documents use
)

// SetLogo keeps a picture as the logo of a client, or of the agency when
// client is empty: the file as it was given, and scaled once to a PNG of at
// most 1024 px that documents and screens use. Refusals at "logo": logo_empty,
// logo_too_heavy, logo_format, logo_too_large, logo_unreadable, logo_blank.
func (s *Service) SetLogo(ctx context.Context, client ID, fileName string, content []byte) error {
	picture, mime, err := readLogo(content)
	if err != nil {
		return err
	}
	var scaled bytes.Buffer
	if err := png.Encode(&scaled, picture); err != nil {
		return fmt.Errorf("scaling the logo: %w", err)
	}
	given := MediaFile{MIME: mime, Name: SafeFileName(fileName)}
	used := MediaFile{MIME: "image/png", Width: picture.Rect.Dx(), Height: picture.Rect.Dy(), Name: given.Name}
	return s.changeLogo(ctx, client, func(ctx context.Context) (string, string, error) {
		given, err := s.keep.KeepMedia(ctx, given, content)
		if err != nil {
			return "", "", err
		}
		used, err := s.keep.KeepMedia(ctx, used, scaled.Bytes())
		return used.SHA256, given.SHA256, err
	})
}

// CheckLogo refuses what SetLogo would, for forms that save more than a logo.
func CheckLogo(content []byte) error {
	_, _, err := readLogo(content)
	return err
}

// RemoveLogo leaves a client, or the agency when client is empty, without logo.
func (s *Service) RemoveLogo(ctx context.Context, client ID) error {
	return s.changeLogo(ctx, client, func(context.Context) (string, string, error) { return "", "", nil })
}

func (s *Service) changeLogo(ctx context.Context, client ID, keep func(context.Context) (used, given string, err error)) error {
	if client == "" {
		ctx = Doing(ctx, Act{Kind: "agency.logo"})
		return s.keep.Tx(ctx, func(ctx context.Context) error {
			a, err := s.Agency(ctx)
			if err != nil {
				return err
			}
			if a.Logo, a.LogoSource, err = keep(ctx); err != nil {
				return err
			}
			return s.keep.SaveAgency(ctx, a)
		})
	}
	c, err := s.keep.Client(ctx, client)
	if err != nil {
		return err
	}
	ctx = Doing(ctx, Act{Kind: "client.logo", Client: client, Subject: c.Name})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		if c, err = s.keep.Client(ctx, client); err != nil {
			return err
		}
		if c.Brand.Logo, c.Brand.LogoSource, err = keep(ctx); err != nil {
			return err
		}
		return s.keep.SaveClient(ctx, c)
	})
}

// readLogo decodes a logo, turned upright and no larger than 1024 px.
func readLogo(content []byte) (picture *image.NRGBA, mime string, err error) {
	defer func() { // picture readers may trip over a broken file
		if r := recover(); r != nil {
			picture, err = nil, fault.New("logo_unreadable").At("logo").Because(fmt.Errorf("%v", r))
		}
	}()
	switch {
	case len(content) == 0:
		return nil, "", fault.New("logo_empty").At("logo")
	case len(content) > MaxLogoBytes:
		return nil, "", fault.New("logo_too_heavy", "megabytes", MaxLogoBytes>>20).At("logo")
	case looksSVG(content):
		picture, err = rasterSVG(content)
		mime = "image/svg+xml"
	default:
		mime = http.DetectContentType(content)
		if mime != "image/png" && mime != "image/jpeg" {
			return nil, "", fault.New("logo_format").At("logo")
		}
		picture, err = rasterPicture(content)
	}
	if err != nil {
		return nil, "", err
	}
	if blank(picture) {
		return nil, "", fault.New("logo_blank").At("logo")
	}
	return picture, mime, nil
}

func rasterPicture(content []byte) (*image.NRGBA, error) {
	config, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return nil, fault.New("logo_unreadable").At("logo").Because(err)
	}
	w, h := config.Width, config.Height
	if w < 1 || h < 1 || w > maxLogoSide || h > maxLogoSide || w*h > maxLogoArea {
		return nil, fault.New("logo_too_large", "width", w, "height", h, "side", maxLogoSide).At("logo")
	}
	src, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil, fault.New("logo_unreadable").At("logo").Because(err)
	}
	return upright(fit(src, logoSide), exifOrientation(content)), nil
}

// fit scales a picture down so that its longest side is at most side.
func fit(src image.Image, side int) *image.NRGBA {
	b := src.Bounds()
	w, h := b.Dx(), b.Dy()
	if longest := max(w, h); longest > side {
		w = max(1, int(math.Round(float64(w)*float64(side)/float64(longest))))
		h = max(1, int(math.Round(float64(h)*float64(side)/float64(longest))))
	}
	dst := image.NewNRGBA(image.Rect(0, 0, w, h))
	if w == b.Dx() && h == b.Dy() {
		draw.Draw(dst, dst.Rect, src, b.Min, draw.Src)
	} else {
		xdraw.CatmullRom.Scale(dst, dst.Rect, src, b, xdraw.Src, nil)
	}
	return dst
}

// looksSVG tells an SVG document by its first bytes.
func looksSVG(content []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(content[:min(len(content), 4096)], []byte("\xEF\xBB\xBF")), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<svg"))
}

// rasterSVG draws an SVG document on a transparent ground, its longest side
// 1024 px. The reader knows shapes, not text nor style sheets.
func rasterSVG(content []byte) (*image.NRGBA, error) {
	unreadable := fault.New("logo_unreadable").At("logo")
	icon, err := oksvg.ReadIconStream(bytes.NewReader(content), oksvg.IgnoreErrorMode)
	if err != nil {
		return nil, unreadable.Because(err)
	}
	w, h := icon.ViewBox.W, icon.ViewBox.H
	if !(w > 0 && h > 0) || math.IsInf(w, 0) || math.IsInf(h, 0) || w/h > 100 || h/w > 100 {
		return nil, unreadable.Because(errors.New("the drawing has no usable size"))
	}
	scale := logoSide / math.Max(w, h)
	pw, ph := max(1, int(math.Round(w*scale))), max(1, int(math.Round(h*scale)))
	icon.SetTarget(0, 0, float64(pw), float64(ph))
	drawn := image.NewRGBA(image.Rect(0, 0, pw, ph))
	icon.Draw(rasterx.NewDasher(pw, ph, rasterx.NewScannerGV(pw, ph, drawn, drawn.Rect)), 1)
	return fit(drawn, logoSide), nil
}

// blank tells whether nothing of the picture can be seen.
func blank(p *image.NRGBA) bool {
	for i := 3; i < len(p.Pix); i += 4 {
		if p.Pix[i] > 8 {
			return false
		}
	}
	return true
}

// LogoNotes says what of a logo file will not show: the text of an SVG, which
// its makers turn into outlines before they send it.
func LogoNotes(content []byte) []*fault.Error {
	if looksSVG(content) && strings.Contains(string(content), "<text") {
		return []*fault.Error{fault.New("logo_text").At("logo")}
	}
	return nil
}
