package billing

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

func day(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func piece(price int64, rate money.Rate) Line {
	return Line{Nature: Free, Description: "x", Unit: Piece, Quantity: One, Price: price, Category: Standard, Rate: rate}
}

// Ensure VAT is taken on the sum of a rate's bases, and lines are rounded once.
func TestVectorsOfMoney(t *testing.T) {
	d := Document{Currency: money.EUR, Lines: []Line{piece(3333, 2000), piece(3333, 2000), piece(3333, 2000)}}
	d.Compute()
	if want := (Totals{Lines: 9999, Net: 9999, VAT: 2000, Gross: 11999}); d.Totals != want {
		t.Errorf("3 × 33.33 at 20 %%: %+v", d.Totals)
	}
	six := Line{Nature: Hours, Unit: Hour, Quantity: 60, BilledSeconds: 3600, Price: 1000, Category: Standard, Rate: 2000}
	if got := LineNet(six, money.EUR); got != 1000 {
		t.Errorf("six times ten minutes: %d", got)
	}
	cdf := Document{Currency: money.CDF, Lines: []Line{{Nature: Hours, Unit: Hour, Quantity: 50, Price: 4_500_000, Category: Standard, Rate: 1600}}}
	cdf.Compute()
	if cdf.Totals.Net != 3_750_000 || cdf.Totals.VAT != 600_000 {
		t.Errorf("CDF: %+v", cdf.Totals)
	}
	// A discount of 1.00 over three equal bases: the odd cent goes to the first.
	third := Document{Currency: money.EUR, Discount: 100, Lines: []Line{piece(1000, 2000), piece(1000, 1000), piece(1000, 550)}}
	third.Compute()
	for i, want := range []Share{{Standard, 2000, 34}, {Standard, 1000, 33}, {Standard, 550, 33}} {
		if third.Shares[i] != want || third.VAT[i].Base != 1000-want.Minor {
			t.Errorf("share %d of the discount: %+v of %+v", i, third.Shares[i], third.VAT[i])
		}
	}
	odd := Document{Currency: money.CDF, Discount: 10_100, Lines: []Line{piece(333_333, 1600), piece(111_111, 0)}}
	odd.Compute()
	for _, n := range []int64{odd.Totals.Net, odd.Totals.VAT, odd.Totals.Gross, odd.Shares[0].Minor} {
		if n%100 != 0 {
			t.Errorf("%d is no whole franc: %+v", n, odd)
		}
	}
}

// Ensure interest runs from the day after the due date to the day of payment,
// on what is still due.
func TestInterest(t *testing.T) {
	due := day("2026-01-31")
	for _, c := range []struct {
		gross int64
		parts []Part
		until string
		want  int64
	}{
		{120_000, nil, "2026-03-02", 986},
		{120_000, nil, "2026-01-31", 0},
		{120_000, nil, "2026-02-01", 33},
		{120_000, []Part{{day("2026-03-02"), 120_000}}, "2026-12-31", 986},
		{120_000, []Part{{day("2026-02-15"), 60_000}}, "2026-03-02", 493 + 247},
		{120_000, []Part{{day("2026-01-15"), 60_000}}, "2026-03-02", 493},
		{120_000, []Part{{day("2026-03-02"), 60_000}, {day("2026-02-15"), 60_000}}, "2026-04-02", 493 + 247},
	} {
		if got := Interest(c.gross, due, c.parts, 1000, day(c.until)); got != c.want {
			t.Errorf("%v until %s: %d, want %d", c.parts, c.until, got, c.want)
		}
	}
	d := Document{Kind: Invoice, Currency: money.EUR, DueOn: due, Seller: Party{Address: Address{Country: "FR"}}, Totals: Totals{Gross: 120_000}, Payment: Payment{Penalty: 1000}}
	if l := LateOn(d, nil, day("2026-03-02")); l != (Late{30, 986, 4000}) {
		t.Errorf("late: %+v", l)
	}
	if l := LateOn(d, nil, due); l != (Late{}) {
		t.Errorf("on the due date: %+v", l)
	}
	d.Seller.Country = "CD"
	if l := LateOn(d, nil, day("2026-03-02")); l.Indemnity != 0 {
		t.Errorf("no law gives 40 € there: %+v", l)
	}
}

// Ensure ages of what is due begin on their days.
func TestAges(t *testing.T) {
	due := day("2026-01-31")
	for on, want := range map[string]Age{
		"2026-01-31": NotDue, "2026-02-01": Days30, "2026-03-02": Days30, "2026-03-03": Days60,
		"2026-04-01": Days60, "2026-04-02": Days90, "2026-05-01": Days90, "2026-05-02": DaysAbove,
	} {
		if got := AgeOf(due, day(on)); got != want {
			t.Errorf("%s: %s, want %s", on, got, want)
		}
	}
}

// Ensure the treatment of VAT follows from the parties.
func TestRegimes(t *testing.T) {
	party := func(country string, franchise bool) Party {
		return Party{Address: Address{Country: country}, Franchise: franchise}
	}
	for _, c := range []struct {
		seller, buyer Party
		want          Regime
		category      Category
	}{
		{party("FR", false), party("FR", false), Domestic, Standard},
		{party("FR", true), party("FR", false), Franchise, Exempt},
		{party("FR", false), party("FR", true), Domestic, Standard},
		{party("FR", false), party("BE", false), ReverseCharge, Reverse},
		{party("FR", false), party("CD", false), Abroad, OutOfScope},
		{party("FR", false), party("MC", false), Domestic, Standard},
		{party("CD", false), party("CD", false), Domestic, Standard},
		{party("CD", false), party("FR", false), Abroad, OutOfScope},
	} {
		if got := RegimeOf(c.seller, c.buyer); got != c.want || got.Category() != c.category {
			t.Errorf("%s to %s: %s %s", c.seller.Country, c.buyer.Country, got, got.Category())
		}
	}
	for country, want := range map[string]money.Rate{"FR": 2000, "CD": 1600, "BE": 2100, "CH": 810} {
		if rates, source := Rates(country, day("2026-03-01")); rates[0] != want || source == "" {
			t.Errorf("%s: %v, %q", country, rates, source)
		}
	}
	if rates, _ := Rates("CH", day("2023-12-31")); rates[0] != 770 {
		t.Errorf("Switzerland in 2023: %v", rates)
	}
	if err := CheckRate("CD", 2000, day("2026-03-01")); !fault.Is(err, "vat_rate_unknown") {
		t.Errorf("20 %% in RDC: %v", err)
	}
}

// Ensure numbers are written as their series says.
func TestFormatNumber(t *testing.T) {
	for _, c := range []struct {
		format  string
		year, n int
		want    string
	}{{"F{year}-{n}", 2026, 1, "F2026-0001"}, {"{n}", 2026, 12345, "12345"}, {"A{n}/{year}", 2026, 7, "A0007/2026"}} {
		if got := FormatNumber(c.format, c.year, c.n); got != c.want {
			t.Errorf("%s: %s", c.format, got)
		}
	}
}

// drawDocument is an invoice of random lines, rates and discount.
func drawDocument(t *rapid.T) Document {
	d := Document{
		ID: "d", Client: "c", Kind: Invoice, Number: "F2026-0001", Lang: "fr", IssuedOn: day("2026-03-01"),
		Currency: rapid.SampledFrom([]money.Currency{money.EUR, money.CDF, money.XOF}).Draw(t, "currency"),
	}
	n := rapid.IntRange(1, 8).Draw(t, "lines")
	for range n {
		l := Line{Nature: Free, Description: "x", Unit: Piece, Category: Standard}
		l.Rate = rapid.SampledFrom([]money.Rate{2000, 1000, 550, 210}).Draw(t, "rate")
		l.Quantity = rapid.Int64Range(1, 5000).Draw(t, "quantity")
		l.Price = rapid.Int64Range(0, 1_000_000).Draw(t, "price")
		if rapid.Bool().Draw(t, "hours") {
			l.Unit = Hour
		}
		if rapid.IntRange(0, 4).Draw(t, "info") == 0 {
			l.Info = true
		}
		d.Lines = append(d.Lines, l)
	}
	d.Compute()
	d.Discount = rapid.Int64Range(0, max(0, d.Totals.Lines)).Draw(t, "discount")
	d.Discount = money.DocumentRound(money.Of(d.Discount, d.Currency)).Minor
	if d.Discount > d.Totals.Lines {
		d.Discount = 0
	}
	d.Compute()
	return d
}

// Ensure for any lines: net is the sum of the lines less the discount, the VAT
// of each rate is on the sum of its bases, and gross is net and VAT.
func TestTotalsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDocument(t)
		var lines, base, vat, shares int64
		for _, l := range d.Lines {
			if l.Priced() {
				lines += l.Net
			} else if l.Net != 0 {
				t.Fatalf("an information line of %d", l.Net)
			}
		}
		for _, v := range d.VAT {
			base += v.Base
			vat += v.VAT
			if want := money.DocumentRound(money.Of(money.VAT(v.Base, v.Rate), d.Currency)).Minor; v.VAT != want {
				t.Fatalf("VAT of %d: %d, want %d", v.Base, v.VAT, want)
			}
		}
		for _, s := range d.Shares {
			shares += s.Minor
		}
		got := d.Totals
		if got.Lines != lines || shares != d.Discount || got.Net != lines-d.Discount || got.Net != base || got.VAT != vat || got.Gross != got.Net+got.VAT {
			t.Fatalf("%+v: lines %d, bases %d, vat %d, shares %d", got, lines, base, vat, shares)
		}
	})
}

// Ensure credit notes of whatever parts add up to the invoice in the end, to
// the cent of each VAT rate, and never beyond it.
func TestCreditsAddUpToTheInvoice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		of := drawDocument(t)
		var before []Document
		for range rapid.IntRange(0, 3).Draw(t, "parts") {
			left := whatIsLeft(of, before)
			wanted := map[int]int64{}
			for _, l := range of.Lines {
				if r := left[l.No]; l.Priced() && r.quantity > 0 && rapid.Bool().Draw(t, "take") {
					wanted[l.No] = rapid.Int64Range(1, r.quantity).Draw(t, "of")
				}
			}
			if len(wanted) == 0 {
				continue
			}
			c := Document{Kind: Credit, Currency: of.Currency, Lang: "fr"}
			if err := c.fillCredit(of, before, CreditForm{Quantities: wanted}); err != nil {
				t.Fatal(err)
			}
			before = append(before, c)
		}
		last := Document{Kind: Credit, Currency: of.Currency, Lang: "fr"}
		if err := last.fillCredit(of, before, CreditForm{}); err == nil {
			before = append(before, last)
		} else if !fault.Is(err, "credited_whole") {
			t.Fatal(err)
		}
		if len(before) == 0 {
			return
		}
		var sum Totals
		for _, c := range before {
			for _, v := range c.VAT {
				shares := int64(0)
				for _, s := range c.Shares {
					if s.Category == v.Category && s.Rate == v.Rate {
						shares += s.Minor
					}
				}
				if got := c.linesOf(v.Category, v.Rate) - shares; got != v.Base {
					t.Fatalf("base at %v is %d, lines less shares %d", v.Rate, v.Base, got)
				}
			}
			sum = Totals{sum.Lines + c.Totals.Lines, sum.Discount + c.Discount, sum.Net + c.Totals.Net, sum.VAT + c.Totals.VAT, sum.Gross + c.Totals.Gross}
		}
		if sum != of.Totals {
			t.Fatalf("credits %+v of an invoice of %+v", sum, of.Totals)
		}
		over := Document{Kind: Credit, Currency: of.Currency, Lang: "fr"}
		if err := over.fillCredit(of, before, CreditForm{}); !fault.Is(err, "credited_whole") {
			t.Fatalf("beyond the whole: %v", err)
		}
	})
}

// Ensure the canonical JSON reads back to itself, so that what is kept is what
// was hashed.
func TestCanonicalReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDocument(t)
		if err := d.seal(); err != nil {
			t.Fatal(err)
		}
		var back Document
		if err := json.Unmarshal(d.Canonical, &back); err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(back)
		if err != nil || !bytes.Equal(again, d.Canonical) {
			t.Fatalf("%s reads back as %s, %v", d.Canonical, again, err)
		}
	})
}

// Ensure every break of the chain is named once, and a sound one is not.
func TestVerifier(t *testing.T) {
	chain := func() []Link {
		var list []Link
		previous := Genesis
		for i := range 4 {
			l := Link{
				Position: int64(i + 1), Number: FormatNumber("F{year}-{n}", 2026, i+1), Series: SeriesInvoice, Year: 2026, Sequence: i + 1,
				Canonical: []byte(`{"n":` + itoa(i) + `}`), Previous: previous,
			}
			l.Hash = ChainHash(l.Previous, l.Canonical, l.Files)
			previous = l.Hash
			list = append(list, l)
		}
		return list
	}
	for name, c := range map[string]struct {
		change func([]Link) []Link
		want   string
	}{
		"sound":      {func(l []Link) []Link { return l }, ""},
		"content":    {func(l []Link) []Link { l[1].Canonical = []byte(`{}`); return l }, "chain_changed"},
		"file":       {func(l []Link) []Link { l[1].Files.PDF = "x"; return l }, "chain_changed"},
		"taken away": {func(l []Link) []Link { return append(l[:1], l[2:]...) }, "chain_broken number_gap"},
		"exchanged":  {func(l []Link) []Link { l[1].Hash, l[2].Hash = l[2].Hash, l[1].Hash; return l }, "chain_changed chain_broken chain_changed chain_broken"},
	} {
		v := NewVerifier()
		var got []string
		for _, l := range c.change(chain()) {
			for _, f := range v.Next(l) {
				got = append(got, f.Code)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// Ensure a document's postings balance whatever its lines, and a FEC line has
// its eighteen columns.
func TestPostingsBalance(t *testing.T) {
	accounts := DefaultSettings().Accounts
	rapid.Check(t, func(t *rapid.T) {
		d := drawDocument(t)
		d.Kind = rapid.SampledFrom([]Kind{Invoice, Credit, Deposit}).Draw(t, "kind")
		d.Number, d.IssuedOn, d.Buyer.Name = "F2026-0001", day("2026-11-02"), "Kivu\tMaison\n"
		if rapid.Bool().Draw(t, "expense") {
			d.Lines[0].Nature = rapid.SampledFrom([]Nature{Expense, Disbursement}).Draw(t, "nature")
		}
		var balance int64
		list := postings(d, accounts, "kivu", text.For(text.FR))
		for _, p := range list {
			if p.Debit < 0 || p.Credit < 0 || (p.Debit != 0) == (p.Credit != 0) {
				t.Fatalf("posting: %+v", p)
			}
			balance += p.Debit - p.Credit
		}
		if balance != 0 {
			t.Fatalf("off by %d", balance)
		}
		var b bytes.Buffer
		if err := WriteFEC(&b, list, money.EUR); err != nil {
			t.Fatal(err)
		}
		checkFEC(t, b.String(), list)
	})
	if got := comma(-5, 2) + comma(123_456, 2) + comma(7, 0); got != "-0,051234,567" {
		t.Errorf("amounts: %s", got)
	}
}

// fecFields is what LPF, art. A47 A-1 wants of each column: a date, an amount, a
// text, or nothing but what may be empty.
var fecFields = []string{
	`VE`, `Ventes`, `\S+`, `\d{8}`, `\d{3}\S*`, `.+`, `\S*`, `.*`, `\S+`, `\d{8}`, `.+`, `\d+(,\d+)?`, `\d+(,\d+)?`, `()`, `()`, `\d{8}`, `(-?\d+(,\d+)?)?`, `([A-Z]{3})?`,
}

// checkFEC wants the legal columns in their order, every entry balanced, and the
// documents' own amounts.
func checkFEC(t *rapid.T, file string, list []Posting) {
	rows := strings.Split(strings.TrimSuffix(file, "\r\n"), "\r\n")
	if want := "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\t" +
		"EcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise"; rows[0] != want {
		t.Fatalf("columns: %q", rows[0])
	}
	balance := map[string]int64{}
	for i, row := range rows[1:] {
		fields := strings.Split(row, "\t")
		if len(fields) != len(fecFields) {
			t.Fatalf("%d fields in %q", len(fields), row)
		}
		for n, f := range fields {
			if !regexp.MustCompile("^" + fecFields[n] + "$").MatchString(f) {
				t.Fatalf("%s is %q", fecColumns[n], f)
			}
		}
		if fields[11] != comma(list[i].Debit, list[i].Digits) || fields[12] != comma(list[i].Credit, list[i].Digits) {
			t.Fatalf("amounts of %q", row)
		}
		balance[fields[2]] += list[i].Debit - list[i].Credit
	}
	for number, off := range balance {
		if off != 0 {
			t.Fatalf("%s is off by %d", number, off)
		}
	}
}

// Ensure the limits of the franchise are those of the day.
func TestThresholds(t *testing.T) {
	for i, th := range thresholds {
		if th.base >= th.raised || th.source == "" || (i > 0 && !th.from.Before(thresholds[i-1].from)) {
			t.Errorf("threshold: %+v", th)
		}
	}
}

// Ensure an amount is converted at the frozen rate, in whole francs.
func TestConverted(t *testing.T) {
	d := Document{Currency: money.USD, Exchange: &Exchange{To: money.CDF, Num: 5701, Den: 2}}
	if got := d.Converted(10_010); got.Minor != 28_533_500 {
		t.Errorf("100.10 USD at 2850.5: %v", got)
	}
	x := Document{Currency: money.EUR, Exchange: &Exchange{To: money.XOF, Num: 655_957, Den: 1000}}
	if got := x.Converted(10_000); got.Minor != 65_596 {
		t.Errorf("100 EUR in XOF: %v", got)
	}
}

// Ensure a rate outside a list that is whole is refused, outside one that may
// not be it is taken and pointed out, and that nothing is doubtful in a list.
func TestRatesOfACountry(t *testing.T) {
	on := day("2026-10-31")
	for _, c := range []struct {
		country           string
		rate              money.Rate
		category          Category
		refused, doubtful bool
	}{
		{"FR", 2000, Standard, false, false},
		{"FR", 1900, Standard, true, true},
		{"FR", 0, Zero, true, false},
		{"CD", 1600, Standard, false, false},
		{"CD", 1800, Standard, true, true},
		{"CI", 1800, Standard, false, false},
		{"CI", 1200, Standard, false, true},
		{"CI", 3100, Standard, true, true},
		{"CA", 500, Standard, false, true},
		{"CA", 0, Zero, false, true},
		{"CH", 770, Standard, true, true},
	} {
		if got := CheckRate(c.country, c.rate, on) != nil; got != c.refused {
			t.Errorf("%s %d: refused %v", c.country, c.rate, got)
		}
		if got := doubtful(c.country, c.category, c.rate, on); got != c.doubtful {
			t.Errorf("%s %d: doubtful %v", c.country, c.rate, got)
		}
	}
	if rates, _ := Rates("CH", day("2023-12-31")); rates[0] != 770 {
		t.Errorf("Switzerland in 2023: %v", rates)
	}
}

// Ensure the hash of a document is SHA-256 of what the rule names, in its
// order, and changes with every part of it.
func TestChainHash(t *testing.T) {
	whole := ChainHash("prev", []byte("{}"), Files{PDF: "p", XML: "x", Workbook: "w"})
	if want := sha256.Sum256([]byte("prev{}pxw")); whole != hex.EncodeToString(want[:]) {
		t.Errorf("the hash is %s", whole)
	}
	for what, other := range map[string]string{
		"previous": ChainHash("other", []byte("{}"), Files{PDF: "p", XML: "x", Workbook: "w"}),
		"document": ChainHash("prev", []byte("[]"), Files{PDF: "p", XML: "x", Workbook: "w"}),
		"PDF":      ChainHash("prev", []byte("{}"), Files{PDF: "q", XML: "x", Workbook: "w"}),
		"XML":      ChainHash("prev", []byte("{}"), Files{PDF: "p", XML: "y", Workbook: "w"}),
		"workbook": ChainHash("prev", []byte("{}"), Files{PDF: "p", XML: "x", Workbook: "v"}),
	} {
		if other == whole {
			t.Errorf("another %s has the same hash", what)
		}
	}
}

// Ensure what is paid ahead and deducted at the end leaves nothing on its
// account, with a discount too.
func TestADepositLeavesItsAccountEmpty(t *testing.T) {
	advance := Line{Nature: Advance, Unit: Piece, Quantity: One, Price: 100_000, Category: Standard, Rate: 2000}
	dep := Document{Kind: Deposit, Number: "F2026-0001", Currency: money.EUR, Lines: []Line{advance}, Discount: 10_000}
	dep.Compute()
	back := Line{Nature: TakeBack, Unit: Piece, Quantity: -One, Price: dep.VAT[0].Base, Category: Standard, Rate: 2000, Deposit: dep.Number}
	final := Document{Kind: Invoice, Number: "F2026-0002", Currency: money.EUR, Lines: []Line{piece(200_000, 2000), back}}
	final.Compute()
	sums := map[string]int64{}
	for _, d := range []Document{dep, final} {
		for _, p := range postings(d, DefaultSettings().Accounts, "kivu", text.For(text.FR)) {
			sums[p.Account] += p.Credit - p.Debit
		}
	}
	if sums["419100"] != 0 || sums["706000"] != 200_000 {
		t.Errorf("credited: %v", sums)
	}
}
