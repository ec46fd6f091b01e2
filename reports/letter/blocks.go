package letter

import (
	"strings"

	"regie/clients"
	"regie/reports/page"
)

// Band is the head of a document of some pages: logo or initials on a block of
// the brand's colour, the kind of document, its title and a line under it.
func (l *Letter) Band(kicker, title, under string) page.Block {
	const height, pad, side = 92.0, 18.0, 56.0
	logo, initials := Picture(l.Logo), Initials(l.Client.Name)
	return page.Drawing{Height: height, Draw: func(c *page.Canvas) {
		ground := c.Theme().Primary
		on := page.OnColor(ground)
		c.RoundRect(0, 0, c.Width(), height, 10, ground, page.Color{}, 0)
		c.LogoTile(logo, initials, pad, pad, side)
		x := pad + side + 18
		w := c.Width() - x - pad
		c.Label(x, 31, w, kicker, page.TextStyle{Size: 10, Color: page.Mix(ground, on, 0.86)})
		size := 21.0
		for size > 13 && c.TextWidth(title, page.TextStyle{Size: size, Bold: true}) > w {
			size--
		}
		c.Label(x, 54, w, title, page.TextStyle{Size: size, Bold: true, Color: on})
		c.Label(x, 73, w, under, page.TextStyle{Size: 10, Color: page.Mix(ground, on, 0.92)})
	}}
}

// Parties are sender and client as law and custom name them: legal name and
// form, address, registration.
func (l *Letter) Parties() page.Block {
	p := l.Printer()
	reader := []page.Span{}
	if d := l.Decider(); d.Name != "" {
		name := d.Name
		if d.Job != "" {
			name += ", " + d.Job
		}
		reader = append(reader, page.Span{Text: p.T("letter.attention", "Name", name)})
	}
	return page.Facts{PerRow: 2, Pairs: []page.Fact{
		{Label: strings.ToUpper(p.T("letter.agency")), Lines: l.party(l.Agency.Name, l.Agency.Identity)},
		{Label: strings.ToUpper(p.T("letter.client")), Lines: append(l.party(l.Client.Name, l.Client.Identity), reader...)},
	}}
}

func (l *Letter) party(name string, id clients.Identity) []page.Span {
	p := l.Printer()
	lines := []page.Span{{Text: name, Bold: true}}
	add := func(parts ...string) {
		var some []string
		for _, s := range parts {
			if s != "" {
				some = append(some, s)
			}
		}
		if len(some) > 0 {
			lines = append(lines, page.Span{Text: strings.Join(some, " ")})
		}
	}
	legal := strings.TrimSpace(id.LegalName + " " + id.LegalForm)
	if legal != name {
		add(legal)
	}
	add(strings.ReplaceAll(id.Address, "\n", ", "))
	add(id.Postcode, id.City)
	switch {
	case id.SIRET != "":
		add(p.T("letter.siret", "Number", Spaced(id.SIRET, 3, 3, 3, 5)))
	case id.SIREN != "":
		add(p.T("letter.siren", "Number", Spaced(id.SIREN, 3, 3, 3)))
	}
	if id.VATID != "" {
		add(p.T("letter.vat", "Number", id.VATID))
	}
	return lines
}

// Spaced parts a number in groups, as people read it: a SIRET in 3, 3, 3 and 5; one
// of another length stays as it is.
func Spaced(s string, groups ...int) string {
	s = strings.Join(strings.Fields(s), "")
	total := 0
	for _, g := range groups {
		total += g
	}
	if len(s) != total {
		return s
	}
	var parts []string
	for _, g := range groups {
		parts = append(parts, s[:g])
		s = s[g:]
	}
	return strings.Join(parts, "\u00A0")
}

// Signature is the box in which the client and the agency sign: date, name and
// signature, under the words of agreement.
func (l *Letter) Signature(words string) page.Block {
	const height = 112.0
	p := l.Printer()
	half := func(c *page.Canvas, x, w float64, title, words string) {
		th := c.Theme()
		mute := page.TextStyle{Size: th.Caption, Color: th.Mute}
		c.RoundRect(x, 0, w, height, 8, page.Color{}, th.Line, 0.8)
		c.Label(x+12, 20, w-24, title, page.TextStyle{Size: th.Body, Bold: true})
		if words != "" {
			c.Label(x+12, 35, w-24, words, mute)
		}
		for i, label := range []string{p.T("letter.sign_date"), p.T("letter.sign_name")} {
			y := 54 + 20*float64(i)
			c.Label(x+12, y, 60, label, mute)
			c.Line(x+70, y+2, x+w-12, y+2, 0.5, th.Mute)
		}
		c.Label(x+12, 94, 60, p.T("letter.sign_signature"), mute)
	}
	box := page.Drawing{Height: height, Draw: func(c *page.Canvas) {
		w := (c.Width() - 20) / 2
		half(c, 0, w, p.T("letter.for_agency", "Name", l.Agency.Name), "")
		half(c, w+20, w, p.T("letter.for_client", "Name", l.Client.Name), words)
	}}
	return page.Keep{Blocks: []page.Block{page.Spacer{Height: 10}, box}}
}
