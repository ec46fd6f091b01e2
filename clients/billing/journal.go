package billing

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// Posting is one line of the sales journal. Of Debit and Credit, in minor units,
// one is zero, neither is negative; a document's postings balance.
type Posting struct {
	Number   string
	On       civil.Date
	Account  string
	Label    string // of the account
	Aux      string // the client's own account, on the client account
	AuxLabel string
	Words    string
	Debit    int64
	Credit   int64
	Currency money.Currency
	Digits   int
}

// Journal lists the postings of what was issued on the days, in the order of
// issue: the client owes the gross; services, expenses, deposits and VAT are
// credited; a credit note turns both sides.
func (s *Service) Journal(ctx context.Context, days civil.Range) ([]Posting, error) {
	if days.To.Before(days.From) {
		return nil, fault.New("period_invalid").At("to")
	}
	set, err := s.Settings(ctx)
	if err != nil {
		return nil, err
	}
	agency, err := s.house.Agency(ctx)
	if err != nil {
		return nil, err
	}
	docs, err := s.keep.Documents(ctx, Filter{Kinds: []Kind{Invoice, Deposit, Credit}, Days: days, Issued: true})
	if err != nil {
		return nil, err
	}
	words := text.For(text.Lang(agency.Lang))
	keys, err := s.auxiliaries(ctx, docs)
	if err != nil {
		return nil, err
	}
	var list []Posting
	for _, d := range docs {
		list = append(list, postings(d, set.Accounts, keys[d.Client], words)...)
	}
	return list, nil
}

// auxiliaries are the clients' own accounts: the one in their terms, else the key.
func (s *Service) auxiliaries(ctx context.Context, docs []Document) (map[clients.ID]string, error) {
	keys := map[clients.ID]string{}
	for _, d := range docs {
		if keys[d.Client] != "" {
			continue
		}
		c, err := s.house.Client(ctx, d.Client)
		if err != nil {
			return nil, err
		}
		t, err := s.TermsOf(ctx, d.Client)
		if err != nil {
			return nil, err
		}
		keys[d.Client] = cmp.Or(t.Account, strings.ToUpper(c.Key))
	}
	return keys, nil
}

func postings(d Document, a Accounts, aux string, words *text.Printer) []Posting {
	base := Posting{
		Number: d.Number, On: d.IssuedOn, Currency: d.Currency, Digits: d.Currency.Digits(),
		Words: words.T("billing.kind_"+string(d.Kind)) + " " + d.Number + " " + d.Buyer.PrintedName(),
	}
	var list []Posting
	post := func(account, name, aux string, debit int64) {
		if debit *= d.sign(); debit == 0 {
			return
		}
		p := base
		p.Account, p.Label, p.Aux = account, words.T("billing.account_"+name), aux
		if aux != "" {
			p.AuxLabel = d.Buyer.PrintedName()
		}
		if debit > 0 {
			p.Debit = debit
		} else {
			p.Credit = -debit
		}
		list = append(list, p)
	}
	post(a.Client, "client", aux, d.Totals.Gross)
	sums := map[string]int64{}
	for _, l := range d.Lines {
		sums[l.account(d.Kind)] += l.Net
	}
	sums[d.discounted()] -= d.Discount
	for _, account := range []struct{ number, name string }{
		{a.Service, "service"}, {a.Expense, "expense"}, {a.Disbursement, "disbursement"}, {a.Deposit, "deposit"},
	} {
		post(account.number, account.name, "", -sums[account.name])
	}
	post(a.VAT, "vat", "", -d.Totals.VAT)
	return list
}

// discounted is the name of the account that bears a document's discount: of a
// deposit its own, so that the final invoice deducts what was booked there.
func (d Document) discounted() string {
	for _, l := range d.Lines {
		if l.account(d.Kind) == "service" && l.Priced() {
			return "service"
		}
	}
	for _, l := range d.Lines {
		if l.Priced() && l.Nature != TakeBack {
			return l.account(d.Kind)
		}
	}
	return "service"
}

// account is the name of the account a line is booked on.
func (l Line) account(kind Kind) string {
	switch {
	case kind == Deposit || l.Nature == TakeBack || l.Nature == Advance:
		return "deposit"
	case l.Nature == Expense:
		return "expense"
	case l.Nature == Disbursement:
		return "disbursement"
	default:
		return "service"
	}
}

// WriteJournal writes postings as CSV for a spreadsheet: a header, amounts with
// a decimal comma, semicolons.
func WriteJournal(w io.Writer, list []Posting, words *text.Printer) error {
	out := csv.NewWriter(w)
	out.Comma = ';'
	var head []string
	for _, k := range []string{"date", "number", "account", "account_label", "aux", "client", "words", "debit", "credit", "currency"} {
		head = append(head, words.T("billing.journal_"+k))
	}
	rows := [][]string{head}
	for _, p := range list {
		rows = append(rows, []string{
			p.On.String(), p.Number, p.Account, p.Label, p.Aux, harmless(p.AuxLabel), harmless(p.Words), comma(p.Debit, p.Digits), comma(p.Credit, p.Digits), string(p.Currency),
		})
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("writing the sales journal: %w", err)
	}
	return nil
}

// harmless keeps a spreadsheet from reading a text as a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// fecColumns are the eighteen of the fichier des écritures comptables (LPF,
// art. A47 A-1), in their order.
var fecColumns = []string{
	"JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
	"PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise",
}

// WriteFEC writes postings in the shape of a FEC: tabs, dates YYYYMMDD, decimal
// comma. It is the lines of the sales journal for an accountant's file and not
// a whole FEC. The number of an entry is the document's own, which is continuous
// in its series and the same in every export. An amount in another currency than home stands in Montantdevise
// as well, not converted.
func WriteFEC(w io.Writer, list []Posting, home money.Currency) error {
	var b strings.Builder
	b.WriteString(strings.Join(fecColumns, "\t") + "\r\n")
	for _, p := range list {
		day := strings.ReplaceAll(p.On.String(), "-", "")
		amount, currency := "", ""
		if p.Currency != home {
			amount, currency = comma(p.Debit-p.Credit, p.Digits), string(p.Currency)
		}
		row := []string{
			"VE", "Ventes", p.Number, day, p.Account, p.Label, p.Aux, p.AuxLabel, p.Number, day, p.Words,
			comma(p.Debit, p.Digits), comma(p.Credit, p.Digits), "", "", day, amount, currency,
		}
		for i := range row {
			row[i] = strings.Map(func(r rune) rune {
				if r == '\t' || r == '\n' || r == '\r' {
					return ' '
				}
				return r
			}, row[i])
		}
		b.WriteString(strings.Join(row, "\t") + "\r\n")
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("writing the journal's lines: %w", err)
	}
	return nil
}

// comma writes minor units with a decimal comma and no grouping.
func comma(minor int64, digits int) string {
	s := strconv.FormatInt(magnitude(minor), 10)
	for len(s) <= digits {
		s = "0" + s
	}
	if digits > 0 {
		s = s[:len(s)-digits] + "," + s[len(s)-digits:]
	}
	if minor < 0 {
		s = "-" + s
	}
	return s
}
