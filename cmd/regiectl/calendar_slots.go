package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

// calendarSlots is what scripts do with the moments of the week that a client
// keeps for publications.
type calendarSlots struct {
	List slotsList `cmd:""`
	Add  slotsAdd  `cmd:""`
	Rm   slotsRm   `cmd:""`
	Free slotsFree `cmd:""`
}

type slotJSON struct {
	ID       string   `json:"id"`
	Weekday  int      `json:"weekday"` // 1 Monday to 7 Sunday
	At       string   `json:"at"`
	Networks []string `json:"networks"`
	Kind     *string  `json:"kind"`
	Pillar   *string  `json:"pillar"`
}

func slotOf(s calendar.Slot) slotJSON {
	return slotJSON{
		string(s.ID), int(s.Weekday+6)%7 + 1, s.At.String(), append([]string{}, s.Networks...),
		orNull(string(s.Kind)), orNull(string(s.Pillar)),
	}
}

func (e *env) slotLine(s calendar.Slot) string {
	words := []string{e.Weekday(s.Weekday) + " " + s.At.String()}
	for _, n := range s.Networks {
		words = append(words, e.House.Calendar.Limits().Name(n, string(e.Printer.Lang())))
	}
	if s.Kind != "" {
		words = append(words, e.T("calendar.kind."+string(s.Kind)))
	}
	return strings.Join(words, " · ") + "  " + string(s.ID)
}

// Weekday is the name of a day of the week.
func (e *env) Weekday(d time.Weekday) string { return e.Printer.Weekday(d) }

type slotsList struct {
	Client string `required:"" placeholder:"KEY"`
}

// Run lists a client's slots, Monday's first.
func (c slotsList) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	all, err := e.House.Calendar.Slots(e.Context, client.ID)
	if err != nil {
		return err
	}
	out := make([]slotJSON, 0, len(all))
	for _, s := range all {
		out = append(out, slotOf(s))
	}
	return e.Print(out, func(w io.Writer) {
		for _, s := range all {
			fmt.Fprintln(w, e.slotLine(s))
		}
	})
}

type slotsAdd struct {
	Client  string   `required:"" placeholder:"KEY"`
	Weekday string   `required:"" placeholder:"1-7"`
	At      string   `required:"" placeholder:"18:30"`
	Network []string `placeholder:"NETWORK"`
	Kind    string   `placeholder:"KIND"`
	Pillar  string   `placeholder:"NAME"`
}

// Run keeps a moment of the week for publications.
func (c slotsAdd) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	s := calendar.Slot{Client: client.ID, Networks: c.Network, Kind: calendar.Kind(c.Kind)}
	if s.Weekday, err = e.weekday(c.Weekday); err != nil {
		return err
	}
	if s.At, err = civil.ParseClock(c.At); err != nil {
		return fault.At(err, "at")
	}
	if c.Pillar != "" {
		list, err := e.House.Calendar.Pillars(e.Context, client.ID)
		if err != nil {
			return err
		}
		s.Pillar = named(list, c.Pillar, func(p calendar.Pillar) (clients.ID, string) { return p.ID, p.Name })
	}
	if s, err = e.House.Calendar.SaveSlot(e.Context, s); err != nil {
		return err
	}
	return e.Print(slotOf(s), func(w io.Writer) { fmt.Fprintln(w, e.slotLine(s)) })
}

// weekday reads 1 (Monday) to 7, or the day's name in the language.
func (e *env) weekday(s string) (time.Weekday, error) {
	for d := range 7 {
		day := time.Weekday(d)
		if s == fmt.Sprint((d+6)%7+1) || clients.Fold(s) == clients.Fold(e.Weekday(day)) {
			return day, nil
		}
	}
	return 0, fault.New("weekday_unknown", "value", s).At("weekday")
}

type slotsRm struct {
	ID     string `arg:""`
	Client string `required:"" placeholder:"KEY"`
}

// Run takes a slot away; what stands in it stays.
func (c slotsRm) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	s, err := e.House.Calendar.RemoveSlot(e.Context, client.ID, clients.ID(c.ID))
	if err != nil {
		return err
	}
	return e.Print(slotOf(s), func(w io.Writer) { fmt.Fprintln(w, e.slotLine(s)) })
}

type slotsFree struct {
	Client string `required:"" placeholder:"KEY"`
	Month  string `required:"" placeholder:"2026-10"`
}

type openingJSON struct {
	On   string   `json:"on"`
	Slot slotJSON `json:"slot"`
	By   []string `json:"by"`
	Shut bool     `json:"shut"`
}

// Run lists the slots of a month, taken and free.
func (c slotsFree) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	month, err := civil.ParseMonth(c.Month)
	if err != nil {
		return fault.At(err, "month")
	}
	all, err := e.House.Calendar.Openings(e.Context, client.ID, month.Range())
	if err != nil {
		return err
	}
	out := make([]openingJSON, 0, len(all))
	for _, o := range all {
		row := openingJSON{o.On.String(), slotOf(o.Slot), []string{}, o.Shut}
		for _, id := range o.By {
			row.By = append(row.By, string(id))
		}
		out = append(out, row)
	}
	return e.Print(out, func(w io.Writer) {
		for _, o := range all {
			if o.Free() {
				fmt.Fprintln(w, e.Printer.DateNum(o.On), e.slotLine(o.Slot))
			}
		}
	})
}

type calendarQueue struct {
	itemArg
}

// Run puts an item into its client's next free slot.
func (c calendarQueue) Run(e *env) error {
	it, err := e.House.Calendar.Queue(e.Context, c.id())
	return e.after(it, err)
}
