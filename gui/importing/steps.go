package importing

import (
	"context"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"regie/assets/icons"
	"regie/clients/sheet"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// draw shows the present step anew.
func (w *wizard) draw() {
	w.drawHead()
	var page fyne.CanvasObject
	switch w.step {
	case stepColumns:
		page = w.columnsPage()
	case stepNames:
		page = w.namesPage()
	case stepCheck:
		page = w.checkPage()
	default:
		page = w.filePage()
	}
	w.page.Objects = []fyne.CanvasObject{page}
	w.drawBottom()
	w.root.Refresh()
}

// drawHead is the row of steps, the present one strong, with the file's name.
func (w *wizard) drawHead() {
	p := w.host.Printer()
	var row []fyne.CanvasObject
	if w.client.Name != "" {
		tile := widgets.NewAvatar(w.client.Initials, w.client.Color, 28)
		tile.SetLogo(w.client.Logo)
		row = append(row, tile, widgets.MinWidth(theme.Space8, widgets.Spacer()))
	}
	for i, key := range stepKeys {
		if step(i) == stepNames && len(w.in.Create) == 0 {
			continue // the room leaves no name open
		}
		if i > 0 {
			row = append(row, widgets.NewIcon(icons.Right, 12, theme.TokenFaint))
		}
		tone, label := widgets.ToneNeutral, p.T(key)
		switch {
		case step(i) == w.step:
			tone = widgets.TonePrimary
		case step(i) < w.step:
			tone = widgets.ToneOK
		}
		pill := widgets.NewPill(tone, label)
		if step(i) < w.step {
			pill = pill.WithSign(icons.Check)
		}
		row = append(row, pill)
	}
	row = append(row, widgets.Spacer())
	if w.step != stepFile && w.draft.file != nil {
		name := w.draft.file.Name
		if s := w.fileOf(); s != "" {
			name += " · " + s
		}
		row = append(row, widgets.Muted(name).Ellipsis())
	}
	w.head.Objects = []fyne.CanvasObject{widgets.HBox(theme.Space8, row...)}
}

func (w *wizard) drawBottom() {
	p := w.host.Printer()
	switch w.step {
	case stepFile:
		w.next.SetText(p.T("importing.browse"))
	case stepCheck:
		w.next.SetText(p.N("importing.commit_"+string(w.room), w.plan.Accepted))
	default:
		w.next.SetText(p.T("common.continue"))
	}
	w.next.Enable()
	if w.step == stepCheck && w.plan.Accepted == 0 {
		w.next.Disable()
	}
	w.setBottom(nil)
}

func (w *wizard) setBottom(left fyne.CanvasObject) {
	p := w.host.Printer()
	row := []fyne.CanvasObject{}
	if left != nil {
		row = append(row, left)
	}
	row = append(row, widgets.Spacer())
	if w.job == nil && left == nil {
		row = append(row, widgets.NewGhost(p.T("common.cancel"), icons.None, w.close))
	}
	if w.step != stepFile {
		row = append(row, w.back)
	}
	if len(w.queue) > 1 && w.step != stepFile && left == nil {
		row = append(row, widgets.NewButton(p.T("importing.skip_file"), icons.None, w.following))
	}
	if w.step != stepFile {
		row = append(row, w.next)
	}
	w.bottom.Objects = []fyne.CanvasObject{widgets.HBox(theme.Space8, row...)}
	w.bottom.Refresh()
}

// filePage says what may be brought in and takes a drop.
func (w *wizard) filePage() fyne.CanvasObject {
	p := w.host.Printer()
	return widgets.NewPanel(widgets.NewEmptyState(icons.Upload, p.T("importing.drop"), p.T("importing.formats_"+string(w.room)), w.next))
}

// browse opens the system's choice of a file.
func (w *wizard) browse() {
	widgets.AskOpen(w.host, func(path string) { w.take([]fyne.URI{storage.NewFileURI(path)}) },
		".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".zip")
}

func readerOf(uri fyne.URI) (io.ReadCloser, error) { return storage.Reader(uri) }

// columnsPage is what was recognised, the columns to choose, the questions
// that only a person can answer, and the first rows as they are understood.
func (w *wizard) columnsPage() fyne.CanvasObject {
	objs := []fyne.CanvasObject{w.recognisedLine()}
	if w.draft.remembered {
		objs = append(objs, widgets.NewNote(widgets.ToneInfo, w.host.Printer().T("importing.remembered")))
	}
	if n := w.draft.alike(); n > 0 {
		objs = append(objs, widgets.NewNote(widgets.ToneInfo, w.host.Printer().N("importing.sheets_alike", n)))
	}
	if s := w.draft.lacks(w.host.Printer(), w.in); s != "" {
		objs = append(objs, widgets.NewNote(widgets.ToneWarn, s))
	}
	if w.read.refusal != nil {
		objs = append(objs, widgets.NewNote(widgets.ToneWarn, w.host.Printer().Error(w.read.refusal)))
	}
	if q := w.questions(); q != nil {
		objs = append(objs, q)
	}
	p := w.host.Printer()
	objs = append(objs,
		widgets.NewCard(p.T("importing.preview"), p.T("importing.preview_caption"), w.previewTable()),
		widgets.NewCard(p.T("importing.columns"), p.T("importing.columns_caption"), w.mapping()),
	)
	return widgets.VScroll(widgets.Inset(0, theme.Space12, theme.Space8, 0, widgets.VBox(theme.Space12, objs...)))
}

func (w *wizard) recognisedLine() fyne.CanvasObject {
	p, d := w.host.Printer(), w.draft
	tone := widgets.ToneOK
	if len(d.missing(w.in)) > 0 {
		tone = widgets.ToneWarn
	}
	row := []fyne.CanvasObject{
		widgets.NewPill(tone, d.source(p)),
		widgets.Strong(p.N("common.n_rows", d.table.Count())),
		widgets.Muted(p.T("importing.header_line", "Line", d.table.HeaderLine)).Ellipsis(),
		widgets.Spacer(),
	}
	if len(d.tables) > 1 {
		pick := widgets.NewSelect(p, "table", "", d.sheetOptions(p), func(key string) { w.turn(key) })
		pick.Choose(indexKey(d.at))
		row = append(row, widgets.Muted(p.T("importing.sheet")), widgets.MinWidth(260, pick))
	}
	return widgets.HBox(theme.Space12, row...)
}

func (w *wizard) turn(key string) {
	d, in := w.draft, w.in
	for i := range d.tables {
		if indexKey(i) == key {
			w.retable(func(ctx context.Context) (draft, error) { return d.turn(ctx, in, i) })
		}
	}
}

// questions asks for the order of dates and the decimal sign where the file
// does not tell.
func (w *wizard) questions() fyne.CanvasObject {
	p, d := w.host.Printer(), w.draft
	var fields, notes []fyne.CanvasObject
	if w.read.askOrder {
		order := widgets.NewSelect(p, "dates", p.T("importing.order", "Example", w.read.example), []widgets.Option{
			{Key: string(sheet.OrderDMY), Label: p.T("import.order.dmy")},
			{Key: string(sheet.OrderMDY), Label: p.T("import.order.mdy")},
		}, func(key string) {
			d.choices.Mapping.DateOrder = sheet.DateOrder(key)
			w.redraft(d)
		})
		order.Choose(string(d.choices.Mapping.DateOrder))
		fields = append(fields, order)
		if d.choices.Mapping.DateOrder == "" {
			notes = append(notes, widgets.NewNote(widgets.ToneWarn, p.T("importing.order_first")))
		}
	}
	if w.read.askSign {
		sign := widgets.NewSelect(p, "decimal", p.T("importing.decimal", "Field", p.T("import.field."+string(w.read.signField))), []widgets.Option{
			{Key: "", Label: p.T("importing.decimal_auto")},
			{Key: ",", Label: p.T("importing.decimal_comma")},
			{Key: ".", Label: p.T("importing.decimal_dot")},
		}, func(key string) {
			d.choices.Mapping.Decimal = key
			w.redraft(d)
		})
		sign.Choose(d.choices.Mapping.Decimal)
		fields = append(fields, sign)
	}
	if len(fields) == 0 {
		return nil
	}
	for len(fields) < mapColumns {
		fields = append(fields, widgets.Spacer())
	}
	notes = append(notes, widgets.Columns(theme.Space16, even(mapColumns), fields...))
	return widgets.NewPanel(widgets.VBox(theme.Space12, notes...))
}

// mapColumns is how many fields stand in one row of the mapping.
const mapColumns = 3

func even(n int) []float32 {
	weights := make([]float32, n)
	for i := range weights {
		weights[i] = 1
	}
	return weights
}

// mapping is one choice of column for each field.
func (w *wizard) mapping() fyne.CanvasObject {
	p, d := w.host.Printer(), w.draft
	var rows, row []fyne.CanvasObject
	flush := func() {
		for len(row) < mapColumns {
			row = append(row, widgets.Spacer())
		}
		rows = append(rows, widgets.Columns(theme.Space16, even(mapColumns), row...))
		row = nil
	}
	for _, f := range w.in.Fields {
		pick := widgets.NewSelect(p, string(f.Field), p.T("import.field."+string(f.Field)), d.options(p, f), func(key string) {
			w.redraft(w.draft.choose(f.Field, key))
		})
		pick.Choose(d.chosen(f.Field))
		if row = append(row, pick); len(row) == mapColumns {
			flush()
		}
	}
	if len(row) > 0 {
		flush()
	}
	return widgets.VBox(theme.Space12, rows...)
}

// frames is what stands left and right of the preview's table.
const frames = 120

// previewTable shows the first rows as they are understood.
func (w *wizard) previewTable() fyne.CanvasObject {
	p := w.host.Printer()
	if len(w.read.lines) == 0 {
		return widgets.Muted(p.T("importing.preview_none"))
	}
	columns := []widgets.Column[line]{{
		Title: p.T("import.line"), Width: 44, Right: true, Muted: true, Text: func(l line) string { return p.Int(int64(l.number)) },
	}}
	shown, hidden := fitting(w.read.fields, w.host.Window().Canvas().Size().Width-frames)
	for i, f := range w.read.fields[:shown] {
		columns = append(columns, w.previewColumn(i, f))
	}
	t := widgets.NewTable(columns).Whole()
	t.SetRows(w.read.lines)
	if hidden == 0 {
		return t
	}
	return widgets.VBox(theme.Space8, t, widgets.Caption(p.N("importing.preview_more", hidden)))
}

func (w *wizard) previewColumn(i int, f Field) widgets.Column[line] {
	c := widgets.Column[line]{
		Title: w.host.Printer().T("import.field." + string(f.Field)), Right: f.Reads == ReadDuration || f.Reads == ReadNumber,
		Text: func(l line) string { return l.cells[i].text },
		Tone: func(l line) widgets.Tone {
			if l.cells[i].bad {
				return widgets.ToneBad
			}
			return widgets.ToneNeutral
		},
	}
	switch {
	case f.Reads != ReadText:
		c.Width = f.width() - theme.Space16
	case f.Field == sheet.FieldNote || f.Field == sheet.FieldText:
		c.Flex = 2
	default:
		c.Flex = 1
	}
	return c
}
