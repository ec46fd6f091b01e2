package clientfile

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"regie/assets/keydates"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui"
	"regie/gui/screen"
	"regie/gui/stage"
	"regie/gui/widgets"
)

var (
	testNow = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	today   = civil.NewDate(2026, 11, 22)
)

// office is a house with the client's file and the form of a new one on it.
type office struct {
	*stage.House
	shell *gui.Shell
	file  *view
	page  *newView
}

func open(t *testing.T) *office {
	t.Helper()
	o := &office{House: stage.Open(t, func() time.Time { return testNow })}
	d := Deps{
		Clients: o.Clients, Tx: o.Store, Bus: o.Store.Bus(),
		Networks: func(string) []widgets.Option { return []widgets.Option{{Key: "instagram", Label: "Instagram"}} },
	}
	o.shell = stage.Window(t, o.Now, []screen.Client{{Key: "kivu", Name: "Kivu"}},
		screen.Def{Page: screen.PageClient, Tab: screen.TabFile, New: func(h screen.Host) screen.Screen {
			o.file = New(d)(h).(*view)
			return o.file
		}},
		screen.Def{Page: screen.PageNewClient, New: func(h screen.Host) screen.Screen {
			o.page = NewPage(d)(h).(*newView)
			return o.page
		}})
	return o
}

func (o *office) show() *view {
	o.shell.Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabFile})
	if o.file == nil || o.file.file.client.ID != o.Kivu.ID {
		o.Fatalf("the file of Kivu does not show: %+v", o.file)
	}
	return o.file
}

func TestTheFileShowsAndFollowsWhatIsKept(t *testing.T) {
	o := open(t)
	v := o.show()
	terms := clients.NewTerms(o.Kivu, civil.NewDate(2026, 9, 1))
	terms.QuotaMinutes = 1920
	_, err := o.Clients.SetContract(o.Ctx, terms)
	o.Must(err)
	_, err = o.Clients.AddContact(o.Ctx, clients.Contact{Client: o.Kivu.ID, Name: "Claire M.", Committee: true})
	o.Must(err)
	v.load()
	if len(v.file.contracts) != 1 || len(v.file.contacts) != 1 || v.archived.Visible() {
		t.Fatalf("seen %+v", v.file)
	}
	_, err = o.Clients.ArchiveClient(o.Ctx, o.Kivu.ID, "fin de mission")
	o.Must(err)
	v.load()
	if !v.archived.Visible() {
		t.Error("an archived client does not say so")
	}
	v.reopen()
	if v.file.client.ArchivedAt != "" {
		t.Error("it was not reopened")
	}
	_, err = o.History.Undo(o.Ctx)
	o.Must(err)
	v.load()
	if v.file.client.ArchivedAt == "" {
		t.Error("undo did not archive it again")
	}
}

func TestTermsAreReadAsTyped(t *testing.T) {
	o := open(t)
	v := o.show()
	p := text.For(text.FR)
	f := newTermsForm(p, v.file, clients.NewTerms(o.Kivu, civil.NewDate(2026, 12, 1)), today)
	f.share.Choose("1/5")
	f.share.OnChanged("1/5")
	if got := f.hours.Text(); strings.NewReplacer("\u00a0", " ").Replace(got) != "30 h 20" {
		t.Errorf("a fifth of full time shows as %q", got)
	}
	f.fee.SetAmount(money.Amount{Minor: 200000, Currency: "EUR"})
	f.capHours.SetText("8")
	f.valid.SetText("2")
	f.coefficient.SetText("1,25")
	f.levels[clients.LevelSenior].SetText("10")
	f.promised["post"].SetText("12")
	c, err := f.read(clients.NewTerms(o.Kivu, civil.Date{}))
	o.Must(err)
	if c.QuotaMinutes != 1820 || c.Share != "1/5" || c.Fee == nil || c.Fee.Minor != 200000 || *c.CapMinutes != 480 || *c.ValidMonths != 2 ||
		c.OverageCoefficient != 12_500 || len(c.Levels) != 1 || c.Levels[0].Minutes != 600 || len(c.Deliverables) != 1 || c.From != civil.NewDate(2026, 12, 1) {
		t.Errorf("read %+v", c)
	}
	f.hours.SetText("25")
	if f.share.Key() != "" {
		t.Error("other hours keep the share")
	}
	for field, bad := range map[string]*widgets.TextField{
		"hours": f.hours, "cap": f.capHours, "valid": f.valid, "coefficient": f.coefficient, "deliverable_post": f.promised["post"], "level_senior": f.levels["senior"],
	} {
		good := bad.Text()
		bad.SetText("x")
		_, err := f.read(clients.Contract{})
		if e, ok := fault.As(err); !ok || e.Field != field {
			t.Errorf("%s: got %v", field, err)
		}
		bad.SetText(good)
	}
	if e, _ := fault.As(f.beside(fault.New("levels_sum").At("level"))); e.Field != "level_senior" {
		t.Errorf("a refusal of the levels stands at %q", e.Field)
	}
}

func TestANewClientIsMadeWithItsTermsAtOnce(t *testing.T) {
	o := open(t)
	o.shell.Go(screen.Route{Page: screen.PageNewClient})
	v := o.page
	v.create()
	if v.ids.name.Refusal() == "" {
		t.Error("an empty name is not refused at its field")
	}
	v.ids.name.SetText("Hôtel Roches")
	v.hours.SetText("forty")
	v.create()
	if v.hours.Refusal() == "" || v.ids.name.Text() != "Hôtel Roches" {
		t.Error("a refused form loses what was typed or says nothing")
	}
	v.hours.SetText("40")
	v.color.SetHex("#1D4ED8")
	v.create()
	c, err := o.Clients.ClientByKey(o.Ctx, "hotel-roches")
	o.Must(err)
	terms, ok, err := o.Clients.ContractOn(o.Ctx, c.ID, today)
	if err != nil || !ok || terms.QuotaMinutes != 2400 || c.Brand.Primary != "#1D4ED8" {
		t.Fatalf("made %+v with %+v, %v", c, terms, err)
	}
	_, err = o.History.Undo(o.Ctx)
	o.Must(err)
	if _, err := o.Clients.ClientByKey(o.Ctx, "hotel-roches"); !fault.Is(err, "client_unknown") {
		t.Errorf("one undo leaves %v", err)
	}
}

func TestALogoIsTakenFromAFile(t *testing.T) {
	o := open(t)
	v := o.show()
	img := image.NewNRGBA(image.Rect(0, 0, 40, 20))
	for i := range 20 {
		img.SetNRGBA(i, i, color.NRGBA{R: 200, A: 255})
	}
	var b bytes.Buffer
	o.Must(png.Encode(&b, img))
	reader := func(content []byte) func() (io.ReadCloser, error) {
		return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }
	}
	v.takeLogo("logo.png", reader(b.Bytes()))
	if v.file.logo == nil {
		t.Fatal("the logo does not show")
	}
	before := v.file.client.Brand.Logo
	v.takeLogo("notes.txt", reader([]byte("not a picture")))
	v.load()
	if v.file.client.Brand.Logo != before {
		t.Error("a text became the logo")
	}
}

func TestWordsAreSplit(t *testing.T) {
	if got := splitWords(" promo, pas cher ;\n\n soldes,"); strings.Join(got, "|") != "promo|pas cher|soldes" {
		t.Errorf("words %q", got)
	}
	if got := splitTags("kivu  #Maison, ##lac #"); strings.Join(got, "|") != "#kivu|#Maison|#lac" {
		t.Errorf("tags %q", got)
	}
}

func TestTheFormOfIdentityKeepsTheBrand(t *testing.T) {
	to := clients.Client{Brand: clients.Brand{Primary: "#111111"}, Position: 3, ArchivedAt: "2026-01-01T00:00:00Z"}
	keepBrand(&to, clients.Client{Name: "Neu", Brand: clients.Brand{Primary: "#222222"}})
	if to.Name != "Neu" || to.Brand.Primary != "#111111" || to.Position != 3 || to.ArchivedAt == "" {
		t.Errorf("got %+v", to)
	}
}

func TestSentencesOfTerms(t *testing.T) {
	p := text.For(text.FR)
	plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ")
	c := clients.NewTerms(clients.Client{Currency: "EUR"}, today)
	if got := carrySentence(p, c); got != "Aucun report" {
		t.Errorf("%q", got)
	}
	limit, valid := 25, 2
	c.Carry, c.CapPercent, c.ValidMonths = clients.CarrySurplus, &limit, &valid
	if got := plain.Replace(carrySentence(p, c)); got != "Report du reste, au plus 25 %, valable 2 mois, les plus anciennes d’abord" {
		t.Errorf("%q", got)
	}
	c.OverageCoefficient = 12_500
	if got := overageSentence(p, c); got != "Facturé avec accord × 1,25" {
		t.Errorf("%q", got)
	}
	c.Carry = clients.CarryBoth
	if got := overageSentence(p, c); got != "" {
		t.Errorf("with a deficit carried there is no overage, but %q", got)
	}
	r := clients.Rounding{Mode: clients.RoundNearest, Step: 15, Scope: clients.ScopeDay}
	if got := plain.Replace(roundingSentence(p, r)); got != "Au plus proche, 15 min, par jour et casquette" {
		t.Errorf("%q", got)
	}
}

func TestNextTermsBeginOnAFirst(t *testing.T) {
	at := func(y int, m time.Month, d int) clients.Contract {
		return clients.Contract{From: civil.NewDate(y, m, d)}
	}
	for _, c := range []struct {
		all  []clients.Contract
		want civil.Date
	}{
		{nil, civil.NewDate(2026, 11, 1)},
		{[]clients.Contract{at(2025, 6, 1)}, civil.NewDate(2026, 12, 1)},
		{[]clients.Contract{at(2025, 6, 1), at(2026, 12, 1)}, civil.NewDate(2027, 1, 1)},
	} {
		if got := nextTerms(c.all, today); got != c.want {
			t.Errorf("%v: %v, want %v", c.all, got, c.want)
		}
	}
}

func TestEverySectorOfTheKeyDatesHasAName(t *testing.T) {
	year := civil.Range{From: civil.NewDate(2026, 1, 1), To: civil.NewDate(2026, 12, 31)}
	seen := 0
	for _, country := range []string{"FR", "CD"} {
		for _, d := range keydates.Between(country, year, keydates.Sectors()...) {
			for _, s := range d.Sectors {
				seen++
				if !slices.Contains(keydates.Sectors(), s) {
					t.Errorf("%s of %s is not offered", s, d.Key)
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no key date names a sector")
	}
	if got := sectorNames(text.For(text.EN), []string{"sports"}); got != "sports" {
		t.Errorf("an own sector shows as %q", got)
	}
}
