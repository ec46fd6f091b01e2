package page

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// texts lists the runs of a page from its operations.
func texts(p *Page) []string {
	var out []string
	for _, o := range p.Ops {
		if x, ok := o.(OpText); ok && !x.Hidden {
			out = append(out, x.Text)
		}
	}
	return out
}

func layout(t *testing.T, blocks ...Block) *Document {
	t.Helper()
	doc, err := Layout(Setup{Title: "Essai"}, blocks)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func rows(n int) []Row {
	out := make([]Row, n)
	for i := range out {
		out[i] = Cells(fmt.Sprintf("ligne-%d", i), fmt.Sprintf("%d", i*7), "commentaire")
	}
	return out
}

var threeColumns = []Column{{Title: "Nom", Flex: 1}, {Title: "Nombre", Align: Right}, {Title: "Note"}}

func TestLongTableRepeatsItsHeadAndLosesNothing(t *testing.T) {
	doc := layout(t, Heading{Level: 1, Text: "Annexe"}, Table{Columns: threeColumns, Rows: rows(1000)})
	if len(doc.Pages) < 20 {
		t.Fatalf("%d pages", len(doc.Pages))
	}
	next := 0
	for i := range doc.Pages {
		head := 0
		for _, s := range texts(&doc.Pages[i]) {
			if s == "Nombre" {
				head++
			}
			if s == fmt.Sprintf("ligne-%d", next) {
				next++
			}
		}
		if head != 1 {
			t.Errorf("page %d has %d heads", i+1, head)
		}
	}
	if next != 1000 {
		t.Errorf("rows in order up to %d", next)
	}
}

// inside tells what stands outside the text area of a page.
func inside(t *testing.T, doc *Document) {
	t.Helper()
	m := NewTheme(Color{}, Color{}).Margins
	for i := range doc.Pages {
		p := &doc.Pages[i]
		for _, o := range p.Ops {
			x, ok := o.(OpText)
			if !ok {
				continue
			}
			if x.Y < m.Top-1 || x.Y > p.Height-m.Bottom+1 || x.X < m.Left-1 || x.X+x.Width > p.Width-m.Right+1 {
				t.Errorf("page %d: %q stands at %.1f, %.1f, %.1f wide", i+1, x.Text, x.X, x.Y, x.Width)
			}
		}
	}
}

func TestRowTallerThanAPage(t *testing.T) {
	long := strings.Repeat("mot ", 4000)
	doc := layout(t, Table{Columns: threeColumns, Rows: []Row{Cells("avant", "1", ""), Cells("a", "2", long), Cells("après", "3", "")}})
	words := 0
	for i := range doc.Pages {
		for _, s := range texts(&doc.Pages[i]) {
			words += strings.Count(s, "mot")
		}
	}
	if words != 4000 {
		t.Errorf("%d of 4000 words", words)
	}
	inside(t, doc)
}

func TestHeadingsStayWithWhatFollows(t *testing.T) {
	for n := range 60 {
		var blocks []Block
		for range n {
			blocks = append(blocks, Para("Une ligne de remplissage."))
		}
		blocks = append(blocks, Heading{Level: 2, Text: "Titre"}, Table{Columns: threeColumns, Rows: rows(3)})
		doc := layout(t, blocks...)
		for i := range doc.Pages {
			got := strings.Join(texts(&doc.Pages[i]), "|")
			if strings.Contains(got, "Titre") && !strings.Contains(got, "ligne-1") {
				t.Errorf("after %d lines the title stands without its table: %s", n, got)
			}
		}
	}
}

func TestWidowsAndOrphans(t *testing.T) {
	body := strings.Repeat("Le carrousel signe la meilleure publication de l’année entière. ", 8)
	for n := range 50 {
		var blocks []Block
		for range n {
			blocks = append(blocks, Para("x"))
		}
		doc := layout(t, append(blocks, Para(body))...)
		for i := range doc.Pages {
			lines := 0
			for _, s := range texts(&doc.Pages[i]) {
				if s != "x" {
					lines++
				}
			}
			if lines == 1 {
				t.Errorf("after %d paragraphs a line stands alone on page %d", n, i+1)
			}
		}
	}
}

func TestKeepMovesWhole(t *testing.T) {
	for n := range 40 {
		var blocks []Block
		for range n {
			blocks = append(blocks, Para("x"))
		}
		group := Keep{Blocks: []Block{Para("début"), Table{Columns: threeColumns, Rows: rows(12)}, Para("fin")}}
		doc := layout(t, append(blocks, group)...)
		for i := range doc.Pages {
			got := strings.Join(texts(&doc.Pages[i]), "|")
			if strings.Contains(got, "début") != strings.Contains(got, "fin") {
				t.Errorf("after %d lines the group is parted", n)
			}
		}
	}
}

func TestCalloutIsCutSquareBetweenPages(t *testing.T) {
	doc := layout(t, Callout{Label: "Note.", Spans: Text(strings.Repeat("mot ", 3000))}, Para("après"))
	if len(doc.Pages) < 3 {
		t.Fatalf("%d pages", len(doc.Pages))
	}
	for i := range doc.Pages {
		grounds := 0
		for _, o := range doc.Pages[i].Ops {
			r, ok := o.(OpRect)
			if !ok {
				continue
			}
			grounds++
			first, last := i == 0, i == len(doc.Pages)-1
			if (r.Radius[0] > 0) != first || (r.Radius[2] > 0) != last {
				t.Errorf("page %d of %d: corners %v", i+1, len(doc.Pages), r.Radius)
			}
		}
		if grounds != 1 {
			t.Errorf("page %d: %d grounds", i+1, grounds)
		}
	}
}

func TestNumbersSectionsBookmarksAndLinks(t *testing.T) {
	var seen []string
	s := Setup{
		Title: "T", Footer: func(c *Canvas, p PageInfo) {
			seen = append(seen, fmt.Sprintf("%d/%d %s", p.Number, p.Total, p.Section))
		},
	}
	doc, err := Layout(s, []Block{
		Cover{Title: "Octobre"},
		Heading{Level: 2, Text: "Trop profond"}, // opens the outline: lifted to level 0 after the cover
		Heading{Level: 1, Text: "Un", NewPage: true},
		Paragraph{Spans: []Span{{Text: "voir", Link: "#deux"}, {Text: " nulle part", Link: "#absent"}, {Text: " site", Link: "https://example.org"}}},
		Heading{Level: 1, Text: "Deux", Anchor: "deux", NewPage: true},
		Heading{Level: 2, Text: "Sous"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(seen, ", "); got != "2/4 , 3/4 Un, 4/4 Deux" {
		t.Errorf("footers: %s", got)
	}
	var outline []string
	for i, b := range doc.Outline {
		outline = append(outline, fmt.Sprintf("%d %s p%d", b.Level, b.Title, b.Page))
		if i > 0 && b.Level > doc.Outline[i-1].Level+1 {
			t.Errorf("the outline skips a level at %q", b.Title)
		}
	}
	if got := strings.Join(outline, ", "); got != "0 Octobre p1, 1 Trop profond p2, 0 Un p3, 0 Deux p4, 1 Sous p4" {
		t.Errorf("outline: %s", got)
	}
	var links []OpLink
	for _, o := range doc.Pages[2].Ops {
		if l, ok := o.(OpLink); ok {
			links = append(links, l)
		}
	}
	if len(links) != 2 || links[0].ToPage != 4 || links[1].URL != "https://example.org" {
		t.Errorf("links: %+v", links)
	}
}

func TestColumnsAddUpToTheTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(t, "columns")
		tab := Table{}
		word := rapid.StringOfN(rapid.RuneFrom([]rune("abc é1 ")), 0, 60, -1)
		for range n {
			tab.Columns = append(tab.Columns, Column{
				Title: word.Draw(t, "title"), Align: Align(rapid.IntRange(0, 2).Draw(t, "align")),
				Flex: float64(rapid.IntRange(0, 2).Draw(t, "flex")), Width: float64(rapid.SampledFrom([]int{0, 0, 40}).Draw(t, "width")),
			})
		}
		for range rapid.IntRange(1, 4).Draw(t, "rows") {
			r := Row{}
			for range n {
				r.Cells = append(r.Cells, Cell{Text: word.Draw(t, "cell")})
			}
			tab.Rows = append(tab.Rows, r)
		}
		th := NewTheme(Color{}, Color{})
		d := &tableDraft{t: tab, e: &env{th: &th, maxH: 600}, width: 500, size: th.Body, padX: 3, gap: 8}
		d.measure()
		sum := d.gap * float64(n-1)
		fixed := true
		for i, w := range d.cols {
			sum += w
			fixed = fixed && tab.Columns[i].Width > 0
			if w < 0 {
				t.Fatalf("column %d is %f wide", i, w)
			}
		}
		if sum > 500.01 || (!fixed && sum < 499) {
			t.Fatalf("columns take %f of 500: %v", sum, d.cols)
		}
	})
}

func TestChartsBearOddValues(t *testing.T) {
	nan := Unknown()
	for name, b := range map[string]Block{
		"no bars": Bars{}, "zero bars": Bars{Rows: []Bar{{Label: "a"}, {Label: "b", Value: nan}}},
		"no columns": Columns{}, "unknown columns": Columns{Labels: []string{"a", "b"}, Series: []Series{{Values: []float64{nan, nan}}}},
		"negative": Columns{Labels: []string{"a", "b"}, Series: []Series{{Values: []float64{-3, 4}, Texts: []string{"−3", "4"}}}},
		"no lines": Lines{}, "one point": Lines{Labels: []string{"a"}, Series: []Series{{Name: "s", Values: []float64{3}}}},
		"flat":        Lines{Labels: []string{"a", "b"}, Series: []Series{{Values: []float64{0, 0}}, {Values: []float64{nan, 1e300}}}},
		"tiny":        Lines{Labels: []string{"a", "b"}, Series: []Series{{Values: []float64{1e-320, 2e-320}}}, Breaks: []int{1, 9}, Bands: []Band{{From: -4, To: 99, Text: "tout"}}},
		"empty stack": Stack{Parts: []Part{{Label: "a", Value: 0}}}, "no cards": KPIs{}, "no gauges": Gauges{}, "no pictures": Gallery{},
		"empty table": Table{Columns: threeColumns, Empty: "Rien ce mois-ci."}, "table without columns": Table{Rows: rows(2)},
		"wide cells": Table{Columns: threeColumns, Rows: []Row{{Cells: []Cell{{Text: "a", Span: 9}, {Text: "b"}}}}},
	} {
		doc := layout(t, b)
		for i := range doc.Pages {
			for _, o := range doc.Pages[i].Ops {
				if s := fmt.Sprintf("%v", o); strings.Contains(s, "NaN") || strings.Contains(s, "Inf") {
					t.Errorf("%s: %.120s", name, s)
				}
			}
		}
	}
}

func TestBreaksAndUnknownsInterruptALine(t *testing.T) {
	l := Lines{Breaks: []int{2}}
	got := fmt.Sprint(l.runs([]float64{1, 2, 3, Unknown(), 5, 6}))
	if got != "[[0 2] [2 3] [4 6]]" {
		t.Errorf("runs %s", got)
	}
}

// The first rows of a table stand together: a head with one row at the foot of a
// page is lost there.
func TestATableDoesNotBeginWithOneRow(t *testing.T) {
	for gap := 560.0; gap < 680; gap += 7 {
		doc := layout(t, filler(gap), Table{Columns: threeColumns, Rows: rows(30)})
		first := 0
		for _, s := range texts(&doc.Pages[0]) {
			if strings.HasPrefix(s, "ligne-") {
				first++
			}
		}
		if first > 0 && first < opening {
			t.Errorf("after %.0f points: %d rows on the first page", gap, first)
		}
	}
}

func TestAChartIsLoweredToStayOnItsPage(t *testing.T) {
	pages := func(gap float64) int {
		values := Series{Values: []float64{1, 2, 3}}
		return len(layout(t, filler(gap), Columns{Height: 120, Series: []Series{values}}).Pages)
	}
	at := func(gap float64) float64 {
		doc := layout(t, filler(gap), Columns{Height: 120, Series: []Series{{Values: []float64{1, 2, 3}}}})
		return lowest(&doc.Pages[0]) - gap
	}
	room, full := 400.0, 400.0
	for pages(room) == 1 && room < 900 { // to where it no longer fits, however low
		room++
	}
	for full < room && at(full) > at(400)-1 { // to where it is first lowered
		full++
	}
	if got := room - full; got < 20 || got > 120*(1-leastChart)+2 {
		t.Errorf("a chart of 120 points gives way by %.0f", got)
	}
}

// filler is a drawing of a height.
func filler(height float64) Block { return Drawing{Height: height, Draw: func(*Canvas) {}} }

// lowest is how far down a page its rectangles reach, from the top margin.
func lowest(p *Page) float64 {
	low := 0.0
	for _, o := range p.Ops {
		if r, ok := o.(OpRect); ok {
			low = max(low, r.Y+r.H)
		}
	}
	return low
}

// Where a column has signs, the texts of rows without one stand under the
// others.
func TestTextsOfAColumnWithSignsAreAligned(t *testing.T) {
	doc := layout(t, Table{Columns: threeColumns[:1], Rows: []Row{
		{Cells: []Cell{{Text: "avec", Mark: Done}}}, {Cells: []Cell{{Text: "sans"}}}, {Cells: []Cell{{Text: "encore"}}},
	}})
	at := map[string]float64{}
	for _, o := range doc.Pages[0].Ops {
		if x, ok := o.(OpText); ok {
			at[x.Text] = x.X
		}
	}
	if at["avec"] != at["sans"] || at["sans"] != at["encore"] || at["sans"] == 0 {
		t.Errorf("texts begin at %v", at)
	}
}
