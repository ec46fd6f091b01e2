package page

// lateStart is the share of a page that must be left for a section to begin on it
// that ends on a later one.
const lateStart = 0.42

// tooLow tells that the section which begins rest should begin a page: it does
// not fit on what is left of this one, which is little.
func (f *flow) tooLow(rest []piece) bool {
	return !f.fits(section(rest)) && f.env.maxH-f.page.y < lateStart*f.env.maxH
}

// section is what stands before the next one begins.
func section(rest []piece) []piece {
	n := 1
	for n < len(rest) && !rest[n].opens() {
		n++
	}
	return rest[:n]
}

// tighten takes from the rows of the section on hand what it is too long by,
// where that is enough to end it on this page: no page is turned for a line.
func (f *flow) tighten(rest []piece) {
	rest = section(rest)
	over, air := f.end(rest)-f.env.maxH, 0.0
	for k := range rest {
		if p := &rest[k]; p.row {
			air += p.height - p.least
		}
	}
	if over <= 0 || over > air {
		return
	}
	for k := range rest {
		if p := &rest[k]; p.row {
			p.height -= (p.height - p.least) * over / air
			p.ops = p.shrink(p.height)
		}
	}
}

// opens tells that a piece is where a section begins.
func (p *piece) opens() bool {
	return p.newPage || p.share || p.full != nil || p.mark != nil && p.mark.section
}

// squeeze lowers the chart of a run by what is missing for the run to stand on
// what is left of the page, and tells whether that sufficed. Where no chart can
// give that much nothing changes.
func (f *flow) squeeze(run []piece) bool {
	over := f.end(run) - f.env.maxH
	for k := range run {
		p := &run[k]
		if p.shrink == nil || p.height-over < p.least {
			continue
		}
		p.height -= over
		p.ops = p.shrink(p.height)
		return true
	}
	return false
}
