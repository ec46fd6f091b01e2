package main

import (
	"fmt"
	"io"
	"strconv"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/reports/bankstatement"
)

// hundredths is written with two decimals.
type hundredths int64

// MarshalJSON writes 85 as 0.85.
func (h hundredths) MarshalJSON() ([]byte, error) {
	sign := ""
	if h < 0 {
		sign, h = "-", -h
	}
	return fmt.Appendf(nil, "%s%d.%02d", sign, h/100, h%100), nil
}

type lotJSON struct {
	Month   string  `json:"month"`
	Minutes int64   `json:"minutes"`
	Expires *string `json:"expires_on"`
}

type movementJSON struct {
	On      string `json:"on"`
	Kind    string `json:"kind"`
	Minutes int64  `json:"minutes"`
	Balance int64  `json:"balance_minutes"`
	Reason  string `json:"reason"`
}

type forecastJSON struct {
	Used int64 `json:"used_minutes"`
	Low  int64 `json:"low_minutes"`
	High int64 `json:"high_minutes"`
}

// bankFigures are the keys of the whole bank and of each level's.
type bankFigures struct {
	Granted    int64          `json:"granted_minutes"`
	CarriedIn  int64          `json:"carried_in_minutes"`
	Used       int64          `json:"used_minutes"`
	Overage    int64          `json:"overage_minutes"`
	Expired    int64          `json:"expired_minutes"`
	CapLoss    int64          `json:"cap_loss_minutes"`
	Adjusted   int64          `json:"adjusted_minutes"`
	CarriedOut int64          `json:"carried_out_minutes"`
	Balance    int64          `json:"balance_minutes"`
	Lots       []lotJSON      `json:"lots"`
	Movements  []movementJSON `json:"movements"`
	Forecast   *forecastJSON  `json:"forecast"`
	Pace       *hundredths    `json:"pace"`
}

type levelBankJSON struct {
	Level string `json:"level"`
	bankFigures
}

type bankJSON struct {
	Client string `json:"client"`
	Month  string `json:"month"`
	bankFigures
	Levels []levelBankJSON `json:"levels"`
}

func newBankFigures(s hours.Statement, f *hours.Forecast, pace *int64) bankFigures {
	v := bankFigures{
		Granted: s.Granted, CarriedIn: s.CarriedIn, Used: s.Used, Overage: s.Overage, Expired: s.Expired, CapLoss: s.CapLoss,
		Adjusted: s.Adjusted, CarriedOut: s.Out, Balance: s.Balance(), Lots: []lotJSON{}, Movements: []movementJSON{},
	}
	for _, l := range s.State.Lots {
		v.Lots = append(v.Lots, lotJSON{l.Month.String(), l.Minutes, orNull(l.Expires.String())})
	}
	for _, m := range s.Movements {
		v.Movements = append(v.Movements, movementJSON{m.On.String(), string(m.Kind), m.Minutes, m.Balance, plainReason(m)})
	}
	if f != nil {
		v.Forecast = &forecastJSON{f.Used, f.Low, f.High}
	}
	if pace != nil {
		p := hundredths(*pace)
		v.Pace = &p
	}
	return v
}

// plainReason is what was typed, or the month that made the movement: scripts
// read the same in any language.
func plainReason(m hours.Movement) string {
	if _, month, ok := hours.CutSource(m.Source); ok {
		return month
	}
	return m.Reason
}

// movementReason says why a movement is: what was typed, or what made it.
func (e *env) movementReason(m hours.Movement) string {
	about, text, ok := hours.CutSource(m.Source)
	if !ok {
		return m.Reason
	}
	month, err := civil.ParseMonth(text)
	if err != nil {
		return m.Reason
	}
	return e.T("hours.reason_"+about, "month", month)
}

func (e *env) bankJSON(c clients.Client, b hours.Bank) bankJSON {
	v := bankJSON{Client: c.Key, Month: b.Month.String(), bankFigures: newBankFigures(b.Total, b.Forecast, b.Pace), Levels: []levelBankJSON{}}
	if b.HasLevels() {
		for _, l := range b.Levels {
			v.Levels = append(v.Levels, levelBankJSON{l.Level, newBankFigures(l.Statement, l.Forecast, l.Pace)})
		}
	}
	return v
}

type hoursCmd struct {
	ofMonth
	Year  string `placeholder:"2026" xor:"period"`
	Until string `placeholder:"2026-12" xor:"period"`
	PDF   string `name:"pdf" placeholder:"FILE"`
	XLSX  string `name:"xlsx" placeholder:"FILE"`
}

// Run shows a client's hours bank: a month, the months of a range, or a year's
// twelve; and writes the statement of a month or a range.
func (c hoursCmd) Run(e *env, cli *root) error {
	client, m, err := c.read(e)
	if err != nil {
		return err
	}
	if c.Year != "" {
		if c.PDF != "" || c.XLSX != "" {
			return fault.New("statement_year", "year", c.Year).At("year")
		}
		return c.year(e, client)
	}
	if c.Until != "" || c.PDF != "" || c.XLSX != "" {
		return c.statement(e, cli, client, m)
	}
	b, err := e.House.Hours.Bank(e.Context, client.ID, m)
	if err != nil {
		return err
	}
	return e.showBank(client, b)
}

// statement writes the statement of a run of months, in --lang where it is
// given, else the client's language; it prints the same banks.
func (c hoursCmd) statement(e *env, cli *root, client clients.Client, from civil.Month) error {
	until := from
	if c.Until != "" {
		var err error
		if until, err = civil.ParseMonth(c.Until); err != nil {
			return fault.At(err, "until")
		}
	}
	st, err := e.House.Statements.Gather(e.Context, client.ID, from, until, langOf(e, cli))
	if err != nil {
		return err
	}
	if err := bankstatement.Save(st, c.PDF, c.XLSX); err != nil {
		return err
	}
	if c.Until == "" {
		return e.Print(e.bankJSON(client, st.Months[0].Bank), func(w io.Writer) { writePaths(w, c.PDF, c.XLSX) })
	}
	all := []bankJSON{}
	for _, b := range st.Months {
		all = append(all, e.bankJSON(client, b.Bank))
	}
	return e.Print(all, func(w io.Writer) {
		if c.PDF != "" || c.XLSX != "" {
			writePaths(w, c.PDF, c.XLSX)
			return
		}
		for _, b := range st.Months {
			e.writeBank(w, client, b.Bank)
		}
	})
}

// writePaths names the files that were written.
func writePaths(w io.Writer, paths ...string) {
	for _, p := range paths {
		if p != "" {
			fmt.Fprintln(w, p)
		}
	}
}

// langOf is the language of a document: --lang where it is given; none is the
// client's.
func langOf(e *env, cli *root) text.Lang {
	if cli.Lang != "" {
		return e.Printer.Lang()
	}
	return ""
}

func (e *env) showBank(client clients.Client, b hours.Bank) error {
	return e.Print(e.bankJSON(client, b), func(w io.Writer) { e.writeBank(w, client, b) })
}

func (c hoursCmd) year(e *env, client clients.Client) error {
	n, err := strconv.Atoi(c.Year)
	if err != nil || n < civil.FirstYear || n > civil.LastYear {
		return fault.New("month_invalid", "value", c.Year).At("year")
	}
	months, err := e.House.Hours.BankYear(e.Context, client.ID, n)
	if err != nil {
		return err
	}
	all := []bankJSON{}
	for _, b := range months {
		all = append(all, e.bankJSON(client, b))
	}
	return e.Print(all, func(w io.Writer) {
		rows := [][]string{{
			"", e.T("hours.bank_granted"), e.T("hours.bank_carried_in"), e.T("hours.bank_adjusted"), e.T("hours.bank_used"),
			e.T("hours.bank_overage"), e.T("hours.bank_expired"), e.T("hours.bank_cap_loss"), e.T("hours.bank_carried_out"),
		}}
		for _, b := range months {
			row := []string{e.Printer.MonthName(b.Month.Month)}
			for _, n := range []int64{b.Total.Granted, b.Total.CarriedIn, b.Total.Adjusted, b.Total.Used, b.Total.Overage, b.Total.Expired, b.Total.CapLoss, b.Total.Out} {
				row = append(row, e.Printer.Hours(n))
			}
			rows = append(rows, row)
		}
		e.Table(w, rows)
	})
}

func (e *env) writeBank(w io.Writer, client clients.Client, b hours.Bank) {
	fmt.Fprintf(w, "%s · %s\n", client.Name, e.Printer.Month(b.Month))
	if b.Contract == nil {
		fmt.Fprintln(w, e.T("hours.bank_none"))
	}
	rows := [][]string{{e.T("hours.on"), e.T("hours.movement"), e.T("hours.minutes"), e.T("hours.balance"), ""}}
	rows = append(rows, []string{e.Printer.DateNum(b.Month.First()), e.T("hours.bank_carried_in"), "", e.Printer.Hours(b.Total.CarriedIn), ""})
	for _, m := range b.Total.Movements {
		name := e.T("hours.movement_" + string(m.Kind))
		if m.Level != "" {
			name += " · " + e.levelName(m.Level)
		}
		rows = append(rows, []string{e.Printer.DateNum(m.On), name, e.Printer.HoursSigned(m.Minutes), e.Printer.Hours(m.Balance), e.movementReason(m)})
	}
	rows = append(rows, []string{e.Printer.DateNum(b.Month.Last()), e.T("hours.bank_carried_out"), "", e.Printer.Hours(b.Total.Out), ""})
	e.Table(w, rows)
	fmt.Fprintln(w, e.T("hours.bank_used_of", "used", civil.Minutes(b.Total.Used), "available", civil.Minutes(b.Total.Available())))
	for _, l := range b.Total.State.Lots {
		key := "hours.lot"
		if l.Expires.IsZero() {
			key = "hours.lot_open"
		}
		fmt.Fprintln(w, e.T(key, "month", l.Month, "minutes", civil.Minutes(l.Minutes), "date", l.Expires))
	}
	if f := b.Forecast; f != nil && !b.Month.Last().Before(e.Today) {
		fmt.Fprintln(w, e.T("hours.forecast", "used", civil.Minutes(f.Used), "low", civil.Minutes(f.Low), "high", civil.Minutes(f.High)))
	}
}

// bankCmd moves a client's hours bank by hand.
type bankCmd struct {
	Adjust   bankAdjust   `cmd:""`
	Transfer bankTransfer `cmd:""`
	Consent  bankConsent  `cmd:""`
}

type ofMovement struct {
	Client  string `required:"" placeholder:"KEY"`
	Month   string `required:"" placeholder:"2026-10"`
	Minutes string `required:"" placeholder:"60"`
	Reason  string
	Level   string `placeholder:"senior"`
}

func (c ofMovement) move(e *env) (clients.Client, hours.Move, error) {
	var mv hours.Move
	client, m, err := ofMonth{c.Client, c.Month}.read(e)
	if err != nil {
		return client, mv, err
	}
	mv = hours.Move{Client: client.ID, Month: m, Reason: c.Reason}
	if mv.Minutes, err = minutesOf(c.Minutes); err != nil {
		return client, mv, err
	}
	mv.Level, err = e.levelKey(c.Level)
	return client, mv, err
}

func minutesOf(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > hours.MostMinutes || n < -hours.MostMinutes {
		return 0, fault.New("minutes_invalid", "value", s).At("minutes")
	}
	return n, nil
}

func (e *env) levelKey(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	l, err := e.House.Clients.Level(e.Context, s)
	return l.Key, err
}

type bankAdjust struct{ ofMovement }

// Run corrects the bank.
func (c bankAdjust) Run(e *env) error {
	client, mv, err := c.move(e)
	if err != nil {
		return err
	}
	b, err := e.House.Hours.Adjust(e.Context, mv)
	if err != nil {
		return err
	}
	return e.showBank(client, b)
}

type bankTransfer struct {
	ofMovement
	To      string `placeholder:"KEY"`
	ToLevel string `placeholder:"junior"`
}

// Run moves minutes between banks.
func (c bankTransfer) Run(e *env) error {
	client, mv, err := c.move(e)
	if err != nil {
		return err
	}
	if c.To != "" {
		to, err := e.Client(c.To)
		if err != nil {
			return fault.At(err, "to")
		}
		mv.To = to.ID
	}
	mv.ToLevel = mv.Level
	if c.ToLevel != "" {
		if mv.ToLevel, err = e.levelKey(c.ToLevel); err != nil {
			return fault.At(err, "to_level")
		}
	} else if c.To != "" {
		mv.ToLevel = ""
	}
	b, err := e.House.Hours.Transfer(e.Context, mv)
	if err != nil {
		return err
	}
	return e.showBank(client, b)
}

type bankConsent struct {
	ofMovement
	By string `required:"" placeholder:"NAME"`
	On string `placeholder:"2026-10-20"`
}

// Run records that the client agreed to overage.
func (c bankConsent) Run(e *env) error {
	client, mv, err := c.move(e)
	if err != nil {
		return err
	}
	on, err := dayOr(c.On, e.Today, "on")
	if err != nil {
		return err
	}
	b, err := e.House.Hours.GiveConsent(e.Context, hours.Consent{
		Client: client.ID, Month: mv.Month, Minutes: mv.Minutes, By: c.By, On: on, Reason: c.Reason,
	})
	if err != nil {
		return err
	}
	return e.showBank(client, b)
}
