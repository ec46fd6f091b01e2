package billing

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"regie/clients"
)

// Find gives issued documents whose number begins with what is typed, whose
// total does in figures, or that are of the clients or kinds given; the last
// issued first, most at most. Each way is asked of an index.
func (s *Service) Find(ctx context.Context, typed string, of []clients.ID, kinds []Kind, most int) ([]Document, error) {
	var asks []Filter
	if number := strings.ToUpper(strings.TrimSpace(typed)); number != "" {
		asks = append(asks, Filter{Prefix: number})
	}
	for _, g := range grossSpans(typed) {
		asks = append(asks, Filter{Gross: g})
	}
	for _, id := range of {
		asks = append(asks, Filter{Client: id})
	}
	if len(kinds) > 0 {
		asks = append(asks, Filter{Kinds: kinds})
	}
	var found []Document
	seen := map[clients.ID]bool{}
	for _, f := range asks {
		f.Issued, f.Newest = true, most
		list, err := s.keep.Documents(ctx, f)
		if err != nil {
			return nil, err
		}
		for _, d := range list {
			if !seen[d.ID] {
				seen[d.ID] = true
				found = append(found, d)
			}
		}
	}
	slices.SortFunc(found, func(a, b Document) int { return cmp.Compare(b.Position, a.Position) })
	return found[:min(most, len(found))], nil
}

// mostFigures is how many figures a total in minor units has at most where it
// is looked for.
const mostFigures = 15

// grossSpans are the amounts in minor units whose figures begin with those
// typed: of "1234" 1234, 12340 to 12349, and so on. Words have none.
func grossSpans(typed string) [][2]int64 {
	var figures int64
	count := 0
	for _, r := range typed {
		switch {
		case unicode.IsLetter(r):
			return nil
		case r >= '0' && r <= '9' && count < mostFigures:
			figures, count = figures*10+int64(r-'0'), count+1
		}
	}
	if figures == 0 {
		return nil
	}
	var spans [][2]int64
	for unit := int64(1); count <= mostFigures; unit, count = unit*10, count+1 {
		spans = append(spans, [2]int64{figures * unit, figures*unit + unit - 1})
	}
	return spans
}
