package packs

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"regie/clients/calendar"
	"regie/reports/letter"
	"regie/reports/page"
)

// look is one appearance of a publication: the networks on which it says and
// shows the same.
type look struct {
	calendar.Resolved
	networks []calendar.Resolved
}

// looks puts networks together that show the same.
func looks(networks []calendar.Resolved) []look {
	var list []look
	same := func(a, b calendar.Resolved) bool {
		if a.Title != b.Title || a.Text != b.Text || a.FirstComment != b.FirstComment || len(a.Media) != len(b.Media) {
			return false
		}
		for i := range a.Media {
			if a.Media[i].SHA256 != b.Media[i].SHA256 {
				return false
			}
		}
		return true
	}
next:
	for _, r := range networks {
		for i := range list {
			if same(list[i].Resolved, r) {
				list[i].networks = append(list[i].networks, r)
				continue next
			}
		}
		list = append(list, look{Resolved: r, networks: []calendar.Resolved{r}})
	}
	return list
}

// card shows a publication as it will look on its networks.
func (w *writer) card(e *calendar.PackEntry, l look) page.Block {
	blocks := []page.Block{w.author(e, l)}
	if l.Title != "" {
		blocks = append(blocks, page.Paragraph{Spans: []page.Span{{Text: l.Title, Bold: true, Size: 12}}})
	}
	if strings.TrimSpace(l.Text) != "" {
		for part := range strings.SplitSeq(strings.ReplaceAll(l.Text, "\r\n", "\n"), "\n\n") {
			blocks = append(blocks, page.Paragraph{Spans: w.spans(part)})
		}
	} else {
		blocks = append(blocks, page.Note(w.p.T("booklet.no_text")))
	}
	if g := w.gallery(e.Shown.Kind, l); g != nil {
		blocks = append(blocks, g)
	}
	if e.Shown.Link != "" && !strings.Contains(l.Text, e.Shown.Link) {
		blocks = append(blocks, page.Paragraph{Spans: w.spans(e.Shown.Link)})
	}
	if l.FirstComment != "" {
		blocks = append(blocks, page.Paragraph{Spans: append([]page.Span{{Text: w.p.T("booklet.first_comment") + " ", Bold: true}}, w.spans(l.FirstComment)...)})
	}
	for _, r := range l.networks {
		blocks = append(blocks, page.Note(w.counters(e, r)))
	}
	return page.Keep{Blocks: []page.Block{page.Panel{Stroke: w.theme.Line, Blocks: blocks}}}
}

// author is the head of a card: avatar, name of the account, network and when.
func (w *writer) author(e *calendar.PackEntry, l look) page.Block {
	const side = 30.0
	account := w.d.account(l.Resolved)
	name := account.Name
	if name == "" {
		name = w.d.Client.Name
	}
	var names []string
	for _, r := range l.networks {
		names = append(names, w.d.Limits.Name(r.Network, string(w.d.Lang)))
	}
	under := strings.Join(names, ", ") + " · " + w.when(e)
	if h := strings.TrimPrefix(account.Handle, "@"); h != "" && len(l.networks) == 1 {
		under = "@" + h + " · " + under
	}
	logo := letter.Picture(w.d.Logo)
	return page.Drawing{Height: side + 4, Draw: func(c *page.Canvas) {
		th := c.Theme()
		c.Circle(side/2, side/2, side/2, th.Primary)
		if logo != nil {
			c.Circle(side/2, side/2, side/2-1, page.White)
			c.Picture(logo, side*0.22, side*0.22, side*0.56, side*0.56, 0)
		} else {
			c.Label(0, side/2+4, side, letter.Initials(name), page.TextStyle{Size: 11, Bold: true, Color: page.OnColor(th.Primary), Align: page.Center})
		}
		width := c.Width() - side - 10
		c.Label(side+10, 12, width, name, page.TextStyle{Size: 10.5, Bold: true})
		c.Label(side+10, 26, width, under, page.TextStyle{Size: th.Caption, Color: th.Mute})
	}}
}

// films are the kinds whose medium moves.
var films = []calendar.Kind{calendar.Reel, calendar.Video, calendar.Live}

// gallery is the media, as many side by side as there are, three at most.
func (w *writer) gallery(kind calendar.Kind, l look) page.Block {
	if len(l.Media) == 0 {
		return nil
	}
	g := page.Gallery{PerRow: min(max(len(l.Media), 2), 3), Ratio: 0.66}
	for _, m := range l.Media {
		shot := page.Shot{Picture: w.d.Pictures[m.SHA256], Caption: w.p.T("booklet.no_alt")}
		if m.Alt != "" {
			shot.Caption = w.p.T("booklet.alt", "Text", m.Alt)
		}
		if shot.Picture == nil {
			shot.Film = slices.Contains(films, kind)
			shot.Caption = w.p.T("booklet.no_preview") + " · " + shot.Caption
		}
		g.Items = append(g.Items, shot)
	}
	return g
}

// counters are the figures of a text as its network counts them.
func (w *writer) counters(e *calendar.PackEntry, r calendar.Resolved) string {
	p := w.p
	limit, _ := w.d.Limits.On(r.Network, e.Shown.On)
	used := calendar.Used(r.Text, limit.Count)
	parts := []string{p.N("booklet.signs", used)}
	if limit.Text > 0 {
		parts[0] = p.T("booklet.signs_of", "Used", used, "Limit", limit.Text)
		if used > limit.Text {
			parts[0] += " (" + p.T("booklet.too_long") + ")"
		}
	}
	if n := len(calendar.Hashtags(r.Text)); n > 0 {
		parts = append(parts, p.N("booklet.tags", n))
	}
	if n := len(r.Media); n > 0 {
		parts = append(parts, p.N("booklet.media", n))
	}
	if limit.Fold > 0 && used > limit.Fold {
		parts = append(parts, p.N("booklet.folded", limit.Fold))
	}
	return p.T("booklet.counters", "Network", w.d.Limits.Name(r.Network, string(w.d.Lang)), "Figures", strings.Join(parts, " · "))
}

// spans colour what a network makes a link: addresses, hashtags, mentions.
func (w *writer) spans(s string) []page.Span {
	var out []page.Span
	add := func(text string, link bool) {
		sp := page.Span{Text: text}
		if link {
			sp.Color = w.theme.Brand
			if u, err := url.Parse(text); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
				sp.Link = text
			}
		}
		if n := len(out); n > 0 && !link && out[n-1].Link == "" && out[n-1].Color == (page.Color{}) {
			out[n-1].Text += text
			return
		}
		out = append(out, sp)
	}
	for s != "" {
		end := strings.IndexFunc(s, unicode.IsSpace)
		if end < 0 {
			end = len(s)
		}
		word := s[:end]
		plain := strings.TrimRight(word, ".,;:!?)»…")
		linked := strings.HasPrefix(plain, "https://") || strings.HasPrefix(plain, "http://") ||
			len(plain) > 1 && (plain[0] == '#' || plain[0] == '@')
		if linked {
			add(plain, true)
			add(word[len(plain):], false)
		} else {
			add(word, false)
		}
		rest := strings.IndexFunc(s[end:], func(r rune) bool { return !unicode.IsSpace(r) })
		if rest < 0 {
			break
		}
		add(s[end:end+rest], false)
		s = s[end+rest:]
	}
	return out
}
