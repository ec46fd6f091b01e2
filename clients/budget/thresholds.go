package budget

import (
	"math/bits"
	"slices"

	"regie/clients/fault"
)

// DefaultThresholds are the percentages that warn until a client has its own.
func DefaultThresholds() []int { return []int{50, 75, 90, 100, 110} }

const (
	maxThreshold  = 1000
	maxThresholds = 12
	// full is what any use of an empty plan crosses.
	full = 100
)

// CheckThresholds sorts percentages and refuses what cannot serve: fault
// budget_thresholds_invalid.
func CheckThresholds(percents []int) ([]int, error) {
	list := slices.Clone(percents)
	slices.Sort(list)
	list = slices.Compact(list)
	if len(list) == 0 || len(list) > maxThresholds || list[0] < 1 || list[len(list)-1] > maxThreshold {
		return nil, fault.New("budget_thresholds_invalid", "max", maxThreshold, "most", maxThresholds).At("thresholds")
	}
	return list, nil
}

// Crossed lists the thresholds that used stands at or above. Where nothing is
// planned there is no percentage, and any use crosses 100.
func Crossed(thresholds []int, used, planned int64) []int {
	if used <= 0 {
		return nil
	}
	if planned <= 0 {
		return []int{full}
	}
	var list []int
	for _, p := range thresholds {
		// used ÷ planned ≥ p ÷ 100, without a quotient
		if !less(used, full, planned, int64(p)) {
			list = append(list, p)
		}
	}
	return list
}

// less tells whether a × b < c × d for positive numbers, exact in 128 bits.
func less(a, b, c, d int64) bool {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	hi2, lo2 := bits.Mul64(uint64(c), uint64(d))
	return hi < hi2 || (hi == hi2 && lo < lo2)
}

// Crossings compares what is recorded with where used stands now: fired are
// thresholds newly crossed, rearmed those that used has fallen back under.
func Crossings(thresholds []int, recorded []int, used, planned int64) (fired, rearmed []int) {
	crossed := Crossed(thresholds, used, planned)
	for _, p := range crossed {
		if !slices.Contains(recorded, p) {
			fired = append(fired, p)
		}
	}
	for _, p := range recorded {
		if !slices.Contains(crossed, p) {
			rearmed = append(rearmed, p)
		}
	}
	return fired, rearmed
}

// Highest is the one alert shown when an act crossed several; false for none.
func Highest(fired []Alert) (Alert, bool) {
	var top Alert
	for _, a := range fired {
		if a.Percent > top.Percent || (a.Percent == top.Percent && a.Subject == OnTotal) {
			top = a
		}
	}
	return top, len(fired) > 0
}

// Standing keeps, of the alerts nobody acknowledged, the highest of each client
// and subject, the highest first: what is still to be seen.
func Standing(all []Alert) []Alert {
	var kept []Alert
	for _, a := range all {
		if a.Acknowledged() {
			continue
		}
		i := slices.IndexFunc(kept, func(b Alert) bool { return b.Client == a.Client && b.Subject == a.Subject })
		switch {
		case i < 0:
			kept = append(kept, a)
		case a.Percent > kept[i].Percent:
			kept[i] = a
		}
	}
	slices.SortStableFunc(kept, func(a, b Alert) int { return b.Percent - a.Percent })
	return kept
}
