package plan

import (
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/calendar"
)

// draft is an item while it is written: one text per network, each the same as
// another's until something is typed for it.
type draft struct {
	it     calendar.Item
	brand  clients.Brand
	parked map[string]calendar.Text // of networks taken away, should they come back
}

func newDraft(it calendar.Item, brand clients.Brand) *draft {
	it.Texts, it.Media = slices.Clone(it.Texts), slices.Clone(it.Media)
	return &draft{it: it, brand: brand, parked: map[string]calendar.Text{}}
}

func (d *draft) networks() []string {
	list := make([]string, 0, len(d.it.Texts))
	for _, t := range d.it.Texts {
		list = append(list, t.Network)
	}
	return list
}

// choose has the item on exactly these networks, in this order. A new one
// follows the first; one that comes back says what it said.
func (d *draft) choose(networks []string) {
	for _, n := range d.networks() {
		if !slices.Contains(networks, n) {
			t, _ := d.text(n)
			d.parked[n] = t
			d.it.DropNetwork(n)
		}
	}
	for _, n := range networks {
		if _, ok := d.text(n); ok {
			continue
		}
		was, parked := d.parked[n]
		if parked && was.SameAs == "" {
			d.it.Texts = append(d.it.Texts, was)
			continue
		}
		if len(d.it.Texts) == 0 {
			d.it.SetText(n, "")
			continue
		}
		d.it.Follow(n, d.leader(d.it.Texts[0].Network))
	}
	slices.SortStableFunc(d.it.Texts, func(a, b calendar.Text) int {
		return slices.Index(networks, a.Network) - slices.Index(networks, b.Network)
	})
}

func (d *draft) at(network string) int {
	return slices.IndexFunc(d.it.Texts, func(t calendar.Text) bool { return t.Network == network })
}

func (d *draft) text(network string) (calendar.Text, bool) {
	i := d.at(network)
	if i < 0 {
		return calendar.Text{}, false
	}
	return d.it.Texts[i], true
}

// leader is the network whose own words a network uses, itself at the end.
func (d *draft) leader(network string) string {
	for range d.it.Texts {
		t, ok := d.text(network)
		if !ok || t.SameAs == "" {
			break
		}
		network = t.SameAs
	}
	return network
}

// words are text and first comment as they stand for a network, without the
// signature.
func (d *draft) words(network string) (text, comment string) {
	t, _ := d.text(d.leader(network))
	return t.Text, t.FirstComment
}

// own ends a "same as": the network says from now on what it said until then.
func (d *draft) own(network string) int {
	i := d.at(network)
	if i >= 0 && d.it.Texts[i].SameAs != "" {
		text, comment := d.words(network)
		d.it.Texts[i].Text, d.it.Texts[i].FirstComment, d.it.Texts[i].SameAs = text, comment, ""
	}
	return i
}

// write puts the words of one network.
func (d *draft) write(network, text string) {
	if was, _ := d.words(network); was == text {
		return
	}
	if i := d.own(network); i >= 0 {
		d.it.Texts[i].Text = text
	}
}

// comment puts the first comment of one network.
func (d *draft) comment(network, text string) {
	if _, was := d.words(network); was == text {
		return
	}
	if i := d.own(network); i >= 0 {
		d.it.Texts[i].FirstComment = text
	}
}

func (d *draft) title(network, title string) {
	if i := d.at(network); i >= 0 {
		d.it.Texts[i].Title = strings.ReplaceAll(title, "\n", " ")
	}
}

func (d *draft) channel(network string, id clients.ID) {
	if i := d.at(network); i >= 0 {
		d.it.Texts[i].Channel = id
	}
}

// leaders are the networks that one may follow: those that do not follow it.
func (d *draft) leaders(network string) []string {
	var list []string
	for _, n := range d.networks() {
		if n != network && d.leader(n) == n {
			list = append(list, n)
		}
	}
	return list
}

// follow makes a network use another's words; those that followed it go along.
func (d *draft) follow(network, other string) {
	if network == other || d.leader(other) == network {
		return
	}
	for i, t := range d.it.Texts {
		if t.SameAs == network {
			d.it.Texts[i].SameAs = other
		}
	}
	d.it.Follow(network, other)
}

func (d *draft) signed(network string) bool {
	t, _ := d.text(network)
	return t.Signature != ""
}

// addTags puts a set of hashtags under the words of a network, or of the one
// that it follows.
func (d *draft) addTags(network string, set calendar.HashtagSet) {
	d.it.AddTags(d.leader(network), set)
}

// resolved is what goes out on a network.
func (d *draft) resolved(network string) calendar.Resolved {
	for _, r := range d.it.Resolved() {
		if r.Network == network {
			return r
		}
	}
	return calendar.Resolved{}
}

// moveMedium takes the medium at i one place on (by is 1 or −1).
func (d *draft) moveMedium(i, by int) {
	if j := i + by; i >= 0 && j >= 0 && i < len(d.it.Media) && j < len(d.it.Media) {
		d.it.Media[i], d.it.Media[j] = d.it.Media[j], d.it.Media[i]
	}
}
