package invoicing

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/fault"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// way is where something missing is put right: the words of the button, a
// catalogue key, and what it does. Faults put right at one place share a way.
type way struct {
	key  string
	what string // number of a document in the words, or empty
	to   func()
}

// checklist says what stands between a draft and its issue, what is missing
// before what is only worth knowing, each with the way to where it is mended.
func (v *view) checklist() []fyne.CanvasObject {
	out := v.mends(widgets.ToneBad, v.detail.check.Missing)
	return append(out, v.mends(widgets.ToneWarn, v.detail.check.Notices)...)
}

// mends draws faults; those that are put right at one place stand together,
// with one button below.
func (v *view) mends(tone widgets.Tone, faults []*fault.Error) []fyne.CanvasObject {
	p := v.host.Printer()
	var out []fyne.CanvasObject
	for len(faults) > 0 {
		n, w := 1, v.wayOf(faults[0])
		for n < len(faults) && w.key != "" && v.wayOf(faults[n]).same(w) {
			n++
		}
		out = append(out, widgets.NewNote(tone, together(p, faults[:n])))
		if w.key != "" {
			out = append(out, widgets.HBox(0, widgets.NewButton(p.T(w.key, "number", w.what), icons.Right, w.to), widgets.Spacer()))
		}
		faults = faults[n:]
	}
	return out
}

// together says several faults in one breath: mentions that are missing in one
// sentence, others one under the other.
func together(p *text.Printer, faults []*fault.Error) string {
	var whats, sentences []string
	for _, f := range faults {
		sentences = append(sentences, p.Error(f))
		if what, ok := f.Args["what"].(fault.Key); ok && f.Code == faults[0].Code {
			whats = append(whats, p.T(string(what)))
		}
	}
	if len(whats) < len(faults) {
		return strings.Join(sentences, "\n")
	}
	return p.T("error."+faults[0].Code, "what", p.List(whats))
}

func (w way) same(o way) bool { return w.key == o.key && w.what == o.what }

// wayOf tells where a fault is put right; the zero way where only the sentence
// can say it.
func (v *view) wayOf(f *fault.Error) way {
	number, _ := f.Args["number"].(string)
	switch f.Code {
	case "draft_stale", "draft_before_statement", "statement_over", "expense_gone", "expense_changed":
		return way{key: "invoicing.redraw", to: v.redraw}
	case "statement_unsigned", "billed_already":
		return way{key: "invoicing.mend_open", what: number, to: func() { v.open(number) }}
	case "statement_missing", "statement_changed":
		return way{key: "invoicing.mend_statement", to: v.draftStatement}
	case "line_rate_missing":
		return way{key: "invoicing.mend_rates", to: func() { v.host.Go(screen.Route{Page: screen.PageAgency, Arg: "rates"}) }}
	case "vat_rate_unverified":
		return way{key: "invoicing.terms", to: v.editTerms}
	}
	who, rest, _ := strings.Cut(f.Field, ".")
	switch who {
	case "agency":
		return way{key: "invoicing.mend_agency", to: func() { v.host.Go(screen.Route{Page: screen.PageAgency, Arg: screen.IdentityAt(rest)}) }}
	case "client":
		return way{key: "invoicing.mend_client", to: func() {
			v.host.Go(screen.Route{Page: screen.PageClient, Client: v.client.Key, Tab: screen.TabFile, Arg: screen.IdentityAt(rest)})
		}}
	case "settings":
		return way{key: "invoicing.settings", to: v.editSettings}
	case "line":
		if l, ok := v.typedLine(rest); ok {
			return way{key: "invoicing.edit_line", what: rest, to: func() { v.editLine(&l) }}
		}
		return way{}
	case "lines":
		return way{key: "invoicing.add_line", to: v.addLine}
	case "discount":
		return way{key: "invoicing.discount", to: v.discount}
	case "due_on", "period", "exchange", "def":
		return way{key: "invoicing.mend_draft", to: v.editDraft}
	}
	return way{}
}

// typedLine is the line a field such as "2.price" names, where a person wrote it.
func (v *view) typedLine(field string) (billing.Line, bool) {
	digits, _, _ := strings.Cut(field, ".")
	no, err := strconv.Atoi(digits)
	if err != nil {
		return billing.Line{}, false
	}
	for _, l := range v.detail.doc.Lines {
		if l.No == no && l.Typed() {
			return l, true
		}
	}
	return billing.Line{}, false
}

// redraw draws the month's draft again.
func (v *view) redraw() { v.redrawOf(v.detail.doc) }

func (v *view) redrawOf(d billing.Document) {
	v.draft("invoicing.redrawn", func(ctx context.Context, _ clients.ID) (t drafted, err error) {
		t.doc, t.notes, err = v.deps.Billing.Redraw(ctx, string(d.ID))
		return t, err
	})
}

// costs is what lateness adds to an invoice, nil for none.
func (v *view) costs() fyne.CanvasObject {
	p, t := v.host.Printer(), v.detail
	if t.late.Days <= 0 {
		return nil
	}
	return widgets.Inset(0, 0, theme.Space4, 0, widgets.NewNote(widgets.ToneBad, p.N("invoicing.late_cost", t.late.Days,
		"interest", moneyOf(t.late.Interest, t.doc), "indemnity", moneyOf(t.late.Indemnity, t.doc))))
}
