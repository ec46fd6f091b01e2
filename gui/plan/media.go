package plan

import (
	"context"
	"fmt"
	"image"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/fault"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
	"regie/reports/page"
)

// mediaSection is what an item shows beside its words: files of the client's
// library in their order, each with its alternative text.
type mediaSection struct {
	v       *view
	library []calendar.Asset
	rows    []*mediaRow
	list    *fyne.Container
	box     *fyne.Container
}

type mediaRow struct {
	media calendar.Media
	alt   *widgets.TextField
}

func newMediaSection(v *view, media []calendar.Media, library []calendar.Asset) *mediaSection {
	p := v.host.Printer()
	s := &mediaSection{v: v, library: library, list: widgets.VBox(theme.Space8)}
	add := widgets.NewMenuButton(p.T("plan.add_media"), s.items)
	s.box = widgets.VBox(theme.Space8, s.list, widgets.HBox(0, add))
	for _, m := range media {
		s.take(m)
	}
	return s
}

// items offer the library, and a file that is not in it yet.
func (s *mediaSection) items() []*fyne.MenuItem {
	p := s.v.host.Printer()
	items := []*fyne.MenuItem{fyne.NewMenuItem(p.T("plan.media_file"), s.browse)}
	for i, a := range s.library {
		if i == 0 {
			items = append(items, fyne.NewMenuItemSeparator())
		}
		items = append(items, fyne.NewMenuItem(a.Title, func() { s.take(calendar.Media{SHA256: a.SHA256, Alt: a.Alt}) }))
	}
	return items
}

func (s *mediaSection) take(m calendar.Media) {
	p := s.v.host.Printer()
	row := &mediaRow{media: m, alt: widgets.NewTextField("alt", s.title(m.SHA256))}
	row.alt.SetText(m.Alt)
	row.alt.SetPlaceHolder(p.T("plan.alt"))
	s.rows = append(s.rows, row)
	var line *fyne.Container
	drop := widgets.NewIconButton(icons.Close, p.T("common.remove"), func() {
		for i, r := range s.rows {
			if r == row {
				s.rows = append(s.rows[:i], s.rows[i+1:]...)
				break
			}
		}
		s.list.Remove(line)
	})
	line = container.NewBorder(nil, nil, nil, drop, row.alt)
	s.list.Add(line)
	s.list.Refresh()
}

func (s *mediaSection) title(hash string) string {
	for _, a := range s.library {
		if a.SHA256 == hash {
			return a.Title
		}
	}
	return hash[:min(8, len(hash))]
}

// chosen are the media as the item keeps them.
func (s *mediaSection) chosen() []calendar.Media {
	var list []calendar.Media
	for _, r := range s.rows {
		m := r.media
		m.Alt = r.alt.Text()
		list = append(list, m)
	}
	return list
}

// browse takes a file into the library and onto the item.
func (s *mediaSection) browse() {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			s.v.host.Fail(err)
			return
		}
		if r == nil {
			return
		}
		s.read(r)
	}, s.v.host.Window())
	d.Resize(fyne.NewSize(820, 560))
	d.Show()
}

func (s *mediaSection) read(r fyne.URIReadCloser) {
	v, name, id := s.v, r.URI().Name(), clients.ID(s.v.client.ID)
	work.Run(v.work, "", func(ctx context.Context) (calendar.Asset, error) {
		content, err := io.ReadAll(io.LimitReader(r, calendar.MaxMediaBytes+1))
		if closed := r.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return calendar.Asset{}, fault.New("media_unreadable").At("file").Because(fmt.Errorf("reading %s: %w", name, err))
		}
		return v.deps.Calendar.AddAsset(ctx, calendar.Asset{Client: id}, name, content)
	}, func(a calendar.Asset, err error) {
		if err != nil {
			v.host.Fail(err)
			return
		}
		s.library = append(s.library, a)
		s.take(calendar.Media{SHA256: a.SHA256, Alt: a.Alt})
	})
}

// mediaWidth is a picture in the item's panel.
const mediaWidth = sideWidth - 3*theme.Space24

// pictures are an item's media in its panel; they come when they are read.
func (v *view) pictures() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, m := range v.detail.Item.Media {
		if i == 2 {
			out = append(out, widgets.Caption(v.host.Printer().N("plan.more_media", len(v.detail.Item.Media)-i)))
			break
		}
		img := widgets.NewImageView(mediaWidth)
		out = append(out, img)
		work.Run(v.work, "picture"+m.SHA256, func(ctx context.Context) (image.Image, error) {
			content, err := v.deps.Calendar.MediaContent(ctx, m.SHA256)
			if err != nil {
				return nil, err
			}
			pic, err := page.CachedPicture(content)
			if err != nil {
				return nil, err
			}
			w, h := pic.Fit(2*float64(mediaWidth), 2*float64(mediaWidth))
			return pic.Scaled(int(w), int(h)), nil
		}, func(shown image.Image, err error) {
			if err != nil {
				return // a film, or lost: the remarks say so
			}
			img.SetImage(shown)
		})
	}
	return out
}
