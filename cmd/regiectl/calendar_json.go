package main

import (
	"fmt"
	"io"
	"time"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
)

// itemJSON is an item as scripts read it.
type itemJSON struct {
	ID            string               `json:"id"`
	Client        string               `json:"client"`
	Kind          string               `json:"kind"`
	On            *string              `json:"on"`
	At            *string              `json:"at"`
	Zone          string               `json:"zone"`
	State         string               `json:"state"`
	Title         *string              `json:"title"`
	Author        *string              `json:"author"`
	Texts         map[string]string    `json:"texts"`
	Counts        map[string]countJSON `json:"counts"`
	Titles        map[string]string    `json:"titles"`
	FirstComments map[string]string    `json:"first_comments"`
	SameAs        map[string]string    `json:"same_as"`
	Hash          string               `json:"hash"`
	Decisions     []decisionJSON       `json:"decisions"`
	Link          *string              `json:"link"`
	Note          *string              `json:"note"`
	Campaign      *string              `json:"campaign"`
	Pillar        *string              `json:"pillar"`
	Funnel        *string              `json:"funnel"`
	EffortSeconds int64                `json:"effort_seconds"`
	Revision      int                  `json:"revision"`
	ReviewDue     *string              `json:"review_due"`
	PostponedFrom *string              `json:"postponed_from"`
	PostponedBy   *string              `json:"postponed_by"`
	PublishedAt   *string              `json:"published_at"`
	PublishedURL  *string              `json:"published_url"`
	Capture       *string              `json:"capture"`
	Correction    *string              `json:"correction"`
	Media         []shownJSON          `json:"media"`
	Series        *string              `json:"series"`
}

// shownJSON is a medium of an item; network null is all of them.
type shownJSON struct {
	SHA256  string  `json:"sha256"`
	Alt     *string `json:"alt"`
	Network *string `json:"network"`
}

// countJSON is a text's length as its network counts; limit null is none.
type countJSON struct {
	Used  int  `json:"used"`
	Limit *int `json:"limit"`
}

type decisionJSON struct {
	Who      string  `json:"who"`
	Decision string  `json:"decision"`
	At       string  `json:"at"`
	Hash     string  `json:"hash"`
	Valid    bool    `json:"valid"`
	Stage    string  `json:"stage"`
	Way      *string `json:"way"`
	Comment  *string `json:"comment"`
}

// directory is who and what the items' identifiers name.
type directory struct {
	clients map[clients.ID]string // key
	staff   map[clients.ID]string // name
}

func (e *env) directory() (directory, error) {
	d := directory{clients: map[clients.ID]string{}, staff: map[clients.ID]string{}}
	all, err := e.House.Clients.Clients(e.Context, clients.AllClients)
	if err != nil {
		return d, err
	}
	for _, c := range all {
		d.clients[c.ID] = c.Key
	}
	staff, err := e.House.Clients.Staff(e.Context, true)
	for _, p := range staff {
		d.staff[p.ID] = p.Name
	}
	return d, err
}

func (d directory) item(it calendar.Item, decisions []calendar.Decision, e *env) itemJSON {
	out := itemJSON{
		ID: string(it.ID), Client: d.clients[it.Client], Kind: string(it.Kind), On: orNull(it.On.String()), At: orNull(it.At.String()),
		Zone: it.Zone, State: string(it.State), Title: orNull(it.Title), Author: orNull(d.staff[it.Author]),
		Texts: map[string]string{}, Counts: map[string]countJSON{}, Titles: map[string]string{},
		FirstComments: map[string]string{}, SameAs: map[string]string{}, Hash: it.Hash, Decisions: decisionsJSON(it, decisions),
		Link: orNull(it.Link), Note: orNull(it.Note), Campaign: orNull(it.Campaign), Pillar: orNull(it.Pillar),
		Funnel:        orNull(it.Funnel),
		EffortSeconds: it.EffortSeconds, Revision: it.Revision, ReviewDue: orNull(it.ReviewDue.String()),
		PostponedFrom: orNull(it.PostponedFrom.String()), PostponedBy: orNull(it.PostponedBy),
		PublishedAt: instantOrNull(it.PublishedAt), PublishedURL: orNull(it.PublishedURL), Correction: orNull(it.Correction),
		Capture: orNull(it.Capture), Media: []shownJSON{}, Series: orNull(it.Series),
	}
	for _, m := range it.Media {
		out.Media = append(out.Media, shownJSON{m.SHA256, orNull(m.Alt), orNull(m.Network)})
	}
	for _, r := range it.Resolved() {
		out.Texts[r.Network] = r.Text
		if r.Title != "" {
			out.Titles[r.Network] = r.Title
		}
		if r.FirstComment != "" {
			out.FirstComments[r.Network] = r.FirstComment
		}
	}
	for _, t := range it.Texts {
		if t.SameAs != "" {
			out.SameAs[t.Network] = t.SameAs
		}
	}
	for _, g := range calendar.Measure(it, e.House.Calendar.Limits()) {
		out.Counts[g.Network] = countJSON{Used: g.Used}
		if g.Limit > 0 {
			out.Counts[g.Network] = countJSON{Used: g.Used, Limit: &g.Limit}
		}
	}
	return out
}

func decisionsJSON(it calendar.Item, decisions []calendar.Decision) []decisionJSON {
	out := make([]decisionJSON, 0, len(decisions))
	for _, d := range decisions {
		out = append(out, decisionJSON{
			Who: d.Who, Decision: string(d.Verdict), At: d.At.UTC().Format(time.RFC3339), Hash: d.Hash, Valid: d.Valid(it),
			Stage: string(d.Stage), Way: orNull(d.Way), Comment: orNull(d.Comment),
		})
	}
	return out
}

func instantOrNull(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return orNull(t.UTC().Format(time.RFC3339))
}

// writeItem shows an item to a reader.
func (e *env) writeItem(w io.Writer, dir directory, d calendar.Detail) {
	it := d.Item
	fmt.Fprintf(w, "%s · %s · %s\n", it.Name(), e.T("calendar.kind."+string(it.Kind)), e.T("calendar.state."+string(it.State)))
	when := e.Printer.DateLong(it.On)
	if it.On.IsZero() {
		when = e.T("calendar.undated")
	}
	if it.At != civil.NoClock {
		when += " · " + e.Printer.Clock(it.At) + " (" + it.Zone + ")"
	}
	fmt.Fprintf(w, "%s · %s\n%s\n", dir.clients[it.Client], when, it.ID)
	for i, r := range it.Resolved() {
		g := d.Gauges[i]
		count := e.Printer.Int(int64(g.Used))
		if g.Limit > 0 {
			count += " / " + e.Printer.Int(int64(g.Limit))
		}
		fmt.Fprintf(w, "\n[%s] %s\n", e.networkName(r.Network), count)
		if r.Title != "" {
			fmt.Fprintln(w, e.T("calendar.own_title", "title", r.Title))
		}
		fmt.Fprintln(w, r.Text)
		if r.FirstComment != "" {
			fmt.Fprintln(w, e.T("calendar.first_comment", "text", r.FirstComment))
		}
	}
	if len(d.Decisions) > 0 {
		fmt.Fprintln(w)
	}
	for _, dec := range d.Decisions {
		fmt.Fprintln(w, e.decisionLine(it, dec))
	}
	for _, t := range d.Traces {
		if t.Kind == calendar.Voided {
			fmt.Fprintln(w, e.T("calendar.voided", "who", t.Who, "changes", e.changedWords(t.Changes)))
		}
	}
	for _, r := range d.Remarks {
		fmt.Fprintln(w, "! "+e.T("calendar.remark."+r.Code, "network", e.networkName(r.Network), "word", r.Word, "count", r.Count, "limit", r.Limit, "where", r.Where))
	}
}

func (e *env) decisionLine(it calendar.Item, d calendar.Decision) string {
	key := "calendar.decision_line"
	if !d.Valid(it) {
		key = "calendar.decision_void"
	}
	line := e.T(key, "who", d.Who, "decision", e.T("calendar.decision."+string(d.Verdict)), "at", d.At.UTC().Format("2006-01-02 15:04"), "hash", d.Hash[:12])
	if d.Comment != "" {
		line += " " + d.Comment
	}
	return line
}

// changedWords names what changed in words.
func (e *env) changedWords(names []string) string {
	return calendar.ChangedWords(e.Printer, e.House.Calendar.Limits(), names)
}

func (e *env) networkName(key string) string {
	return e.House.Calendar.Limits().Name(key, string(e.Printer.Lang()))
}
