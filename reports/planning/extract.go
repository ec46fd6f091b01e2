package planning

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/sheet"
	"regie/reports/excel"
	"regie/reports/page"
)

// extract is the part of a plan that leaves, with the names it is told in.
type extract struct {
	Title   string // the client's name, else the product's
	Brand   page.Color
	Items   []calendar.Item
	Marks   []calendar.Mark
	p       *text.Printer
	limits  *limits.Book
	clients map[clients.ID]string // keys
	staff   map[clients.ID]string
}

// houseBlue is the colour of a plan of all clients.
var houseBlue = page.RGB(0x24, 0x52, 0x7A)

// extract reads what a request asks for; fault export_empty where that is
// neither an item nor a mark.
func (s *Service) extract(ctx context.Context, r Request) (*extract, error) {
	x := &extract{Title: "Régie", Brand: houseBlue, limits: s.plan.Limits(), clients: map[clients.ID]string{}, staff: map[clients.ID]string{}}
	lang := r.Lang
	if r.Client != "" {
		c, err := s.house.Client(ctx, r.Client)
		if err != nil {
			return nil, fmt.Errorf("reading the client: %w", err)
		}
		x.Title, lang = c.Name, cmp.Or(lang, text.Lang(c.Lang))
		if brand, err := page.ParseColor(c.Brand.Primary); err == nil {
			x.Brand = brand
		}
	}
	x.p = text.For(cmp.Or(lang, text.FR))
	items, err := s.plan.Items(ctx, calendar.Filter{Client: r.Client, Days: r.Days})
	if err != nil {
		return nil, fmt.Errorf("reading the plan: %w", err)
	}
	for _, it := range items {
		if r.Only == nil || r.Only(it.Row()) {
			x.Items = append(x.Items, it)
		}
	}
	if days := x.span(r.Days); r.Marks && r.Format.Marks() && r.Client != "" && !days.From.IsZero() && !days.To.IsZero() {
		if x.Marks, err = s.plan.Marks(ctx, r.Client, days, string(x.p.Lang())); err != nil {
			return nil, fmt.Errorf("reading the key dates: %w", err)
		}
	}
	if len(x.Items)+len(x.Marks) == 0 {
		return nil, fault.New("export_empty").At("from")
	}
	return x, x.names(ctx, s.house)
}

// span closes an open run of days at the plan's first and last.
func (x *extract) span(days civil.Range) civil.Range {
	for _, it := range x.Items {
		if it.On.IsZero() {
			continue
		}
		if days.From.IsZero() {
			days.From = it.On
		}
		if days.To.IsZero() || days.To.Before(it.On) {
			days.To = it.On
		}
	}
	return days
}

func (x *extract) names(ctx context.Context, h House) error {
	all, err := h.Clients(ctx, clients.AllClients)
	if err != nil {
		return fmt.Errorf("reading the clients: %w", err)
	}
	for _, c := range all {
		x.clients[c.ID] = c.Key
	}
	staff, err := h.Staff(ctx, true)
	if err != nil {
		return fmt.Errorf("reading the staff: %w", err)
	}
	for _, p := range staff {
		x.staff[p.ID] = p.Name
	}
	return nil
}

// Columns of a plan that are more than text.
const (
	colOn        = 0
	colAt        = 1
	colText      = 6
	colLink      = 9
	colPublished = 10
	colNote      = 11
)

// header are the columns of a plan, the same that an import knows.
func (x *extract) header() []string {
	keys := []string{"on", "at", "client", "networks", "kind", "title", "text", "state", "author", "link", "published", "note"}
	for i, k := range keys {
		keys[i] = x.p.T("calendar.col_" + k)
	}
	return keys
}

func (x *extract) network(key string) string { return x.limits.Name(key, string(x.p.Lang())) }

// words are an item's networks and its texts: one text for all, else each
// under its network.
func (x *extract) words(it calendar.Item) (networks, body string) {
	var names []string
	first := ""
	for i, r := range it.Resolved() {
		names = append(names, x.network(r.Network))
		switch {
		case i == 0:
			first, body = r.Text, r.Text
		case r.Text != first:
			body += "\n\n[" + x.network(r.Network) + "] " + r.Text
		}
	}
	return strings.Join(names, ", "), body
}

func (x *extract) row(it calendar.Item) []string {
	networks, body := x.words(it)
	return []string{
		it.On.String(), it.At.String(), x.clients[it.Client], networks, x.p.T("calendar.kind." + string(it.Kind)), it.Title,
		body, x.p.T("calendar.state." + string(it.State)), x.staff[it.Author], it.Link, it.PublishedURL, it.Note,
	}
}

// markName is a mark with its sector and, where it lasts, its days.
func (x *extract) markName(m calendar.Mark) string {
	name := m.Name
	if m.Calendar != "" {
		name += " · " + x.p.T("clientfile.sector_"+m.Calendar)
	}
	if m.Days.To.After(m.Days.From) {
		name += " (" + x.p.Range(m.Days) + ")"
	}
	return name
}

func (x *extract) writeCSV(w io.Writer) error {
	return sheet.WriteCSV(w, sheet.WriteOptions{BOM: true, Comma: ';'}, x.header(), func(yield func([]sheet.Cell) bool) {
		for _, it := range x.Items {
			if !yield(sheet.TextCells(x.row(it)...)) {
				return
			}
		}
	})
}

// writeBook puts marks on a sheet of their own: the plan's sheet can be read
// back as it is.
func (x *extract) writeBook(w io.Writer) error {
	t := excel.Table{Header: x.header(), Filter: true, Name: "Plan", Empty: x.p.T("poster.none")}
	for _, it := range x.Items {
		var cells []excel.Cell
		for i, s := range x.row(it) {
			switch {
			case i == colOn:
				cells = append(cells, excel.Date(it.On))
			case i == colAt:
				cells = append(cells, excel.Clock(it.At))
			case i == colText || i == colNote:
				cells = append(cells, excel.Wrapped(s))
			case s != "" && (i == colLink || i == colPublished):
				cells = append(cells, excel.Text(s).Link(s))
			default:
				cells = append(cells, excel.Text(s))
			}
		}
		t.Rows = append(t.Rows, cells)
	}
	book := &excel.Book{Title: x.Title, Lang: string(x.p.Lang()), Brand: x.Brand, Footer: x.Title, Sheets: []excel.Sheet{{
		Name: x.p.T("calendar.plan"), Title: x.Title, Landscape: true, Tables: []excel.Table{t},
		Widths: []float64{12, 8, 12, 24, 14, 30, 60, 20, 16, 30, 30, 30},
	}}}
	if len(x.Marks) > 0 {
		book.Sheets = append(book.Sheets, x.markSheet())
	}
	return excel.Write(w, book)
}

func (x *extract) markSheet() excel.Sheet {
	t := excel.Table{Filter: true, Name: "Jours", Header: []string{
		x.p.T("planfile.first_day"), x.p.T("planfile.last_day"), x.p.T("planfile.mark"), x.p.T("common.kind"), x.p.T("planfile.sector"),
	}}
	for _, m := range x.Marks {
		sector := ""
		if m.Calendar != "" {
			sector = x.p.T("clientfile.sector_" + m.Calendar)
		}
		t.Rows = append(t.Rows, []excel.Cell{
			excel.Date(m.Days.From), excel.Date(m.Days.To), excel.Text(m.Name), excel.Text(x.p.T("planfile.mark_" + string(m.Kind))), excel.Text(sector),
		})
	}
	return excel.Sheet{Name: x.p.T("planfile.marks"), Title: x.p.T("planfile.marks"), Tables: []excel.Table{t}, Widths: []float64{13, 13, 46, 20, 22}}
}

// dated are items and marks of a document, by day.
type dated struct {
	on   civil.Date
	mark *calendar.Mark
	item *calendar.Item
}

// lines puts marks before the items of their day; a mark that began earlier
// stands on the first day shown.
func (x *extract) lines(first civil.Date) []dated {
	var list []dated
	for i := range x.Marks {
		on := x.Marks[i].Days.From
		if on.Before(first) {
			on = first
		}
		list = append(list, dated{on: on, mark: &x.Marks[i]})
	}
	for i := range x.Items {
		list = append(list, dated{on: x.Items[i].On, item: &x.Items[i]})
	}
	slices.SortStableFunc(list, func(a, b dated) int { return a.on.Compare(b.on) })
	return list
}
