package clients

import (
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/jpeg" // logos are PNG, JPEG or SVG
	"image/png"
	"net/http"
	"strings"

	"regie/clients/fault"
	"regie/clients/picture"
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
	drawn, mime, err := readLogo(content)
	if err != nil {
		return err
	}
	var scaled bytes.Buffer
	if err := png.Encode(&scaled, drawn); err != nil {
		return fmt.Errorf("scaling the logo: %w", err)
	}
	given := MediaFile{MIME: mime, Name: SafeFileName(fileName)}
	used := MediaFile{MIME: "image/png", Width: drawn.Rect.Dx(), Height: drawn.Rect.Dy(), Name: given.Name}
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
func readLogo(content []byte) (logo *image.NRGBA, mime string, err error) {
	defer func() { // picture readers may trip over a broken file
		if r := recover(); r != nil {
			logo, err = nil, fault.New("logo_unreadable").At("logo").Because(fmt.Errorf("%v", r))
		}
	}()
	switch {
	case len(content) == 0:
		return nil, "", fault.New("logo_empty").At("logo")
	case len(content) > MaxLogoBytes:
		return nil, "", fault.New("logo_too_heavy", "megabytes", MaxLogoBytes>>20).At("logo")
	case picture.LooksSVG(content):
		logo, err = logoSVG(content)
		mime = "image/svg+xml"
	default:
		mime = http.DetectContentType(content)
		if mime != "image/png" && mime != "image/jpeg" {
			return nil, "", fault.New("logo_format").At("logo")
		}
		logo, err = rasterPicture(content)
	}
	if err != nil {
		return nil, "", err
	}
	if blank(logo) {
		return nil, "", fault.New("logo_blank").At("logo")
	}
	return logo, mime, nil
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
	return picture.Upright(src, content, logoSide), nil
}

// logoSVG draws an SVG logo; what cannot be drawn is refused as unreadable.
func logoSVG(content []byte) (*image.NRGBA, error) {
	drawn, err := picture.SVG(content, logoSide)
	if err != nil {
		return nil, fault.New("logo_unreadable").At("logo").Because(err)
	}
	return drawn, nil
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
	if picture.LooksSVG(content) && strings.Contains(string(content), "<text") {
		return []*fault.Error{fault.New("logo_text").At("logo")}
	}
	return nil
}
