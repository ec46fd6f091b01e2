package main

import (
	"strconv"
	"strings"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

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

// Run changes what is said, all of it or nothing, and shows the draft as it stands.
func (c documentLines) Run(e *env) error {
	d, err := e.House.Billing.Document(e.Context, c.ID)
	if err != nil {
		return err
	}
	err = e.together(clients.Act{Kind: "document.edit", Client: d.Client, Subject: d.Buyer.Name}, func() error {
		for _, step := range []func(*env, billing.Document) error{c.add, c.remove, c.treat, c.takeBack, c.discount, c.words} {
			if err := step(e, d); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
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
		if f.Quantity, err = civil.ParseHours(c.Quantity); err != nil {
			return fault.At(err, "quantity")
		}
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
		return fault.At(err, "exchange")
	}
	if to == d.Currency {
		return fault.New("exchange_same", "currency", string(to)).At("exchange")
	}
	rate, err := budget.ParseRate(strings.TrimSpace(number))
	if err != nil {
		return fault.At(err, "exchange")
	}
	d.Exchange = &billing.Exchange{To: to, Num: rate.Num, Den: rate.Den, On: e.Today}
	return nil
}
