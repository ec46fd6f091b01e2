package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/fault"
	"regie/clients/money"
)

// documentLine is a line as scripts read it: quantity is minutes where the unit
// is "minute" (its price is per hour), a decimal count where it is "piece".
type documentLine struct {
	No          int         `json:"no"`
	Nature      string      `json:"nature"`
	Description string      `json:"description"`
	Detail      *string     `json:"detail"`
	Quantity    json.Number `json:"quantity"`
	Unit        string      `json:"unit"`
	Price       *int64      `json:"unit_price_minor"`
	Net         int64       `json:"net_minor"`
	Rate        json.Number `json:"vat_rate"`
	Category    *string     `json:"vat_category"`
	Info        bool        `json:"info"`
	Level       *string     `json:"level"`
	Hat         *string     `json:"hat"`
	Entries     []string    `json:"entries"`
	Expense     *string     `json:"expense"` // the budget's movement that the line bills on
}

type documentVAT struct {
	Category string      `json:"category"`
	Rate     json.Number `json:"rate"`
	Base     int64       `json:"base_minor"`
	VAT      int64       `json:"vat_minor"`
	Reason   *string     `json:"reason"`
}

type documentMention struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// documentJSON is a document as scripts read it. Rates are in percent.
type documentJSON struct {
	ID         string            `json:"id"`
	Client     string            `json:"client"`
	Number     *string           `json:"number"`
	Kind       string            `json:"kind"`
	State      string            `json:"state"`
	Month      *string           `json:"month"`
	IssuedOn   *string           `json:"issued_on"`
	DueOn      *string           `json:"due_on"`
	ValidUntil *string           `json:"valid_until"`
	From       *string           `json:"period_from"`
	To         *string           `json:"period_to"`
	Currency   string            `json:"currency"`
	Lines      []documentLine    `json:"lines"`
	Discount   int64             `json:"discount_minor"`
	VAT        []documentVAT     `json:"vat"`
	Net        int64             `json:"net_minor"`
	VATMinor   int64             `json:"vat_minor"`
	Gross      int64             `json:"gross_minor"`
	Paid       int64             `json:"paid_minor"`
	Credited   int64             `json:"credited_minor"`
	Due        int64             `json:"due_minor"`
	Invoice    *string           `json:"invoice"`
	Statement  *string           `json:"statement"`
	Quote      *string           `json:"quote"`
	Replaces   *string           `json:"replaces"`
	Delivery   *addressJSON      `json:"delivery"`
	Mentions   []documentMention `json:"mentions"`
	Entries    []string          `json:"entries"`
	PDF        *string           `json:"pdf_sha256"`
	XML        *string           `json:"xml_sha256"`
	Workbook   *string           `json:"xlsx_sha256"`
	Previous   *string           `json:"prev_hash"`
	Hash       *string           `json:"hash"`
}

// decimalNumber writes a count of hundredths without trailing zeros: 150 is 1.5.
func decimalNumber(hundredths int64) json.Number {
	sign := ""
	if hundredths < 0 {
		sign, hundredths = "-", -hundredths
	}
	s := fmt.Sprintf("%s%d.%02d", sign, hundredths/100, hundredths%100)
	return json.Number(strings.TrimRight(strings.TrimRight(s, "0"), "."))
}

func (e *env) documentJSON(d billing.Document) (documentJSON, error) {
	c, err := e.House.Clients.Client(e.Context, d.Client)
	if err != nil {
		return documentJSON{}, err
	}
	v := documentJSON{
		ID: string(d.ID), Client: c.Key, Number: orNull(d.Number), Kind: string(d.Kind), State: string(d.State),
		Month: orNull(d.Month.String()), IssuedOn: orNull(d.IssuedOn.String()), DueOn: orNull(d.DueOn.String()),
		ValidUntil: orNull(d.ValidUntil.String()), From: orNull(d.Period.From.String()), To: orNull(d.Period.To.String()),
		Currency: string(d.Currency), Lines: []documentLine{}, Discount: d.Discount, VAT: []documentVAT{},
		Net: d.Totals.Net, VATMinor: d.Totals.VAT, Gross: d.Totals.Gross, Paid: d.PaidMinor, Credited: d.CreditedMinor, Due: d.DueMinor(),
		Invoice: orNull(d.Refs.Invoice), Statement: orNull(d.Refs.Statement), Quote: orNull(d.Refs.Quote), Replaces: orNull(d.Refs.Replaces),
		Mentions: []documentMention{}, Entries: texts(d.Entries()),
		PDF: orNull(d.Files.PDF), XML: orNull(d.Files.XML), Workbook: orNull(d.Files.Workbook),
		Previous: orNull(d.Previous), Hash: orNull(d.Hash),
	}
	if a := d.Delivery; a != nil {
		v.Delivery = &addressJSON{a.Name, a.Street, a.Postcode, a.City, a.Country}
	}
	for _, l := range d.Lines {
		v.Lines = append(v.Lines, newDocumentLine(l))
	}
	for _, t := range d.VAT {
		v.VAT = append(v.VAT, documentVAT{string(t.Category), decimalNumber(int64(t.Rate)), t.Base, t.VAT, orNull(t.Reason)})
	}
	for _, m := range d.Mentions {
		v.Mentions = append(v.Mentions, documentMention{m.Code, m.Text})
	}
	return v, nil
}

func newDocumentLine(l billing.Line) documentLine {
	v := documentLine{
		No: l.No, Nature: string(l.Nature), Description: l.Description, Detail: orNull(l.Detail),
		Quantity: decimalNumber(l.Quantity), Unit: "piece", Net: l.Net, Rate: decimalNumber(int64(l.Rate)), Category: orNull(l.Category),
		Info: l.Info, Level: orNull(l.Level), Hat: orNull(l.Hat), Entries: texts(l.Entries), Expense: orNull(l.Movement),
	}
	if l.Unit == billing.Hour {
		v.Quantity, v.Unit = json.Number(strconv.FormatInt(l.Quantity, 10)), "minute"
	}
	if !l.Info {
		v.Price = &l.Price
	}
	return v
}

func texts(ids []clients.ID) []string {
	list := make([]string, 0, len(ids))
	for _, id := range ids {
		list = append(list, string(id))
	}
	return list
}

// showDocument prints a document; notes say what was left out of a draft.
func (e *env) showDocument(d billing.Document, notes []*fault.Error) error {
	v, err := e.documentJSON(d)
	if err != nil {
		return err
	}
	for _, n := range notes {
		e.Note(n)
	}
	return e.Print(v, func(w io.Writer) { e.writeDocument(w, d, v) })
}

// showDraft prints a draft's identifier, by which the next command names it;
// what was left out of it goes to stderr.
func (e *env) showDraft(d billing.Document, notes []*fault.Error) error {
	if e.JSON {
		return e.showDocument(d, notes)
	}
	for _, n := range notes {
		e.Note(n)
	}
	return e.Print(nil, func(w io.Writer) { fmt.Fprintln(w, d.ID) })
}

func (e *env) documentTitle(d billing.Document) string {
	name := e.T("billing.kind_" + string(d.Kind))
	if d.Issued() {
		return name + " " + d.Number
	}
	return name + " · " + e.T("billing.state_draft") + " " + string(d.ID)
}

func (e *env) writeDocument(w io.Writer, d billing.Document, v documentJSON) {
	title := []string{e.documentTitle(d), d.Buyer.PrintedName()}
	if d.Issued() { // the title of a draft says that it is one
		title = append(title, d.StateName(e.Printer))
	}
	fmt.Fprintln(w, strings.Join(title, " · "))
	if !d.IssuedOn.IsZero() {
		fmt.Fprintln(w, e.T("billing.issued_line", "date", d.IssuedOn))
	}
	if !d.DueOn.IsZero() {
		fmt.Fprintln(w, e.T("billing.due_line", "date", d.DueOn))
	}
	amount := func(minor int64) string { return e.Printer.Money(money.Of(minor, d.Currency)) }
	rows := [][]string{{"", e.T("billing.description"), e.T("billing.quantity"), e.T("billing.unit_price"), e.T("billing.vat"), e.T("billing.net")}}
	for _, l := range d.Lines {
		row := []string{strconv.Itoa(l.No), l.Description, e.quantity(l), "", "", ""}
		if !l.Info {
			row[3], row[4], row[5] = amount(l.Price), e.Printer.Rate(l.Rate), amount(l.Net)
		}
		rows = append(rows, row)
	}
	if d.Discount != 0 {
		rows = append(rows, []string{"", e.T("billing.discount"), "", "", "", amount(-d.Discount)})
	}
	rows = append(rows, []string{"", e.T("billing.total_net"), "", "", "", amount(d.Totals.Net)})
	for _, t := range d.VAT {
		rows = append(rows, []string{"", e.T("billing.vat_on", "rate", t.Rate, "base", money.Of(t.Base, d.Currency)), "", "", "", amount(t.VAT)})
	}
	rows = append(rows, []string{"", e.T("billing.total_gross"), "", "", "", amount(d.Totals.Gross)})
	if d.PaidMinor != 0 || d.CreditedMinor != 0 {
		rows = append(rows, []string{"", e.T("billing.left"), "", "", "", amount(d.DueMinor())})
	}
	e.Table(w, rows)
	for _, m := range d.Mentions {
		fmt.Fprintln(w, m.Text)
	}
	if v.Hash != nil {
		fmt.Fprintln(w, e.T("billing.hash_line", "hash", *v.Hash))
	}
}

func (e *env) quantity(l billing.Line) string {
	if l.Unit == billing.Hour {
		return e.Printer.Hours(l.Quantity)
	}
	if l.Quantity%billing.One == 0 {
		return e.Printer.Int(l.Quantity / billing.One)
	}
	return e.Printer.Decimal(l.Quantity, 2)
}

// documentRow is a document in a list.
type documentRow struct {
	ID       string  `json:"id"`
	Client   string  `json:"client"`
	Number   *string `json:"number"`
	Kind     string  `json:"kind"`
	State    string  `json:"state"`
	Month    *string `json:"month"`
	IssuedOn *string `json:"issued_on"`
	DueOn    *string `json:"due_on"`
	Currency string  `json:"currency"`
	Net      int64   `json:"net_minor"`
	VAT      int64   `json:"vat_minor"`
	Gross    int64   `json:"gross_minor"`
	Paid     int64   `json:"paid_minor"`
	Due      int64   `json:"due_minor"`
	Invoice  *string `json:"invoice"`
}

func (e *env) listDocuments(docs []billing.Document) error {
	all, err := e.House.Clients.Clients(e.Context, clients.AllClients)
	if err != nil {
		return err
	}
	keys := map[clients.ID]string{}
	for _, c := range all {
		keys[c.ID] = c.Key
	}
	rows := []documentRow{}
	table := [][]string{{e.T("billing.number"), e.T("billing.client"), e.T("billing.issued_on"), e.T("billing.due_on"), e.T("billing.total_gross"), e.T("billing.left"), e.T("billing.state")}}
	for _, d := range docs {
		rows = append(rows, documentRow{
			ID: string(d.ID), Client: keys[d.Client], Number: orNull(d.Number), Kind: string(d.Kind), State: string(d.State),
			Month: orNull(d.Month.String()), IssuedOn: orNull(d.IssuedOn.String()), DueOn: orNull(d.DueOn.String()), Currency: string(d.Currency),
			Net: d.Totals.Net, VAT: d.Totals.VAT, Gross: d.Totals.Gross, Paid: d.PaidMinor, Due: d.DueMinor(), Invoice: orNull(d.Refs.Invoice),
		})
		day := func(s string, print string) string {
			if s == "" {
				return "–"
			}
			return print
		}
		name := d.Number
		if name == "" {
			name = string(d.ID)
		}
		table = append(table, []string{
			name, keys[d.Client], day(d.IssuedOn.String(), e.Printer.Date(d.IssuedOn)), day(d.DueOn.String(), e.Printer.Date(d.DueOn)),
			e.Printer.Money(money.Of(d.Totals.Gross, d.Currency)), e.Printer.Money(money.Of(d.DueMinor(), d.Currency)), d.StateName(e.Printer),
		})
	}
	return e.Print(rows, func(w io.Writer) {
		if len(rows) == 0 {
			fmt.Fprintln(w, e.T("billing.no_document"))
			return
		}
		e.Table(w, table)
	})
}
