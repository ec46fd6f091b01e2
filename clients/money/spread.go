package money

import (
	"cmp"
	"math/big"
	"math/bits"
	"slices"
)

// Spread shares a total in proportion to weights so that the shares add up to
// it exactly: each gets the whole part of its share, and the units left over
// go to the largest remainders, ties to the first. A negative total is shared
// as its opposite is. Weights below zero count as zero; if all are zero the
// shares are equal. No weights, no shares (nil).
func Spread(total int64, weights []int64) []int64 {
	if len(weights) == 0 {
		return nil
	}
	w := make([]uint64, len(weights))
	all := false
	for i, x := range weights {
		if x > 0 {
			w[i], all = uint64(x), true
		}
	}
	if !all {
		for i := range w {
			w[i] = 1
		}
	}
	amount := abs(total)
	shares, order := wholeShares(amount, w)
	left := amount
	for _, s := range shares {
		left -= s
	}
	for _, i := range order[:left] {
		shares[i]++
	}
	out := make([]int64, len(shares))
	for i, s := range shares {
		if total < 0 {
			out[i] = int64(-s)
		} else {
			out[i] = int64(s)
		}
	}
	return out
}

// wholeShares gives the whole part of each share and the indexes in the order
// in which left-over units are handed out.
func wholeShares(amount uint64, w []uint64) (shares []uint64, order []int) {
	var sum, over uint64
	for _, x := range w {
		var c uint64
		sum, c = bits.Add64(sum, x, 0)
		over += c
	}
	shares = make([]uint64, len(w))
	order = make([]int, len(w))
	for i := range order {
		order[i] = i
	}
	if over > 0 {
		bigShares(amount, w, shares, order)
		return shares, order
	}
	rest := make([]uint64, len(w))
	for i, x := range w {
		hi, lo := bits.Mul64(amount, x)
		shares[i], rest[i] = bits.Div64(hi, lo, sum) // x ≤ sum, so hi < sum
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rest[b], rest[a]) })
	return shares, order
}

// bigShares serves weights whose sum does not fit in 64 bits.
func bigShares(amount uint64, w, shares []uint64, order []int) {
	sum := new(big.Int)
	for _, x := range w {
		sum.Add(sum, new(big.Int).SetUint64(x))
	}
	total := new(big.Int).SetUint64(amount)
	rest := make([]*big.Int, len(w))
	for i, x := range w {
		q, r := new(big.Int).SetUint64(x), new(big.Int)
		q.Mul(q, total).QuoRem(q, sum, r)
		shares[i], rest[i] = q.Uint64(), r
	}
	slices.SortStableFunc(order, func(a, b int) int { return rest[b].Cmp(rest[a]) })
}
