package envelopes

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/fault"
	"regie/gui/widgets"
	"regie/gui/work"
	"regie/reports/page"
)

// endings are those of the files taken as receipts, by what they hold.
var endings = map[string]string{
	"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp", "image/gif": ".gif",
}

// receipt is the file of an expense in its form: the kept one, or one chosen
// in its place.
type receipt struct {
	v     *view
	field *widgets.FileField
	show  *widgets.Button
	save  *widgets.Button
	away  *widgets.Button
	kept  string // SHA-256, empty for none
	stem  string // name of the kept file when it is saved, without ending
	fresh *budget.File
}

func (v *view) newReceipt(m *budget.Movement) *receipt {
	p := v.host.Printer()
	r := &receipt{v: v}
	pick := widgets.NewButton(p.T("common.choose"), icons.Upload, r.browse)
	r.show = widgets.NewGhost(p.T("common.open"), icons.None, r.open)
	r.save = widgets.NewGhost(p.T("envelopes.receipt_save"), icons.None, r.ask)
	r.away = widgets.NewGhost(p.T("common.remove"), icons.None, r.remove)
	r.field = widgets.NewFileField("receipt", p.T("budget.receipt"), pick, r.show, r.save, r.away)
	if m != nil {
		r.kept, r.stem = m.Receipt, clients.SafeFileName(v.client.Name+"_"+m.On.String()+"_"+m.Label)
	}
	r.draw()
	return r
}

func (r *receipt) draw() {
	p := r.v.host.Printer()
	kept := r.kept != "" && r.fresh == nil
	r.show.Hidden, r.save.Hidden, r.away.Hidden = !kept, !kept, r.kept == "" && r.fresh == nil
	switch {
	case r.fresh != nil:
		r.field.SetChosen(r.fresh.Name, false)
	case kept:
		r.field.SetChosen(p.T("envelopes.receipt_kept"), false)
	default:
		r.field.SetChosen(p.T("envelopes.receipt_none"), true)
	}
}

func (r *receipt) remove() {
	r.kept, r.fresh = "", nil
	r.draw()
}

// put adds the file to what is said of the movement.
func (r *receipt) put(f *budget.MoveForm) { f.Receipt, f.Kept = r.fresh, r.kept }

func (r *receipt) browse() {
	widgets.AskOpen(r.v.host, func(path string) {
		r.read(filepath.Base(path), func() (io.ReadCloser, error) { return os.Open(path) })
	}, ".pdf", ".png", ".jpg", ".jpeg", ".webp", ".gif")
}

// read takes a file in the background; one that no receipt may be is refused
// at the field, at once.
func (r *receipt) read(name string, open func() (io.ReadCloser, error)) {
	r.field.SetError("")
	work.Run(r.v.work, "receipt", func(context.Context) (*budget.File, error) { return readReceipt(name, open) },
		func(f *budget.File, err error) {
			if err != nil {
				r.field.SetError(r.v.host.Printer().Error(err))
				return
			}
			r.fresh = f
			r.draw()
		})
}

// readReceipt reads a file whole. Faults file_unreadable, and those of
// budget.File.Check.
func readReceipt(name string, open func() (io.ReadCloser, error)) (_ *budget.File, err error) {
	unreadable := func(err error) error { return fault.New("file_unreadable", "name", name).At("receipt").Because(err) }
	in, err := open()
	if err != nil {
		return nil, unreadable(err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	content, err := io.ReadAll(io.LimitReader(in, budget.MaxReceipt+1))
	if err != nil {
		return nil, unreadable(err)
	}
	f := &budget.File{Name: name, Content: content}
	if _, err := f.Check(); err != nil {
		return nil, err
	}
	return f, nil
}

// open shows a picture in the window; what a program of its own shows is saved.
func (r *receipt) open() {
	v, hash := r.v, r.kept
	type looked struct{ picture image.Image }
	work.Load(v.work, "picture", func(ctx context.Context) (looked, error) {
		content, err := v.deps.Media(ctx, hash)
		if err != nil || http.DetectContentType(content) == "application/pdf" {
			return looked{}, err
		}
		pic, err := page.CachedPicture(content)
		if err != nil {
			return looked{}, fmt.Errorf("drawing a receipt: %w", err)
		}
		w, h := pic.Fit(2*receiptWidth, 2*receiptWidth)
		return looked{pic.Scaled(int(w), int(h))}, nil
	}, v.host.Fail, func(l looked) {
		if l.picture == nil {
			r.ask()
			return
		}
		img := widgets.NewImageView(receiptWidth)
		img.SetImage(l.picture)
		widgets.ShowDialog(v.host.Window(), v.host.Printer().T("budget.receipt"), v.host.Printer().T("common.close"), receiptWidth+80, img)
	})
}

const receiptWidth = 560

func (r *receipt) ask() {
	v, hash, stem := r.v, r.kept, r.stem
	work.Load(v.work, "receipt", func(ctx context.Context) ([]byte, error) { return v.deps.Media(ctx, hash) },
		v.host.Fail, func(content []byte) {
			widgets.AskSave(v.host, stem+endings[http.DetectContentType(content)], func(path string) { v.saveReceipt(path, content) })
		})
}

func (v *view) saveReceipt(path string, content []byte) {
	work.Act(v.work, "save", func(context.Context) error { return v.deps.Save(path, content) }, v.host.Fail, func() {
		v.host.Toast(v.host.Printer().T("envelopes.receipt_saved", "file", path), nil)
	})
}

// dropped takes a file dropped on the window as the receipt of the expense
// being typed, or of a new one.
func (v *view) dropped(_ fyne.Position, files []fyne.URI) {
	if len(files) == 0 || !v.shown || len(v.md.lines) == 0 {
		return
	}
	if v.receipt == nil {
		v.editMove(budget.Spend, nil)
	}
	u := files[0]
	v.receipt.read(u.Name(), func() (io.ReadCloser, error) { return storage.Reader(u) })
}
