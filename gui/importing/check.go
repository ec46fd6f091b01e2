package importing

import (
	"context"
	"errors"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients/fault"
	"regie/clients/sheet"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// namesPage asks what the names stand for that nothing here answers to.
func (w *wizard) namesPage() fyne.CanvasObject {
	p := w.host.Printer()
	var cards, rows []fyne.CanvasObject
	flush := func(f sheet.Field, n int) {
		if len(rows) > 0 {
			cards = append(cards, widgets.NewCard(p.T("import.field."+string(f)), p.N("importing.unknown", n), widgets.VBox(theme.Space8, rows...)))
		}
		rows = nil
	}
	for i, n := range w.unknown {
		if i > 0 && w.unknown[i-1].Field != n.Field {
			flush(w.unknown[i-1].Field, len(rows))
		}
		rows = append(rows, w.nameRow(n))
	}
	if len(w.unknown) > 0 {
		flush(w.unknown[len(w.unknown)-1].Field, len(rows))
	}
	intro := widgets.NewParagraph(p.T("importing.names_intro")).Token(theme.TokenMute)
	return widgets.VScroll(widgets.Inset(0, theme.Space12, theme.Space8, 0,
		widgets.VBox(theme.Space12, append([]fyne.CanvasObject{intro}, cards...)...)))
}

func (w *wizard) nameRow(n Name) fyne.CanvasObject {
	p := w.host.Printer()
	pick := widgets.NewSelect(p, n.Text, "", w.draft.nameOptions(p, w.in, n), func(key string) {
		w.draft = w.draft.decide(n, Pick(key))
	})
	pick.Choose(string(w.draft.pick(n)))
	name := []fyne.CanvasObject{widgets.Strong(n.Text).Ellipsis()}
	if n.Rows > 0 {
		name = append(name, widgets.Muted(p.N("common.n_rows", n.Rows)))
	}
	return widgets.Columns(theme.Space16, []float32{1, 1, 1}, widgets.HBox(theme.Space12, name...), pick, widgets.Spacer())
}

// checkPage is the dry run: counts, period, totals, and what is refused.
func (w *wizard) checkPage() fyne.CanvasObject {
	p, plan := w.host.Printer(), w.plan
	top := []fyne.CanvasObject{w.counts()}
	for _, n := range notes(p, plan, w.client.Name) {
		top = append(top, widgets.NewNote(n.tone, n.sentence))
	}
	var cards []fyne.CanvasObject
	if len(plan.Parts) > 0 {
		cards = append(cards, widgets.NewCard(p.T("importing.added"), "", w.partTable()))
	}
	if len(plan.Rejects) > 0 {
		card := widgets.NewCard(p.T("importing.rejected"), p.N("importing.rejected_caption", len(plan.Rejects)), w.rejectTable())
		card.SetCorner(widgets.NewButton(p.T("importing.export_rejects"), icons.Download, w.exportRejects))
		cards = append(cards, card)
	}
	var below fyne.CanvasObject
	switch len(cards) {
	case 0:
		below = widgets.Spacer()
	case 1:
		below = cards[0]
	default:
		below = widgets.Columns(theme.Space12, []float32{1, 1.6}, cards...)
	}
	return container.NewBorder(widgets.Inset(0, 0, theme.Space12, 0, widgets.VBox(theme.Space12, top...)), nil, nil, nil, below)
}

// partTable is what each month of each client gains.
func (w *wizard) partTable() fyne.CanvasObject {
	p := w.host.Printer()
	var columns []widgets.Column[Part]
	if w.room == RoomHours {
		columns = append(columns, widgets.Column[Part]{Title: p.T("common.client"), Flex: 1, Bold: true, Text: func(r Part) string { return r.Client }})
	}
	columns = append(columns,
		widgets.Column[Part]{Title: p.T("common.month"), Flex: 1, Text: func(r Part) string { return p.Month(r.Month) }},
		widgets.Column[Part]{Title: p.T("importing.rows"), Width: 56, Right: true, Text: func(r Part) string { return p.Int(int64(r.Rows)) }},
	)
	if w.room == RoomHours {
		columns = append(columns, widgets.Column[Part]{
			Title: p.T("common.duration"), Width: 96, Right: true, Text: func(r Part) string { return length(p, r.Seconds) },
		})
	}
	t := widgets.NewTable(columns)
	t.SetRows(w.plan.Parts)
	return t
}

func (w *wizard) counts() fyne.CanvasObject {
	p, plan := w.host.Printer(), w.plan
	stat := func(key string, n int, caption string, tone widgets.Tone) fyne.CanvasObject {
		if n == 0 {
			tone, caption = widgets.ToneNeutral, ""
		}
		s := widgets.NewStatCard("", "", "")
		s.Set(p.T(key), p.Int(int64(n)), caption, tone)
		return s
	}
	period := ""
	if !plan.Days.From.IsZero() {
		period = p.Range(plan.Days)
	}
	stats := []fyne.CanvasObject{
		stat("importing.new", plan.Accepted, period, widgets.ToneOK),
		stat("importing.duplicates", plan.Duplicates, p.T("importing.duplicates_caption"), widgets.ToneInfo),
		stat("importing.rejects", len(plan.Rejects), p.T("importing.rejects_caption"), widgets.ToneBad),
	}
	if plan.LeftOut > 0 {
		stats = append(stats, stat("importing.left_out", plan.LeftOut, p.T("importing.left_out_caption"), widgets.ToneWarn))
	}
	return widgets.Columns(theme.Space12, even(len(stats)), stats...)
}

// elsewhere names the other clients to which a plan brings something, when it
// was begun on one client's page.
func elsewhere(plan *Plan, client string) []string {
	var others []string
	for _, part := range plan.Parts {
		if client != "" && part.Client != "" && part.Client != client && !slices.Contains(others, part.Client) {
			others = append(others, part.Client)
		}
	}
	return others
}

// note is one sentence about a plan.
type note struct {
	tone     widgets.Tone
	sentence string
}

// notes are the sentences to read before an import: the totals compared, what
// there is nothing of, and other clients that are touched.
func notes(p *text.Printer, plan *Plan, client string) []note {
	var list []note
	if others := elsewhere(plan, client); len(others) > 0 {
		list = append(list, note{widgets.ToneWarn, p.N("importing.elsewhere", len(others), "Names", p.List(others), "Client", client)})
	}
	if same, known := plan.Sums(); known {
		if same {
			list = append(list, note{widgets.ToneOK, p.T("importing.total_same", "Total", length(p, *plan.Stated))})
		} else {
			list = append(list, note{widgets.ToneWarn, p.T("importing.total_differs", "Total", length(p, *plan.Stated), "Read", length(p, *plan.Read))})
		}
	}
	switch {
	case plan.Accepted == 0 && plan.Duplicates > 0 && len(plan.Rejects) == 0:
		list = append(list, note{widgets.ToneInfo, p.T("importing.all_there")})
	case plan.Accepted == 0:
		list = append(list, note{widgets.ToneWarn, p.T("importing.nothing")})
	}
	return list
}

func (w *wizard) rejectTable() fyne.CanvasObject {
	p := w.host.Printer()
	t := widgets.NewTable([]widgets.Column[sheet.Reject]{
		{
			Title: p.T("import.line"), Width: 56, Right: true, Text: func(r sheet.Reject) string { return p.Int(int64(r.Line)) },
			Less: func(a, b sheet.Reject) bool { return a.Line < b.Line },
		},
		{
			Title: p.T("import.reason"), Flex: 1.2, Wrap: true, Text: func(r sheet.Reject) string { return sentence(p, r.Reason) },
			Less: func(a, b sheet.Reject) bool { return a.Reason.Code < b.Reason.Code },
		},
		{Title: p.T("importing.row"), Flex: 1.6, Muted: true, Wrap: true, Text: func(r sheet.Reject) string { return rowText(r.Cells) }},
	}).RowHeight(44)
	t.SetRows(w.plan.Rejects)
	return t
}

// exportRejects keeps the refused rows as CSV, to be mended and brought in by
// themselves.
func (w *wizard) exportRejects() {
	p := w.host.Printer()
	d := dialog.NewFileSave(func(out fyne.URIWriteCloser, err error) {
		if err != nil {
			w.refuse(err)
			return
		}
		if out == nil {
			return
		}
		rejects, header := w.plan.Rejects, w.draft.table.Header
		work.Do(w.work, "export", func(context.Context) error {
			return errors.Join(writeRejects(out, p, header, rejects), out.Close())
		}, func(err error) {
			if err != nil {
				w.refuse(err)
				return
			}
			w.host.Toast(p.T("importing.exported", "File", out.URI().Name()), nil)
		})
	}, w.host.Window())
	name := strings.TrimSuffix(w.draft.file.Name, filepath.Ext(w.draft.file.Name))
	d.SetFileName(name + " " + p.T("importing.rejects_file") + ".csv")
	d.Show()
}

// sentence is why a row is refused. A field without a column is called by its
// label.
func sentence(p *text.Printer, reason *fault.Error) string {
	name, ok := reason.Args["column"].(string)
	if !ok || !p.Has("import.field."+name) {
		return p.Error(reason)
	}
	named := *reason
	named.Args = maps.Clone(reason.Args)
	named.Args["column"] = p.T("import.field." + name)
	return p.Error(&named)
}

func writeRejects(out io.Writer, p *text.Printer, header []string, rejects []sheet.Reject) error {
	return sheet.WriteRejects(out, [2]string{p.T("import.line"), p.T("import.reason")}, header, rejects, func(err error) string {
		if reason, ok := fault.As(err); ok {
			return sentence(p, reason)
		}
		return p.Error(err)
	})
}
