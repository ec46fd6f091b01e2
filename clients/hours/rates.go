package hours

import (
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
)

// Side says whose price a rate is.
type Side string

// Sides of a rate.
const (
	Sale Side = "sale" // what the client pays
	Cost Side = "cost" // what the agency pays; internal
)

// Rate is one row of the dated table. An empty key means any.
type Rate struct {
	ID     clients.ID
	Side   Side
	From   civil.Date
	Person clients.ID
	Client clients.ID
	Hat    string
	Level  string
	Amount money.Amount // per hour
}

// Asked is what a rate is looked up for.
type Asked struct {
	On       civil.Date
	Person   clients.ID
	Client   clients.ID
	Hat      string
	Level    string
	Currency money.Currency
}

// fits tells whether the rate may serve; one in another currency does not.
func (r Rate) fits(a Asked) bool {
	return !r.From.After(a.On) && r.Amount.Currency == a.Currency &&
		(r.Person == "" || r.Person == a.Person) && (r.Client == "" || r.Client == a.Client) &&
		(r.Hat == "" || r.Hat == a.Hat) && (r.Level == "" || r.Level == a.Level)
}

// Criterion is what decides between two rates that both fit.
type Criterion string

// Criteria, in the order they are looked at: the rate that names more wins,
// else the one that began later.
const (
	ByPersonNamed Criterion = "person"
	ByClientNamed Criterion = "client"
	ByHatNamed    Criterion = "hat"
	ByLevelNamed  Criterion = "level"
	ByLaterStart  Criterion = "from"
)

// Against compares two rates that fit: whether r wins over o, and on what.
func (r Rate) Against(o Rate) (wins bool, on Criterion) {
	for _, c := range []struct {
		on        Criterion
		mine, its bool
	}{
		{ByPersonNamed, r.Person != "", o.Person != ""},
		{ByClientNamed, r.Client != "", o.Client != ""},
		{ByHatNamed, r.Hat != "", o.Hat != ""},
		{ByLevelNamed, r.Level != "", o.Level != ""},
	} {
		if c.mine != c.its {
			return c.mine, c.on
		}
	}
	return r.From.After(o.From), ByLaterStart
}

func (r Rate) before(o Rate) bool {
	wins, _ := r.Against(o)
	return wins
}

// Found is the answer to "why this rate?".
type Found struct {
	Rate Rate
	// Cap is the intern rate that the rate found was lowered to, nil when it
	// was not.
	Cap *Rate
	// Passed are the rates that fitted too, the next best first.
	Passed []Rate
}

// Effective is the rate that counts.
func (f Found) Effective() Rate {
	if f.Cap != nil {
		return *f.Cap
	}
	return f.Rate
}

// Find looks the most specific rate of one side up; ok is false when none fits
// (the amount is then unknown). Intern time is never sold above what level
// intern is sold at without naming the person.
func Find(rates []Rate, side Side, a Asked) (f Found, ok bool) {
	for _, r := range rates {
		if r.Side != side || !r.fits(a) {
			continue
		}
		switch {
		case !ok:
			f.Rate, ok = r, true
		case r.before(f.Rate):
			f.Passed = append(f.Passed, f.Rate)
			f.Rate = r
		default:
			f.Passed = append(f.Passed, r)
		}
	}
	slices.SortStableFunc(f.Passed, func(a, b Rate) int {
		if a.before(b) {
			return -1
		}
		return 1
	})
	if ok && side == Sale && a.Level == clients.LevelIntern {
		f.Cap = internCap(rates, a, f.Rate)
	}
	return f, ok
}

func internCap(rates []Rate, a Asked, found Rate) *Rate {
	a.Person = ""
	var best *Rate
	for i, r := range rates {
		if r.Side == Sale && r.Person == "" && r.fits(a) && (best == nil || r.before(*best)) {
			best = &rates[i]
		}
	}
	if best == nil || best.Amount.Minor >= found.Amount.Minor {
		return nil
	}
	return best
}

// Source writes where a rate comes from in a stable form, which is kept on the
// entry: "client=kivu level=senior from=2026-01-01". The names are given by
// the caller, since a rate knows identifiers only.
func (r Rate) Source(personName, clientKey string) string {
	var parts []string
	add := func(key, value string) {
		if value != "" {
			parts = append(parts, key+"="+value)
		}
	}
	add("who", personName)
	add("client", clientKey)
	add("hat", r.Hat)
	add("level", r.Level)
	add("from", r.From.String())
	return strings.Join(parts, " ")
}
