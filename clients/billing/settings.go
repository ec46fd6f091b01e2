package billing

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"regie/clients"
	"regie/clients/fault"
	"regie/clients/money"
)

// Bounds of what is given in days.
const (
	MostPaymentDays = 365 // to pay an invoice
	MostQuoteDays   = 730 // that a quote holds
)

// Settings are the agency's own ways of billing.
type Settings struct {
	PaymentDays int `json:"payment_days"` // from issue to due date
	// Penalty is the late-payment rate a year that is agreed with clients, in
	// hundredths of a percent. In France it is three times the legal interest rate
	// at least, and without an agreement the European Central Bank's rate and ten
	// points (Code de commerce, art. L441-10, II); both change each half-year and
	// are not known here.
	Penalty money.Rate `json:"penalty"`
	// EarlyDiscount are the words for paying early; empty is "none".
	EarlyDiscount string `json:"early_discount"`
	VATOnDebits   bool   `json:"vat_on_debits"`
	BIC           string `json:"bic"`
	Registers     string `json:"registers"` // RCS, RCCM, Id. Nat., as printed
	PaymentLink   string `json:"payment_link"`
	// Formats are how the numbers of a series are written: {year} and {n}.
	Formats map[Series]string `json:"formats"`
	// Accounts of the sales journal.
	Accounts Accounts `json:"accounts"`
	// QuoteDays is how long a quote may be accepted.
	QuoteDays int `json:"quote_days"`
}

// Accounts are the numbers the sales journal books on (plan comptable général).
type Accounts struct {
	Client       string `json:"client"`       // 411
	Service      string `json:"service"`      // 706
	Expense      string `json:"expense"`      // 708
	Disbursement string `json:"disbursement"` // 467
	Deposit      string `json:"deposit"`      // 4191
	VAT          string `json:"vat"`          // 44571
}

// AccountNames lists the accounts by the names that Of takes.
func AccountNames() []string {
	return []string{"client", "service", "expense", "disbursement", "deposit", "vat"}
}

// Of points at an account by its name, nil for none.
func (a *Accounts) Of(name string) *string {
	return map[string]*string{
		"client": &a.Client, "service": &a.Service, "expense": &a.Expense,
		"disbursement": &a.Disbursement, "deposit": &a.Deposit, "vat": &a.VAT,
	}[name]
}

// CheckAccount refuses what is no account number: it begins with three figures
// (LPF, art. A47 A-1, CompteNum). Fault account_invalid at "account_<name>".
func CheckAccount(name, number string) error {
	if len(number) < 3 || len(number) > 20 || strings.Trim(number[:3], "0123456789") != "" || strings.ContainsAny(number, " \t|;") {
		return fault.New("account_invalid", "value", number).At("account_" + name)
	}
	return nil
}

// DefaultSettings are those of a new agency: thirty days, the late rate that
// the brief contracts of agencies use, numbers that begin again each year.
func DefaultSettings() Settings {
	return Settings{
		PaymentDays: 30, Penalty: 1000, QuoteDays: 30,
		Formats: map[Series]string{
			SeriesInvoice: "F{year}-{n}", SeriesCredit: "A{year}-{n}",
			SeriesStatement: "R{year}-{n}", SeriesQuote: "D{year}-{n}",
		},
		Accounts: Accounts{
			Client: "411000", Service: "706000", Expense: "708500",
			Disbursement: "467000", Deposit: "419100", VAT: "445710",
		},
	}
}

// Terms are how one client wants to be billed; nil and empty mean the agency's
// way or what follows from the parties.
type Terms struct {
	PaymentDays *int        `json:"payment_days"`
	Regime      Regime      `json:"regime"`
	Rate        *money.Rate `json:"rate"`
	Reference   string      `json:"reference"` // BT-10, service code
	Order       string      `json:"order"`     // purchase order in force
	Registers   string      `json:"registers"`
	Delivery    *Address    `json:"delivery"`
	GroupBy     string      `json:"group_by"` // hat, level, day or person
	// Account is the client's auxiliary account in the sales journal; empty is its key.
	Account string `json:"account"`
}

// Settings gives the agency's ways of billing.
func (s *Service) Settings(ctx context.Context) (Settings, error) {
	set := DefaultSettings()
	raw, err := s.keep.Settings(ctx)
	if err != nil || len(raw) == 0 {
		return set, err
	}
	if err := json.Unmarshal(raw, &set); err != nil {
		return set, fmt.Errorf("reading the billing settings: %w", err)
	}
	return set, nil
}

// SetSettings changes them. Refusals at the field: days_invalid,
// penalty_invalid, bic_invalid, format_invalid, account_invalid.
func (s *Service) SetSettings(ctx context.Context, change func(*Settings) error) (Settings, error) {
	var set Settings
	ctx = clients.Doing(ctx, clients.Act{Kind: "billing.settings"})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		var err error
		if set, err = s.Settings(ctx); err != nil {
			return err
		}
		if err := change(&set); err != nil {
			return err
		}
		if err := set.check(); err != nil {
			return err
		}
		raw, err := json.Marshal(set)
		if err != nil {
			return fmt.Errorf("writing the billing settings: %w", err)
		}
		return s.keep.SaveSettings(ctx, raw)
	})
	return set, err
}

func (s *Settings) check() error {
	s.BIC = strings.ToUpper(strings.ReplaceAll(s.BIC, " ", ""))
	switch {
	case s.PaymentDays < 0 || s.PaymentDays > MostPaymentDays:
		return fault.New("days_invalid", "max", MostPaymentDays).At("payment_days")
	case s.QuoteDays < 1 || s.QuoteDays > MostQuoteDays:
		return fault.New("days_invalid", "max", MostQuoteDays).At("quote_days")
	case s.Penalty < 0 || s.Penalty > 5000:
		return fault.New("penalty_invalid").At("penalty")
	case s.BIC != "" && len(s.BIC) != 8 && len(s.BIC) != 11:
		return fault.New("bic_invalid", "value", s.BIC).At("bic")
	}
	for _, name := range AccountNames() {
		number := s.Accounts.Of(name)
		*number = strings.TrimSpace(*number)
		if err := CheckAccount(name, *number); err != nil {
			return err
		}
	}
	seen := map[string]bool{}
	for _, series := range []Series{SeriesInvoice, SeriesCredit, SeriesStatement, SeriesQuote} {
		f := s.Formats[series]
		if err := CheckFormat(series, f); err != nil {
			return err
		}
		if seen[f] {
			return fault.New("format_invalid", "value", f, "series", string(series)).At("format")
		}
		seen[f] = true
	}
	return nil
}

// CheckFormat refuses what cannot number a series; fault format_invalid at
// "format". That two series do not share one is SetSettings' to see.
func CheckFormat(series Series, f string) error {
	if strings.Count(f, "{n}") != 1 || len(f) > 30 || strings.ContainsAny(f, " /\\\"") {
		return fault.New("format_invalid", "value", f, "series", string(series)).At("format")
	}
	return nil
}

// FormatNumber writes a number: {year} with four figures, {n} with at least four.
func FormatNumber(format string, year, n int) string {
	number := strconv.Itoa(n)
	for len(number) < 4 {
		number = "0" + number
	}
	return strings.NewReplacer("{year}", strconv.Itoa(year), "{n}", number).Replace(format)
}

// seriesYear is the year a number belongs to, 0 for a series that never restarts.
func seriesYear(format string, year int) int {
	if strings.Contains(format, "{year}") {
		return year
	}
	return 0
}

// TermsOf gives how a client wants to be billed.
func (s *Service) TermsOf(ctx context.Context, client clients.ID) (Terms, error) {
	var t Terms
	raw, err := s.keep.Terms(ctx, client)
	if err != nil || len(raw) == 0 {
		return t, err
	}
	if err := json.Unmarshal(raw, &t); err != nil {
		return t, fmt.Errorf("reading a client's billing terms: %w", err)
	}
	return t, nil
}

// SetTerms changes them. Refusals at the field: days_invalid, vat_rate_unknown,
// choice_unknown, country_unknown at "delivery".
func (s *Service) SetTerms(ctx context.Context, client clients.ID, change func(*Terms)) (Terms, error) {
	var t Terms
	c, err := s.house.Client(ctx, client)
	if err != nil {
		return t, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "billing.terms", Client: client, Subject: c.Name})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		var err error
		if t, err = s.TermsOf(ctx, client); err != nil {
			return err
		}
		change(&t)
		if err := s.checkTerms(ctx, t); err != nil {
			return err
		}
		raw, err := json.Marshal(t)
		if err != nil {
			return fmt.Errorf("writing a client's billing terms: %w", err)
		}
		return s.keep.SaveTerms(ctx, client, raw)
	})
	return t, err
}

func (s *Service) checkTerms(ctx context.Context, t Terms) error {
	if t.PaymentDays != nil && (*t.PaymentDays < 0 || *t.PaymentDays > MostPaymentDays) {
		return fault.New("days_invalid", "max", MostPaymentDays).At("payment_days")
	}
	switch t.Regime {
	case "", Domestic, Franchise, ReverseCharge, Abroad:
	default:
		return fault.New("choice_unknown", "value", string(t.Regime), "choices", []string{"domestic", "franchise", "reverse_charge", "abroad"}).At("regime")
	}
	switch t.GroupBy {
	case "", GroupHat, GroupLevel, GroupDay, GroupPerson:
	default:
		return fault.New("choice_unknown", "value", t.GroupBy, "choices", GroupsBy()).At("group_by")
	}
	if a := t.Delivery; a != nil {
		if err := CheckDelivery(a); err != nil {
			return err
		}
	}
	if t.Rate == nil {
		return nil
	}
	a, err := s.house.Agency(ctx)
	if err != nil {
		return err
	}
	today, err := s.house.Today(ctx)
	if err != nil {
		return err
	}
	return CheckRate(a.Country, *t.Rate, today)
}

// CheckDelivery refuses a place without street, city or country: faults
// address_invalid, country_unknown at "delivery".
func CheckDelivery(a *Address) error {
	if strings.TrimSpace(a.Street) == "" || strings.TrimSpace(a.City) == "" {
		return fault.New("address_invalid", "value", strings.Join([]string{a.Name, a.Street, a.Postcode, a.City, a.Country}, ";")).At("delivery")
	}
	if region, err := language.ParseRegion(a.Country); err != nil || len(a.Country) != 2 || !region.IsCountry() {
		return fault.New("country_unknown", "value", a.Country).At("delivery")
	}
	return nil
}
