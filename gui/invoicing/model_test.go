package invoicing

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/widgets"
)

var today = civil.NewDate(2026, 11, 22)

// invoice is an issued invoice of a gross amount, due on a day.
func invoice(gross, paid int64, due civil.Date, s billing.State) billing.Document {
	return billing.Document{
		Kind: billing.Invoice, Number: "F2026-0001", Currency: money.EUR, State: s, PaidMinor: paid,
		IssuedOn: civil.NewDate(2026, 10, 1), DueOn: due, Totals: billing.Totals{Net: gross, Gross: gross},
	}
}

// Ensure a pill says late before anything else, and only while something is due.
func TestState(t *testing.T) {
	p := text.For(text.FR)
	late := civil.NewDate(2026, 11, 10)
	for name, c := range map[string]struct {
		d    billing.Document
		tone widgets.Tone
		want string
	}{
		"a draft":            {billing.Document{Kind: billing.Invoice, State: billing.Draft}, widgets.ToneNeutral, "brouillon"},
		"waiting":            {invoice(1000, 0, today, billing.Issued), widgets.ToneInfo, "émise"},
		"late":               {invoice(1000, 0, late, billing.Issued), widgets.ToneBad, "12 jours de retard"},
		"late in part":       {invoice(1000, 400, late, billing.Partly), widgets.ToneBad, "12 jours de retard"},
		"paid late":          {invoice(1000, 1000, late, billing.Paid), widgets.ToneOK, "payée"},
		"credited when late": {invoice(1000, 0, late, billing.Credited), widgets.ToneNeutral, "annulée par avoir"},
		"a credit note":      {billing.Document{Kind: billing.Credit, Number: "A2026-0001", State: billing.Issued}, widgets.ToneInfo, "émis"},
		"a signed statement": {billing.Document{Kind: billing.Statement, Number: "R2026-0001", State: billing.Signed}, widgets.ToneOK, "signé"},
		"an accepted quote":  {billing.Document{Kind: billing.Quote, Number: "D2026-0001", State: billing.Accepted}, widgets.ToneOK, "accepté"},
	} {
		if tone, _, words := state(p, c.d, today); tone != c.tone || words != c.want {
			t.Errorf("%s: %q, %q", name, tone, words)
		}
	}
}

// Ensure credit notes lower the year, and currencies are never added up.
func TestCount(t *testing.T) {
	usd := invoice(700, 0, today, billing.Issued)
	usd.Currency = money.USD
	credit := invoice(300, 0, civil.Date{}, billing.Issued)
	credit.Kind = billing.Credit
	old := invoice(9900, 9900, civil.NewDate(2025, 3, 1), billing.Paid)
	old.IssuedOn = civil.NewDate(2025, 2, 1)
	f := count([]billing.Document{
		invoice(1000, 400, civil.NewDate(2026, 11, 10), billing.Partly), usd, credit, old,
		{Kind: billing.Quote, Currency: money.EUR, Totals: billing.Totals{Net: 5000, Gross: 5000}},
	}, today)
	p := text.For(text.EN)
	if got := f.due.words(p); got != "€6 + $7" && got != "€6 + US$7" {
		t.Errorf("due %q", got)
	}
	if f.late.count != 1 || f.late.minor[money.EUR] != 600 {
		t.Errorf("late %+v", f.late)
	}
	if f.year.minor[money.EUR] != 700 || f.year.minor[money.USD] != 700 {
		t.Errorf("the year %+v", f.year)
	}
	if f.drafts.minor[money.EUR] != 5000 || f.drafts.count != 1 {
		t.Errorf("drafts %+v", f.drafts)
	}
}

func TestFilter(t *testing.T) {
	quote := billing.Document{Kind: billing.Quote, Number: "D2026-0001", State: billing.Issued}
	for name, c := range map[string]struct {
		f    filter
		d    billing.Document
		want bool
	}{
		"nothing chosen":     {filter{}, quote, true},
		"another kind":       {filter{kinds: []string{"invoice"}}, quote, false},
		"an open quote":      {filter{states: []string{stateOpen}}, quote, true},
		"a quote is no debt": {filter{states: []string{stateDue}}, quote, false},
		"due":                {filter{states: []string{stateDue}}, invoice(10, 0, today, billing.Issued), true},
		"not late yet":       {filter{states: []string{stateLate}}, invoice(10, 0, today, billing.Issued), false},
	} {
		if got := c.f.lets(c.d, today); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// Ensure a line is read as it is written: hours as everywhere, pieces with
// decimals, and what is not understood is refused beside its field.
func TestLineForm(t *testing.T) {
	test.NewTempApp(t)
	p := text.For(text.FR)
	made := func(quantity string, unit billing.Unit, vat string) *lineForm {
		f := newLine(p, billing.Document{Currency: money.EUR}, nil)
		f.quantity.SetText(quantity)
		f.unit.Choose(string(unit))
		f.vat.SetText(vat)
		f.price.SetAmount(money.Of(5000, money.EUR))
		return f
	}
	if l, err := made("2,5", billing.Piece, "5,5").read(money.EUR); err != nil || l.Quantity != 250 || l.Rate == nil || *l.Rate != 550 {
		t.Errorf("%+v, %v", l, err)
	}
	if l, err := made("1h30", billing.Hour, "").read(money.EUR); err != nil || l.Quantity != 90 || l.Rate != nil {
		t.Errorf("%+v, %v", l, err)
	}
	if l, err := made("40", billing.Hour, "").read(money.EUR); err != nil || l.Quantity != 2400 {
		t.Errorf("forty hours sold: %+v, %v", l, err)
	}
	for _, bad := range []*lineForm{made("beaucoup", billing.Piece, ""), made("1h75", billing.Hour, ""), made("1", billing.Piece, "120")} {
		if _, err := bad.read(money.EUR); err == nil {
			t.Error("a line is taken that cannot be read")
		}
	}
}

// Ensure a quote's line carries the level of its hours or the kind of its
// deliverables, and neither where it does not belong.
func TestALineOfAQuote(t *testing.T) {
	test.NewTempApp(t)
	p := text.For(text.FR)
	levels := []clients.Level{{Key: "senior", NameFR: "Senior", NameEN: "Senior"}}
	for _, c := range []struct {
		nature            billing.Nature
		unit              billing.Unit
		level, kind       string
		quantity          string
		wantLevel, wantOf string
	}{
		{billing.Hours, billing.Hour, "senior", "reel", "10h", "senior", ""},
		{billing.Deliverable, billing.Piece, "senior", "reel", "4", "", "reel"},
		{billing.Free, billing.Piece, "senior", "reel", "1", "", ""},
	} {
		f := newLine(p, billing.Document{Kind: billing.Quote, Currency: money.EUR}, levels)
		f.what.SetText("Ligne")
		f.nature.Choose(string(c.nature))
		f.unit.Choose(string(c.unit))
		f.level.Choose(c.level)
		f.kind.Choose(c.kind)
		f.quantity.SetText(c.quantity)
		f.price.SetAmount(money.Of(9000, money.EUR))
		l, err := f.read(money.EUR)
		if err != nil || l.Level != c.wantLevel || l.Kind != c.wantOf {
			t.Errorf("%s: level %q, kind %q, %v", c.nature, l.Level, l.Kind, err)
		}
	}
}

// Ensure a line that is opened to be changed reads back as it was.
func TestALineReadsBack(t *testing.T) {
	test.NewTempApp(t)
	p := text.For(text.FR)
	d := billing.Document{Kind: billing.Quote, Currency: money.EUR}
	levels := []clients.Level{{Key: "senior", NameFR: "Senior", NameEN: "Senior"}}
	for _, l := range []billing.Line{
		{Nature: billing.Hours, Unit: billing.Hour, Level: "senior", Quantity: 635, Price: 9050, Description: "Stratégie", Category: billing.Standard, Rate: 2000},
		{Nature: billing.Deliverable, Unit: billing.Piece, Kind: "reel", Quantity: 1250, Price: 123_456, Description: "Réels", Detail: "montés", Category: billing.OutOfScope},
		{Nature: billing.Free, Unit: billing.Piece, Quantity: 300_000, Price: 1, Description: "Tracts", Category: billing.Standard, Rate: 550},
	} {
		f := newLine(p, d, levels)
		f.fill(p, d, l)
		got, err := f.read(money.EUR)
		if err != nil || got.Quantity != l.Quantity || got.Price.Minor != l.Price || got.Unit != l.Unit || got.Level != l.Level ||
			got.Kind != l.Kind || got.Description != l.Description || got.Detail != l.Detail {
			t.Errorf("%+v became %+v, %v", l, got, err)
		}
		if rate := got.Rate; (rate == nil) != (l.Category != billing.Standard) || (rate != nil && *rate != l.Rate) {
			t.Errorf("%s: rate %v", l.Description, rate)
		}
	}
}

// Ensure the form of a draft offers what an invoice of the RDC wants, and that a
// rate that was not changed keeps its day.
func TestTheWordsOfADraft(t *testing.T) {
	test.NewTempApp(t)
	p := text.For(text.FR)
	old := billing.Exchange{To: money.CDF, Num: 2850, Den: 1, On: civil.NewDate(2026, 11, 2)}
	d := billing.Document{Kind: billing.Invoice, Currency: money.USD, Seller: billing.Party{Address: billing.Address{Country: "CD"}}, Exchange: &old}
	days := civil.NewMonth(2026, 10).Range()
	d.Period = days
	f := newWords(p, d, today)
	f.def.SetText("DEF-7")
	put, err := f.read()
	if err != nil {
		t.Fatal(err)
	}
	if put(&d); d.Exchange.On != old.On || d.Congo == nil || d.Congo.DEF != "DEF-7" || d.Period != days {
		t.Errorf("%+v %+v", d.Exchange, d.Congo)
	}
	shown := d
	shown.DueOn = civil.NewDate(2026, 12, 22)
	f = newWords(p, shown, today)
	if put, err = f.read(); err != nil {
		t.Fatal(err)
	}
	if put(&d); !d.DueOn.IsZero() {
		t.Errorf("a due day that was only shown is fixed to %s", d.DueOn)
	}
	f.due.SetDate(civil.NewDate(2027, 1, 5))
	if put, err = f.read(); err != nil {
		t.Fatal(err)
	}
	if put(&d); d.DueOn != civil.NewDate(2027, 1, 5) {
		t.Errorf("due on %s", d.DueOn)
	}
	f.rate.SetText("2900")
	if put, err = f.read(); err != nil {
		t.Fatal(err)
	}
	if put(&d); d.Exchange.Num != 2900 || d.Exchange.On != today {
		t.Errorf("%+v", d.Exchange)
	}
	f.rate.SetText("cher")
	if _, err := f.read(); err == nil {
		t.Error("a word is taken for a rate")
	}
	if n := len(newWords(p, billing.Document{Kind: billing.Invoice, Seller: billing.Party{Address: billing.Address{Country: "FR"}}}, today).objects(billing.Invoice)); n != 5 {
		t.Errorf("a French invoice asks for %d fields", n)
	}
}

// Ensure it is said before a quote is accepted that it ends the contract in
// force, and what becomes of one that does not.
func TestWhatFollowsAQuote(t *testing.T) {
	p := text.For(text.FR)
	fee := money.Of(185_000, money.EUR)
	list := []clients.Contract{{ID: "c", From: civil.NewDate(2026, 1, 1), QuotaMinutes: 1920, Fee: &fee}}
	from := civil.NewDate(2026, 12, 1)
	tone, words := whatFollows(p, list, true, from)
	if tone != widgets.ToneWarn || !strings.Contains(words, "30 nov. 2026") || !strings.Contains(words, "1\u202f850") {
		t.Errorf("%s: %s", tone, words)
	}
	if tone, _ := whatFollows(p, list, false, from); tone != widgets.ToneInfo {
		t.Errorf("apart from the contract: %s", tone)
	}
	if tone, _ := whatFollows(p, nil, true, from); tone != widgets.ToneInfo {
		t.Errorf("the first contract: %s", tone)
	}
}

// Ensure what is missing at one place is said in one sentence, and other faults
// each in theirs.
func TestWhatIsMissingTogether(t *testing.T) {
	p := text.For(text.FR)
	miss := func(field string) *fault.Error {
		return fault.New("mention_missing_agency", "what", fault.Key("billing.what_"+field))
	}
	if s := together(p, []*fault.Error{miss("address"), miss("siren")}); s != "Il manque l’adresse et le numéro SIREN de l’agence." {
		t.Errorf("%q", s)
	}
	if s := together(p, []*fault.Error{fault.New("period_invalid"), fault.New("def_missing")}); strings.Count(s, "\n") != 1 {
		t.Errorf("%q", s)
	}
}
