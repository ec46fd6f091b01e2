package reports

import (
	"strings"

	"regie/reports/letter"
	"regie/reports/page"
)

func (w *writer) cover() page.Block {
	m, p := w.m, w.p
	return page.Cover{
		Kicker: p.T("report.kicker"), Title: w.monthTitle(),
		Subtitle: p.T("report.subtitle", "Client", m.Client.Name),
		Logo:     letter.Picture(m.ClientLogo), Initials: letter.Initials(m.Client.Name),
		Facts: []page.Fact{
			{Label: upper(p.T("report.prepared_for")), Lines: w.recipients()},
			{Label: upper(p.T("report.prepared_by")), Lines: w.senders()},
			{Label: upper(p.T("report.data")), Lines: []page.Span{{Text: w.volume()}, {Text: letter.Capital(w.dataDate())}}},
			{Label: upper(p.T("common.version")), Lines: w.versionLines()},
		},
		Notice: w.correction(), Anchor: anchorCorrection,
	}
}

// recipients are who reads the report at the client.
func (w *writer) recipients() []page.Span {
	lines := []page.Span{{Text: w.m.Client.Name, Bold: true}}
	if d := w.m.Decider; d.Name != "" {
		name := d.Name
		if d.Job != "" {
			name += ", " + d.Job
		}
		lines = []page.Span{{Text: name, Bold: true}}
	}
	if len(w.m.Committee) > 0 {
		lines = append(lines, page.Span{Text: w.p.T("report.committee")})
	}
	return lines
}

func (w *writer) senders() []page.Span {
	lines := []page.Span{{Text: w.m.Agency.Name, Bold: true}}
	if a := w.m.Authors; len(a) > 0 {
		names := append([]string(nil), a[:min(4, len(a))]...)
		if more := len(a) - len(names); more > 0 {
			names = append(names, w.p.N("report.others", more))
		}
		lines = append(lines, page.Span{Text: w.p.List(names)})
	}
	return lines
}

// volume says what the report stands on.
func (w *writer) volume() string {
	if w.m.Empty() {
		return w.p.T("report.no_data")
	}
	n := 0
	for _, c := range w.m.Calendar.ByNetwork {
		if c.Count > 0 {
			n++
		}
	}
	var parts []string
	for _, x := range []struct {
		key string
		n   int
	}{{"report.n_networks", n}, {"report.n_published", w.m.Calendar.Published}, {"report.n_entries", w.m.Hours.Entries}} {
		if x.n > 0 {
			parts = append(parts, w.p.N(x.key, x.n))
		}
	}
	return strings.Join(parts, ", ")
}

func upper(s string) string { return strings.ToUpper(s) }
