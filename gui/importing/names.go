package importing

import (
	"maps"
	"slices"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/sheet"
	"regie/gui/widgets"
)

// merged keeps names already asked about, which a later plan knows, and adds
// those that are new.
func merged(old, found []Name) []Name {
	out := slices.Clone(old)
	for _, n := range found {
		if !slices.ContainsFunc(out, func(o Name) bool { return o.Field == n.Field && o.Text == n.Text }) {
			out = append(out, n)
		}
	}
	return out
}

// shortestGuess is how long a name must be to be guessed from a part of it.
const shortestGuess = 4

// guess finds the one known thing whose name holds the other name, or is held
// by it: "Lumen" for "Atelier Lumen".
func guess(name string, known []widgets.Option) Pick {
	var found Pick
	typed := clients.Fold(name)
	if len([]rune(typed)) < shortestGuess {
		return ""
	}
	for _, o := range known {
		label := clients.Fold(o.Label)
		if !strings.Contains(label, typed) && (len([]rune(label)) < shortestGuess || !strings.Contains(typed, label)) {
			continue
		}
		if found != "" {
			return ""
		}
		found = Pick(o.Key)
	}
	return found
}

// settle puts a likely answer where nobody has decided on a name, and
// gives the names still open.
func (d draft) settle(unknown []Name) (draft, []Name) {
	d.choices.Names = cloneNames(d.choices.Names)
	var open []Name
	for _, n := range unknown {
		if d.pick(n) == "" {
			d = d.decide(n, guess(n.Text, d.known[n.Field]))
		}
		if d.pick(n) == "" {
			open = append(open, n)
		}
	}
	return d, open
}

func cloneNames(names map[sheet.Field]map[string]Pick) map[sheet.Field]map[string]Pick {
	out := make(map[sheet.Field]map[string]Pick, len(names))
	for f, picks := range names {
		out[f] = maps.Clone(picks)
	}
	return out
}

// pick is what was decided for a name.
func (d draft) pick(n Name) Pick { return d.choices.Names[n.Field][n.Text] }

// decide says what a name stands for, in a new draft.
func (d draft) decide(n Name, p Pick) draft {
	d.choices.Names = cloneNames(d.choices.Names)
	if d.choices.Names[n.Field] == nil {
		d.choices.Names[n.Field] = map[string]Pick{}
	}
	if p == "" {
		delete(d.choices.Names[n.Field], n.Text)
	} else {
		d.choices.Names[n.Field][n.Text] = p
	}
	return d
}

// nameOptions are what a name of a field may stand for.
func (d draft) nameOptions(p *text.Printer, in *Intake, n Name) []widgets.Option {
	var list []widgets.Option
	if in.Create[n.Field] {
		list = append(list, widgets.Option{Key: string(Create), Label: p.T("importing.create", "Name", cut(n.Text, longestExample))})
	}
	list = append(list, widgets.Option{Key: string(Leave), Label: p.T("importing.leave_out")})
	return append(list, d.known[n.Field]...)
}

// grouped sorts names by field in the order of the intake, then by how many
// rows they stand on, then by themselves.
func grouped(in *Intake, names []Name) []Name {
	place := func(f sheet.Field) int {
		return slices.IndexFunc(in.Fields, func(x Field) bool { return x.Field == f })
	}
	out := slices.Clone(names)
	slices.SortStableFunc(out, func(a, b Name) int {
		if c := place(a.Field) - place(b.Field); c != 0 {
			return c
		}
		if a.Rows != b.Rows {
			return b.Rows - a.Rows
		}
		return strings.Compare(a.Text, b.Text)
	})
	return out
}
