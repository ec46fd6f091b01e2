package importing

import (
	"cmp"
	"slices"

	"regie/clients/civil"
)

// sums adds up what a plan brings, by client and month.
type sums struct{ parts map[partKey]*Part }

type partKey struct {
	client string
	month  civil.Month
}

func (s *sums) add(client string, m civil.Month, seconds int64) {
	if s.parts == nil {
		s.parts = map[partKey]*Part{}
	}
	k := partKey{client, m}
	p := s.parts[k]
	if p == nil {
		p = &Part{Client: client, Month: m}
		s.parts[k] = p
	}
	p.Rows++
	p.Seconds += seconds
}

// inOrder lists the parts by client, then by month.
func (s *sums) inOrder() []Part {
	out := make([]Part, 0, len(s.parts))
	for _, p := range s.parts {
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b Part) int {
		return cmp.Or(cmp.Compare(a.Client, b.Client), a.Month.Compare(b.Month))
	})
	return out
}
