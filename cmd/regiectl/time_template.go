package main

import (
	"io"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// templateGroup is favourites: entries a person makes again and again.
type templateGroup struct {
	List templateList `cmd:""`
	Add  templateAdd  `cmd:""`
	Rm   templateRm   `cmd:""`
	Use  templateUse  `cmd:""`
}

type templateView struct {
	ID      string  `json:"id"`
	Person  string  `json:"person"`
	Client  string  `json:"client"`
	Hat     string  `json:"hat"`
	Seconds *int64  `json:"seconds"` // null for the timer
	Kind    *string `json:"kind"`    // null by the contract
	Reason  *string `json:"reason"`
	Note    *string `json:"note"`
}

func (e *env) templateViews(p clients.Staff, templates []hours.Template) ([]templateView, error) {
	views := []templateView{}
	for _, t := range templates {
		c, err := e.House.Clients.Client(e.Context, t.Client)
		if err != nil {
			return nil, err
		}
		v := templateView{ID: string(t.ID), Person: p.Name, Client: c.Key, Hat: t.Hat, Kind: orNull(t.Kind), Reason: orNull(t.Reason), Note: orNull(t.Note)}
		if t.Seconds > 0 {
			v.Seconds = &t.Seconds
		}
		if v.Kind != nil {
			kind := string(t.Kind)
			v.Kind = &kind
		}
		views = append(views, v)
	}
	return views, nil
}

func (e *env) writeTemplates(w io.Writer, views []templateView) {
	rows := [][]string{{e.T("hours.client"), e.T("hours.hat"), e.T("hours.duration"), e.T("hours.note"), "id"}}
	for _, v := range views {
		duration := ""
		if v.Seconds != nil {
			duration = e.Printer.Hours((*v.Seconds + 30) / 60)
		}
		rows = append(rows, []string{v.Client, e.hatName(v.Hat), duration, deref(v.Note), v.ID})
	}
	e.Table(w, rows)
}

func (e *env) showTemplate(p clients.Staff, t hours.Template) error {
	views, err := e.templateViews(p, []hours.Template{t})
	if err != nil {
		return err
	}
	return e.Print(views[0], func(w io.Writer) { e.writeTemplates(w, views) })
}

type templateList struct{ ofPerson }

// Run lists a person's favourites in their order.
func (c templateList) Run(e *env) error {
	p, err := e.who(c.Who)
	if err != nil {
		return err
	}
	all, err := e.House.Hours.Templates(e.Context, p.ID)
	if err != nil {
		return err
	}
	views, err := e.templateViews(p, all)
	if err != nil {
		return err
	}
	return e.Print(views, func(w io.Writer) { e.writeTemplates(w, views) })
}

type templateAdd struct {
	Client string `required:"" placeholder:"KEY"`
	Hat    string `required:"" placeholder:"writer"`
	Who    string `placeholder:"NAME"`
	For    string `placeholder:"1h30"`
	Kind   string `placeholder:"contract|extra|free"`
	Reason string
	Note   string
}

// Run keeps a favourite; without --for it starts the timer when it is used.
func (c templateAdd) Run(e *env) error {
	var f hours.Form
	work := ofWork{Client: c.Client, Who: c.Who, Hat: c.Hat, Kind: c.Kind, Reason: c.Reason, Note: c.Note}
	if err := work.into(e, &f); err != nil {
		return err
	}
	t := hours.Template{Person: f.Person, Client: f.Client, Hat: f.Hat, Kind: f.Kind, Reason: f.Reason, Note: f.Note}
	var err error
	if c.For != "" {
		if t.Seconds, err = civil.ParseDuration(c.For); err != nil {
			return fault.At(err, "for")
		}
	}
	if t, err = e.House.Hours.SaveTemplate(e.Context, t); err != nil {
		return err
	}
	p, err := e.House.Clients.StaffByID(e.Context, t.Person)
	if err != nil {
		return err
	}
	return e.showTemplate(p, t)
}

// ofTemplate names one favourite of a person.
type ofTemplate struct {
	ID string `arg:"" name:"id"`
	ofPerson
}

func (o ofTemplate) find(e *env) (clients.Staff, hours.Template, error) {
	p, err := e.who(o.Who)
	if err != nil {
		return p, hours.Template{}, err
	}
	all, err := e.House.Hours.Templates(e.Context, p.ID)
	if err != nil {
		return p, hours.Template{}, err
	}
	for _, t := range all {
		if string(t.ID) == o.ID {
			return p, t, nil
		}
	}
	return p, hours.Template{}, fault.New("template_unknown").At("id")
}

type templateRm struct{ ofTemplate }

// Run deletes a favourite and prints what it was.
func (c templateRm) Run(e *env) error {
	p, t, err := c.find(e)
	if err != nil {
		return err
	}
	if err := e.House.Hours.RemoveTemplate(e.Context, p.ID, t.ID); err != nil {
		return err
	}
	return e.showTemplate(p, t)
}

type templateUse struct {
	ofTemplate
	On    string `placeholder:"2026-10-31"`
	For   string `placeholder:"1h30"`
	Timer bool
}

// Run makes an entry of a favourite, or starts the timer where it has no
// length.
func (c templateUse) Run(e *env) error {
	p, t, err := c.find(e)
	if err != nil {
		return err
	}
	if c.Timer || (t.Seconds == 0 && c.For == "") {
		entry, err := e.House.Hours.Start(e.Context, hours.TimerStart{
			Person: p.ID, Client: t.Client, Hat: t.Hat, Note: t.Note, Kind: t.Kind, Reason: t.Reason,
		})
		return e.showEntry(entry, nil, err)
	}
	f := hours.FromTemplate(t, e.Today)
	if err := (ofTimes{On: c.On, For: c.For}).into(e, &f); err != nil {
		return err
	}
	entry, warnings, err := e.House.Hours.Add(e.Context, f)
	return e.showEntry(entry, warnings, e.howToConsent(f.Client, err))
}
