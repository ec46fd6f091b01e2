package composer

import (
	"context"
	"strings"
	"testing"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/reports"
	"regie/reports/page"
)

var october = civil.NewMonth(2026, time.October)

// drawer holds a live month and the versions issued of it.
type drawer struct {
	Source
	live    reports.Month
	issued  []reports.Issued
	differs []reports.Difference
}

func (d drawer) Current(_ context.Context, _ clients.ID, _ civil.Month, lang text.Lang) (reports.Copy, error) {
	c := reports.Copy{Month: d.live, Differs: d.differs}
	if n := len(d.issued); n > 0 {
		c.Issued = &d.issued[n-1]
		if len(d.differs) == 0 {
			c.Month = c.Issued.Frozen
		}
	}
	return c, nil
}

func (d drawer) Versions(context.Context, clients.ID, civil.Month) ([]reports.Issued, error) {
	return d.issued, nil
}

func (d drawer) Frozen(_ context.Context, i reports.Issued) (reports.Month, error) {
	return i.Frozen, nil
}

// Pages are of a paper that no report is laid out on.
func (d drawer) Pages(context.Context, reports.Issued, reports.Month) (*page.Document, error) {
	return &page.Document{Pages: []page.Page{{Width: 100, Height: 50, Number: 1}}}, nil
}

func (d drawer) Gather(_ context.Context, _ clients.ID, _ civil.Month, lang text.Lang) (reports.Month, error) {
	m := d.live
	if lang != "" {
		m.Lang = lang
	}
	return m, nil
}

func month(billed int64, version int, missing ...*fault.Error) reports.Month {
	m := reports.Month{
		Client: clients.Client{ID: "1", Key: "kivu", Name: "Kivu Maison", Currency: "EUR"}, Agency: clients.Agency{Name: "Agence Pixel"},
		Month: october, Lang: text.FR, Today: civil.NewDate(2026, 11, 3), Composition: reports.Composition{}.Complete(), Missing: missing,
	}
	m.Hours = reports.Hours{Raw: billed, Billed: billed, Entries: 1}
	m.Edition = reports.Edition{Version: version, IssuedOn: civil.NewDate(2026, 11, version), Next: version + 1}
	return m
}

func nothing() reports.Month {
	m := month(0, 0)
	m.Hours.Entries = 0
	return m
}

func issued(m reports.Month, reason string) reports.Issued {
	return reports.Issued{Report: clients.Report{Version: m.Edition.Version, IssuedBy: "Paul D.", Reason: reason}, Frozen: m}
}

// Ensure the tab shows the frozen version of an issued month and says what the
// data say otherwise, and shows the draft of the next when asked.
func TestWhatIsShownOfAnIssuedMonth(t *testing.T) {
	no := fault.New("report_no_logo", "Client", "Kivu Maison").At(reports.PlaceClient)
	one, two := issued(month(60, 1, no), ""), issued(month(90, 2), "oubli")
	changed := []reports.Difference{{Key: "hours", Before: "1 h 30", After: "2 h 00"}, {Key: "area_texts"}}
	for name, c := range map[string]struct {
		src                drawer
		version            int
		billed             int64
		frozen, issuable   bool
		next, lacks, known int
	}{
		"a draft":             {drawer{live: month(60, 0, no)}, newest, 60, false, true, 1, 1, 0},
		"nothing to report":   {drawer{live: nothing()}, newest, 0, false, false, 1, 0, 0},
		"issued":              {drawer{live: month(60, 0, no), issued: []reports.Issued{one}}, newest, 60, true, false, 2, 1, 1},
		"its draft":           {drawer{live: month(60, 0, no), issued: []reports.Issued{one}}, draft, 60, false, true, 2, 1, 1},
		"changed since":       {drawer{live: month(120, 0), issued: []reports.Issued{one, two}, differs: changed}, newest, 90, true, true, 3, 0, 2},
		"the draft of it":     {drawer{live: month(120, 0), issued: []reports.Issued{one, two}, differs: changed}, draft, 120, false, true, 3, 0, 2},
		"the first of two":    {drawer{live: month(90, 0), issued: []reports.Issued{one, two}}, 1, 60, true, false, 3, 1, 2},
		"one that is not yet": {drawer{live: month(60, 0), issued: []reports.Issued{one}}, 7, 60, true, false, 2, 1, 1},
	} {
		md, err := load(t.Context(), c.src, text.For(text.FR), wish{"1", october, "", c.version})
		if err != nil {
			t.Fatal(err)
		}
		if md.month.Hours.Billed != c.billed || md.frozen() != c.frozen || md.issuable() != c.issuable || md.next() != c.next ||
			len(md.lacks) != c.lacks || len(md.versions) != c.known || len(md.differs) != len(c.src.differs) {
			t.Errorf("%s: %d min, frozen %v, issuable %v, next %d, %d lacks, %d versions, %v", name, md.month.Hours.Billed,
				md.frozen(), md.issuable(), md.next(), len(md.lacks), len(md.versions), md.differs)
		}
		if kept := md.doc.Pages[0].Width == 100; kept != c.frozen {
			t.Errorf("%s: the pages are those kept: %v", name, kept)
		}
	}
	md, err := load(t.Context(), drawer{live: month(120, 0), issued: []reports.Issued{one, two}, differs: changed}, text.For(text.FR), wish{month: october})
	if err != nil {
		t.Fatal(err)
	}
	plain := func(s string) string { return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s) }
	if got := plain(md.differs[0]); got != "Temps consacré : 1 h 30 puis 2 h 00" || md.differs[1] != "Textes et commentaires" {
		t.Errorf("differs: %v", md.differs)
	}
	if v := md.versions[1]; plain(v.title) != "Version 2 émise le 2 nov. 2026" || v.about != "Paul D. · oubli" {
		t.Errorf("%+v", v)
	}
}

// Ensure every place leads somewhere, but the report itself.
func TestWhereWhatIsMissingIsMended(t *testing.T) {
	v := &view{month: october}
	for _, place := range []string{
		reports.PlaceTime, reports.PlaceCalendar, reports.PlaceBudget, reports.PlaceContract, reports.PlaceClient, reports.PlaceRates,
	} {
		if r, ok := v.routeOf(place); !ok || r.Page == "" {
			t.Errorf("%s leads nowhere", place)
		}
	}
	if _, ok := v.routeOf(reports.PlaceReport); ok {
		t.Error("the report leads away from itself")
	}
}
