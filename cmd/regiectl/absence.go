package main

import (
	"fmt"
	"io"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// absenceGroup is who is away when, and who stands in.
type absenceGroup struct {
	List absenceList `cmd:""`
	Add  absenceAdd  `cmd:""`
	Set  absenceSet  `cmd:""`
	Rm   absenceRm   `cmd:""`
}

type absenceView struct {
	ID         string  `json:"id"`
	Person     string  `json:"person"`
	From       string  `json:"from"`
	To         string  `json:"to"`
	Kind       string  `json:"kind"`
	Reason     *string `json:"reason"`
	ReplacedBy *string `json:"replaced_by"`
}

// absenceViews names the people of absences.
func (e *env) absenceViews(absences []hours.Absence) ([]absenceView, error) {
	people, err := e.House.Clients.Staff(e.Context, true)
	if err != nil {
		return nil, err
	}
	name := map[clients.ID]string{}
	for _, p := range people {
		name[p.ID] = p.Name
	}
	views := []absenceView{}
	for _, a := range absences {
		views = append(views, absenceView{
			string(a.ID), name[a.Person], a.Days.From.String(), a.Days.To.String(), string(a.Kind), orNull(a.Reason), orNull(name[a.Replacement]),
		})
	}
	return views, nil
}

func (e *env) writeAbsences(w io.Writer, views []absenceView) {
	rows := [][]string{{e.T("hours.person"), e.T("hours.absence_days"), e.T("hours.absence_kind"), e.T("hours.absence_replaced_by"), e.T("hours.note"), "id"}}
	for _, v := range views {
		days := v.From
		if v.To != v.From {
			days += " – " + v.To
		}
		rows = append(rows, []string{v.Person, days, e.T("hours.absence_" + v.Kind), deref(v.ReplacedBy), deref(v.Reason), v.ID})
	}
	e.Table(w, rows)
}

func (e *env) showAbsence(a hours.Absence) error {
	views, err := e.absenceViews([]hours.Absence{a})
	if err != nil {
		return err
	}
	return e.Print(views[0], func(w io.Writer) { e.writeAbsences(w, views) })
}

type absenceList struct {
	Month string `placeholder:"2026-10"`
	From  string `placeholder:"2026-10-01"`
	To    string `aliases:"until" placeholder:"2026-10-31"`
	Who   string `placeholder:"NAME"`
}

// Run lists absences, of all days where none are said.
func (c absenceList) Run(e *env) error {
	days := civil.Range{From: civil.NewDate(civil.FirstYear, 1, 1), To: civil.NewDate(civil.LastYear, 12, 31)}
	m, err := monthOr(c.Month, civil.Month{})
	if err != nil {
		return err
	}
	if !m.IsZero() {
		days = m.Range()
	}
	if days.From, err = dayOr(c.From, days.From, "from"); err != nil {
		return err
	}
	if days.To, err = dayOr(c.To, days.To, "to"); err != nil {
		return err
	}
	all, err := e.House.Hours.Absences(e.Context, days)
	if err != nil {
		return err
	}
	if c.Who != "" {
		p, err := e.House.Clients.StaffByName(e.Context, c.Who)
		if err != nil {
			return err
		}
		kept := all[:0:0]
		for _, a := range all {
			if a.Person == p.ID {
				kept = append(kept, a)
			}
		}
		all = kept
	}
	views, err := e.absenceViews(all)
	if err != nil {
		return err
	}
	return e.Print(views, func(w io.Writer) { e.writeAbsences(w, views) })
}

// absenceFlags are what can be said of an absence. --replaced-by "" takes the
// replacement away.
type absenceFlags struct {
	Kind       string  `placeholder:"leave|training|sick|other"`
	ReplacedBy *string `placeholder:"NAME"`
	Reason     *string
}

func (f absenceFlags) into(e *env, a *hours.Absence, from, to string) (err error) {
	if a.Days.From, err = dayOr(from, a.Days.From, "from"); err != nil {
		return err
	}
	if a.Days.To, err = dayOr(to, a.Days.To, "to"); err != nil {
		return err
	}
	if f.Kind != "" {
		a.Kind = hours.AbsenceKind(f.Kind)
	}
	give(&a.Reason, f.Reason)
	if f.ReplacedBy == nil {
		return nil
	}
	if a.Replacement = ""; *f.ReplacedBy == "" {
		return nil
	}
	p, err := e.House.Clients.StaffByName(e.Context, *f.ReplacedBy)
	a.Replacement = p.ID
	return fault.At(err, "replaced_by")
}

// saveAbsence keeps an absence and shows it.
func (e *env) saveAbsence(a hours.Absence) error {
	a, err := e.House.Hours.SaveAbsence(e.Context, a)
	if err != nil {
		return atFlagOnly(err, "until", "to")
	}
	return e.showAbsence(a)
}

type absenceAdd struct {
	Who  string `required:"" placeholder:"NAME"`
	From string `required:"" placeholder:"2026-07-06"`
	To   string `aliases:"until" placeholder:"2026-07-17"`
	absenceFlags
}

// Run records an absence; without --to it is of one day.
func (c absenceAdd) Run(e *env) error {
	p, err := e.House.Clients.StaffByName(e.Context, c.Who)
	if err != nil {
		return err
	}
	if c.To == "" {
		c.To = c.From
	}
	a := hours.Absence{Person: p.ID}
	if err := c.into(e, &a, c.From, c.To); err != nil {
		return err
	}
	return e.saveAbsence(a)
}

type absenceSet struct {
	ID   string `arg:"" name:"id"`
	From string `placeholder:"2026-07-06"`
	To   string `aliases:"until" placeholder:"2026-07-17"`
	absenceFlags
}

// Run changes what the flags say of an absence.
func (c absenceSet) Run(e *env) error {
	a, err := e.House.Hours.Absence(e.Context, clients.ID(c.ID))
	if err != nil {
		return err
	}
	if err := c.into(e, &a, c.From, c.To); err != nil {
		return err
	}
	return e.saveAbsence(a)
}

type absenceRm struct {
	ID string `arg:"" name:"id"`
}

// Run deletes an absence and prints what it was.
func (c absenceRm) Run(e *env) error {
	a, err := e.House.Hours.Absence(e.Context, clients.ID(c.ID))
	if err != nil {
		return err
	}
	if err := e.House.Hours.RemoveAbsence(e.Context, a.ID); err != nil {
		return err
	}
	return e.showAbsence(a)
}

// capacityCmd sets what is sold against what there is.
type capacityCmd struct {
	Month string `placeholder:"2026-10"`
}

type loadView struct {
	Person       string `json:"person"`
	Level        string `json:"level"`
	Weekly       int64  `json:"weekly_minutes"`
	Available    int64  `json:"available_minutes"`
	AbsentDays   int    `json:"absent_days"`
	Sold         int64  `json:"sold_minutes"`
	SoldCover    int64  `json:"sold_cover_minutes"`
	Planned      int64  `json:"planned_minutes"`
	PlannedCover int64  `json:"planned_cover_minutes"`
	Done         int64  `json:"done_minutes"`
	Inside       int64  `json:"internal_minutes"`
	Oversold     bool   `json:"oversold"`
}

type capacityView struct {
	Month      string        `json:"month"`
	People     []loadView    `json:"people"`
	Unassigned int64         `json:"unassigned_minutes"`
	Absences   []absenceView `json:"absences"`
}

// Run shows the month's capacity, by person.
func (c capacityCmd) Run(e *env) error {
	m, err := monthOr(c.Month, e.Today.InMonth())
	if err != nil {
		return err
	}
	k, err := e.House.Hours.Capacity(e.Context, m)
	if err != nil {
		return err
	}
	v := capacityView{Month: m.String(), People: []loadView{}, Unassigned: k.Unassigned}
	if v.Absences, err = e.absenceViews(k.Absences); err != nil {
		return err
	}
	for _, l := range k.People {
		p, err := e.House.Clients.StaffByID(e.Context, l.Person)
		if err != nil {
			return err
		}
		v.People = append(v.People, loadView{
			p.Name, p.Level, p.WeeklyMinutes, l.Available, l.AbsentDays, l.Sold, l.SoldCover, l.Planned, l.PlannedCover, l.Done, l.Inside, l.Oversold(),
		})
	}
	return e.Print(v, func(w io.Writer) { e.writeCapacity(w, v) })
}

func (e *env) writeCapacity(w io.Writer, v capacityView) {
	rows := [][]string{{
		e.T("hours.person"), e.T("hours.capacity_available"), e.T("hours.capacity_sold"), e.T("hours.capacity_planned"),
		e.T("hours.capacity_done"), e.T("hours.capacity_inside"), e.T("hours.capacity_absent"),
	}}
	for _, l := range v.People {
		row := []string{l.Person}
		for _, minutes := range []int64{l.Available, l.Sold, l.Planned, l.Done, l.Inside} {
			row = append(row, e.Printer.Hours(minutes))
		}
		rows = append(rows, append(row, e.Printer.Int(int64(l.AbsentDays))))
	}
	e.Table(w, rows)
	for _, l := range v.People {
		if l.Oversold {
			fmt.Fprintln(w, e.T("hours.capacity_oversold", "name", l.Person, "over", civil.Minutes(l.Sold-l.Available)))
		}
	}
	if v.Unassigned > 0 {
		fmt.Fprintln(w, e.T("hours.capacity_unassigned", "minutes", civil.Minutes(v.Unassigned)))
	}
	if len(v.Absences) > 0 {
		fmt.Fprintln(w)
		e.writeAbsences(w, v.Absences)
	}
}
