package main

import (
	"context"
	"fmt"
	"io"

	"regie/clients"
	"regie/clients/fault"
)

type staffGroup struct {
	List    staffList    `cmd:""`
	Show    staffShow    `cmd:""`
	Add     staffAdd     `cmd:""`
	Set     staffSet     `cmd:""`
	Archive staffArchive `cmd:""`
	Reopen  staffReopen  `cmd:""`
}

type staffView struct {
	ID            string  `json:"id"`
	Name          string  `json:"name"`
	Level         string  `json:"level"`
	Tutor         *string `json:"tutor"`
	Job           *string `json:"job"`
	Email         *string `json:"email"`
	Zone          string  `json:"zone"`
	WeeklyMinutes int64   `json:"weekly_minutes"`
	ArchivedAt    *string `json:"archived_at"`
	// Levels are the dated levels, the first (from null) leading.
	Levels []levelFromView `json:"levels"`
}

type levelFromView struct {
	From  *string `json:"from"`
	Level string  `json:"level"`
}

func viewStaff(p clients.Staff, all []clients.Staff, levels []clients.LevelFrom) staffView {
	v := staffView{string(p.ID), p.Name, p.Level, nil, orNull(p.Job), orNull(p.Email), p.Zone, p.WeeklyMinutes, orNull(p.ArchivedAt), []levelFromView{}}
	for _, l := range levels {
		v.Levels = append(v.Levels, levelFromView{orNull(l.From.String()), l.Level})
	}
	for _, o := range all {
		if o.ID == p.Tutor {
			v.Tutor = &o.Name
		}
	}
	return v
}

type staffList struct {
	All bool
}

// Run lists the people.
func (c staffList) Run(e *env) error {
	all, err := e.House.Clients.Staff(e.Context, true)
	if err != nil {
		return err
	}
	levels, err := e.House.Clients.LevelHistories(e.Context)
	if err != nil {
		return err
	}
	views := []staffView{}
	rows := [][]string{{e.T("agency.name"), e.T("agency.level"), e.T("agency.tutor"), e.T("agency.job")}}
	for _, p := range all {
		if p.ArchivedAt != "" && !c.All {
			continue
		}
		v := viewStaff(p, all, levels[p.ID])
		views = append(views, v)
		level, err := e.House.Clients.Level(e.Context, p.Level)
		if err != nil {
			return err
		}
		rows = append(rows, []string{p.Name, e.label(level.NameFR, level.NameEN), deref(v.Tutor), p.Job})
	}
	return e.Print(views, func(w io.Writer) { e.Table(w, rows) })
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

type staffShow struct {
	Name string `arg:""`
}

// Run shows a person.
func (c staffShow) Run(e *env) error {
	p, err := e.House.Clients.StaffByName(e.Context, c.Name)
	if err != nil {
		return err
	}
	return e.showStaff(p)
}

func (e *env) showStaff(p clients.Staff) error {
	all, err := e.House.Clients.Staff(e.Context, true)
	if err != nil {
		return err
	}
	level, err := e.House.Clients.Level(e.Context, p.Level)
	if err != nil {
		return err
	}
	history, err := e.House.Clients.LevelHistory(e.Context, p.ID)
	if err != nil {
		return err
	}
	v := viewStaff(p, all, history)
	return e.Print(v, func(w io.Writer) {
		fmt.Fprintln(w, p.Name)
		e.Facts(w, [][]string{
			{e.T("agency.level"), e.label(level.NameFR, level.NameEN)},
			{e.T("agency.tutor"), deref(v.Tutor)},
			{e.T("agency.job"), p.Job},
			{e.T("agency.email"), p.Email},
			{e.T("agency.zone"), p.Zone},
			{e.T("agency.weekly"), e.Printer.Hours(p.WeeklyMinutes)},
			{e.T("agency.archived_at"), p.ArchivedAt},
		})
		for _, l := range history[1:] {
			fmt.Fprintln(w, e.T("agency.level_from", "level", e.levelName(l.Level), "on", l.From))
		}
	})
}

// staffFlags are what can be said of a person. --tutor "" takes the tutor away.
type staffFlags struct {
	Level  *string `placeholder:"senior|junior|agency|intern"`
	Tutor  *string `placeholder:"NAME"`
	Job    *string `placeholder:"TEXT"`
	Email  *string `placeholder:"ADDRESS"`
	Zone   *string `placeholder:"Europe/Paris"`
	Weekly *string `placeholder:"35h"`
}

// read turns names and hours into what the service takes.
func (f staffFlags) read(e *env) (func(*clients.Staff), error) {
	weekly, err := hoursFlag("weekly", f.Weekly)
	if err != nil {
		return nil, err
	}
	var tutor *clients.ID
	if f.Tutor != nil {
		tutor = new(clients.ID)
		if *f.Tutor != "" {
			p, err := e.House.Clients.StaffByName(e.Context, *f.Tutor)
			if known, ok := fault.As(err); ok {
				return nil, known.At("tutor")
			}
			if err != nil {
				return nil, err
			}
			*tutor = p.ID
		}
	}
	return func(p *clients.Staff) {
		give(&p.Level, f.Level)
		give(&p.Tutor, tutor)
		give(&p.Job, f.Job)
		give(&p.Email, f.Email)
		give(&p.Zone, f.Zone)
		give(&p.WeeklyMinutes, weekly)
	}, nil
}

type staffAdd struct {
	Name string `required:"" placeholder:"NAME"`
	staffFlags
}

// Run adds a person.
func (c staffAdd) Run(e *env) error {
	apply, err := c.read(e)
	if err != nil {
		return err
	}
	p := clients.Staff{Name: c.Name}
	apply(&p)
	if p, err = e.House.Clients.AddStaff(e.Context, p); err != nil {
		return err
	}
	return e.showStaff(p)
}

type staffSet struct {
	Who  string  `arg:"" optional:"" name:"who"`
	Name *string `placeholder:"NAME"`
	staffFlags
	NewName *string `placeholder:"NAME"`
	From    string  `placeholder:"2026-03-01"`
}

// Run changes a person, named by the argument or by --name; another level
// counts from --from on, else from today.
func (c staffSet) Run(e *env) error {
	who := c.Who
	if who == "" && c.Name != nil {
		who, c.Name = *c.Name, nil
	}
	p, err := e.House.Clients.StaffByName(e.Context, who)
	if err != nil {
		return err
	}
	apply, err := c.read(e)
	if err != nil {
		return err
	}
	from, err := monthOrDay(c.From, e.Today)
	if err != nil {
		return err
	}
	p, err = e.House.Clients.EditStaffFrom(e.Context, p.ID, from, func(p *clients.Staff) {
		apply(p)
		give(&p.Name, c.Name)
		give(&p.Name, c.NewName)
	})
	if err != nil {
		return err
	}
	return e.showStaff(p)
}

type staffArchive struct {
	Name string `arg:""`
}

// Run takes a person out of the lists.
func (c staffArchive) Run(e *env) error {
	return e.turnStaff(c.Name, e.House.Clients.ArchiveStaff)
}

type staffReopen struct {
	Name string `arg:""`
}

// Run brings a person back.
func (c staffReopen) Run(e *env) error {
	return e.turnStaff(c.Name, e.House.Clients.ReopenStaff)
}

type levelGroup struct {
	List levelList `cmd:""`
	Add  levelAdd  `cmd:""`
}

type levelView struct {
	Key      string `json:"key"`
	NameFR   string `json:"name_fr"`
	NameEN   string `json:"name_en"`
	Position int    `json:"position"`
	Shipped  bool   `json:"shipped"`
}

func viewLevel(l clients.Level) levelView {
	return levelView{l.Key, l.NameFR, l.NameEN, l.Position, l.Shipped}
}

type levelList struct{}

// Run lists the levels.
func (levelList) Run(e *env) error {
	all, err := e.House.Clients.Levels(e.Context)
	if err != nil {
		return err
	}
	var views []levelView
	rows := [][]string{{e.T("agency.key"), e.T("agency.name")}}
	for _, l := range all {
		views = append(views, viewLevel(l))
		rows = append(rows, []string{l.Key, e.label(l.NameFR, l.NameEN)})
	}
	return e.Print(list(views), func(w io.Writer) { e.Table(w, rows) })
}

type levelAdd struct {
	Name   string `required:"" placeholder:"NAME"`
	NameEN string `name:"name-en" placeholder:"NAME"`
}

// Run adds a level of the agency's own.
func (c levelAdd) Run(e *env) error {
	l, err := e.House.Clients.AddLevel(e.Context, c.Name, c.NameEN)
	if err != nil {
		return err
	}
	return e.Print(viewLevel(l), func(w io.Writer) { fmt.Fprintln(w, l.Key, e.label(l.NameFR, l.NameEN)) })
}

type hatGroup struct {
	List hatList `cmd:""`
	Add  hatAdd  `cmd:""`
	Set  hatSet  `cmd:""`
}

type hatView struct {
	Key      string `json:"key"`
	NameFR   string `json:"name_fr"`
	NameEN   string `json:"name_en"`
	Color    string `json:"color"`
	Position int    `json:"position"`
	Shipped  bool   `json:"shipped"`
	Retired  bool   `json:"retired"`
}

func viewHat(h clients.Hat) hatView {
	return hatView{h.Key, h.NameFR, h.NameEN, h.Color, h.Position, h.Shipped, h.Retired}
}

func (e *env) showHat(h clients.Hat) error {
	return e.Print(viewHat(h), func(w io.Writer) { fmt.Fprintln(w, h.Key, e.label(h.NameFR, h.NameEN)) })
}

type hatList struct{}

// Run lists the hats.
func (hatList) Run(e *env) error {
	all, err := e.House.Clients.Hats(e.Context)
	if err != nil {
		return err
	}
	var views []hatView
	rows := [][]string{{e.T("agency.key"), e.T("agency.name"), e.T("agency.color")}}
	for _, h := range all {
		views = append(views, viewHat(h))
		rows = append(rows, []string{h.Key, e.label(h.NameFR, h.NameEN), h.Color})
	}
	return e.Print(list(views), func(w io.Writer) { e.Table(w, rows) })
}

type hatAdd struct {
	Name   string `required:"" placeholder:"NAME"`
	NameEN string `name:"name-en" placeholder:"NAME"`
	Color  string `placeholder:"#RRGGBB"`
}

// Run adds a hat of the agency's own.
func (c hatAdd) Run(e *env) error {
	h, err := e.House.Clients.AddHat(e.Context, clients.Hat{NameFR: c.Name, NameEN: c.NameEN, Color: c.Color})
	if err != nil {
		return err
	}
	return e.showHat(h)
}

type hatSet struct {
	Hat    string  `arg:""`
	Name   *string `placeholder:"NAME"`
	NameEN *string `name:"name-en" placeholder:"NAME"`
	Color  *string `placeholder:"#RRGGBB"`
	Retire *bool   `negatable:""`
}

// Run changes a hat.
func (c hatSet) Run(e *env) error {
	h, err := e.House.Clients.EditHat(e.Context, c.Hat, func(h *clients.Hat) {
		give(&h.NameFR, c.Name)
		give(&h.NameEN, c.NameEN)
		give(&h.Color, c.Color)
		give(&h.Retired, c.Retire)
	})
	if err != nil {
		return err
	}
	return e.showHat(h)
}

// turnStaff finds a person by name, does one thing to them and shows them.
func (e *env) turnStaff(name string, do func(context.Context, clients.ID) (clients.Staff, error)) error {
	p, err := e.House.Clients.StaffByName(e.Context, name)
	if err != nil {
		return err
	}
	if p, err = do(e.Context, p.ID); err != nil {
		return err
	}
	return e.showStaff(p)
}
