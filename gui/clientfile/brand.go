package clientfile

import (
	"context"
	"errors"
	"image/color"
	"io"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/fault"
	"regie/clients/hue"
	"regie/gui/choices"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// contrastSentence says how white reads on a colour.
func contrastSentence(p *text.Printer, c color.NRGBA) string {
	ratio := hue.Contrast(color.NRGBA{R: 255, G: 255, B: 255, A: 255}, c)
	shown := p.Decimal(int64(ratio*10+0.5), 1)
	if ratio >= hue.ContrastText {
		return p.T("clientfile.contrast_good", "Ratio", shown)
	}
	return p.T("clientfile.contrast_low", "Ratio", shown)
}

func (v *view) editBrand() {
	p, c := v.host.Printer(), v.file.client
	b := c.Brand
	primary, secondary := widgets.NewColorField(p, "primary", p.T("clientfile.primary")), widgets.NewColorField(p, "secondary", p.T("clientfile.secondary"))
	primary.SetHex(b.Primary)
	secondary.SetHex(b.Secondary)
	address := choose(p, "address_form", "clientfile.address_form", choices.Keyed(p, "clientfile.address_", "vous", "tu"), b.AddressForm)
	tone := widgets.NewTextArea("tone", p.T("clientfile.tone"), 2)
	tone.SetText(b.Tone)
	words := func(name, key string, list []string) *widgets.TextField {
		f := widgets.NewTextArea(name, p.T(key), 2)
		f.SetText(strings.Join(list, ", "))
		return f
	}
	use, avoid := words("words_use", "clientfile.words_use", b.WordsUse), words("words_avoid", "clientfile.words_avoid", b.WordsAvoid)
	mentions := words("mentions", "clientfile.mentions", b.Mentions)
	tags := widgets.NewTextField("hashtags", p.T("clientfile.hashtags"))
	tags.SetText(strings.Join(b.Hashtags, " "))
	use.SetHint(p.T("clientfile.words_hint"))
	v.form(p.T("clientfile.edit_brand"), func() (func(context.Context) error, error) {
		var errs [2]error
		b.Primary, errs[0] = primary.Hex()
		b.Secondary, errs[1] = secondary.Hex()
		if errs[0] != nil {
			return nil, fault.At(errs[0], "primary")
		}
		if errs[1] != nil {
			return nil, fault.At(errs[1], "secondary")
		}
		b.AddressForm, b.Tone = address.Key(), tone.Text()
		b.WordsUse, b.WordsAvoid, b.Mentions = splitWords(use.Text()), splitWords(avoid.Text()), splitWords(mentions.Text())
		b.Hashtags = splitTags(tags.Text())
		return func(ctx context.Context) error {
			_, err := v.deps.Clients.EditClient(ctx, c.ID, func(to *clients.Client) {
				b.Logo, b.LogoSource = to.Brand.Logo, to.Brand.LogoSource
				to.Brand = b
			})
			return err
		}, nil
	}, p.T("clientfile.brand_saved", "Name", c.Name),
		widgets.Columns(theme.Space12, []float32{1, 1}, primary, secondary), address, tone, use, avoid, mentions, tags).Show()
}

// splitWords parts what was typed at commas, semicolons and line ends.
func splitWords(s string) []string {
	return trimmed(strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == '\n' || r == '،' }))
}

// splitTags parts at spaces too and gives each its sign.
func splitTags(s string) []string {
	list := trimmed(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,;\n\t", r) }))
	for i, t := range list {
		list[i] = "#" + strings.TrimLeft(t, "#")
	}
	return list
}

func trimmed(parts []string) []string {
	var out []string
	for _, s := range parts {
		if s = strings.TrimSpace(s); s != "" && s != "#" {
			out = append(out, s)
		}
	}
	return out
}

func (v *view) pickLogo() {
	widgets.AskOpen(v.host, func(path string) {
		v.takeLogo(filepath.Base(path), func() (io.ReadCloser, error) { return os.Open(path) })
	}, ".png", ".jpg", ".jpeg", ".svg")
}

// dropped takes a picture dropped on the window as the logo.
func (v *view) dropped(_ fyne.Position, files []fyne.URI) {
	if len(files) == 0 || !v.shown {
		return
	}
	u := files[0]
	v.takeLogo(filepath.Base(u.Path()), func() (io.ReadCloser, error) { return storage.Reader(u) })
}

// takeLogo reads a file in the background and makes it the client's logo.
func (v *view) takeLogo(name string, open func() (io.ReadCloser, error)) {
	c := v.file.client
	v.run(v.host.Printer().T("clientfile.logo_saved", "Name", c.Name), func(ctx context.Context) error {
		content, err := readAll(name, open)
		if err != nil {
			return err
		}
		return v.deps.Clients.SetLogo(ctx, c.ID, name, content)
	})
}

// readAll reads a file, and of one too large for a logo a byte more than is
// taken, so that the service refuses it.
func readAll(name string, open func() (io.ReadCloser, error)) (content []byte, err error) {
	r, err := open()
	if err != nil {
		return nil, fault.New("file_unreadable", "name", name).Because(err)
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	content, err = io.ReadAll(io.LimitReader(r, clients.MaxLogoBytes+1))
	if err != nil {
		return nil, fault.New("file_unreadable", "name", name).Because(err)
	}
	return content, nil
}
