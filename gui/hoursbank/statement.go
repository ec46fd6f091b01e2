package hoursbank

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
	"regie/reports/bankstatement"
)

// Statements gathers what a statement of some months says, in a language
// ("" for the client's).
type Statements interface {
	Gather(ctx context.Context, client clients.ID, from, until civil.Month, lang text.Lang) (bankstatement.Statement, error)
}

// paper is what is exported.
type paper struct{ ext, title string }

var (
	document = paper{"pdf", "hoursbank.pdf_title"}
	workbook = paper{"xlsx", "hoursbank.xlsx_title"}
)

// papers are the buttons of the documents, none without statements.
func (v *view) papers() []fyne.CanvasObject {
	if v.deps.Statements == nil {
		return nil
	}
	p := v.host.Printer()
	return []fyne.CanvasObject{
		widgets.NewButton(p.T("hoursbank.pdf"), icons.Print, func() { v.export(document) }),
		widgets.NewButton(p.T("hoursbank.xlsx"), icons.Download, func() { v.export(workbook) }),
	}
}

// period is what the documents are about: the month shown, or the year as far
// as it has come, and how it is called.
func (v *view) period() (from, until civil.Month, name string) {
	p := v.host.Printer()
	if v.mode != modeYear {
		return v.month, v.month, p.Month(v.month)
	}
	from, until = civil.NewMonth(v.month.Year, 1), civil.NewMonth(v.month.Year, 12)
	if now := v.host.Today().InMonth(); now.Before(until) && !now.Before(from) {
		until = now
	}
	return from, until, itoa(v.month.Year)
}

// export asks in the client's name, gathers, then asks where to.
func (v *view) export(k paper) {
	if !v.loaded || v.deps.Statements == nil {
		return
	}
	p, id := v.host.Printer(), clients.ID(v.client.ID)
	from, until, name := v.period()
	body := p.T("hoursbank.export_text", "client", v.client.Name, "period", name)
	if !v.facts.bank.Closed || v.mode == modeYear {
		body += "\n" + p.T("hoursbank.export_open")
	}
	v.host.Confirm(screen.Confirm{
		Client: v.client, Title: p.T(k.title, "period", name), Text: body, Action: p.T("common.export"),
		Do: func() {
			work.Load(v.work, "gather", func(ctx context.Context) (bankstatement.Statement, error) {
				return v.deps.Statements.Gather(ctx, id, from, until, "")
			}, v.host.Fail, func(st bankstatement.Statement) { v.askWhere(k, st) })
		},
	})
}

func (v *view) askWhere(k paper, st bankstatement.Statement) {
	widgets.AskSave(v.host, bankstatement.FileName(st, k.ext), func(path string) { v.save(k, st, path) })
}

func (v *view) save(k paper, st bankstatement.Statement, path string) {
	work.Act(v.work, "save-"+k.ext, func(context.Context) error {
		if k == workbook {
			return bankstatement.Save(st, "", path)
		}
		return bankstatement.Save(st, path, "")
	}, v.host.Fail, func() { v.host.Toast(v.host.Printer().T("hoursbank.exported", "file", path), nil) })
}

// corner puts objects and the documents' buttons in one line.
func (v *view) corner(objs ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.HBox(theme.Space8, append(objs, v.papers()...)...)
}
