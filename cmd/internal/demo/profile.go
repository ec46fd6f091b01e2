package demo

import (
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/money"
)

// profile is what a client is like, before there is any data of it.
type profile struct {
	client    clients.Client
	mark      string // its logo, an SVG
	ideas     string // the file of its ideas
	contacts  []clients.Contact
	channels  []clients.Channel
	sold      sold
	mix       []clients.Promise // what a month publishes, also promised
	team      team
	carries   habit
	now       int64 // minutes used of the running month when its first two thirds are gone
	envelopes []envelope
	spent     []int64 // minor units of each envelope, the running month likewise
	contest   int     // month (1 to 3) of each quarter in which a contest is held
	meeting   civilDay
	domain    string // of links and addresses, under example.com
	padded    bool   // made for size, not for the story
}

// civilDay is a weekday, Monday 1 to Sunday 7.
type civilDay int

// sold is what the contract says.
type sold struct {
	minutes, before int64 // a month; before the first January, 0 for the same
	fee             int64 // minor units
	currency        money.Currency
	carry           clients.Carry
	capMinutes      int64
	valid           int
	overage         clients.Overage
	coefficient     int64
	rounding        clients.Rounding
	levels          []clients.LevelQuota
	statement       bool
}

// team names who works for a client, by their place in people.
type team struct{ cm, second, lead, video, expert string }

// habit is how a client's months end: share of the quota used at least and at
// most, in percent, and what is left over to the running month, in minutes.
type habit struct {
	low, high int
	left      int64
	keep      int64 // most that is left at any month's end; 0 = whatever comes
	summer    bool  // most work in June and July
}

// envelope is a line of a month's budget.
type envelope struct {
	kind    budget.Kind
	name    string
	planned int64
}

func promise(kind calendar.Kind, n int) clients.Promise {
	return clients.Promise{Kind: string(kind), Quantity: n}
}

// person is somebody of the agency.
type person struct {
	name, level, tutor, job, zone string
	weekly                        int64
	// began is the level before, and promoted how many months before the last
	// one the present level began; none for somebody who always had it.
	began    string
	promoted int
}

// people are the agency's, tutors before those they answer for.
var people = []person{
	{"Paul D.", clients.LevelSenior, "", "Directeur de clientèle", "Europe/Paris", 2100, "", 0},
	{"Sarah K.", clients.LevelSenior, "", "Responsable Afrique centrale", "Africa/Kinshasa", 2100, "", 0},
	{"Grâce M.", clients.LevelJunior, "Paul D.", "Community manager", "Africa/Lubumbashi", 2100, "", 0},
	{"Yves N.", clients.LevelJunior, "Sarah K.", "Community manager", "Africa/Kinshasa", 2100, clients.LevelIntern, 8},
	{"Nadia B.", videoLevel, "", "Vidéaste", "Europe/Paris", 1680, "", 0},
	{"Inès V.", clients.LevelAgency, "", "Experte publicité et mesure", "Europe/Paris", 1260, "", 0},
	{"Léo T.", clients.LevelIntern, "Paul D.", "Stagiaire", "Europe/Paris", 1260, "", 0},
}

// videoLevel is the level the agency added: its key comes from its name.
const videoLevel = "videaste"

// agency is the sender of every document.
var agency = clients.Agency{
	Name: "Agence Pixel & Co", Email: "bonjour@pixel.example.com", Phone: "+33 4 99 99 00 11", Website: "https://pixel.example.com",
	Identity: clients.Identity{
		LegalName: "Agence Pixel & Co", LegalForm: "SAS au capital de 10 000 €", Address: "12 rue des Ateliers", Postcode: "69002", City: "Lyon",
		Country: "FR", SIREN: "999900111", SIRET: "99990011100017", VATID: "FR80999900111", IBAN: "FR7630006000011234567890189",
	},
	Zone: "Europe/Paris", Currency: money.EUR, Lang: "fr", Color: "#24527A", FullTimeMinutes: clients.FullTimeMinutes, Overlap: clients.OverlapWarn, IdleMinutes: clients.IdleMinutes,
}
