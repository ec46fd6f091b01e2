package hoursbank

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

// Statement writes a client's statement of hours to a file, whole or not at
// all; ext is "pdf" or "xlsx".
type Statement func(ctx context.Context, client clients.ID, m civil.Month, ext, path string) error

// paper is what is exported.
type paper struct{ ext, title string }

var (
	document = paper{"pdf", "hoursbank.pdf_title"}
	workbook = paper{"xlsx", "hoursbank.xlsx_title"}
)

// prefFolder remembers where the last document went.
const prefFolder = "export.folder"

// export asks in the client's name, then where to.
func (v *view) export(k paper) {
	if !v.loaded || v.deps.Statement == nil {
		return
	}
	p := v.host.Printer()
	body := p.T("hoursbank.export_text", "client", v.client.Name, "month", v.month)
	if !v.facts.bank.Closed {
		body += "\n" + p.T("hoursbank.export_open")
	}
	v.host.Confirm(screen.Confirm{
		Client: v.client, Title: p.T(k.title, "month", v.month), Text: body, Action: p.T("common.export"),
		Do: func() { v.askWhere(k) },
	})
}

func (v *view) askWhere(k paper) {
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
		// The dialog opened the file; the statement takes its place whole.
		if err := w.Close(); err != nil {
			v.host.Fail(err)
			return
		}
		v.save(k, m, path)
	}, v.host.Window())
	d.SetFileName(clients.SafeFileName(v.client.Name) + "_" + p.T("hoursbank.file_name") + "_" + m.String() + "." + k.ext)
	prefs := fyne.CurrentApp().Preferences()
	if folder, err := storage.ListerForURI(storage.NewFileURI(prefs.String(prefFolder))); err == nil {
		d.SetLocation(folder)
	}
	d.Resize(fyne.NewSize(820, 560))
	d.Show()
}

func (v *view) save(k paper, m civil.Month, path string) {
	id := clients.ID(v.client.ID)
	work.Do(v.work, "save-"+k.ext, func(ctx context.Context) error {
		return v.deps.Statement(ctx, id, m, k.ext, path)
	}, func(err error) {
		if err != nil {
			v.host.Fail(err)
			return
		}
		fyne.CurrentApp().Preferences().SetString(prefFolder, filepath.Dir(path))
		v.host.Toast(v.host.Printer().T("hoursbank.exported", "file", path), nil)
	})
}
