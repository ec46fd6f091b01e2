package invoice

import (
	"fmt"
	"slices"
	"strings"

	"regie/clients/billing"
	"regie/clients/civil"
	"regie/reports/letter"
	"regie/reports/page"
)

// head draws the top of every page: a band in the brand's colour, the logo and
// the document's name on the first, a running line on the others.
func (s *sheet) head(c *page.Canvas, info page.PageInfo) {
	c.Rect(0, 0, c.Width(), 9, s.theme.Primary)
	left, right := 48.0, c.Width()-48
	width := right - left
	if info.Number > 1 {
		st := page.TextStyle{Size: s.theme.Caption, Bold: true, Color: s.theme.Brand}
		c.Label(left, 48, width*0.5, s.d.Seller.PrintedName(), st)
		st.Bold, st.Color, st.Align = false, s.theme.Mute, page.Right
		c.Label(left+width*0.5, 48, width*0.5, s.title()+" · "+s.d.Buyer.PrintedName(), st)
		c.Rect(left, 58, width, 0.8, s.theme.Line)
		s.mark(c, right, 68)
		return
	}
	s.logo(c, left, 32, 190, 50)
	c.Label(left+width*0.45, 54, width*0.55, s.kind(), page.TextStyle{Size: 23, Bold: true, Color: s.theme.Brand, Align: page.Right})
	if s.d.Issued() {
		c.Label(left+width*0.45, 74, width*0.55, s.d.Number, page.TextStyle{Size: 12.5, Bold: true, Align: page.Right})
	}
	s.mark(c, right, 73) // where the number will stand
}

// logo shows the logo at the left of its box, else the name.
func (s *sheet) logo(c *page.Canvas, x, y, w, h float64) {
	if logo := s.opt.Logo; logo != nil {
		lw, lh := logo.Fit(w, h)
		c.Picture(logo, x, y+(h-lh)/2, lw, lh, 0)
		return
	}
	name := firstFilled(s.d.Seller.Name, s.d.Seller.PrintedName())
	st := page.TextStyle{Size: 18, Bold: true, Color: s.theme.Brand}
	for st.Size > 11 && c.TextWidth(name, st) > w {
		st.Size--
	}
	c.Label(x, y+h/2+6, w, name, st)
}

// mark says on every page that this is a draft, ending at a right edge. An issued document bears no
// mark: its bytes are frozen, and every copy of them is the document itself.
func (s *sheet) mark(c *page.Canvas, right, y float64) {
	if s.d.Issued() {
		return
	}
	word := s.t("invoice.draft")
	st := page.TextStyle{Size: 8.4, Bold: true, Color: s.theme.Bad, Spacing: 0.8, Align: page.Center}
	w := c.TextWidth(word, st) + 20
	c.RoundRect(right-w, y-7, w, 18, 9, page.White, s.theme.Bad, 0.9)
	c.Label(right-w, y+5, w, word, st)
}

// foot prints who the seller is in law, and page x / y.
func (s *sheet) foot(c *page.Canvas, info page.PageInfo) {
	left, width := 48.0, c.Width()-96
	y := c.Height() - 56
	c.Rect(left, y, width, 0.6, s.theme.Line)
	st := page.TextStyle{Size: 7.4, Color: s.theme.Mute, Align: page.Center, Lead: 1.35}
	c.Text(left, y+7, width, page.Text(strings.Join(s.identity(), " · ")), st)
	st.Align = page.Right
	c.Label(left, c.Height()-22, width, s.t("invoice.page", "number", fmt.Sprint(info.Number), "total", fmt.Sprint(info.Total)), st)
	if s.d.Issued() {
		st.Align = page.Left
		c.Label(left, c.Height()-22, width*0.7, s.title(), st)
	}
}

// identity is what law wants on every commercial paper of the seller.
func (s *sheet) identity() []string {
	p := s.d.Seller
	out := []string{p.PrintedName()}
	if p.LegalForm != "" && !strings.Contains(p.PrintedName(), p.LegalForm) {
		out[0] += ", " + p.LegalForm
	}
	return append(out, s.numbers(p)...)
}

// numbers are the official numbers of a party, each with its name.
func (s *sheet) numbers(p billing.Party) []string {
	var out []string
	switch {
	case p.SIRET != "":
		out = append(out, s.t("invoice.siret", "number", letter.Spaced(p.SIRET, 3, 3, 3, 5)))
	case p.SIREN != "":
		out = append(out, s.t("invoice.siren", "number", letter.Spaced(p.SIREN, 3, 3, 3)))
	}
	for r := range strings.SplitSeq(p.Registers, " · ") {
		out = append(out, filled(r)...)
	}
	if p.VATID != "" {
		key := "invoice.vat_number"
		if p.Country == "CD" || p.Country == "SN" || p.Country == "CI" || p.Country == "CM" {
			key = "invoice.tax_number"
		}
		out = append(out, s.t(key, "number", p.VATID))
	}
	return out
}

// unended is a text without the stop at its end, which a sentence brings.
func unended(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasSuffix(s, "..") {
		return s
	}
	return strings.TrimSuffix(s, ".")
}

// parties sets the seller at the left and the buyer, boxed, at the right, where
// the window of an envelope is.
func (s *sheet) parties() page.Block {
	small := page.TextStyle{Size: 8.8, Lead: 1.42}
	if s.set.close {
		small.Lead = 1.3
	}
	return page.Split{
		Ratio: 0.47, Gap: 26,
		Left:  []page.Block{page.Paragraph{Tight: true, Style: small, Spans: s.party(s.d.Seller, s.t("invoice.seller"), true)}},
		Right: []page.Block{page.Callout{Spans: s.party(s.d.Buyer, s.t("invoice.buyer_"+string(s.d.Kind)), false)}},
	}
}

// party is a party's block of lines.
func (s *sheet) party(p billing.Party, label string, contact bool) []page.Span {
	out := []page.Span{
		{Text: label + "\n", Size: 7.6, Color: s.theme.Mute},
		{Text: p.PrintedName(), Bold: true, Size: 10.4},
	}
	line := func(parts ...string) {
		if l := strings.Join(filled(parts...), " "); l != "" {
			out = append(out, page.Span{Text: "\n" + l})
		}
	}
	if p.LegalForm != "" && !strings.Contains(p.PrintedName(), p.LegalForm) {
		line(p.LegalForm)
	}
	for l := range strings.SplitSeq(p.Street, "\n") {
		line(strings.TrimSpace(l))
	}
	line(p.Postcode, p.City)
	if s.d.Seller.Country != s.d.Buyer.Country && p.Country != "" {
		line(s.country(p.Country))
	}
	numbers := s.numbers(p)
	if contact { // the seller's stand at the foot of each page too
		numbers = append(filled(together(numbers)), filled(together(filled(p.Email, p.Phone)))...)
	}
	for _, n := range numbers {
		out = append(out, page.Span{Text: "\n" + n, Size: 8.2, Color: s.theme.Mute})
	}
	return out
}

// together sets short texts on a line, which may end between two of them only.
func together(texts []string) string {
	return strings.NewReplacer(" ", "\u00a0", "\n", " · ").Replace(strings.Join(texts, "\n"))
}

// facts are the days and references of the document: a row of four, and what
// has no place there on a line below.
func (s *sheet) facts() []page.Block {
	type fact struct{ label, value string }
	var first, second []fact
	add := func(to *[]fact, key, value string) {
		if value != "" {
			*to = append(*to, fact{s.t(key), value})
		}
	}
	d := s.d
	add(&first, "invoice.issued_on", s.p.Date(d.IssuedOn))
	add(&first, "invoice.due_on", s.p.Date(d.DueOn))
	add(&first, "invoice.valid_until", s.p.Date(d.ValidUntil))
	if !s.dayOnly() {
		add(&first, "invoice.period", s.period(d.Period))
	}
	add(&first, "invoice.credited", d.Refs.Invoice)
	add(&first, "invoice.order", d.Refs.Order)
	add(&second, "invoice.statement", d.Refs.Statement)
	add(&second, "invoice.reference", d.Buyer.Reference)
	add(&second, "invoice.contract", d.Refs.Contract)
	add(&second, "invoice.quote", d.Refs.Quote)
	if d.Delivery != nil {
		add(&second, "invoice.delivery", s.address(*d.Delivery))
	}
	const row = 4
	wide := func(f fact) bool { return len([]rune(f.value)) > 18 } // would break in a row of four
	if n := row - len(first); n >= len(second) && !slices.ContainsFunc(second, wide) {
		first, second = append(first, second...), nil
	}
	var pairs []page.Fact
	for _, f := range first {
		pairs = append(pairs, page.Fact{Label: strings.ToUpper(f.label), Lines: []page.Span{{Text: f.value, Bold: true, Size: 9}}})
	}
	out := []page.Block{page.Facts{Pairs: pairs, PerRow: row}}
	if len(second) == 0 {
		return out
	}
	var refs []page.Span
	for i, f := range second {
		if i > 0 {
			refs = append(refs, page.Span{Text: "  ·  "})
		}
		refs = append(refs, page.Span{Text: s.t("invoice.labelled", "label", f.label) + "\u00a0"}, page.Span{Text: f.value, Bold: true, Color: s.theme.Ink})
	}
	return append(out, page.Paragraph{Spans: refs, Style: page.TextStyle{Size: 8.4, Color: s.theme.Mute}})
}

// dayOnly tells a quote or a deposit, or what takes one back, whose period is but
// its own day: nothing was rendered then.
func (s *sheet) dayOnly() bool {
	d, on := s.d, s.d.IssuedOn
	asked := d.Kind == billing.Quote || d.Kind == billing.Deposit
	if d.Kind == billing.Credit {
		on = d.Refs.InvoiceOn
		asked = !slices.ContainsFunc(d.Lines, func(l billing.Line) bool { return l.Nature != billing.Advance })
	}
	return asked && d.Period.From == d.Period.To && d.Period.From == on
}

// period is when the service was rendered: a whole month by its name.
func (s *sheet) period(r civil.Range) string {
	if m := r.From.InMonth(); !r.From.IsZero() && r == m.Range() {
		return capital(s.p.Month(m))
	}
	if r.From.IsZero() && r.To.IsZero() {
		return ""
	}
	if r.From == r.To {
		return s.p.Date(r.From)
	}
	return s.p.DateNum(r.From) + " – " + s.p.DateNum(r.To)
}

func (s *sheet) address(a billing.Address) string {
	return oneLine(strings.Join(filled(a.Name, a.Street, strings.TrimSpace(a.Postcode+" "+a.City)), ", "))
}

func (s *sheet) country(code string) string {
	key := "invoice.country_" + strings.ToLower(code)
	if s.p.Has(key) {
		return s.t(key)
	}
	return code
}

// origin says what a credit note takes back or a statement replaces, and why.
func (s *sheet) origin() []page.Block {
	var sentences []string
	switch d := s.d; {
	case d.Kind == billing.Credit:
		sentences = append(sentences, s.t("invoice.takes_back", "number", d.Refs.Invoice, "date", d.Refs.InvoiceOn))
		if d.Refs.Reason != "" {
			sentences = append(sentences, s.t("invoice.reason", "reason", unended(d.Refs.Reason)))
		}
	case d.Kind == billing.Statement && d.Refs.Replaces != "":
		sentences = append(sentences, s.t("invoice.replaces", "number", d.Refs.Replaces))
	}
	if len(sentences) == 0 {
		return nil
	}
	return []page.Block{page.Callout{Spans: page.Text(strings.Join(sentences, " "))}}
}
