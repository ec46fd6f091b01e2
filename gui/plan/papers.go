package plan

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"regie/clients"
	"regie/clients/civil"
	"regie/gui/screen"
	"regie/gui/work"
)

// Paper is a file made of a client's calendar; Name ends the catalogue keys
// plan.paper_ and plan.paper_file_.
type Paper struct {
	Name string
	Ext  string
	// Write makes the file, whole or not at all.
	Write func(ctx context.Context, client clients.ID, m civil.Month, path string) error
}

// paperItems offer the files of the month shown.
func (v *view) paperItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, paper := range v.deps.Papers {
		items = append(items, fyne.NewMenuItem(v.host.Printer().T("plan.paper_"+paper.Name), func() { v.export(paper) }))
	}
	return items
}

// export asks in the client's name, then where to.
func (v *view) export(paper Paper) {
	p := v.host.Printer()
	title := p.T("plan.paper_" + paper.Name)
	v.host.Confirm(screen.Confirm{
		Client: v.client, Title: title, Text: p.T("plan.paper_text", "client", v.client.Name, "month", v.month), Action: p.T("common.export"),
		Do: func() { v.askFile(paper) },
	})
}

func (v *view) askFile(paper Paper) {
	p, m := v.host.Printer(), v.month
	d := dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
		if err != nil {
			v.host.Fail(err)
			return
		}
		if w == nil {
			return
		}
		path := w.URI().Path()
		// The dialog opened the file; the paper takes its place whole.
		if err := w.Close(); err != nil {
			v.host.Fail(err)
			return
		}
		v.writePaper(paper, m, path)
	}, v.host.Window())
	d.SetFileName(clients.SafeFileName(v.client.Name+"_"+p.T("plan.paper_file_"+paper.Name)+"_"+m.String()) + "." + paper.Ext)
	prefs := fyne.CurrentApp().Preferences()
	if at, err := storage.ListerForURI(storage.NewFileURI(prefs.String(prefFolder))); err == nil {
		d.SetLocation(at)
	}
	d.Resize(fyne.NewSize(820, 560))
	d.Show()
}

func (v *view) writePaper(paper Paper, m civil.Month, path string) {
	id := clients.ID(v.client.ID)
	work.Do(v.work, "paper", func(ctx context.Context) error { return paper.Write(ctx, id, m, path) }, func(err error) {
		if err != nil {
			v.host.Fail(err)
			return
		}
		fyne.CurrentApp().Preferences().SetString(prefFolder, filepath.Dir(path))
		v.host.Toast(v.host.Printer().T("plan.paper_saved", "file", path), nil)
	})
}
