package hours

import (
	"cmp"
	"maps"
	"slices"

	"regie/clients"
	"regie/clients/civil"
)

// Use is how many billed minutes of the contract each bank's level took.
type Use struct {
	On      civil.Date
	Level   string
	Minutes int64
}

// UsesByDay turns a month's rows into uses: a day's is the increase of the
// rounded total that far, taken to whole minutes half up once. With levels
// that have banks of their own, each level's share is that of its billing
// lines, and the shares add up to the total.
func UsesByDay(rows []Row, rule clients.Rounding, levels []string) []Use {
	var uses []Use
	total := newCounter(rule)
	before := map[string]int64{}
	var seen []Row
	for i, r := range rows {
		if counts(r) {
			total.add(r)
			seen = append(seen, r)
		}
		if i+1 < len(rows) && rows[i+1].On == r.On {
			continue
		}
		now := map[string]int64{"": wholeMinutes(total.total)}
		if len(levels) > 0 {
			now = byLevel(seen, rule, levels, before)
		}
		for _, level := range slices.Sorted(maps.Keys(now)) {
			if n := now[level] - before[level]; n != 0 {
				uses = append(uses, Use{On: r.On, Level: level, Minutes: n})
			}
		}
		before = now
	}
	return uses
}

// counts tells whether a row consumes the bank.
func counts(r Row) bool { return r.Kind == Contract && !r.Running }

// byLevel shares the billed minutes so far among the banks. A share that fell
// by a minute through rounding stays where it was until it rises again.
func byLevel(rows []Row, rule clients.Rounding, levels []string, before map[string]int64) map[string]int64 {
	now := map[string]int64{"": 0}
	var sum int64
	for _, l := range MakeBill(rows, rule, "").Lines {
		level := ""
		if slices.Contains(levels, l.Level) {
			level = l.Level
		}
		now[level] += l.Minutes
		sum += l.Minutes
	}
	// Shares only rise, and together by as much as the total does.
	rise := sum
	for _, n := range before {
		rise -= n
	}
	for _, level := range levels {
		n := min(max(0, now[level]-before[level]), rise)
		now[level] = before[level] + n
		rise -= n
	}
	now[""] = before[""] + rise
	return now
}

// Banks is a client's month over all its banks.
type Banks struct {
	Terms MonthTerms
	// Total is the sum of all banks; its movements name theirs.
	Total Statement
	// Levels are the banks by level, the common one ("") first; a client
	// whose contract names no levels has that one only.
	Levels []LevelStatement
}

// LevelStatement is one bank's month.
type LevelStatement struct {
	Level string
	Statement
}

// RunBanks plays one month of all banks. Each level's own bank is used before
// the common one; what it lacks overflows there. Banks that the present terms
// do not name any more go on with what they carry, without cap.
func RunBanks(terms MonthTerms, in map[string]State, uses []Use, moves []Movement) Banks {
	b := Banks{Terms: terms}
	levels := bankLevels(terms, in, moves)
	var common []DayUse
	own := map[string][]DayUse{}
	for _, u := range uses {
		if u.Level == "" || !slices.Contains(levels, u.Level) {
			common = append(common, DayUse{u.On, u.Minutes})
		} else {
			own[u.Level] = append(own[u.Level], DayUse{u.On, u.Minutes})
		}
	}
	var statements []LevelStatement
	for _, level := range levels[1:] {
		turn := turnOf(terms, level, in[level], moves)
		var overflow []DayUse
		turn.Uses, overflow = within(own[level], turn.available())
		common = append(common, overflow...)
		statements = append(statements, LevelStatement{level, turn.Run()})
	}
	turn := turnOf(terms, "", in[""], moves)
	turn.Uses = merged(common)
	b.Levels = append([]LevelStatement{{"", turn.Run()}}, statements...)
	b.Total = sumOf(b.Levels)
	return b
}

// bankLevels lists the banks: the common one, those of the terms, and those
// that still carry or move something.
func bankLevels(terms MonthTerms, in map[string]State, moves []Movement) []string {
	levels := []string{""}
	add := func(level string) {
		if !slices.Contains(levels, level) {
			levels = append(levels, level)
		}
	}
	for _, l := range terms.Levels {
		add(l.Level)
	}
	for _, level := range slices.Sorted(maps.Keys(in)) {
		if in[level].Carried() != 0 {
			add(level)
		}
	}
	for _, m := range moves {
		add(m.Level)
	}
	return levels
}

func turnOf(terms MonthTerms, level string, in State, moves []Movement) Turn {
	t, known := terms.Of(level)
	if !known {
		t = Terms{Month: terms.Month, From: terms.Month.First(), Carry: clients.CarrySurplus, Ends: terms.Ends}
		if c := terms.Contract; c != nil {
			t.From, t.Carry, t.Order, t.Overage, t.Valid = terms.From, c.Carry, c.Order, c.Overage, c.ValidMonths
		}
	}
	turn := Turn{Terms: t, In: in}
	for _, m := range moves {
		if m.Level == level {
			turn.Moves = append(turn.Moves, m)
		}
	}
	return turn
}

func (t Turn) available() int64 {
	n := t.Granted + t.In.Carried()
	for _, m := range t.Moves {
		n += m.Minutes
	}
	return n
}

// within parts uses into the first minutes that are available and the rest.
func within(uses []DayUse, available int64) (inside, beyond []DayUse) {
	left := max(0, available)
	for _, u := range uses {
		n := min(u.Minutes, left)
		left -= n
		if n != 0 {
			inside = append(inside, DayUse{u.On, n})
		}
		if rest := u.Minutes - n; rest != 0 {
			beyond = append(beyond, DayUse{u.On, rest})
		}
	}
	return inside, beyond
}

// merged sums uses of one day and puts the days in order.
func merged(uses []DayUse) []DayUse {
	slices.SortStableFunc(uses, func(a, b DayUse) int { return a.On.Compare(b.On) })
	var days []DayUse
	for _, u := range uses {
		if n := len(days); n > 0 && days[n-1].On == u.On {
			days[n-1].Minutes += u.Minutes
			continue
		}
		days = append(days, u)
	}
	return days
}

// sumOf adds the banks up: sums, lots by month, and one ledger.
func sumOf(levels []LevelStatement) Statement {
	if len(levels) == 1 {
		return levels[0].Statement
	}
	var s Statement
	for _, l := range levels {
		s.Granted += l.Granted
		s.CarriedIn += l.CarriedIn
		s.Used += l.Used
		s.Overage += l.Overage
		s.Expired += l.Expired
		s.CapLoss += l.CapLoss
		s.Adjusted += l.Adjusted
		s.Out += l.Out
		s.State.Lots = append(s.State.Lots, l.State.Lots...)
		s.State.Deficit += l.State.Deficit
		for _, m := range l.Movements {
			m.Level = l.Level
			s.Movements = append(s.Movements, m)
		}
	}
	s.State.Lots = mergedLots(s.State.Lots)
	s.Movements = balanced(s.Movements, s.CarriedIn)
	return s
}

func mergedLots(list []Lot) []Lot {
	slices.SortStableFunc(list, func(a, b Lot) int {
		return cmp.Or(a.Month.Compare(b.Month), a.Expires.Compare(b.Expires))
	})
	var out []Lot
	for _, l := range list {
		if n := len(out); n > 0 && out[n-1].Month == l.Month && out[n-1].Expires == l.Expires {
			out[n-1].Minutes += l.Minutes
			continue
		}
		out = append(out, l)
	}
	return out
}

// States is what each bank carries out, for the next month.
func (b Banks) States() map[string]State {
	states := map[string]State{}
	for _, l := range b.Levels {
		if len(l.State.Lots) > 0 || l.State.Deficit != 0 {
			states[l.Level] = l.State
		}
	}
	return states
}
