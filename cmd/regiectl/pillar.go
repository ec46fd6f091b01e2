package main

import (
	"fmt"
	"io"
	"strings"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

// pillarGroup is what scripts do with a client's pillars.
type pillarGroup struct {
	List pillarList `cmd:""`
	Set  pillarSet  `cmd:""`
	Rm   pillarRm   `cmd:""`
}

// pillarJSON is a pillar; share is a percentage.
type pillarJSON struct {
	ID    string  `json:"id"`
	Name  string  `json:"name"`
	Color *string `json:"color"`
	Share float64 `json:"share"`
}

func pillarOf(p calendar.Pillar) pillarJSON {
	return pillarJSON{string(p.ID), p.Name, orNull(p.Color), percent(p.Share)}
}

// percent is a share of hundredths as scripts read it.
func percent(hundredths int) float64 { return float64(hundredths) / 100 }

func (e *env) pillarLine(p calendar.Pillar) string {
	return p.Name + "  " + e.Printer.Percent(int64(p.Share), 0) + "  " + p.Color
}

type pillarList struct {
	Client string `required:"" placeholder:"KEY"`
}

// Run lists the pillars in use.
func (c pillarList) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	all, err := e.House.Calendar.Pillars(e.Context, client.ID)
	if err != nil {
		return err
	}
	out := []pillarJSON{}
	var lines []string
	for _, p := range all {
		if p.ArchivedAt == "" {
			out, lines = append(out, pillarOf(p)), append(lines, e.pillarLine(p))
		}
	}
	return e.Print(out, func(w io.Writer) {
		for _, line := range lines {
			fmt.Fprintln(w, line)
		}
	})
}

type pillarSet struct {
	Pillar string  `arg:"" name:"pillar" placeholder:"NAME"`
	Client string  `required:"" placeholder:"KEY"`
	Name   *string `placeholder:"TEXT"`
	Color  *string `placeholder:"#24527A"`
	Share  *string `placeholder:"25"`
}

// Run changes a pillar, or makes one of that name.
func (c pillarSet) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	p, err := e.House.Calendar.Pillar(e.Context, client.ID, c.Pillar)
	if fault.Is(err, "pillar_unknown") {
		p, err = calendar.Pillar{Client: client.ID, Name: c.Pillar}, nil
	}
	if err != nil {
		return err
	}
	give(&p.Name, c.Name)
	give(&p.Color, c.Color)
	if c.Share != nil {
		if p.Share, err = calendar.ParseShare(*c.Share); err != nil {
			return err
		}
	}
	if p, err = e.House.Calendar.SavePillar(e.Context, p); err != nil {
		return err
	}
	return e.Print(pillarOf(p), func(w io.Writer) { fmt.Fprintln(w, e.pillarLine(p)) })
}

type pillarRm struct {
	Pillar string `arg:"" name:"pillar" placeholder:"NAME"`
	Client string `required:"" placeholder:"KEY"`
}

// Run takes a pillar out of use.
func (c pillarRm) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	p, err := e.House.Calendar.RetirePillar(e.Context, client.ID, c.Pillar)
	if err != nil {
		return err
	}
	return e.Print(pillarOf(p), func(w io.Writer) { fmt.Fprintln(w, e.pillarLine(p)) })
}

type calendarMix struct {
	Client string `required:"" placeholder:"KEY"`
	Month  string `placeholder:"2026-10"`
}

// shareJSON is how much of a month something takes; shares are percentages.
type shareJSON struct {
	Planned        int     `json:"planned"`
	PlannedShare   float64 `json:"planned_share"`
	Published      int     `json:"published"`
	PublishedShare float64 `json:"published_share"`
}

func partOf(p calendar.Part) shareJSON {
	return shareJSON{p.Planned, percent(p.PlannedShare), p.Published, percent(p.PublishedShare)}
}

// pillarPartJSON is a pillar's part; pillar null is what has none, gap null
// where no share is wished. The gap is in points.
type pillarPartJSON struct {
	Pillar *string `json:"pillar"`
	Wished float64 `json:"wished"`
	shareJSON
	Gap *float64 `json:"gap"`
}

type keyPartJSON struct {
	Key string `json:"key"`
	shareJSON
}

type mixJSON struct {
	Client   string           `json:"client"`
	Month    string           `json:"month"`
	Pillars  []pillarPartJSON `json:"pillars"`
	Networks []keyPartJSON    `json:"networks"`
	Kinds    []keyPartJSON    `json:"kinds"`
}

// Run compares the wished and the real mix of a month.
func (c calendarMix) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	month, err := monthOr(c.Month, e.Today.InMonth())
	if err != nil {
		return err
	}
	mix, err := e.House.Calendar.Mix(e.Context, client.ID, month.Range())
	if err != nil {
		return err
	}
	networks, kinds, err := e.House.Calendar.Parts(e.Context, client.ID, month.Range())
	if err != nil {
		return err
	}
	out := mixJSON{Client: client.Key, Month: month.String(), Pillars: []pillarPartJSON{}, Networks: keyParts(networks), Kinds: keyParts(kinds)}
	for _, m := range mix {
		part := pillarPartJSON{Pillar: orNull(m.Pillar.Name), Wished: percent(m.Pillar.Share), shareJSON: partOf(m.Part)}
		if gap, ok := m.Gap(); ok {
			points := percent(gap)
			part.Gap = &points
		}
		out.Pillars = append(out.Pillars, part)
	}
	return e.Print(out, func(w io.Writer) { e.writeMix(w, mix, month) })
}

func keyParts(list []calendar.KeyPart) []keyPartJSON {
	out := make([]keyPartJSON, 0, len(list))
	for _, k := range list {
		out = append(out, keyPartJSON{k.Key, partOf(k.Part)})
	}
	return out
}

func (e *env) writeMix(w io.Writer, mix []calendar.PillarMix, month civil.Month) {
	fmt.Fprintln(w, e.Printer.Month(month))
	for _, m := range mix {
		name := m.Pillar.Name
		if m.Pillar.ID == "" {
			name = e.T("mix.no_pillar")
		}
		line := []string{name, e.Printer.Percent(int64(m.PlannedShare), 0) + " / " + e.Printer.Percent(int64(m.Pillar.Share), 0)}
		if gap, ok := m.Gap(); ok {
			line = append(line, e.Printer.Points(gap))
		}
		fmt.Fprintln(w, strings.Join(line, "  "))
	}
}
