package plan

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/clients"
	"regie/gui/screen"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Paper is a document about a client made from its calendar; Name ends the catalogue keys
// plan.paper_ and plan.paper_file_.
type Paper struct {
	Name string
	Ext  string
	// Write makes the file, whole or not at all.
	Write func(ctx context.Context, client clients.ID, path string) error
}

// paperItems offer the documents.
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
		Client: v.client, Title: title, Text: p.T("planfile.warning", "client", v.client.Name), Action: p.T("common.export"),
		Do: func() { v.askFile(paper) },
	})
}

func (v *view) askFile(paper Paper) {
	p := v.host.Printer()
	name := clients.SafeFileName(v.client.Name+"_"+p.T("plan.paper_file_"+paper.Name)+"_"+v.host.Today().String()) + "." + paper.Ext
	widgets.AskSave(v.host, name, func(path string) { v.writePaper(paper, path) })
}

func (v *view) writePaper(paper Paper, path string) {
	id := clients.ID(v.client.ID)
	work.Act(v.work, "paper", func(ctx context.Context) error { return paper.Write(ctx, id, path) }, v.host.Fail, func() {
		v.host.Toast(v.host.Printer().T("plan.paper_saved", "file", path), nil)
	})
}
