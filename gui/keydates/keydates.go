// Package keydates is the calendar tab's look at the days that a client's plan
// works towards: the key dates of the next weeks with what is planned for them,
// and the client's own days and embargoes.
package keydates

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/widgets"
)

// Calendar is what the view needs of the calendar's service.
type Calendar interface {
	Coming(ctx context.Context, client clients.ID, today civil.Date) ([]calendar.Coming, error)
	OwnDays(ctx context.Context, client clients.ID) ([]calendar.OwnDay, error)
	SaveOwnDay(ctx context.Context, d calendar.OwnDay) (calendar.OwnDay, error)
	RemoveOwnDay(ctx context.Context, client clients.ID, named string) (calendar.OwnDay, error)
	DayMax(ctx context.Context, client clients.ID) (int, error)
	SetDayMax(ctx context.Context, client clients.ID, n int) error
}

// model is what the view shows.
type model struct {
	coming []calendar.Coming
	own    []calendar.OwnDay
	most   int // publications one day may have, 0 for no rule
}

func load(ctx context.Context, cal Calendar, client clients.ID, today civil.Date) (md model, err error) {
	if md.coming, err = cal.Coming(ctx, client, today); err != nil {
		return md, fmt.Errorf("reading the key dates ahead: %w", err)
	}
	if md.own, err = cal.OwnDays(ctx, client); err != nil {
		return md, fmt.Errorf("reading the client's own days: %w", err)
	}
	if md.most, err = cal.DayMax(ctx, client); err != nil {
		return md, fmt.Errorf("reading the most of a day: %w", err)
	}
	return md, nil
}

// unplanned are the dates ahead that nothing is planned for.
func (md model) unplanned() []calendar.Coming {
	var list []calendar.Coming
	for _, c := range md.coming {
		if c.Planned == 0 {
			list = append(list, c)
		}
	}
	return list
}

// origin names the calendar that a date stands in.
func origin(p *text.Printer, c calendar.Coming) string {
	switch {
	case c.Own:
		return p.T("keydates.own")
	case c.Calendar == "":
		return p.T("keydates.country")
	}
	return p.T("clientfile.sector_" + c.Calendar)
}

// urgency says when work on a date should begin.
func urgency(p *text.Printer, c calendar.Coming, today civil.Date) (string, widgets.Tone) {
	if c.Due(today) {
		return p.T("keydates.prepare"), widgets.ToneWarn
	}
	return p.T("keydates.from", "date", p.DateShort(c.Begin)), widgets.ToneNeutral
}

// lead reads days before a date, 0 when nothing was typed; fault number_invalid.
func lead(s string) (int, error) { return number(s, "lead") }

func number(s, field string) (int, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, fault.New("number_invalid", "Value", s).At(field)
	}
	return n, nil
}
