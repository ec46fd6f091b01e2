package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/reports/letter"
)

// invoiceCmd is what scripts do with invoices, deposits and credit notes.
type invoiceCmd struct {
	Draft     invoiceDraft     `cmd:""`
	Lines     documentLines    `cmd:""`
	Check     documentCheck    `cmd:""`
	Issue     documentIssue    `cmd:""`
	Credit    invoiceCredit    `cmd:""`
	Pay       invoicePay       `cmd:""`
	List      invoiceList      `cmd:""`
	Show      documentShow     `cmd:""`
	PDF       documentPDF      `cmd:"" name:"pdf"`
	XML       documentXML      `cmd:"" name:"xml"`
	Rm        documentRm       `cmd:""`
	Late      invoiceLate      `cmd:""`
	Reminder  invoiceReminder  `cmd:""`
	Ageing    invoiceAgeing    `cmd:""`
	Journal   invoiceJournal   `cmd:""`
	Profit    invoiceProfit    `cmd:""`
	Franchise invoiceFranchise `cmd:""`
	Settings  invoiceSettings  `cmd:""`
	Terms     invoiceTerms     `cmd:""`
}

type invoiceDraft struct {
	Client  string `required:"" placeholder:"KEY"`
	Month   string `placeholder:"2026-10"`
	Deposit string `placeholder:"500EUR"`
	VAT     string `name:"vat" placeholder:"20"`
	Quote   string `placeholder:"D2026-0001"`
}

// Run drafts the month's invoice; with --deposit a deposit invoice, without
// either an empty invoice for free lines.
func (c invoiceDraft) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	switch {
	case c.Deposit != "":
		net, err := e.amount(c.Deposit, "deposit", client.Currency)
		if err != nil {
			return err
		}
		rate, err := vatRate(c.VAT)
		if err != nil {
			return err
		}
		d, err := e.House.Billing.DraftDeposit(e.Context, client.ID, net, rate, c.Quote)
		if err != nil {
			return err
		}
		return e.showDraft(d, nil)
	case c.Month == "":
		d, err := e.House.Billing.NewDraft(e.Context, client.ID, billing.Invoice)
		if err != nil {
			return err
		}
		return e.showDraft(d, nil)
	}
	m, err := civil.ParseMonth(c.Month)
	if err != nil {
		return atFlag(err, "month")
	}
	d, notes, err := e.House.Billing.DraftMonth(e.Context, client.ID, m)
	if err != nil {
		return err
	}
	return e.showDraft(d, notes)
}

// vatRate reads a rate in percent: "20", "5,5"; nil for an empty one.
func vatRate(s string) (*money.Rate, error) {
	if s == "" {
		return nil, nil
	}
	n, err := money.ParseHundredths(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "%")))
	if err != nil || n < 0 || n > 10_000 {
		return nil, fault.New("vat_rate_invalid", "value", s).At("vat")
	}
	r := money.Rate(n)
	return &r, nil
}

// documentLines changes the lines and words of a draft of any kind.
type documentLines struct {
	ID            string `arg:""`
	Add           string `placeholder:"TEXT"`
	Detail        string `placeholder:"TEXT"`
	Quantity      string `default:"1" placeholder:"1,5"`
	Unit          string `default:"piece" placeholder:"piece|hour"`
	Price         string `placeholder:"100EUR"`
	VAT           string `name:"vat" placeholder:"20"`
	Nature        string `placeholder:"free|deliverable|expense|fee"`
	Level         string `placeholder:"senior"`
	Kind          string `placeholder:"post"`
	Remove        string `placeholder:"2"`
	Disbursement  string `placeholder:"2"`
	Expense       string `placeholder:"2"`
	TakeBack      string `placeholder:"F2026-0001"`
	Discount      string `placeholder:"50EUR"`
	DiscountLabel string `placeholder:"TEXT"`
	Due           string `placeholder:"2026-12-31"`
	From          string `placeholder:"2026-10-01"`
	To            string `placeholder:"2026-10-31"`
	Subject       string `placeholder:"TEXT"`
	Note          string `placeholder:"TEXT"`
	Order         string `placeholder:"TEXT"`
	Exchange      string `placeholder:"2850CDF"`
	DEF           string `name:"def" placeholder:"TEXT"`
	DEFQR         string `name:"def-qr" placeholder:"TEXT"`
}

// Run changes what is said, and shows the draft as it stands.
func (c documentLines) Run(e *env) error {
	d, err := e.House.Billing.Document(e.Context, c.ID)
	if err != nil {
		return err
	}
	for _, step := range []func(*env, billing.Document) error{c.add, c.remove, c.treat, c.takeBack, c.discount, c.words} {
		if err := step(e, d); err != nil {
			return err
		}
	}
	if d, err = e.House.Billing.Preview(e.Context, string(d.ID), civil.Date{}); err != nil {
		return err
	}
	return e.showDocument(d, nil)
}

func (c documentLines) add(e *env, d billing.Document) error {
	if c.Add == "" {
		return nil
	}
	f := billing.LineForm{Nature: billing.Nature(c.Nature), Description: c.Add, Detail: c.Detail, Unit: billing.Piece, Kind: c.Kind}
	var err error
	if f.Price, err = e.amount(c.Price, "price", d.Currency); err != nil {
		return err
	}
	if f.Rate, err = vatRate(c.VAT); err != nil {
		return err
	}
	if c.Level != "" {
		l, err := e.House.Clients.Level(e.Context, c.Level)
		if err != nil {
			return err
		}
		f.Level = l.Key
	}
	switch c.Unit {
	case "hour":
		f.Unit = billing.Hour
		seconds, err := civil.ParseDuration(c.Quantity)
		if err != nil {
			return atFlag(err, "quantity")
		}
		f.Quantity = seconds / 60
	case "piece":
		if f.Quantity, err = money.ParseHundredths(c.Quantity); err != nil {
			return fault.New("quantity_invalid", "value", c.Quantity).At("quantity")
		}
	default:
		return fault.New("choice_unknown", "value", c.Unit, "choices", []string{"piece", "hour"}).At("unit")
	}
	switch f.Nature {
	case "", billing.Free, billing.Deliverable, billing.Expense, billing.Disbursement, billing.Fee:
	default:
		return fault.New("choice_unknown", "value", c.Nature, "choices", []string{"free", "deliverable", "expense", "disbursement", "fee"}).At("nature")
	}
	_, err = e.House.Billing.AddLine(e.Context, string(d.ID), f)
	return err
}

func (c documentLines) remove(e *env, d billing.Document) error {
	if c.Remove == "" {
		return nil
	}
	no, err := lineNumber(c.Remove, "remove")
	if err == nil {
		_, err = e.House.Billing.RemoveLine(e.Context, string(d.ID), no)
	}
	return err
}

func (c documentLines) treat(e *env, d billing.Document) error {
	for _, t := range []struct {
		value, flag string
		yes         bool
	}{{c.Disbursement, "disbursement", true}, {c.Expense, "expense", false}} {
		if t.value == "" {
			continue
		}
		no, err := lineNumber(t.value, t.flag)
		if err == nil {
			_, err = e.House.Billing.MarkDisbursement(e.Context, string(d.ID), no, t.yes)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func lineNumber(s, flag string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 1 {
		return 0, fault.New("line_unknown", "no", s, "number", "").At(flag)
	}
	return n, nil
}

func (c documentLines) takeBack(e *env, d billing.Document) error {
	if c.TakeBack == "" {
		return nil
	}
	_, err := e.House.Billing.TakeBack(e.Context, string(d.ID), c.TakeBack)
	return err
}

func (c documentLines) discount(e *env, d billing.Document) error {
	if c.Discount == "" {
		return nil
	}
	a, err := e.amount(c.Discount, "discount", d.Currency)
	if err == nil {
		_, err = e.House.Billing.SetDiscount(e.Context, string(d.ID), a, c.DiscountLabel)
	}
	return err
}

// words changes dates and texts; an empty flag leaves them.
func (c documentLines) words(e *env, d billing.Document) error {
	if c.Due+c.From+c.To+c.Subject+c.Note+c.Order+c.Exchange+c.DEF+c.DEFQR == "" {
		return nil
	}
	_, err := e.House.Billing.EditDraft(e.Context, string(d.ID), func(d *billing.Document) error {
		var err error
		if d.DueOn, err = dayOr(c.Due, d.DueOn, "due"); err != nil {
			return err
		}
		if d.Period.From, err = dayOr(c.From, d.Period.From, "from"); err != nil {
			return err
		}
		if d.Period.To, err = dayOr(c.To, d.Period.To, "to"); err != nil {
			return err
		}
		for _, t := range []struct {
			flag string
			to   *string
		}{{c.Subject, &d.Subject}, {c.Note, &d.Note}, {c.Order, &d.Refs.Order}} {
			if t.flag != "" {
				*t.to = t.flag
			}
		}
		if c.DEF+c.DEFQR != "" {
			d.Congo = &billing.Congo{DEF: c.DEF, QR: c.DEFQR}
		}
		return c.exchange(e, d)
	})
	return err
}

// exchange reads what one unit of the document's currency is worth: "2850CDF".
func (c documentLines) exchange(e *env, d *billing.Document) error {
	if c.Exchange == "" {
		return nil
	}
	number := strings.TrimRight(strings.TrimSpace(c.Exchange), "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz ")
	to, err := money.ParseCurrency(strings.TrimPrefix(strings.TrimSpace(c.Exchange), number))
	if err != nil {
		return atFlag(err, "exchange")
	}
	rate, err := budget.ParseRate(strings.TrimSpace(number))
	if err != nil {
		return atFlag(err, "exchange")
	}
	d.Exchange = &billing.Exchange{To: to, Num: rate.Num, Den: rate.Den, On: e.Today}
	return nil
}

type checkItem struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Field   string `json:"field"`
}

type checkJSON struct {
	Ready   bool        `json:"ready"`
	Missing []checkItem `json:"missing"`
	Notices []checkItem `json:"notices"`
}

type documentCheck struct {
	ID string `arg:""`
	On string `placeholder:"2026-11-01"`
}

// Run lists what a draft lacks to be issued, each with the place to mend it.
func (c documentCheck) Run(e *env) error {
	on, err := dayOr(c.On, civil.Date{}, "on")
	if err != nil {
		return err
	}
	l, err := e.House.Billing.Check(e.Context, c.ID, on)
	if err != nil {
		return err
	}
	items := func(faults []*fault.Error) []checkItem {
		list := []checkItem{}
		for _, f := range faults {
			list = append(list, checkItem{f.Code, e.Printer.Error(f), f.Field})
		}
		return list
	}
	v := checkJSON{len(l.Missing) == 0, items(l.Missing), items(l.Notices)}
	return e.Print(v, func(w io.Writer) {
		if v.Ready {
			fmt.Fprintln(w, e.T("billing.ready"))
		}
		for _, i := range append(v.Missing, v.Notices...) {
			fmt.Fprintf(w, "%s (%s)\n", i.Message, i.Field)
		}
	})
}

type documentIssue struct {
	ID string `arg:""`
	On string `placeholder:"2026-11-01"`
}

// Run gives the draft its number and freezes it.
func (c documentIssue) Run(e *env) error {
	on, err := dayOr(c.On, civil.Date{}, "on")
	if err != nil {
		return err
	}
	d, err := e.House.Billing.Issue(e.Context, c.ID, on)
	if err != nil {
		return err
	}
	return e.showDocument(d, nil)
}

type invoiceCredit struct {
	Number string `arg:""`
	Lines  string `placeholder:"1,2"`
	Part   string `placeholder:"3=1,5"`
	Reason string `placeholder:"TEXT"`
	On     string `placeholder:"2026-11-01"`
}

// Run issues the avoir of an invoice: all that is left of it, whole lines, or
// with --part a quantity of one line (hours or pieces).
func (c invoiceCredit) Run(e *env) error {
	f := billing.CreditForm{Reason: c.Reason}
	var err error
	if f.On, err = dayOr(c.On, civil.Date{}, "on"); err != nil {
		return err
	}
	for _, s := range strings.FieldsFunc(c.Lines, func(r rune) bool { return r == ',' || r == ' ' }) {
		no, err := lineNumber(s, "lines")
		if err != nil {
			return err
		}
		f.Lines = append(f.Lines, no)
	}
	if c.Part != "" {
		if f.Quantities, err = c.part(e); err != nil {
			return err
		}
	}
	d, err := e.House.Billing.Credit(e.Context, c.Number, f)
	if err != nil {
		return err
	}
	return e.showDocument(d, nil)
}

func (c invoiceCredit) part(e *env) (map[int]int64, error) {
	of, err := e.House.Billing.Document(e.Context, c.Number)
	if err != nil {
		return nil, err
	}
	line, quantity, _ := strings.Cut(c.Part, "=")
	no, err := lineNumber(line, "part")
	if err != nil {
		return nil, err
	}
	for _, l := range of.Lines {
		if l.No == no && l.Unit == billing.Hour {
			seconds, err := civil.ParseDuration(quantity)
			return map[int]int64{no: seconds / 60}, atFlag(err, "part")
		}
	}
	n, err := money.ParseHundredths(quantity)
	if err != nil {
		return nil, fault.New("quantity_invalid", "value", quantity).At("part")
	}
	return map[int]int64{no: n}, nil
}

type invoicePay struct {
	Number string `arg:""`
	Amount string `required:"" placeholder:"120EUR"`
	On     string `placeholder:"2026-11-30"`
	Method string `placeholder:"TEXT"`
	Note   string `placeholder:"TEXT"`
}

// Run records a payment.
func (c invoicePay) Run(e *env) error {
	d, err := e.House.Billing.Document(e.Context, c.Number)
	if err != nil {
		return err
	}
	a, err := e.amount(c.Amount, "amount", d.Currency)
	if err != nil {
		return err
	}
	on, err := dayOr(c.On, civil.Date{}, "on")
	if err != nil {
		return err
	}
	if d, err = e.House.Billing.Pay(e.Context, c.Number, a, on, c.Method, c.Note); err != nil {
		return err
	}
	return e.showDocument(d, nil)
}

// ofList are the flags of a list of documents.
type ofList struct {
	Client string `placeholder:"KEY"`
	Month  string `placeholder:"2026-10"`
	Drafts bool
}

func (o ofList) filter(e *env, kinds ...billing.Kind) (billing.Filter, error) {
	f := billing.Filter{Kinds: kinds, Drafts: o.Drafts}
	if o.Client != "" {
		c, err := e.Client(o.Client)
		if err != nil {
			return f, err
		}
		f.Client = c.ID
	}
	var err error
	if o.Month != "" {
		f.Month, err = civil.ParseMonth(o.Month)
	}
	return f, atFlag(err, "month")
}

type invoiceList struct {
	ofList
	Unpaid bool
}

// Run lists invoices, deposits and credit notes: drafts first, then by number.
func (c invoiceList) Run(e *env) error {
	f, err := c.filter(e, billing.Invoice, billing.Deposit, billing.Credit)
	if err != nil {
		return err
	}
	docs, err := e.House.Billing.Documents(e.Context, f)
	if err != nil {
		return err
	}
	shown := docs[:0:0]
	for _, d := range docs {
		if !c.Unpaid || (d.Issued() && d.DueMinor() > 0) {
			shown = append(shown, d)
		}
	}
	return e.listDocuments(shown)
}

type documentShow struct {
	ID string `arg:""`
}

// Run shows a document: a draft as it would be issued today.
func (c documentShow) Run(e *env) error {
	d, err := e.House.Billing.Preview(e.Context, c.ID, civil.Date{})
	if err != nil {
		return err
	}
	return e.showDocument(d, nil)
}

type documentRm struct {
	ID string `arg:""`
}

// Run throws a draft away.
func (c documentRm) Run(e *env) error {
	d, err := e.House.Billing.Document(e.Context, c.ID)
	if err != nil {
		return err
	}
	if err := e.House.Billing.RemoveDraft(e.Context, c.ID); err != nil {
		return err
	}
	return e.showDocument(d, nil)
}

// documentFile writes one of a document's files: to --out, else as it is on
// the standard output.
type documentFile struct {
	ID  string `arg:""`
	Out string `short:"o" placeholder:"FILE"`
}

type fileJSON struct {
	Number *string `json:"number"`
	File   string  `json:"file"`
	Bytes  int     `json:"bytes"`
}

func (c documentFile) write(e *env, kind billing.FileKind) error {
	d, content, err := e.House.Billing.File(e.Context, c.ID, kind)
	if err != nil {
		return err
	}
	if c.Out == "" {
		if _, err := e.Out.Write(content); err != nil {
			return fmt.Errorf("writing the %s: %w", kind, err)
		}
		return nil
	}
	if err := writeOut(c.Out, content); err != nil {
		return err
	}
	return e.Print(fileJSON{orNull(d.Number), c.Out, len(content)}, func(w io.Writer) { fmt.Fprintln(w, c.Out) })
}

// writeOut writes a file whole or not at all; fault report_not_written at "out".
func writeOut(path string, content []byte) error {
	return letter.Save(letter.File{Path: path, Flag: "out", Write: func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	}})
}

type documentPDF struct{ documentFile }

// Run gives the PDF.
func (c documentPDF) Run(e *env) error { return c.write(e, billing.FilePDF) }

type documentXML struct{ documentFile }

// Run gives the electronic invoice.
func (c documentXML) Run(e *env) error { return c.write(e, billing.FileXML) }

type documentXLSX struct{ documentFile }

// Run gives the workbook.
func (c documentXLSX) Run(e *env) error { return c.write(e, billing.FileWorkbook) }

type invoiceReminder struct {
	Number string `arg:""`
	Step   string `default:"1" placeholder:"1|2|3"`
	On     string `placeholder:"2026-12-15"`
	Sent   bool
}

type reminderJSON struct {
	Number  string `json:"number"`
	Step    int    `json:"step"`
	Subject string `json:"subject"`
	Body    string `json:"body"`
}

// Run gives the text of a reminder; with --sent it is recorded as sent.
func (c invoiceReminder) Run(e *env) error {
	step, err := strconv.Atoi(c.Step)
	if err != nil {
		return fault.New("step_invalid", "value", c.Step).At("step")
	}
	on, err := dayOr(c.On, e.Today, "on")
	if err != nil {
		return err
	}
	m, err := e.House.Billing.Reminder(e.Context, c.Number, step, on)
	if err != nil {
		return err
	}
	if c.Sent {
		if _, err := e.House.Billing.Remind(e.Context, c.Number, step, on); err != nil {
			return err
		}
	}
	return e.Print(reminderJSON{c.Number, step, m.Subject, m.Body}, func(w io.Writer) { fmt.Fprintf(w, "%s\n\n%s\n", m.Subject, m.Body) })
}

type ageingJSON struct {
	Client   string           `json:"client"`
	Currency string           `json:"currency"`
	Due      map[string]int64 `json:"due_minor"`
	Total    int64            `json:"total_minor"`
}

type invoiceAgeing struct {
	On string `placeholder:"2026-12-15"`
}

// Run sums what clients owe by how late it is.
func (c invoiceAgeing) Run(e *env) error {
	on, err := dayOr(c.On, e.Today, "on")
	if err != nil {
		return err
	}
	docs, err := e.House.Billing.Documents(e.Context, billing.Filter{Kinds: []billing.Kind{billing.Invoice, billing.Deposit}, Issued: true})
	if err != nil {
		return err
	}
	rows := []ageingJSON{}
	head := []string{e.T("billing.client")}
	for _, a := range billing.Ages() {
		head = append(head, e.T("billing.age_"+string(a)))
	}
	table := [][]string{append(head, e.T("billing.left"))}
	for _, a := range billing.AgeingOf(docs, on) {
		client, err := e.House.Clients.Client(e.Context, clients.ID(a.Client))
		if err != nil {
			return err
		}
		v := ageingJSON{Client: client.Key, Currency: string(a.Currency), Due: map[string]int64{}, Total: a.Total}
		row := []string{client.Name}
		for _, age := range billing.Ages() {
			v.Due[string(age)] = a.Due[age]
			row = append(row, e.Printer.Money(money.Of(a.Due[age], a.Currency)))
		}
		rows = append(rows, v)
		table = append(table, append(row, e.Printer.Money(money.Of(a.Total, a.Currency))))
	}
	return e.Print(rows, func(w io.Writer) { e.Table(w, table) })
}
