package calendar

import (
	"bytes"
	"context"
	"errors"
	"image"
	_ "image/gif" // the kinds of picture that networks take
	_ "image/jpeg"
	_ "image/png"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
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
	MaxMediaBytes    = 200 << 20
	maxPictureBytes  = 40 << 20   // what a document still takes
	maxPicturePixels = 50_000_000 // likewise
	maxMediaTags     = 30
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
	Tags    []string   // what it is looked for by
	Seconds int        // of a film, 0 where it is not known
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

// soonDays is how long before its end the rights on a medium are spoken of.
const soonDays = 30

// Expiring tells whether the rights end within thirty days of a day.
func (a Asset) Expiring(on civil.Date) bool {
	return !a.Expires.IsZero() && !a.Expired(on) && on.DaysUntil(a.Expires) <= soonDays
}

// Expired tells whether the rights have ended before a day.
func (a Asset) Expired(on civil.Date) bool {
	return !a.Expires.IsZero() && !on.IsZero() && on.After(a.Expires)
}

// AddAsset keeps a file in a client's library, named by its content; a file that
// is there already gets the new particulars. Faults at "file": media_empty,
// media_too_heavy, media_format, media_unreadable, media_too_large; and
// text_too_long, text_invalid, tags_too_many.
func (s *Service) AddAsset(ctx context.Context, a Asset, name string, content []byte) (Asset, error) {
	if err := s.takeFile(ctx, &a, name, content); err != nil {
		return a, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "media.add", Client: a.Client, Subject: a.Title})
	err := s.keep.Tx(ctx, func(ctx context.Context) error { return s.putAsset(ctx, &a, content) })
	return a, err
}

// takeFile looks at a new medium of a library and writes its file, before the
// transaction that names it; see AddAsset.
func (s *Service) takeFile(ctx context.Context, a *Asset, name string, content []byte) error {
	f, err := readMedia(content)
	if err != nil {
		return err
	}
	a.Seconds = filmSeconds(content)
	f.Name = clients.SafeFileName(name)
	if strings.TrimSpace(a.Title) == "" {
		a.Title = f.Name
	}
	w, err := s.world(ctx, a.Client)
	if err != nil {
		return err
	}
	if err := w.open(); err != nil {
		return err
	}
	if err := a.check(); err != nil {
		return err
	}
	a.AddedAt, a.File = s.now().UTC(), f
	_, err = s.keep.WriteFile(ctx, content)
	return err
}

// putAsset names a written file and keeps the medium, within a transaction.
func (s *Service) putAsset(ctx context.Context, a *Asset, content []byte) error {
	var err error
	if a.File, err = s.keep.KeepMedia(ctx, a.File, content); err != nil {
		return err
	}
	a.SHA256 = a.File.SHA256
	return s.keep.SaveAsset(ctx, *a)
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
	return a.checkTags()
}

// checkTags drops empty and double tags.
func (a *Asset) checkTags() error {
	var tags []string
	for _, t := range a.Tags {
		t = strings.TrimSpace(t)
		if t == "" || slices.ContainsFunc(tags, func(o string) bool { return clients.Fold(o) == clients.Fold(t) }) {
			continue
		}
		if err := checkWords(t, "tags", 60); err != nil {
			return err
		}
		tags = append(tags, t)
	}
	if len(tags) > maxMediaTags {
		return fault.New("tags_too_many", "limit", maxMediaTags).At("tags")
	}
	a.Tags = tags
	return nil
}

// OpenMedia reads a file for AddAsset; what is too heavy is refused by its size
// before it is read. Faults at "file": file_not_found, file_is_folder,
// file_unreadable (argument "name"), media_too_heavy, media_empty.
func OpenMedia(path string) (name string, content []byte, err error) {
	name = filepath.Base(path)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return name, nil, fault.New("file_not_found", "name", name).At("file").Because(err)
	case err != nil:
		return name, nil, fault.New("file_unreadable", "name", name).At("file").Because(err)
	case info.IsDir():
		return name, nil, fault.New("media_is_folder", "name", name).At("file")
	case !info.Mode().IsRegular():
		return name, nil, fault.New("file_unreadable", "name", name).At("file")
	case info.Size() > MaxMediaBytes:
		return name, nil, fault.New("media_too_heavy", "megabytes", MaxMediaBytes>>20).At("file")
	}
	if content, err = os.ReadFile(path); err != nil {
		return name, nil, fault.New("file_unreadable", "name", name).At("file").Because(err)
	}
	return name, content, nil
}

// readMedia finds out what a file is. A picture is measured by its head first
// and then read whole, so that what stands in the library can be shown.
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
	if len(content) > maxPictureBytes {
		return f, fault.New("media_too_heavy", "megabytes", maxPictureBytes>>20).At("file")
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil || c.Width < 1 || c.Height < 1 {
		return f, fault.New("media_unreadable").At("file").Because(err)
	}
	if int64(c.Width)*int64(c.Height) > maxPicturePixels {
		return f, fault.New("media_too_large", "width", c.Width, "height", c.Height, "millions", maxPicturePixels/1_000_000).At("file")
	}
	if _, _, err := image.Decode(bytes.NewReader(content)); err != nil {
		return f, fault.New("media_unreadable").At("file").Because(err)
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
		used, err := s.usedElsewhere(ctx, it, a)
		if err != nil {
			return nil, err
		}
		all = append(all, used...)
	}
	return all, nil
}

// usedDays is how long a medium that was shown is remembered as seen already.
const usedDays = 30

// usedElsewhere says that publications around the item's day show a medium too;
// occurrences of its own series do so on purpose.
func (s *Service) usedElsewhere(ctx context.Context, it Item, a Asset) ([]Remark, error) {
	rows, err := s.Using(ctx, it.Client, a.SHA256)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(r Row) bool {
		far := !it.On.IsZero() && !r.On.IsZero() && (r.On.Before(it.On.AddDays(-usedDays)) || r.On.After(it.On.AddDays(usedDays)))
		return r.ID == it.ID || it.Series != "" && r.Series == it.Series || far
	})
	if len(rows) == 0 {
		return nil, nil
	}
	last := rows[len(rows)-1] // undated ones stand last
	for i := len(rows) - 1; last.On.IsZero() && i >= 0; i-- {
		last = rows[i]
	}
	return []Remark{{Code: MediaUsed, Word: a.Title, Count: len(rows), Where: last.Title}}, nil
}

// formRemarks checks type and measures against each network that shows it.
func (s *Service) formRemarks(it Item, a Asset) []Remark {
	var all []Remark
	for _, r := range it.Resolved() {
		if !slices.ContainsFunc(r.Media, func(m Media) bool { return m.SHA256 == a.SHA256 }) {
			continue
		}
		l, ok := s.Limits().On(r.Network, it.On)
		if !ok || a.File.MIME == "" {
			continue
		}
		note := func(bad bool, code string, count, limit int) {
			if bad {
				all = append(all, Remark{Code: code, Network: r.Network, Word: a.Title, Count: count, Limit: limit})
			}
		}
		note(!l.Takes(a.Type()), MediaType, 0, 0)
		note(l.Video > 0 && a.Seconds > l.Video, MediaLong, a.Seconds, l.Video)
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

// takeCapture looks at the picture of a publication and writes it, before the
// transaction that names it.
func (s *Service) takeCapture(ctx context.Context, p Proof) (f clients.MediaFile, err error) {
	if len(p.Picture) == 0 {
		return f, nil
	}
	if f, err = readMedia(p.Picture); err != nil {
		if refused, ok := fault.As(err); ok {
			err = refused.At("capture")
		}
		return f, err
	}
	f.Name = clients.SafeFileName(p.Name)
	_, err = s.keep.WriteFile(ctx, p.Picture)
	return f, err
}
