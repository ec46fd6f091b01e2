package reports

import (
	"regie/assets/text"
	"regie/reports/page"
)

// SectionInfo is one section as the list of a composer shows it.
type SectionInfo struct {
	Section Section
	Title   string
	Count   string // what it holds: "31", "25 h 30"
	Off     bool
	First   int // its first page, from 1; 0 when it is off
	Pages   int // pages it touches
}

// Outline lists every section in the composed order, with the pages it has in
// the document, in its reader's language.
func Outline(m Month, doc *page.Document, reader text.Lang) []SectionInfo {
	w := newWriter(&m)
	told := m
	told.Lang = reader
	words := newWriter(&told)
	starts := map[string]page.Bookmark{}
	for _, b := range doc.Outline {
		if _, seen := starts[b.Title]; b.Level == 0 && !seen {
			starts[b.Title] = b
		}
	}
	var out []SectionInfo
	for _, p := range m.Composition.Complete().Parts {
		info := SectionInfo{Section: p.Section, Title: words.p.T("report.section_" + string(p.Section)), Off: p.Off, Count: words.held(p.Section)}
		if !p.Off {
			info.First = starts[w.title(p.Section)].Page
			if p.Section == SectionCover {
				info.First = 1
			}
		}
		out = append(out, info)
	}
	end := len(doc.Pages) // the last page that a section touches
	for i := len(out) - 1; i >= 0; i-- {
		if out[i].First == 0 {
			continue
		}
		out[i].Pages = max(end, out[i].First) - out[i].First + 1
		end = out[i].First
		if at := starts[w.title(out[i].Section)]; at.Y <= w.theme.Margins.Top {
			end--
		}
	}
	return out
}

// held is what a section holds, in a word.
func (w *writer) held(s Section) string {
	m := w.m
	switch s {
	case SectionDeliverables:
		if promised, made := totals(m.Deliverables); promised > 0 {
			return w.p.T("report.of", "Part", made, "Whole", promised)
		}
	case SectionCalendar:
		return w.p.Int(int64(len(m.Calendar.Items)))
	case SectionHours:
		return w.hoursText(m.Hours.Billed)
	case SectionBank:
		if b := m.Hours.Bank; b != nil {
			return w.hoursText(b.Balance)
		}
	case SectionBudget:
		if len(m.Budget.Lines) > 0 {
			return w.moneyShort(m.Budget.Left)
		}
	case SectionNext:
		return w.p.N("report.n_planned", len(planned(m.Next.Items)))
	case SectionAnnex:
		return w.p.N("report.n_entries", m.Hours.Entries)
	}
	return ""
}
