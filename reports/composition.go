package reports

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Section names a part of the report.
type Section string

// sections in their given order.
const (
	SectionCover        Section = "cover"
	SectionSynthesis    Section = "synthesis"
	SectionDeliverables Section = "deliverables"
	SectionCalendar     Section = "calendar"
	SectionHours        Section = "hours"
	SectionBank         Section = "bank"
	SectionBudget       Section = "budget"
	SectionNext         Section = "next"
	SectionAnnex        Section = "annex"
)

// sections lists every section in the order of a fresh report. The name of one
// is the catalogue's "report.section_<key>".
func sections() []Section {
	return []Section{
		SectionCover, SectionSynthesis, SectionDeliverables, SectionCalendar,
		SectionHours, SectionBank, SectionBudget, SectionNext, SectionAnnex,
	}
}

// Part is one section as composed for a client's month.
type Part struct {
	Section Section `json:"section"`
	Off     bool    `json:"off,omitempty"`
	Comment string  `json:"comment,omitempty"`
}

// Composition is the order of a report, what is left out, and what people wrote
// in it. The zero value is the fresh report; an empty text stands for the one
// the figures give (Propose).
type Composition struct {
	Parts      []Part   `json:"parts,omitempty"`
	Lead       string   `json:"lead,omitempty"`       // opens the synthesis
	Highlights []string `json:"highlights,omitempty"` // facts of the month
	Request    string   `json:"request,omitempty"`    // what the agency needs of the client
}

// Complete returns the composition with every section once, those it did not
// know where they stand in a fresh report, the cover first. What it names and
// nobody knows is dropped.
func (c Composition) Complete() Composition {
	var parts []Part
	seen := map[Section]bool{}
	for _, p := range c.Parts {
		if slices.Contains(sections(), p.Section) && !seen[p.Section] {
			seen[p.Section] = true
			parts = append(parts, p)
		}
	}
	for i, s := range sections() {
		if !seen[s] {
			parts = slices.Insert(parts, min(i, len(parts)), Part{Section: s})
		}
	}
	at := slices.IndexFunc(parts, func(p Part) bool { return p.Section == SectionCover })
	cover := parts[at]
	c.Parts = slices.Insert(slices.Delete(parts, at, at+1), 0, cover)
	return c
}

// Part is how a section stands in the report.
func (c Composition) Part(s Section) Part {
	for _, p := range c.Parts {
		if p.Section == s {
			return p
		}
	}
	return Part{Section: s}
}

// Set returns the composition with one section changed, its place kept.
func (c Composition) Set(p Part) Composition {
	c = c.Complete()
	for i := range c.Parts {
		if c.Parts[i].Section == p.Section {
			c.Parts[i] = p
		}
	}
	return c
}

// Move returns the composition with a section at another place, counted from
// 0; the cover stays first.
func (c Composition) Move(s Section, to int) Composition {
	c = c.Complete()
	from := slices.IndexFunc(c.Parts, func(p Part) bool { return p.Section == s })
	if from < 0 {
		return c
	}
	p := c.Parts[from]
	c.Parts = slices.Delete(c.Parts, from, from+1)
	c.Parts = slices.Insert(c.Parts, min(max(to, 0), len(c.Parts)), p)
	return c.Complete()
}

// Shown lists the sections that are on, in order.
func (c Composition) Shown() []Section {
	var shown []Section
	for _, p := range c.Complete().Parts {
		if !p.Off {
			shown = append(shown, p.Section)
		}
	}
	return shown
}

// next is what a following month begins with: the order and what is left out,
// without the words of this month.
func (c Composition) next() Composition {
	var out Composition
	for _, p := range c.Parts {
		out.Parts = append(out.Parts, Part{Section: p.Section, Off: p.Off})
	}
	return out.Complete()
}

// trimmed takes blank texts away.
func (c Composition) trimmed() Composition {
	c = c.Complete()
	for i := range c.Parts {
		c.Parts[i].Comment = strings.TrimSpace(c.Parts[i].Comment)
	}
	c.Lead, c.Request = strings.TrimSpace(c.Lead), strings.TrimSpace(c.Request)
	var facts []string
	for _, h := range c.Highlights {
		if h = strings.TrimSpace(h); h != "" {
			facts = append(facts, h)
		}
	}
	c.Highlights = facts
	return c
}

// decodeComposition reads what was kept; empty is the fresh report.
func decodeComposition(raw string) (Composition, error) {
	var c Composition
	if raw == "" {
		return c.Complete(), nil
	}
	if err := json.Unmarshal([]byte(raw), &c); err != nil {
		return Composition{}.Complete(), fmt.Errorf("reading the report's composition: %w", err)
	}
	return c.Complete(), nil
}
