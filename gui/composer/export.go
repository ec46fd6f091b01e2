package composer

import (
	"context"

	"regie/gui/screen"
	"regie/gui/widgets"
	"regie/gui/work"
	"regie/reports"
)

// kind is what is exported.
type kind struct{ ext, title string }

var (
	document = kind{"pdf", "composer.export_pdf"}
	workbook = kind{"xlsx", "composer.export_xlsx"}
)

// export asks in the client's name, then where to, and writes the file whole
// or not at all.
func (v *view) export(k kind) {
	if !v.loaded {
		return
	}
	p := v.host.Printer()
	body := p.T("composer.export_text", "client", v.client.Name, "month", v.month)
	if n := len(v.md.missing); n > 0 && !v.md.frozen() {
		body += "\n" + p.N("composer.export_missing", n)
	}
	v.host.Confirm(screen.Confirm{
		Client: v.client,
		Title:  p.T(k.title, "month", v.month),
		Text:   body,
		Action: p.T("composer.export"),
		Do:     func() { v.askWhere(k) },
	})
}

func (v *view) askWhere(k kind) {
	md := v.md
	widgets.AskSave(v.host, reports.FileName(md.month, k.ext), func(path string) { v.save(k, md, path) })
}

func (v *view) save(k kind, md model, path string) {
	v.files.SetBusy(true)
	work.Do(v.work, "save-"+k.ext, func(ctx context.Context) error {
		pdf, book := path, ""
		if k == workbook {
			pdf, book = "", path
		}
		return v.deps.Reports.SaveCopy(ctx, reports.Copy{Month: md.month, Issued: md.shown}, md.doc, pdf, book)
	}, func(err error) {
		v.files.SetBusy(false)
		if err != nil {
			v.host.Fail(err)
			return
		}
		v.host.Toast(v.host.Printer().T("composer.saved", "file", path), nil)
	})
}
