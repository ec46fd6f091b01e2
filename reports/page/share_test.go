package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// sectionPages are the pages on which the sections of a document begin.
func sectionPages(doc *Document) []int {
	var out []int
	for _, b := range doc.Outline {
		if b.Level == 0 {
			out = append(out, b.Page)
		}
	}
	return out
}

func TestASectionSharesAPageWhereThereIsRoom(t *testing.T) {
	section := func(name string, height float64) []Block {
		return []Block{Heading{Level: 1, Text: name, Share: true}, Drawing{Height: height}}
	}
	long := []Block{Heading{Level: 1, Text: "Deux", Share: true}, Table{Columns: threeColumns, Rows: rows(60)}}
	for _, c := range []struct {
		name  string
		first float64 // height of the first section, of 690
		next  []Block
		want  int // page of the second
	}{
		{"fits below", 400, section("Deux", 150), 1},
		{"does not fit and little is left", 450, section("Deux", 300), 2},
		{"goes on over the page, begun high enough", 250, long, 1},
		{"goes on over the page, but would begin low", 450, long, 2},
	} {
		doc := layout(t, append(section("Un", c.first), c.next...)...)
		if got := sectionPages(doc); !slices.Equal(got, []int{1, c.want}) {
			t.Errorf("%s: sections begin on pages %v, want 1 and %d", c.name, got, c.want)
		}
	}
}

func TestTheRoomOfASectionEndsWhereTheNextBegins(t *testing.T) {
	doc := layout(
		t,
		Heading{Level: 1, Text: "Un", Share: true}, Drawing{Height: 450},
		Heading{Level: 1, Text: "Deux", Share: true}, Drawing{Height: 60},
		Heading{Level: 1, Text: "Trois", Share: true}, Drawing{Height: 500},
	)
	if got := sectionPages(doc); !slices.Equal(got, []int{1, 1, 2}) {
		t.Errorf("sections begin on pages %v", got)
	}
}

func TestSumsDoNotStandAlone(t *testing.T) {
	for n := 18; n < 34; n++ {
		doc := layout(t, Table{Columns: threeColumns, Rows: rows(n), WithNext: true}, Keep{Blocks: []Block{Drawing{Height: 120}, Para("somme")}})
		last := strings.Join(texts(&doc.Pages[len(doc.Pages)-1]), "|")
		if !strings.Contains(last, "somme") || !strings.Contains(last, fmt.Sprintf("ligne-%d|", n-2)) || !strings.Contains(last, fmt.Sprintf("ligne-%d|", n-1)) {
			t.Errorf("%d rows: the last page holds %s", n, last)
		}
	}
}

func TestWhatIsCarriedStandsUnderTheRepeatedHead(t *testing.T) {
	list := rows(80)
	for i := range list {
		list[i].Carried = []Cell{{Text: "report", Span: 2}, {Text: fmt.Sprintf("après-%d", i)}}
	}
	for _, block := range []Block{Table{Columns: threeColumns, Rows: list}, Panel{Blocks: []Block{Table{Columns: threeColumns, Rows: list}}}} {
		doc := layout(t, block)
		if len(doc.Pages) < 3 {
			t.Fatalf("%d pages", len(doc.Pages))
		}
		for i := range doc.Pages {
			got := texts(&doc.Pages[i])
			at := slices.Index(got, "report")
			switch {
			case i == 0 && at >= 0:
				t.Error("something is carried to the first page")
			case i > 0 && (at < 0 || got[at+1] != strings.Replace(got[at+2], "ligne", "après", 1)):
				t.Errorf("page %d begins with %v", i+1, got[:6])
			}
		}
		inside(t, doc)
	}
}
