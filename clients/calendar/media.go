package calendar

import (
	"bytes"
	"context"
	"image"
	_ "image/gif" // the kinds of picture that networks take
	_ "image/jpeg"
	_ "image/png"
	"net/http"
	"slices"
	"strings"
	"time"

	_ "golang.org/x/image/webp"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Bounds of one kept file.
const (
	MaxMediaBytes = 200 << 20
	maxMediaSide  = 40_000 // pixels
)

// Asset is a picture, video or document of a client's library, with what is
// known of the rights to use it.
type Asset struct {
	Client  clients.ID
	SHA256  string
	Title   string
	Holder  string     // whose it is
	Licence string     // under which terms it may be used
	Alt     string     // offered as alternative text
	Expires civil.Date // the last day it may be used; zero for no end
	AddedAt time.Time
	File    clients.MediaFile
	Uses    int // items that show it, cancelled ones left out
}

// Type is image, video or document.
func (a Asset) Type() string { return mediaType(a.File.MIME) }

func mediaType(mime string) string {
	switch {
	case strings.HasPrefix(mime, "image/"):
		return "image"
	case strings.HasPrefix(mime, "video/"):
		return "video"
	}
	return "document"
}

// Expired tells whether the rights have ended before a day.
func (a Asset) Expired(on civil.Date) bool {
	return !a.Expires.IsZero() && !on.IsZero() && on.After(a.Expires)
}

// AddAsset keeps a file in a client's library, named by its content; a file that
// is there already gets the new particulars. Faults at "file": media_empty,
// media_too_heavy, media_format, media_unreadable, media_too_large; and
// text_too_long, text_invalid.
func (s *Service) AddAsset(ctx context.Context, a Asset, name string, content []byte) (Asset, error) {
	f, err := readMedia(content)
	if err != nil {
		return a, err
	}
	f.Name = clients.SafeFileName(name)
	if strings.TrimSpace(a.Title) == "" {
		a.Title = f.Name
	}
	w, err := s.world(ctx, a.Client)
	if err != nil {
		return a, err
	}
	if err := w.open(); err != nil {
		return a, err
	}
	if err := a.check(); err != nil {
		return a, err
	}
	a.AddedAt = s.now().UTC()
	ctx = clients.Doing(ctx, clients.Act{Kind: "media.add", Client: a.Client, Subject: a.Title})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		var err error
		if a.File, err = s.keep.KeepMedia(ctx, f, content); err != nil {
			return err
		}
		a.SHA256 = a.File.SHA256
		return s.keep.SaveAsset(ctx, a)
	})
	return a, err
}

func (a *Asset) check() error {
	for _, part := range []struct {
		field string
		value *string
		most  int
	}{{"title", &a.Title, maxTitle}, {"holder", &a.Holder, maxTitle}, {"licence", &a.Licence, maxLink}, {"alt", &a.Alt, 5_000}} {
		*part.value = strings.TrimSpace(*part.value)
		if err := checkWords(*part.value, part.field, part.most); err != nil {
			return err
		}
	}
	return nil
}

// readMedia finds out what a file is; pictures are measured by their head alone.
func readMedia(content []byte) (f clients.MediaFile, err error) {
	defer func() { // readers of pictures may trip over a broken file
		if recover() != nil {
			err = fault.New("media_unreadable").At("file")
		}
	}()
	switch {
	case len(content) == 0:
		return f, fault.New("media_empty").At("file")
	case len(content) > MaxMediaBytes:
		return f, fault.New("media_too_heavy", "megabytes", MaxMediaBytes>>20).At("file")
	}
	f.MIME = mimeOf(content)
	switch f.MIME {
	case "image/png", "image/jpeg", "image/gif", "image/webp":
	case "video/mp4", "video/webm", "video/quicktime", "application/pdf":
		return f, nil
	default:
		return f, fault.New("media_format").At("file")
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil || c.Width < 1 || c.Height < 1 {
		return f, fault.New("media_unreadable").At("file").Because(err)
	}
	if c.Width > maxMediaSide || c.Height > maxMediaSide {
		return f, fault.New("media_too_large", "width", c.Width, "height", c.Height, "side", maxMediaSide).At("file")
	}
	f.Width, f.Height = c.Width, c.Height
	return f, nil
}

// mimeOf tells a file by its first bytes. Telephones write videos under more
// brands than the standard library knows.
func mimeOf(content []byte) string {
	if len(content) > 12 && string(content[4:8]) == "ftyp" {
		switch brand := string(content[8:12]); brand {
		case "qt  ":
			return "video/quicktime"
		case "heic", "heix", "mif1", "avif":
			return "image/" + brand
		}
		return "video/mp4"
	}
	mime, _, _ := strings.Cut(http.DetectContentType(content), ";")
	return mime
}

// EditAsset keeps changed particulars of a medium; fault media_unknown.
func (s *Service) EditAsset(ctx context.Context, a Asset) (Asset, error) {
	kept, err := s.asset(ctx, a.Client, a.SHA256)
	if err != nil {
		return a, err
	}
	if err := a.check(); err != nil {
		return a, err
	}
	a.AddedAt, a.File, a.Uses = kept.AddedAt, kept.File, kept.Uses
	ctx = clients.Doing(ctx, clients.Act{Kind: "media.edit", Client: a.Client, Subject: a.Title})
	return a, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SaveAsset(ctx, a) })
}

// RemoveAsset takes a medium out of a client's library; one that items show
// stays (media_used with "count"). The file itself is kept: decisions may rest
// on it.
func (s *Service) RemoveAsset(ctx context.Context, client clients.ID, hash string) (Asset, error) {
	a, err := s.asset(ctx, client, hash)
	if err != nil {
		return a, err
	}
	if a.Uses > 0 {
		return a, fault.New("media_used", "count", a.Uses).At("media")
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "media.remove", Client: client, Subject: a.Title})
	return a, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.RemoveAsset(ctx, client, a.SHA256) })
}

// Asset finds a medium of a client by its hash, by the hash's beginning of at
// least eight figures, or by its title; fault media_unknown.
func (s *Service) Asset(ctx context.Context, client clients.ID, named string) (Asset, error) {
	list, err := s.keep.Library(ctx, client)
	if err != nil {
		return Asset{}, err
	}
	named = strings.TrimSpace(named)
	i := slices.IndexFunc(list, func(a Asset) bool {
		return a.SHA256 == named || len(named) >= 8 && strings.HasPrefix(a.SHA256, strings.ToLower(named)) ||
			clients.Fold(a.Title) == clients.Fold(named)
	})
	if i < 0 {
		return Asset{}, fault.New("media_unknown", "value", short(named, 64)).At("media")
	}
	return list[i], nil
}

func (s *Service) asset(ctx context.Context, client clients.ID, hash string) (Asset, error) {
	a, ok, err := s.keep.Asset(ctx, client, hash)
	if err == nil && !ok {
		err = fault.New("media_unknown", "value", short(hash, 64)).At("media")
	}
	return a, err
}

// Library lists a client's media, newest first.
func (s *Service) Library(ctx context.Context, client clients.ID) ([]Asset, error) {
	return s.keep.Library(ctx, client)
}

// MediaContent reads a kept file; faults media_missing, media_changed.
func (s *Service) MediaContent(ctx context.Context, hash string) ([]byte, error) {
	return s.keep.MediaContent(ctx, hash)
}

// AssetState is what is wrong with a medium of the library; nil for nothing.
type AssetState struct {
	Asset Asset
	Fault *fault.Error // media_missing, media_changed, media_expired
}

// CheckLibrary reads every file of a client's library again and lists what
// vanished, changed on the disk, or may no longer be used on a day.
func (s *Service) CheckLibrary(ctx context.Context, client clients.ID, today civil.Date) ([]AssetState, error) {
	list, err := s.keep.Library(ctx, client)
	if err != nil {
		return nil, err
	}
	var bad []AssetState
	for _, a := range list {
		_, err := s.keep.MediaContent(ctx, a.SHA256)
		f, ok := fault.As(err)
		switch {
		case err != nil && !ok:
			return nil, err
		case err != nil:
			bad = append(bad, AssetState{a, f})
		case a.Expired(today):
			bad = append(bad, AssetState{a, expired(a)})
		}
	}
	return bad, nil
}

func expired(a Asset) *fault.Error {
	return fault.New("media_expired", "title", a.Title, "on", a.Expires).At("media")
}

// mediaFit refuses to schedule an item whose media are missing, are no longer
// what was approved, or may not be used on its day.
func (s *Service) mediaFit(ctx context.Context, it Item) error {
	for _, hash := range it.mediaHashes() {
		if _, err := s.keep.MediaContent(ctx, hash); err != nil {
			return fault.Beside(err, "media")
		}
		a, ok, err := s.keep.Asset(ctx, it.Client, hash)
		if err != nil {
			return err
		}
		if ok && a.Expired(it.On) {
			return expired(a)
		}
	}
	return nil
}

// mediaHashes are the item's media, each once.
func (it Item) mediaHashes() []string {
	var hashes []string
	for _, m := range it.Media {
		if !slices.Contains(hashes, m.SHA256) {
			hashes = append(hashes, m.SHA256)
		}
	}
	return hashes
}

// mediaRemarks says of each medium what stands against using it.
func (s *Service) mediaRemarks(ctx context.Context, it Item) ([]Remark, error) {
	var all []Remark
	for _, hash := range it.mediaHashes() {
		a, ok, err := s.keep.Asset(ctx, it.Client, hash)
		if err != nil {
			return nil, err
		}
		if !ok {
			if a.File, err = s.keep.MediaFile(ctx, hash); err != nil && !fault.Is(err, "media_missing") {
				return nil, err
			}
			a.Title = a.File.Name
		}
		if a.Expired(it.On) {
			all = append(all, Remark{Code: MediaExpired, Word: a.Title})
		}
		if err := s.keep.MediaThere(ctx, hash); err != nil {
			if _, said := fault.As(err); !said {
				return nil, err
			}
			all = append(all, Remark{Code: MediaGone, Word: a.Title})
		}
		all = append(all, s.formRemarks(it, a)...)
	}
	return all, nil
}

// formRemarks checks type and measures against each network that shows it.
func (s *Service) formRemarks(it Item, a Asset) []Remark {
	var all []Remark
	for _, r := range it.Resolved() {
		if !slices.ContainsFunc(r.Media, func(m Media) bool { return m.SHA256 == a.SHA256 }) {
			continue
		}
		l, ok := s.book.On(r.Network, it.On)
		if !ok || a.File.MIME == "" {
			continue
		}
		note := func(bad bool, code string, count, limit int) {
			if bad {
				all = append(all, Remark{Code: code, Network: r.Network, Word: a.Title, Count: count, Limit: limit})
			}
		}
		note(!l.Takes(a.Type()), MediaType, 0, 0)
		if a.File.Width == 0 || a.File.Height == 0 {
			continue
		}
		note(a.File.Width < l.Width, MediaNarrow, a.File.Width, l.Width)
		if ratio := (a.File.Width*100 + a.File.Height/2) / a.File.Height; it.Kind == Post {
			note(ratio < l.RatioMin, MediaRatio, ratio, l.RatioMin)
			note(l.RatioMax > 0 && ratio > l.RatioMax, MediaRatio, ratio, l.RatioMax)
		}
	}
	return all
}

// keepCapture keeps the picture of a publication and gives its hash.
func (s *Service) keepCapture(ctx context.Context, p Proof) (string, error) {
	f, err := readMedia(p.Picture)
	if err != nil {
		return "", fault.Beside(err, "capture")
	}
	f.Name = clients.SafeFileName(p.Name)
	f, err = s.keep.KeepMedia(ctx, f, p.Picture)
	return f.SHA256, err
}
