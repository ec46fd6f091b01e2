package contest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"regie/assets/text"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/money"
	"regie/reports/page"
)

// shownTicket is how many figures of a ticket are printed: enough to find it in
// the list.
const shownTicket = 16

// Render lays the record out. It does no input or output.
func Render(r Record) (*page.Document, error) {
	w := &writer{r: &r, p: r.Printer(), theme: r.Theme()}
	name := w.t("contest.record")
	blocks := []page.Block{
		r.Band(name, r.Contest.Name, w.t("contest.record_under", "at", w.at(r.Contest.Draw.At))), r.Parties(), w.facts(),
	}
	for _, section := range []func() []page.Block{w.prizes, w.winners, w.entrants, w.again, w.checked} {
		blocks = append(blocks, section()...)
	}
	blocks = append(blocks, r.Signature(w.t("contest.record_agreed")))
	doc, err := page.Layout(page.Setup{
		Title: name + " – " + r.Contest.Name + ", " + r.Client.Name, Author: r.Agency.Name, Subject: name, Lang: string(r.Lang), Theme: w.theme,
		Header: page.RunningHead(r.Client.Name, name+" · "+r.Contest.Name, w.theme),
		Footer: page.RunningFoot(r.Agency.Name, w.t("contest.record_foot"), w.theme),
	}, blocks)
	if err != nil {
		return nil, fmt.Errorf("laying out the record of contest %s: %w", r.Contest.ID, err)
	}
	return doc, nil
}

// writer makes the blocks of a record.
type writer struct {
	r     *Record
	p     *text.Printer
	theme page.Theme
}

func (w *writer) t(key string, kv ...any) string { return w.p.T(key, kv...) }

// at is an instant in Coordinated Universal Time, as the published text says it.
func (w *writer) at(t time.Time) string {
	t = t.UTC()
	return w.p.Date(civil.DateOf(t, time.UTC)) + ", " + w.p.Clock(civil.Clock(t.Hour()*60+t.Minute())) + " UTC"
}

// link is a text that leads where it says.
func link(url string) page.Span { return page.Span{Text: url, Link: url} }

// facts are when one could take part, the rules, who drew, and where the result
// stands.
func (w *writer) facts() page.Block {
	c := w.r.Contest
	pairs := []page.Fact{}
	add := func(key string, lines ...page.Span) {
		pairs = append(pairs, page.Fact{Label: strings.ToUpper(w.t("contest.record_" + key)), Lines: lines})
	}
	add("open", page.Span{Text: w.p.Range(civil.Range{From: c.From, To: c.Until}), Bold: true})
	drawn := []page.Span{{Text: w.at(c.Draw.At), Bold: true}}
	if c.Draw.Who != "" {
		drawn = append(drawn, page.Span{Text: c.Draw.Who})
	}
	add("drawn", drawn...)
	if c.Rules != "" {
		add("rules", link(c.Rules))
	}
	if c.Result != "" {
		add("result", page.Span{Text: w.at(c.ResultAt), Bold: true}, link(c.Result))
	} else {
		add("result", page.Span{Text: w.t("contest.record_no_result")})
	}
	return page.Facts{PerRow: 2, Pairs: pairs}
}

// prizes are what could be won; what they are worth adds up where all of it is
// known and in one currency.
func (w *writer) prizes() []page.Block {
	list := w.r.Contest.Prizes
	if len(list) == 0 {
		return nil
	}
	t := page.Table{Title: w.t("contest.record_prizes"), Compact: true, Columns: []page.Column{
		{Title: w.t("contest.record_prize"), Flex: 1},
		{Title: w.t("contest.record_quantity"), Align: page.Right},
		{Title: w.t("contest.record_value"), Align: page.Right},
		{Title: w.t("contest.record_worth"), Align: page.Right},
	}}
	var sum int64
	known, currency := true, list[0].Currency
	for _, p := range list {
		value, worth := w.t("common.unknown"), w.t("common.unknown")
		if p.ValueMinor != nil {
			one := money.Of(*p.ValueMinor, money.Currency(p.Currency))
			all := money.Of(*p.ValueMinor*int64(p.Quantity), money.Currency(p.Currency))
			value, worth, sum = w.p.Money(one), w.p.Money(all), sum+all.Minor
		}
		known = known && p.ValueMinor != nil && p.Currency == currency
		t.Rows = append(t.Rows, page.Cells(p.Name, w.p.Int(int64(p.Quantity)), value, worth))
	}
	if known && len(list) > 1 {
		total := page.Cells(w.t("contest.record_total"), w.p.Int(int64(w.r.Contest.Winners())), "", w.p.Money(money.Of(sum, money.Currency(currency))))
		total.Total = true
		t.Rows = append(t.Rows, total)
	}
	return []page.Block{t}
}

// winners are those drawn, in the order of the draw, then those who stand by.
func (w *writer) winners() []page.Block {
	d := w.r.Contest.Draw
	t := page.Table{Title: w.t("contest.record_drawn_list"), Compact: true, Columns: []page.Column{{Title: w.t("contest.record_place"), Align: page.Right}}}
	named := slices.ContainsFunc(slices.Concat(d.Winners, d.Substitutes), func(e calendar.Entrant) bool { return e.Name != "" })
	if named {
		t.Columns = append(t.Columns, page.Column{Title: w.t("contest.record_name"), Flex: 1})
	}
	t.Columns = append(t.Columns,
		page.Column{Title: w.t("contest.record_id"), Flex: 1}, page.Column{Title: w.t("contest.record_ticket"), Color: w.theme.Mute})
	group := func(key string, list []calendar.Entrant) {
		if len(list) == 0 {
			return
		}
		t.Rows = append(t.Rows, page.Row{Group: true, Cells: []page.Cell{{Text: w.p.N(key, len(list)), Span: len(t.Columns)}}})
		for i, e := range list {
			cells := []string{w.p.Int(int64(i + 1))}
			if named {
				cells = append(cells, cmp.Or(e.Name, w.t("common.unknown")))
			}
			t.Rows = append(t.Rows, page.Cells(append(cells, e.ID, e.Ticket[:min(shownTicket, len(e.Ticket))]+"…")...))
		}
	}
	group("contest.record_winners", d.Winners)
	group("contest.record_substitutes", d.Substitutes)
	return []page.Block{t}
}

// entrants are how many took part and how many were left out of the draw, why.
func (w *writer) entrants() []page.Block {
	in := len(strings.Fields(w.r.Contest.Draw.List))
	t := page.Table{Title: w.t("contest.record_entrants"), Compact: true, Columns: []page.Column{{Flex: 1}, {Align: page.Right}}}
	row := func(label string, n int) page.Row { return page.Cells(label, w.p.Int(int64(n))) }
	t.Rows = append(t.Rows, row(w.t("contest.record_registered"), w.r.Entrants))
	for _, x := range w.r.Excluded {
		t.Rows = append(t.Rows, page.Cells(w.t("contest.record_excluded", "reason", x.Reason), "−"+w.p.Int(int64(x.Count))))
	}
	total := row(w.t("contest.record_in"), in)
	total.Total = true
	t.Rows = append(t.Rows, total)
	return []page.Block{page.Keep{Blocks: []page.Block{t}}}
}

// again is how the draw was made and how anyone makes it again, in the words
// that are published with the result.
func (w *writer) again() []page.Block {
	words, script := calendar.VerifyText(w.p, w.r.Contest)
	blocks := []page.Block{page.Heading{Level: 2, Text: w.t("contest.record_again")}}
	for line := range strings.SplitSeq(words, "\n") {
		blocks = append(blocks, page.Paragraph{Spans: page.Text(line), Style: page.TextStyle{Size: w.theme.Caption + 0.4, Lead: 1.4}})
	}
	code := page.Paragraph{Spans: page.Text(strings.TrimSpace(script)), Style: page.TextStyle{Size: w.theme.Caption - 0.6, Lead: 1.35}, Tight: true}
	return append(blocks, page.Panel{Blocks: []page.Block{code}, Fill: w.theme.Soft})
}

// checked are the points of law and of the platforms that were looked at.
func (w *writer) checked() []page.Block {
	if len(w.r.Checked) == 0 {
		return nil
	}
	t := page.Table{Title: w.t("contest.record_checked"), Compact: true, WithNext: true, Columns: []page.Column{{Flex: 1}}}
	for _, p := range w.r.Checked {
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: p.Text(string(w.r.Lang)), Mark: page.Done}}})
	}
	return []page.Block{t}
}
