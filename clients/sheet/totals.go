package sheet

import "strings"

// totalHeads begin the label of a totals row, totalTails may follow it; both
// normalised (see normal). Names of months and figures may follow as well.
var (
	totalHeads = wordSet("total totals totaux subtotal sum somme cumul grand sous sub")
	totalTails = wordSet(`total totals totaux general generale generaux heures hours temps time duree duration ` +
		`mois month semaine week annee year ht ttc du de des la le les of the for montant amount h`)
)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// isTotal recognises a totals row: its first filled cell is a label such as
// "Total", "Totaux du mois" or "Grand total" (the last may stand in any cell),
// and none of its cells is a date, so that the work done for a client who is
// called Total stays work.
func isTotal(cells []string) bool {
	first, found := true, false
	for _, c := range cells {
		if c == "" || (!first && c[0]|0x20 != 'g') {
			continue
		}
		if c = strings.TrimSpace(c); c == "" {
			continue
		}
		if first {
			first = false
			found = isTotalLabel(c)
		} else if len(c) < 16 && normal(c) == "grand total" {
			found = true
		}
	}
	if !found {
		return false
	}
	for _, c := range cells {
		if isFigure(c) {
			continue // which could be read as a serial date
		}
		if _, ok := ParseStamp(c, OrderDMY); ok {
			return false
		}
		if _, ok := ParseStamp(c, OrderMDY); ok {
			return false
		}
	}
	return true
}

func isTotalLabel(s string) bool {
	switch s[0] | 0x20 {
	case 't', 'g', 's', 'c':
	default:
		return false // spares nearly every row what follows
	}
	if len(s) > 40 {
		return false
	}
	words := strings.Fields(normal(s))
	if len(words) == 0 || !totalHeads[words[0]] {
		return false
	}
	if (words[0] == "grand" || words[0] == "sous" || words[0] == "sub") && (len(words) < 2 || !totalHeads[words[1]]) {
		return false
	}
	for _, w := range words[1:] {
		if _, figure := digits(w); !totalTails[w] && months[w] == 0 && !figure {
			return false
		}
	}
	return true
}

func isFigure(s string) bool {
	_, ok := parseNumber(s, '.')
	return ok
}
