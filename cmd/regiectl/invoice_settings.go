package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/fault"
)

// invoiceSettings shows the agency's ways of billing, changing what is said. A
// flag that is not given leaves the value as it is; an empty one clears it.
type invoiceSettings struct {
	PaymentDays *string  `placeholder:"30"`
	Penalty     *string  `placeholder:"10"`
	Early       *string  `placeholder:"TEXT"`
	Debits      *string  `placeholder:"yes|no"`
	BIC         *string  `name:"bic" placeholder:"BIC"`
	Registers   *string  `placeholder:"TEXT"`
	Link        *string  `placeholder:"URL"`
	QuoteDays   *string  `placeholder:"30"`
	Series      []string `placeholder:"F=F{year}-{n}" sep:"none"`
	Account     []string `placeholder:"service=706000" sep:"none"`
}

// empty tells that nothing is to be changed.
func (c invoiceSettings) empty() bool {
	return len(c.Series)+len(c.Account) == 0 && !slices.ContainsFunc(
		[]*string{c.PaymentDays, c.Penalty, c.Early, c.Debits, c.BIC, c.Registers, c.Link, c.QuoteDays}, func(s *string) bool { return s != nil })
}

type settingsJSON struct {
	PaymentDays int               `json:"payment_days"`
	PenaltyRate string            `json:"penalty_percent"`
	Early       *string           `json:"early_discount"`
	Debits      bool              `json:"vat_on_debits"`
	BIC         *string           `json:"bic"`
	Registers   *string           `json:"registers"`
	Link        *string           `json:"payment_link"`
	QuoteDays   int               `json:"quote_days"`
	Formats     map[string]string `json:"formats"`
	Accounts    billing.Accounts  `json:"accounts"`
}

// Run changes what is said and shows all.
func (c invoiceSettings) Run(e *env) error {
	s, err := e.House.Billing.Settings(e.Context)
	if err != nil {
		return err
	}
	if !c.empty() {
		if s, err = e.House.Billing.SetSettings(e.Context, c.apply); err != nil {
			return err
		}
	}
	v := settingsJSON{
		PaymentDays: s.PaymentDays, PenaltyRate: string(decimalNumber(int64(s.Penalty))), Early: orNull(s.EarlyDiscount), Debits: s.VATOnDebits,
		BIC: orNull(s.BIC), Registers: orNull(s.Registers), Link: orNull(s.PaymentLink), QuoteDays: s.QuoteDays, Formats: map[string]string{},
		Accounts: s.Accounts,
	}
	for k, f := range s.Formats {
		v.Formats[string(k)] = f
	}
	return e.Print(v, func(w io.Writer) {
		fmt.Fprintln(w, e.T("billing.settings_line", "days", e.Printer.N("common.n_days", s.PaymentDays), "penalty", s.Penalty, "quote", e.Printer.N("common.n_days", s.QuoteDays)))
		rows := [][]string{}
		for _, name := range billing.AccountNames() {
			rows = append(rows, []string{name, e.T("billing.account_" + name), *s.Accounts.Of(name)})
		}
		e.Table(w, rows)
	})
}

func (c invoiceSettings) apply(s *billing.Settings) error {
	for _, n := range []struct {
		value *string
		flag  string
		most  int
		to    *int
	}{{c.PaymentDays, "payment_days", billing.MostPaymentDays, &s.PaymentDays}, {c.QuoteDays, "quote_days", billing.MostQuoteDays, &s.QuoteDays}} {
		if n.value == nil {
			continue
		}
		days, err := wholeDays(*n.value, n.flag, n.most)
		if err != nil {
			return err
		}
		*n.to = days
	}
	if c.Penalty != nil {
		r, err := vatRate(*c.Penalty)
		if err != nil || r == nil {
			return fault.New("penalty_invalid").At("penalty")
		}
		s.Penalty = *r
	}
	if c.Debits != nil {
		if *c.Debits != "yes" && *c.Debits != "no" {
			return fault.New("choice_unknown", "value", *c.Debits, "choices", []string{"yes", "no"}).At("debits")
		}
		s.VATOnDebits = *c.Debits == "yes"
	}
	give(&s.EarlyDiscount, c.Early)
	give(&s.BIC, c.BIC)
	give(&s.Registers, c.Registers)
	give(&s.PaymentLink, c.Link)
	for _, pair := range c.Series {
		name, format, _ := strings.Cut(pair, "=")
		series := billing.Series(strings.ToUpper(name))
		if _, ok := s.Formats[series]; !ok {
			return fault.New("choice_unknown", "value", name, "choices", []string{"F", "A", "R", "D"}).At("series")
		}
		s.Formats[series] = format
	}
	for _, pair := range c.Account {
		name, number, _ := strings.Cut(pair, "=")
		account := s.Accounts.Of(name)
		if account == nil {
			return fault.New("choice_unknown", "value", name, "choices", billing.AccountNames()).At("account")
		}
		*account = number
	}
	return nil
}

func wholeDays(s, flag string, most int) (int, error) {
	days, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return 0, fault.New("days_invalid", "max", most).At(flag)
	}
	return days, nil
}

// invoiceTerms shows how a client wants to be billed, changing what is said. A
// flag that is not given leaves the value as it is; an empty one clears it, so
// that the agency's way holds again.
type invoiceTerms struct {
	Client      string  `required:"" placeholder:"KEY"`
	PaymentDays *string `placeholder:"45"`
	Regime      *string `placeholder:"domestic|franchise|reverse_charge|abroad"`
	VAT         *string `name:"vat" placeholder:"20"`
	Reference   *string `placeholder:"TEXT"`
	Order       *string `placeholder:"TEXT"`
	Registers   *string `placeholder:"TEXT"`
	By          *string `placeholder:"hat|level|day|person"`
	Delivery    *string `placeholder:"NAME;STREET;POSTCODE;CITY;COUNTRY"`
	Account     *string `placeholder:"411KIVU"`
}

type addressJSON struct {
	Name     string `json:"name"`
	Street   string `json:"street"`
	Postcode string `json:"postcode"`
	City     string `json:"city"`
	Country  string `json:"country"`
}

type termsJSON struct {
	Client      string       `json:"client"`
	PaymentDays *int         `json:"payment_days"`
	Regime      *string      `json:"regime"`
	VATRate     *string      `json:"vat_rate"`
	Reference   *string      `json:"reference"`
	Order       *string      `json:"order"`
	Registers   *string      `json:"registers"`
	By          *string      `json:"group_by"`
	Delivery    *addressJSON `json:"delivery"`
	Account     *string      `json:"account"`
}

// Run changes what is said and shows all.
func (c invoiceTerms) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	t, err := e.House.Billing.TermsOf(e.Context, client.ID)
	if err != nil {
		return err
	}
	change := c != (invoiceTerms{Client: c.Client})
	if change {
		if t, err = c.set(e, client.ID); err != nil {
			return err
		}
	}
	v := termsJSON{
		client.Key, t.PaymentDays, orNull(t.Regime), nil, orNull(t.Reference), orNull(t.Order), orNull(t.Registers), orNull(t.GroupBy),
		nil, orNull(t.Account),
	}
	if t.Rate != nil {
		rate := string(decimalNumber(int64(*t.Rate)))
		v.VATRate = &rate
	}
	if a := t.Delivery; a != nil {
		v.Delivery = &addressJSON{a.Name, a.Street, a.Postcode, a.City, a.Country}
	}
	return e.Print(v, func(w io.Writer) {
		if change {
			fmt.Fprintln(w, e.T("billing.terms_line", "client", client.Name))
		}
		e.writeTerms(w, v)
	})
}

// writeTerms lists what the client wants other than the agency's way.
func (e *env) writeTerms(w io.Writer, v termsJSON) {
	var rows [][]string
	add := func(name string, value *string) {
		if value != nil {
			rows = append(rows, []string{e.T("billing.terms_" + name), *value})
		}
	}
	if v.PaymentDays != nil {
		days := e.Printer.N("common.n_days", *v.PaymentDays)
		add("payment_days", &days)
	}
	if v.Regime != nil {
		regime := e.T("billing.regime_" + *v.Regime)
		add("regime", &regime)
	}
	add("vat", v.VATRate)
	add("reference", v.Reference)
	add("order", v.Order)
	add("registers", v.Registers)
	if v.By != nil {
		by := e.T("billing.group_" + *v.By)
		add("by", &by)
	}
	if a := v.Delivery; a != nil {
		words := strings.Join(slices.DeleteFunc([]string{a.Name, a.Street, strings.TrimSpace(a.Postcode + " " + a.City), a.Country}, func(s string) bool { return s == "" }), ", ")
		add("delivery", &words)
	}
	add("account", v.Account)
	if len(rows) == 0 {
		fmt.Fprintln(w, e.T("billing.terms_none"))
		return
	}
	e.Table(w, rows)
}

func (c invoiceTerms) set(e *env, client clients.ID) (billing.Terms, error) {
	rate, err := vatRate(given(c.VAT))
	if err != nil {
		return billing.Terms{}, err
	}
	var days *int
	if s := given(c.PaymentDays); s != "" {
		n, err := wholeDays(s, "payment_days", billing.MostPaymentDays)
		if err != nil {
			return billing.Terms{}, err
		}
		days = &n
	}
	delivery, err := readAddress(given(c.Delivery))
	if err != nil {
		return billing.Terms{}, err
	}
	return e.House.Billing.SetTerms(e.Context, client, func(t *billing.Terms) {
		if c.PaymentDays != nil {
			t.PaymentDays = days
		}
		if c.VAT != nil {
			t.Rate = rate
		}
		if c.Regime != nil {
			t.Regime = billing.Regime(*c.Regime)
		}
		if c.Delivery != nil {
			t.Delivery = delivery
		}
		give(&t.Reference, c.Reference)
		give(&t.Order, c.Order)
		give(&t.Registers, c.Registers)
		give(&t.GroupBy, c.By)
		give(&t.Account, c.Account)
	})
}

// given is a flag's value, empty for one that was not given.
func given(flag *string) string {
	if flag == nil {
		return ""
	}
	return *flag
}

// readAddress reads "name;street;postcode;city;country"; nil for an empty one.
func readAddress(s string) (*billing.Address, error) {
	if strings.TrimSpace(s) == "" {
		return nil, nil
	}
	parts := strings.Split(s, ";")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if len(parts) != 5 || parts[1] == "" || parts[3] == "" {
		return nil, fault.New("address_invalid", "value", s).At("delivery")
	}
	return &billing.Address{Name: parts[0], Street: parts[1], Postcode: parts[2], City: parts[3], Country: strings.ToUpper(parts[4])}, nil
}
