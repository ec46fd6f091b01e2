package hours

import (
	"cmp"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/money"
)

// Line is one billing line: the entries of one kind, level, hat and rate.
type Line struct {
	Kind          Kind
	Level, Hat    string
	Rate          *int64 // minor units per hour; nil = unknown
	RateSource    string
	RawSeconds    int64
	BilledSeconds int64
	Minutes       int64  // billed, whole; the lines' add up to the bill's
	Amount        *int64 // minor units, nil while the rate is unknown
	// Rows are the indexes of its entries in the rows that were given.
	Rows []int
}

// Bill is what a set of entries comes to under a rule. Free and running
// entries are in the raw sums or counted, and on no line.
type Bill struct {
	Currency      money.Currency
	Lines         []Line
	RawSeconds    int64
	RawMinutes    int64
	BilledMinutes int64
	Amount        *int64 // nil when any line's is unknown
	KnownAmount   int64  // of the lines whose rate is known
	Entries       int    // finished
	Running       int
	Unrated       int // billed entries without a rate
}

// MakeBill rounds and prices rows, which stand in order. Kinds are never
// rounded together; each kind's total is taken to whole minutes once, and its
// lines share it by largest remainder.
func MakeBill(rows []Row, rule clients.Rounding, currency money.Currency) Bill {
	b := Bill{Currency: currency}
	b.Lines = groupLines(rows, &b)
	byDay := map[dayKey]int64{}
	if rule.Scope == clients.ScopeDay {
		for _, r := range rows {
			if billed(r) {
				byDay[dayKeyOf(r)] += r.Seconds
			}
		}
	}
	for i := range b.Lines {
		b.Lines[i].BilledSeconds = billedSeconds(rows, b.Lines[i], rule, byDay)
	}
	for _, kind := range []Kind{Contract, Extra} {
		b.BilledMinutes += shareMinutes(b.Lines, kind, rule)
	}
	b.price()
	b.RawMinutes = wholeMinutes(b.RawSeconds)
	return b
}

// billed tells whether a row stands on a line.
func billed(r Row) bool { return !r.Running && r.Kind != Free }

func groupLines(rows []Row, b *Bill) []Line {
	at := map[lineKey]int{}
	var lines []Line
	for i, r := range rows {
		if r.Running {
			b.Running++
			continue
		}
		b.Entries++
		b.RawSeconds += r.Seconds
		if !billed(r) {
			continue
		}
		if r.Rate == nil {
			b.Unrated++
		}
		key := lineKeyOf(r)
		n, ok := at[key]
		if !ok {
			n = len(lines)
			at[key] = n
			lines = append(lines, Line{Kind: r.Kind, Level: r.Level, Hat: r.Hat, Rate: r.Rate, RateSource: r.RateSource})
		}
		lines[n].RawSeconds += r.Seconds
		lines[n].Rows = append(lines[n].Rows, i)
	}
	slices.SortStableFunc(lines, func(a, b Line) int {
		return cmp.Or(strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.Level, b.Level),
			strings.Compare(a.Hat, b.Hat), cmp.Compare(rateKey(a.Rate), rateKey(b.Rate)))
	})
	return lines
}

func billedSeconds(rows []Row, l Line, rule clients.Rounding, byDay map[dayKey]int64) int64 {
	var sum int64
	switch rule.Scope {
	case clients.ScopeDay:
		done := map[dayKey]bool{}
		for _, i := range l.Rows {
			if k := dayKeyOf(rows[i]); !done[k] {
				done[k] = true
				sum += round(byDay[k], rule)
			}
		}
	case clients.ScopeLine:
		sum = round(l.RawSeconds, rule)
	case clients.ScopeDocument: // rounded on the total, in shareMinutes
		sum = l.RawSeconds
	default:
		for _, i := range l.Rows {
			sum += round(rows[i].Seconds, rule)
		}
	}
	return sum
}

// shareMinutes gives the lines of one kind their whole minutes and returns
// the kind's total.
func shareMinutes(lines []Line, kind Kind, rule clients.Rounding) int64 {
	var of []int
	var weights []int64
	var total int64
	for i, l := range lines {
		if l.Kind == kind {
			of = append(of, i)
			weights = append(weights, l.BilledSeconds)
			total += l.BilledSeconds
		}
	}
	if rule.Scope == clients.ScopeDocument {
		total = round(total, rule)
	}
	minutes := wholeMinutes(total)
	for n, share := range money.Spread(minutes, weights) {
		l := &lines[of[n]]
		l.Minutes = share
		if rule.Scope == clients.ScopeDocument && rule.Mode != clients.RoundNone {
			l.BilledSeconds = share * secondsPerMinute
		}
	}
	return minutes
}

// price computes each line's amount, once, and their sum.
func (b *Bill) price() {
	known := true
	for i := range b.Lines {
		l := &b.Lines[i]
		if l.Rate == nil {
			known = false
			continue
		}
		amount := money.DocumentRound(money.Of(money.LineAmount(l.BilledSeconds, *l.Rate), b.Currency)).Minor
		l.Amount = &amount
		b.KnownAmount += amount
	}
	if known {
		amount := b.KnownAmount
		b.Amount = &amount
	}
}

// Part is what one day, hat, level or person has of a bill.
type Part struct {
	Key           string
	RawMinutes    int64
	BilledMinutes int64
	Amount        *int64 // nil when any of it is unknown
}

// ByDay groups the rows of a bill by their day, as the next ones do by something
// else: one of them is given to Parts.
func ByDay(r Row) string { return r.On.String() }

// ByHat groups by the hat's key.
func ByHat(r Row) string { return r.Hat }

// ByLevel groups by the level's key.
func ByLevel(r Row) string { return r.Level }

// ByPerson groups by the person's ID.
func ByPerson(r Row) string { return string(r.Person) }

// Parts breaks a bill down so that the parts add up to it: under each line its
// minutes and its amount are shared by largest remainder in proportion to what
// was worked; raw minutes are shared over all. Parts come in the order of their keys.
func (b Bill) Parts(rows []Row, by func(Row) string) []Part {
	raw := map[string]int64{}
	for _, r := range rows {
		if !r.Running {
			raw[by(r)] += r.Seconds
		}
	}
	keys := make([]string, 0, len(raw))
	for k := range raw {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	parts := make([]Part, len(keys))
	at := make(map[string]int, len(keys))
	weights := make([]int64, len(keys))
	for i, k := range keys {
		parts[i] = Part{Key: k, Amount: new(int64)}
		at[k] = i
		weights[i] = raw[k]
	}
	for i, m := range money.Spread(b.RawMinutes, weights) {
		parts[i].RawMinutes = m
	}
	for _, l := range b.Lines {
		b.shareLine(l, rows, by, parts, at)
	}
	return parts
}

func (b Bill) shareLine(l Line, rows []Row, by func(Row) string, parts []Part, at map[string]int) {
	weights := make([]int64, len(parts))
	in := make([]bool, len(parts))
	for _, i := range l.Rows {
		n := at[by(rows[i])]
		weights[n] += rows[i].Seconds
		in[n] = true
	}
	var of []int
	var w []int64
	for n, yes := range in {
		if yes {
			of = append(of, n)
			w = append(w, weights[n])
		}
	}
	for n, m := range money.Spread(l.Minutes, w) {
		parts[of[n]].BilledMinutes += m
	}
	if l.Amount == nil {
		for _, n := range of {
			parts[n].Amount = nil
		}
		return
	}
	for n, a := range money.Spread(*l.Amount, w) {
		if p := &parts[of[n]]; p.Amount != nil {
			*p.Amount += a
		}
	}
}

// Shares gives each row under a line its part of the line's minutes and
// amount, in the rows' order; amounts are nil while the rate is unknown.
func (l Line) Shares(rows []Row) (minutes []int64, amounts []int64) {
	weights := make([]int64, len(l.Rows))
	for n, i := range l.Rows {
		weights[n] = rows[i].Seconds
	}
	minutes = money.Spread(l.Minutes, weights)
	if l.Amount != nil {
		amounts = money.Spread(*l.Amount, weights)
	}
	return minutes, amounts
}
