package sheet

// numberVotes is what the cells of a column say about its decimal sign.
type numberVotes struct {
	dot, comma int // cells that can be read in one way only
	open       int // cells that can be read in both
}

func (v *numberVotes) add(s string) {
	if !mayPart(s) {
		return
	}
	_, core, _, ok := undress(s)
	if !ok {
		return
	}
	f, ok := readFigures(core)
	if !ok {
		return
	}
	sign, open := f.decimalSign()
	if _, ok := f.value(Number{Units: 1}, sign, 0); !ok {
		return
	}
	switch {
	case open:
		v.open++
	case sign == '.':
		v.dot++
	case sign == ',':
		v.comma++
	case f.only == '.': // 1.234.567
		v.comma++
	case f.only == ',':
		v.dot++
	}
}

// mayPart tells quickly whether a cell can be a figure with decimals or groups.
func mayPart(s string) bool {
	const letters = 4 // as in "FCFA"
	var figures, signs, others int
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			figures++
		case c == '.' || c == ',':
			signs++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			if others++; others > letters {
				return false
			}
		}
	}
	return figures > 0 && signs > 0
}

// decimal gives the sign the column uses, 0 if its cells do not say.
func (v numberVotes) decimal() byte {
	switch {
	case v.comma > v.dot:
		return ','
	case v.dot > v.comma:
		return '.'
	}
	return 0
}
