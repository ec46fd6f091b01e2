package reports

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

func ptr[T any](v T) *T { return &v }

var october = civil.NewMonth(2026, time.October)

// words gives a text in the language of the fixture.
func words(l text.Lang, fr, en string) string {
	if l == text.FR {
		return fr
	}
	return en
}

// kivuMonth is a full month of an active client.
func kivuMonth(l text.Lang) Month {
	m := Month{
		Client: clients.Client{
			ID: "c1", Key: "kivu", Name: "Kivu Maison", Currency: "EUR",
			Brand: clients.Brand{Primary: "#C2410C"},
		},
		Agency: clients.Agency{Name: "Agence Pixel & Co", Color: "#24527A"},
		Month:  october, Lang: l, AsOf: time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC), Today: civil.NewDate(2026, 11, 3),
		Decider:     clients.Contact{Name: "Aline Kanza", Job: words(l, "directrice commerciale", "sales director")},
		Committee:   []clients.Contact{{Name: "Aline Kanza"}},
		Authors:     []string{"Grâce Mbuyi", "Paul Durand"},
		Composition: Composition{}.Complete(),
	}
	m.Hours = kivuHours(l)
	m.Calendar = kivuCalendar(l, &m.Hours)
	m.Deliverables = []Deliverable{
		{Kind: "post", Label: "Publications", Promised: 20, Made: 21},
		{Kind: "story", Label: "Stories", Promised: 10, Made: 8, PostponedByClient: 2},
		{Kind: "article", Label: words(l, "Articles de blog", "Blog articles"), Promised: 2, Made: 2},
		{Kind: "video", Label: words(l, "Vidéos montées", "Edited videos"), Promised: 3, Made: 3},
		{Kind: "newsletter", Label: "Newsletter", Made: 1},
	}
	m.Budget = kivuBudget(l)
	m.Next = kivuNext(l)
	m.Missing = []*fault.Error{fault.New("report_open", "Count", len(m.Calendar.Awaiting)), fault.New("report_no_logo", "Client", m.Client.Name)}
	return m
}

func kivuBudget(l text.Lang) Budget {
	return summed([]BudgetLine{
		{Kind: "ads", Label: words(l, "Publicité", "Ad spend"), Ads: true, Planned: 90000, Committed: 20000, Actual: 42000},
		{Kind: "prizes", Label: words(l, "Lots du jeu-concours", "Contest prizes"), Planned: 30000, Actual: 30000},
		{Kind: "production", Label: words(l, "Production vidéo", "Video production"), Planned: 80000, Actual: 85000},
		{Kind: "tools", Label: words(l, "Outils", "Tools"), Planned: 40000, Committed: 5000, Actual: 10005},
	})
}

func summed(lines []BudgetLine) Budget {
	b := Budget{Lines: lines, Currency: "EUR"}
	for i := range b.Lines {
		x := &b.Lines[i]
		x.Left = x.Planned - x.Committed - x.Actual
		b.Planned += x.Planned
		b.Committed += x.Committed
		b.Actual += x.Actual
		b.Left += x.Left
	}
	return b
}

func kivuNext(l text.Lang) Next {
	n := Next{Month: october.Add(1), Quota: ptr(int64(1800)), Carried: ptr(int64(115)), Promises: []Deliverable{
		{Kind: "post", Label: "Publications", Promised: 20, Made: 9}, {Kind: "story", Label: "Stories", Promised: 10, Made: 3},
	}}
	for i, title := range []string{"Recettes du lac : le gratin de patates douces", "Coulisses de l’atelier", "Portrait de Mado", "Live : vos questions", "Marché de Noël"} {
		n.Items = append(n.Items, Item{
			ID: clients.ID(fmt.Sprint("n", i)), On: civil.NewDate(2026, 11, 3+4*i), At: 18 * 60, Kind: words(l, "Publication", "Post"), KindKey: "post",
			Networks: []string{"Instagram", "Facebook"}, Title: title, State: words(l, "Approuvée", "Approved"), StateKey: "approved", Public: true,
		})
	}
	return n
}

// kivuHours are 30 h 05 over 64 entries.
func kivuHours(l text.Lang) Hours {
	hats := []struct {
		key, fr, en, color string
		minutes            int64
	}{
		{"writer", "Rédaction", "Writing", "#24527A", 672},
		{"moderator", "Modération et animation", "Moderation and hosting", "#0F766E", 444},
		{"producer", "Multimédia", "Multimedia", "#7C3AED", 360},
		{"watch", "Veille", "Watch", "#B86E00", 138},
		{"analyst", "Mesure", "Measurement", "#BE185D", 119},
		{"strategy", "Stratégie et réunions", "Strategy and meetings", "#6B7280", 72},
	}
	h := Hours{Currency: "EUR", Value: ptr(int64(180_500)), Previous: ptr(int64(1742))}
	levels := map[string]int64{}
	people := map[string]int64{}
	byDay := map[int]int64{}
	for i, hat := range hats {
		share := Share{Key: hat.key, Label: words(l, hat.fr, hat.en), Color: hat.color, Raw: hat.minutes, Billed: hat.minutes, Made: []int{21, 4, 9, 0, 0, 0}[i]}
		left := hat.minutes
		for k := 0; left > 0; k++ {
			take := min(left, int64(20+15*((i+k)%3)))
			left -= take
			day := 1 + (i*5+k*3)%30
			line := LogLine{
				On: civil.NewDate(2026, 10, day), Person: "Grâce Mbuyi", LevelKey: "junior", Level: "Junior", HatKey: hat.key, Hat: share.Label,
				KindKey: "contract", Kind: words(l, "forfait", "retainer"), Seconds: take * 60, Raw: take, Billed: take,
				Note: words(l, "Préparation, réponses et relecture", "Preparation, answers and review"),
			}
			if (i+k)%3 == 0 {
				line.Person, line.LevelKey, line.Level = "Paul Durand", "senior", "Senior"
			}
			if k%2 == 0 && i < 3 {
				line.Item = "Recettes du lac"
				h.Linked += take
			}
			levels[line.Level] += take
			people[line.Person] += take
			byDay[day] += take
			h.Log = append(h.Log, line)
		}
		h.Billed += hat.minutes
		h.ByHat = append(h.ByHat, share)
	}
	h.Raw, h.Entries = h.Billed, len(h.Log)
	slices.SortStableFunc(h.Log, func(a, b LogLine) int { return a.On.Compare(b.On) })
	for _, k := range []string{"Senior", "Junior"} {
		h.ByLevel = append(h.ByLevel, Share{Key: strings.ToLower(k), Label: k, Raw: levels[k], Billed: levels[k], Value: ptr(levels[k] * 100)})
	}
	for _, k := range []string{"Grâce Mbuyi", "Paul Durand"} {
		h.ByPerson = append(h.ByPerson, Share{Key: k, Label: k, Raw: people[k], Billed: people[k], Value: ptr(people[k] * 100)})
	}
	*h.Value = h.Billed * 100
	for d := 1; d <= 31; d++ {
		if byDay[d] > 0 {
			h.ByDay = append(h.ByDay, DayShare{On: civil.NewDate(2026, 10, d), Billed: byDay[d]})
		}
	}
	for i, v := range []int64{1410, 1655, 1502, 980, 1742, h.Billed} {
		h.Trend = append(h.Trend, MonthWork{Month: october.Add(i - 5), Billed: v})
	}
	h.Bank = &Bank{
		Granted: 1800, CarriedIn: 120, Available: 1920, Used: h.Billed, CarriedOut: 1920 - h.Billed, Balance: 1920 - h.Billed,
		Movements: []Movement{
			{On: civil.NewDate(2026, 10, 1), Label: words(l, "Forfait d’octobre", "October retainer"), KindKey: "grant", Minutes: 1800, Balance: 1920},
			{On: civil.NewDate(2026, 10, 31), Label: words(l, "Temps d’octobre", "October time"), KindKey: "consume", Minutes: -h.Billed, Balance: 1920 - h.Billed},
		},
	}
	return h
}

func kivuCalendar(l text.Lang, h *Hours) Calendar {
	titles := []string{
		"Recettes du lac : le tilapia grillé", "Coulisses : la presse à huile", "Portrait de Mado, cueilleuse", "Jeu-concours, étape 1",
		"Nos conseils de conservation 🌶️", "Le marché du samedi", "Réponses à vos questions", "Retour en images",
	}
	nets := [][]string{{"Instagram", "Facebook"}, {"Instagram"}, {"LinkedIn"}, {"Facebook", "Instagram", "LinkedIn"}, {"YouTube"}}
	c := Calendar{Planned: 33, Previous: ptr(27)}
	counts := map[string]int{}
	for i := range 33 {
		it := Item{
			ID: clients.ID(fmt.Sprint("i", i)), On: civil.NewDate(2026, 10, 1+i*30/33), At: civil.Clock(18 * 60), KindKey: "post",
			Kind: words(l, "Publication", "Post"), Networks: nets[i%5], Title: titles[i%8], StateKey: string(calendar.Published),
			State: words(l, "Publiée", "Published"), Author: "Grâce Mbuyi", URL: "https://exemple.org/p/1", Public: true,
		}
		switch i {
		case 7:
			it.StateKey, it.State, it.URL = string(calendar.Cancelled), words(l, "Annulée", "Cancelled"), ""
			c.Cancelled++
		case 15:
			it.StateKey, it.State, it.URL, it.Late = "client_review", words(l, "En validation", "In review"), "", true
			c.Awaiting = append(c.Awaiting, it)
		case 20:
			it.Public, it.Kind, it.StateKey, it.State, it.URL = false, words(l, "Réunion", "Meeting"), string(calendar.Published), words(l, "Tenue", "Held"), ""
			it.Title, it.Networks = words(l, "Comité éditorial", "Editorial committee"), nil
		default:
			c.Published++
			for _, n := range it.Networks {
				counts[n]++
			}
		}
		if i == 0 {
			it.Minutes = h.Linked
		}
		c.Items = append(c.Items, it)
	}
	c.OnTime, c.Timed = c.Published-2, c.Published
	for i, n := range []string{"Instagram", "Facebook", "LinkedIn", "YouTube"} {
		c.ByNetwork = append(c.ByNetwork, NetworkCount{
			Network: strings.ToLower(n), Label: n, Count: counts[n], Previous: []int{12, 14, 9, 6}[i],
		})
	}
	return c
}

// emptyMonth is that of a client who came yesterday.
func emptyMonth(l text.Lang) Month {
	return Month{
		Client: clients.Client{ID: "c2", Key: "neuf", Name: "Atelier Lumen", Currency: "CDF"},
		Agency: clients.Agency{Name: "Agence Pixel & Co", Color: "#24527A"},
		Month:  october, Lang: l, AsOf: time.Date(2026, 10, 12, 9, 0, 0, 0, time.UTC), Today: civil.NewDate(2026, 10, 12),
		Provisional: true, Next: Next{Month: october.Add(1)}, Composition: Composition{}.Complete(),
		Missing: []*fault.Error{
			fault.New("report_no_contract", "Month", october), fault.New("report_no_hours", "Month", october),
			fault.New("report_no_calendar", "Month", october), fault.New("report_no_budget", "Month", october),
		},
	}
}

// wildMonth holds names and figures that strain a layout.
func wildMonth(l text.Lang) Month {
	m := kivuMonth(l)
	m.Client.Name = "=Société coopérative d’approvisionnement / ../ des ménages de مؤسسة الكيفو 🏠 et de l’Union des artisans du Haut-Katanga réunis SARL"
	m.Client.Brand.Primary = "#FFE066"
	m.Agency.Name = strings.Repeat("Agence ", 12)
	m.Authors = []string{"A", "B", "C", "D", "E", "F"}
	m.ClientLogo = logo()
	m.Hours.Raw = m.Hours.Billed + 95
	m.Hours.Log[0].Raw += 95
	m.Hours.Log[0].Note = strings.Repeat("Une note très longue \x00\xff 😀 ", 40)
	m.Hours.Value = nil
	m.Hours.ByLevel[0].Value = nil
	m.Hours.Bank.Available, m.Hours.Bank.Balance, m.Hours.Bank.CarriedOut = 1200, 1200-m.Hours.Billed, 1200-m.Hours.Billed
	m.Calendar.Items[3].Title = strings.Repeat("Motsansespace", 30)
	m.Calendar.Items[4].Title = "مرحبا بالعالم"
	for range 3 {
		m.Calendar.Items = append(m.Calendar.Items, m.Calendar.Items...)
	}
	big := &m.Budget.Lines[0]
	big.Planned, big.Actual = 9_000_000_000_00, 9_123_456_789_00
	big.Left = big.Planned - big.Committed - big.Actual
	m.Budget = summed(m.Budget.Lines)
	m.Budget.Currency, m.Hours.Currency = "CDF", "CDF"
	m.Composition = m.Composition.Set(Part{Section: SectionHours, Comment: "Un **commentaire** de l’agence."})
	m.Composition.Highlights = []string{"Premier fait", "Second fait avec *étoile* et ** seule"}
	m.Composition.Request = "Merci de valider la charte."
	return m
}

func logo() []byte {
	img := image.NewRGBA(image.Rect(0, 0, 200, 80))
	for i := range 200 * 80 {
		img.Set(i%200, i/200, color.RGBA{uint8(i % 200), 90, 120, 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// months are the fixtures by name, in both languages.
func months() map[string]Month {
	out := map[string]Month{}
	for _, l := range text.Langs() {
		out["kivu-"+string(l)] = kivuMonth(l)
		out["empty-"+string(l)] = emptyMonth(l)
		out["wild-"+string(l)] = wildMonth(l)
	}
	return out
}

func render(t testing.TB, m Month) []byte {
	t.Helper()
	doc, err := Render(m)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WritePDF(&b, m, doc); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
