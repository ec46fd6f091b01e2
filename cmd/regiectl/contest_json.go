package main

import (
	"fmt"
	"io"
	"time"

	"regie/clients/calendar"
	"regie/clients/civil"
)

type contestJSON struct {
	ID          string                `json:"id"`
	Name        string                `json:"name"`
	Campaign    *string               `json:"campaign"`
	Stage       calendar.ContestStage `json:"stage"`
	From        *string               `json:"from"`
	Until       *string               `json:"until"`
	Rules       *string               `json:"rules"`
	Prizes      []calendar.Prize      `json:"prizes"`
	Substitutes int                   `json:"substitutes"`
	Entrants    int                   `json:"entrants"`
	Checklist   []pointJSON           `json:"checklist"`
	Announced   *announcedJSON        `json:"announced"`
	List        *closedJSON           `json:"list"`
	Seed        *string               `json:"seed"`
	SeedAt      *string               `json:"seed_at"`
	SeedURL     *string               `json:"seed_url"`
	Draw        *drawJSON             `json:"draw"`
	Result      *string               `json:"result"`
}

// announcedJSON says where the seed comes from.
type announcedJSON struct {
	At         string  `json:"at"`
	Way        string  `json:"way"`
	Source     string  `json:"source"`
	Example    *string `json:"example"`
	Due        *string `json:"due"`
	Commitment *string `json:"commitment"`
	URL        *string `json:"url"`
}

type closedJSON struct {
	At      string  `json:"at"`
	Hash    string  `json:"hash"`
	Tickets int     `json:"tickets"`
	URL     *string `json:"url"`
}

type pointJSON struct {
	Key    string `json:"key"`
	Text   string `json:"text"`
	Source string `json:"source"`
	Done   bool   `json:"done"`
}

type drawJSON struct {
	At          string        `json:"at"`
	Who         *string       `json:"who"`
	Method      string        `json:"method"`
	Hash        string        `json:"hash"`
	Seed        string        `json:"seed"`
	Winners     []entrantJSON `json:"winners"`
	Substitutes []entrantJSON `json:"substitutes"`
	Holds       bool          `json:"holds"`
}

type entrantJSON struct {
	Ticket   string  `json:"ticket"`
	ID       string  `json:"id"`
	Name     *string `json:"name"`
	Excluded *string `json:"excluded"`
}

func entrantsOf(all []calendar.Entrant) []entrantJSON {
	out := make([]entrantJSON, 0, len(all))
	for _, en := range all {
		out = append(out, entrantJSON{en.Ticket, en.ID, orNull(en.Name), orNull(en.Excluded)})
	}
	return out
}

func (e *env) contestOf(c calendar.Contest) (contestJSON, error) {
	out := contestJSON{
		ID: string(c.ID), Name: c.Name, Stage: c.Stage(e.Today), Campaign: orNull(c.Campaign), From: orNull(c.From.String()), Until: orNull(c.Until.String()),
		Rules: orNull(c.Rules), Prizes: list(c.Prizes), Substitutes: c.Substitutes, Entrants: c.Entries, Checklist: []pointJSON{},
		Seed: orNull(c.Seed), SeedAt: instantOrNull(c.SeedAt), SeedURL: orNull(c.SeedURL), Result: orNull(c.Result),
	}
	if a := c.Announced; a != nil {
		out.Announced = &announcedJSON{*instantOrNull(a.At), string(a.Way), a.Source, orNull(a.Example), instantOrNull(a.Due), orNull(a.Commitment), orNull(a.URL)}
	}
	if l := c.List; l != nil {
		out.List = &closedJSON{*instantOrNull(l.At), l.Hash, l.Count, orNull(l.URL)}
	}
	points, err := e.House.Calendar.Checklist(e.Context, c)
	if err != nil {
		return out, err
	}
	for _, p := range points {
		out.Checklist = append(out.Checklist, pointJSON{p.Key, p.Text(string(e.Printer.Lang())), p.Source, p.Done})
	}
	if d := c.Draw; d != nil {
		out.Draw = &drawJSON{
			At: *instantOrNull(d.At), Who: orNull(d.Who), Method: d.Method, Hash: d.Hash, Seed: d.Seed,
			Winners: entrantsOf(d.Winners), Substitutes: entrantsOf(d.Substitutes), Holds: d.Recheck(),
		}
	}
	return out, nil
}

func (e *env) showContest(c calendar.Contest) error {
	out, err := e.contestOf(c)
	if err != nil {
		return err
	}
	return e.Print(out, func(w io.Writer) {
		e.writeContest(w, c)
		for _, p := range out.Checklist {
			mark := "[ ]"
			if p.Done {
				mark = "[x]"
			}
			fmt.Fprintf(w, "  %s %s : %s (%s)\n", mark, p.Key, p.Text, p.Source)
		}
		e.writeSteps(w, c)
		if d := c.Draw; d != nil {
			fmt.Fprintln(w, e.T("contest.drawn", "at", d.At.UTC().Format("2006-01-02 15:04"), "hash", d.Hash))
			for i, en := range d.Winners {
				fmt.Fprintln(w, "  "+e.T("contest.winner", "place", i+1, "who", en.ID, "name", en.Name))
			}
			for i, en := range d.Substitutes {
				fmt.Fprintln(w, "  "+e.T("contest.substitute", "place", i+1, "who", en.ID, "name", en.Name))
			}
		}
	})
}

// writeSteps says how far the draw is prepared.
func (e *env) writeSteps(w io.Writer, c calendar.Contest) {
	at := func(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") }
	if a := c.Announced; a != nil {
		fmt.Fprintln(w, e.T("contest.announced_"+string(a.Way), "at", at(a.At), "source", a.Source, "example", a.Example, "due", at(a.Due), "commitment", a.Commitment))
	}
	if l := c.List; l != nil {
		fmt.Fprintln(w, e.T("contest.closed", "at", at(l.At), "count", l.Count, "hash", l.Hash))
	}
	if c.Seed != "" {
		fmt.Fprintln(w, e.T("contest.seeded", "seed", c.Seed, "at", at(c.SeedAt)))
	}
}

// writeContest writes a contest on one line.
func (e *env) writeContest(w io.Writer, c calendar.Contest) {
	fmt.Fprintln(w, e.T("contest.line", "name", c.Name, "days", e.Printer.Range(civil.Range{From: c.From, To: c.Until}), "stage", e.T("contest.stage_"+string(c.Stage(e.Today))), "entrants", e.Printer.N("contest.entrant_count", c.Entries), "id", c.ID))
}
