package timesheet

import (
	"context"
	"fmt"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/widgets"
)

// rowKey is a line of the sheet: a hat worn by a person.
type rowKey struct {
	hat    string
	person clients.ID
}

func (k rowKey) String() string { return k.hat + "|" + string(k.person) }

// rowOf reads a row's key back.
func rowOf(s string) rowKey {
	hat, person, _ := strings.Cut(s, "|")
	return rowKey{hat, clients.ID(person)}
}

// weekModel is a client's week, and the month beside it.
type weekModel struct {
	monthModel
	week hours.Week
	lock *hours.MonthLock
	book book
}

func loadWeek(ctx context.Context, d Deps, client clients.ID, monday civil.Date, m civil.Month) (weekModel, error) {
	var md weekModel
	var err error
	if md.week, err = d.Hours.Week(ctx, client, monday); err != nil {
		return md, fmt.Errorf("reading the week: %w", err)
	}
	if md.lock, err = d.Hours.Locked(ctx, client, m); err != nil {
		return md, fmt.Errorf("reading the lock: %w", err)
	}
	if md.monthModel, err = loadMonth(ctx, d.Hours, client, m); err != nil {
		return md, err
	}
	md.book, err = loadBook(ctx, d.House)
	return md, err
}

// grid is the week as the sheet shows it; rows that were added by hand and
// hold nothing yet stand last.
func (md *weekModel) grid(p *text.Printer, today civil.Date, added []rowKey) widgets.WeekModel {
	var g widgets.WeekModel
	for i := range 7 {
		d := md.week.Monday.AddDays(i)
		locked := md.lock != nil && md.lock.Month.Contains(d)
		g.Days = append(g.Days, widgets.WeekDay{Date: d, Today: d == today, Locked: locked})
	}
	seen := map[rowKey]bool{}
	for _, r := range md.week.Rows {
		k := rowKey{r.Hat, r.Person}
		seen[k] = true
		row := md.gridRow(p, k)
		for _, c := range r.Cells {
			row.Cells = append(row.Cells, widgets.WeekCell{Seconds: c.Seconds, Locked: c.Locked, Running: c.Running})
		}
		g.Rows = append(g.Rows, row)
	}
	for _, k := range added {
		if !seen[k] {
			seen[k] = true
			row := md.gridRow(p, k)
			row.Cells = make([]widgets.WeekCell, 7)
			g.Rows = append(g.Rows, row)
		}
	}
	return g
}

func (md *weekModel) gridRow(p *text.Printer, k rowKey) widgets.WeekRow {
	return widgets.WeekRow{Key: k.String(), Title: md.book.hatName(p, k.hat), Subtitle: md.subtitle(p, k.person), Color: md.book.hatColor(k.hat)}
}

func (md *weekModel) subtitle(p *text.Printer, person clients.ID) string {
	who := md.book.people[person]
	return who.Name + " · " + md.book.levelName(p, who.Level)
}

// rowNamed finds the hat and the person that a pasted line names, as this
// sheet writes them or by the person's name alone.
func (md *weekModel) rowNamed(p *text.Printer, title, subtitle string) (rowKey, bool) {
	var k rowKey
	for _, h := range md.book.hats {
		if f := clients.Fold(title); f == clients.Fold(h.NameFR) || f == clients.Fold(h.NameEN) || f == h.Key {
			k.hat = h.Key
		}
	}
	for _, s := range md.book.staff {
		if f := clients.Fold(subtitle); f == clients.Fold(s.Name) || f == clients.Fold(md.subtitle(p, s.ID)) {
			k.person = s.ID
		}
	}
	return k, k.hat != "" && k.person != ""
}

// behind are the finished entries of a cell.
func (md *weekModel) behind(k rowKey, day int) []clients.ID {
	for _, r := range md.week.Rows {
		if r.Hat == k.hat && r.Person == k.person && day >= 0 && day < len(r.Cells) {
			return r.Cells[day].Entries
		}
	}
	return nil
}

// weekText is a week's days as short as they can be said.
func weekText(p *text.Printer, monday civil.Date) string {
	last := monday.AddDays(6)
	first := p.DateShort(monday)
	if monday.InMonth() == last.InMonth() {
		first = p.Int(int64(monday.Day))
	}
	return first + " – " + p.DateShort(last)
}
