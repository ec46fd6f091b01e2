package hours

import (
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
)

const secondsPerMinute = 60

// round applies a rule's mode and step to a sum of seconds. Zero stays zero and
// half a step goes up: step 15 nearest, 7m30 → 15, 22m30 → 30, 7m29 → 0.
func round(seconds int64, r clients.Rounding) int64 {
	step := int64(r.Step) * secondsPerMinute
	if step <= 0 || seconds <= 0 {
		return seconds
	}
	switch r.Mode {
	case clients.RoundUp:
		return (seconds + step - 1) / step * step
	case clients.RoundDown:
		return seconds / step * step
	case clients.RoundNearest:
		return (seconds + step/2) / step * step
	default:
		return seconds
	}
}

// wholeMinutes takes seconds to minutes, half up.
func wholeMinutes(seconds int64) int64 { return money.RoundHalfUp(seconds, secondsPerMinute) }

// dayKey is what is summed before rounding when the scope is the day.
type dayKey struct {
	person     clients.ID
	on         civil.Date
	kind       Kind
	level, hat string
	rate       int64
}

func dayKeyOf(r Row) dayKey {
	return dayKey{r.Person, r.On, r.Kind, r.Level, r.Hat, rateKey(r.Rate)}
}

// lineKey is what stands on one billing line.
type lineKey struct {
	kind       Kind
	level, hat string
	rate       int64
}

func lineKeyOf(r Row) lineKey { return lineKey{r.Kind, r.Level, r.Hat, rateKey(r.Rate)} }

// rateKey makes a rate comparable; unknown is no rate at all.
func rateKey(rate *int64) int64 {
	if rate == nil {
		return -1
	}
	return *rate
}

// counter sums the billed seconds of rows given in order, so that the sum so
// far is known after each: what a bank consumes day by day.
type counter struct {
	rule  clients.Rounding
	total int64 // billed seconds of what was added and is complete
	open  map[any]int64
}

func newCounter(rule clients.Rounding) *counter {
	return &counter{rule: rule, open: map[any]int64{}}
}

// add takes one finished row.
func (c *counter) add(r Row) {
	switch c.rule.Scope {
	case clients.ScopeDay:
		c.addTo(dayKeyOf(r), r.Seconds)
	case clients.ScopeLine:
		c.addTo(lineKeyOf(r), r.Seconds)
	case clients.ScopeDocument:
		c.addTo(r.Kind, r.Seconds)
	default:
		c.total += round(r.Seconds, c.rule)
	}
}

func (c *counter) addTo(key any, seconds int64) {
	before := c.open[key]
	c.open[key] = before + seconds
	c.total += round(before+seconds, c.rule) - round(before, c.rule)
}
