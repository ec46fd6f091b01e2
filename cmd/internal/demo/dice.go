package demo

import (
	"encoding/hex"
	"hash/fnv"
	"math/rand/v2"
	"time"

	"regie/clients"
)

// dice is a seeded source of chance.
type dice struct{ r *rand.Rand }

// throw makes the dice of one purpose, so that more chance used for one thing
// does not change what happens to another.
func throw(seed uint64, purpose string) *dice {
	h := fnv.New64a()
	_, _ = h.Write([]byte(purpose))
	return &dice{rand.New(rand.NewPCG(seed, h.Sum64()))}
}

// n is a number from 0 to n−1.
func (d *dice) n(n int) int { return d.r.IntN(n) }

// between is a number from low to high, both included.
func (d *dice) between(low, high int) int { return low + d.r.IntN(high-low+1) }

// chance is true percent times out of a hundred.
func (d *dice) chance(percent int) bool { return d.r.IntN(100) < percent }

func (d *dice) float() float64 { return d.r.Float64() }

// pick takes one of the values.
func pick[T any](d *dice, from []T) T { return from[d.n(len(from))] }

// shuffle brings the values in another order.
func shuffle[T any](d *dice, list []T) {
	d.r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// weighted takes an index, each as often as its weight says.
func (d *dice) weighted(weights []int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	at := d.n(sum)
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// watch is the clock of the story: it stands where it is set, and gives
// identifiers of that instant.
type watch struct {
	at   time.Time
	last int64
	seq  uint16
	dice *dice
}

func (w *watch) now() time.Time { return w.at }

// newID makes a UUIDv7 (RFC 9562) of the watch's instant; those of one
// millisecond are counted, so that they sort in the order they were made.
func (w *watch) newID() clients.ID {
	ms := w.at.UnixMilli()
	if ms != w.last {
		w.last, w.seq = ms, 0
	} else {
		w.seq++
	}
	ms += int64(w.seq >> 12)
	a, seq := w.dice.r.Uint64(), w.seq&0xFFF
	var b [16]byte
	for i := range 6 {
		b[i] = byte(ms >> (40 - 8*i))
	}
	b[6], b[7] = 0x70|byte(seq>>8), byte(seq)
	for i := range 8 {
		b[8+i] = byte(a >> (8 * i))
	}
	b[8] = 0x80 | b[8]&0x3F
	var out [36]byte
	hex.Encode(out[:8], b[:4])
	out[8] = '-'
	hex.Encode(out[9:13], b[4:6])
	out[13] = '-'
	hex.Encode(out[14:18], b[6:8])
	out[18] = '-'
	hex.Encode(out[19:23], b[8:10])
	out[23] = '-'
	hex.Encode(out[24:], b[10:])
	return clients.ID(out[:])
}
