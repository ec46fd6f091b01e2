package agency

import (
	"context"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui"
	"regie/gui/ledger"
	"regie/gui/screen"
	"regie/gui/stage"
)

var testNow = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

type copies struct {
	taken int
	fails error
	list  []Backup
}

func (c *copies) List(context.Context) ([]Backup, error) { return c.list, nil }
func (c *copies) Take(context.Context) error             { c.taken++; return nil }
func (c *copies) Folder() string                         { return "/data" }
func (c *copies) CopyAll(_ context.Context, path string, progress func(done, total int)) (WholeCopy, error) {
	progress(3, 3)
	return WholeCopy{Path: path, Files: 3, Lost: []string{"ab"}}, c.fails
}

// open shows the page on a real database without a display.
func open(t *testing.T, more func(*Deps)) (*view, *clients.Service, *gui.Shell) {
	t.Helper()
	h := stage.Open(t, func() time.Time { return testNow })
	d := Deps{Clients: h.Clients, History: h.History, Bus: h.Store.Bus(), Backups: &copies{}}
	if more != nil {
		more(&d)
	}
	var v *view
	sh := stage.Window(t, h.Now, nil, screen.Def{Page: screen.PageAgency, New: func(host screen.Host) screen.Screen {
		v = New(d)(host).(*view)
		return v
	}})
	sh.Go(screen.Route{Page: screen.PageAgency})
	return v, h.Clients, sh
}

func TestThePageShowsTheTeamAndFollowsChanges(t *testing.T) {
	v, svc, _ := open(t, nil)
	ctx := context.Background()
	if len(v.facts.staff) != 0 || len(v.facts.hats) != 10 || len(v.facts.levels) != 4 {
		t.Fatalf("seen: %d people, %d hats, %d levels", len(v.facts.staff), len(v.facts.hats), len(v.facts.levels))
	}
	awa, err := svc.AddStaff(ctx, clients.Staff{Name: "Awa Diallo"})
	if err != nil {
		t.Fatal(err)
	}
	v.load()
	if len(v.facts.staff) != 1 || v.facts.staff[0].ID != awa.ID {
		t.Errorf("after adding: %+v", v.facts.staff)
	}
	for _, tab := range []string{tabAgency, tabTeam, tabSafety, tabJournal} {
		v.choose(tab)
		if v.tab != tab || len(v.root.Objects) != 1 {
			t.Errorf("tab %s does not show", tab)
		}
	}
	if len(v.facts.acts) == 0 || !slices.ContainsFunc(v.facts.acts, func(a clients.Act) bool { return a.Kind == "staff.add" }) {
		t.Errorf("the journal shows %+v", v.facts.acts)
	}
}

// Ensure a whole copy says what it holds and what could not be copied, that a
// cancelled one says so, and that the button comes back.
func TestCopyAll(t *testing.T) {
	c := &copies{}
	v, _, _ := open(t, func(d *Deps) { d.Backups = c })
	w := newWholeCopy(v)
	w.write("/disk/regie.zip")
	p := v.host.Printer()
	if want := p.N("agencyscreen.whole_done", 3, "File", "/disk/regie.zip") + " " + p.N("agencyscreen.whole_lost", 1); w.said != want {
		t.Errorf("it says %q, want %q", w.said, want)
	}
	c.fails = context.Canceled
	w.write("/disk/regie.zip")
	if w.said != p.T("agencyscreen.whole_stopped") || w.button.Hidden || !w.stop.Hidden {
		t.Errorf("after a cancel: %q, button hidden %v, stop hidden %v", w.said, w.button.Hidden, w.stop.Hidden)
	}
}

func TestBackupNow(t *testing.T) {
	c := &copies{}
	v, _, _ := open(t, func(d *Deps) { d.Backups = c })
	v.backupNow()
	if c.taken != 1 {
		t.Errorf("taken %d", c.taken)
	}
}

func TestOptionalListsAreLeftOut(t *testing.T) {
	v, _, _ := open(t, nil)
	if v.rates != nil || v.imports.Visible() {
		t.Error("lists without a source show")
	}
	v, _, _ = open(t, func(d *Deps) {
		d.Imports = func(context.Context, *text.Printer) ([]Import, error) {
			return []Import{{File: "a.csv", At: testNow}}, nil
		}
	})
	if !v.imports.Visible() {
		t.Error("lists with a source are hidden")
	}
}

func TestALookIsChosenForTheWindow(t *testing.T) {
	_, _, sh := open(t, nil)
	before := sh.Look()
	sh.SetLook(screen.Look{Lang: "en", Mode: "dark", Scale: 125})
	after := sh.Look()
	if before == after || after.Lang != "en" || after.Mode != "dark" || after.Scale != 125 {
		t.Errorf("before %+v, after %+v", before, after)
	}
}

func TestHoursAreReadAsTyped(t *testing.T) {
	test.NewTempApp(t)
	p := text.For(text.FR)
	f := field(p, "weekly", "agencyscreen.weekly", "35 h 00")
	if m, err := typedHours(f); err != nil || m != 2100 {
		t.Errorf("%d, %v", m, err)
	}
	f.SetText("beaucoup")
	if _, err := typedHours(f); !fault.Is(err, "duration_invalid") {
		t.Errorf("got %v", err)
	} else if e, _ := fault.As(err); e.Field != "weekly" {
		t.Errorf("at %q", e.Field)
	}
}

func TestSizeAndReason(t *testing.T) {
	p := text.For(text.EN)
	if got := size(p, 1_572_864); got != "1.5 MB" {
		t.Errorf("size %q", got)
	}
	if got := reasonOf(p, "before-import"); got != "before an import" {
		t.Errorf("reason %q", got)
	}
	if got := reasonOf(p, "autre"); got != "autre" {
		t.Errorf("unknown reason %q", got)
	}
}

// books answers the billing tab; what it does not answer is not asked for.
type books struct {
	ledger.Billing
	client clients.ID
}

func (b books) Settings(context.Context) (billing.Settings, error) {
	return billing.DefaultSettings(), nil
}

func (b books) Documents(context.Context, billing.Filter) ([]billing.Document, error) {
	return []billing.Document{{
		Client: b.client, Kind: billing.Invoice, Number: "F2026-0001", DueOn: civil.NewDate(2026, 11, 1), Currency: "EUR",
		Totals: billing.Totals{Gross: 1200}, Buyer: billing.Party{LegalName: "Kivu"},
	}}, nil
}

func (b books) NextNumber(_ context.Context, set billing.Settings, s billing.Series, on civil.Date) (string, error) {
	return billing.FormatNumber(set.Formats[s], on.Year, 7), nil
}

func (b books) Profit(context.Context, clients.ID, civil.Month, string) ([]billing.Profit, error) {
	return nil, nil
}

func (b books) Franchise(context.Context, civil.Date) (billing.FranchiseState, error) {
	return billing.FranchiseState{Year: 2026, Turnover: 3_800_000, Base: 3_750_000, Raised: 4_125_000, Source: "CGI, art. 293 B"}, nil
}

// Ensure the billing tab shows the franchise's gauge only to an agency that is
// under it.
func TestTheBillingTabWatchesTheFranchise(t *testing.T) {
	v, svc, _ := open(t, func(d *Deps) { d.Ledger = &ledger.Deps{Billing: books{}, House: d.Clients} })
	v.choose(tabBilling)
	if v.ledger.Franchise.Visible() {
		t.Error("watched without franchise")
	}
	if _, err := svc.EditAgency(context.Background(), func(a *clients.Agency) { a.Franchise, a.Country = true, "FR" }); err != nil {
		t.Fatal(err)
	}
	v.ledger.Show()
	if !v.ledger.Franchise.Visible() {
		t.Error("not watched under the franchise")
	}
}
