package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"regie/assets/fonts"
	"regie/reports/page"
	"regie/reports/page/sample"
	"regie/reports/readback"
)

func write(t *testing.T, s page.Setup, blocks []page.Block) (path string, doc *page.Document) {
	t.Helper()
	doc, err := page.Layout(s, blocks)
	if err != nil {
		t.Fatal(err)
	}
	content, err := Bytes(doc, Meta{Created: issued})
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "essai.pdf")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path, doc
}

func TestReportIsSoundAndComplete(t *testing.T) {
	path, doc := write(t, sample.Setup(), sample.Report())
	if out := readback.Run(t, "qpdf", "--check", path); strings.Contains(strings.ToLower(out), "warning") {
		t.Error(out)
	}
	info := readback.Run(t, "pdfinfo", path)
	for _, want := range []string{
		"Title:           Rapport mensuel · octobre 2026 · Kivu Maison", "Author:          Agence Pixel & Co",
		"CreationDate:    Wed Nov  4 09:30:00 2026", "A4", fmt.Sprintf("Pages:           %d", len(doc.Pages)),
	} {
		if !strings.Contains(info, want) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, info)
		}
	}
	got := readback.Run(t, "pdftotext", "-layout", path, "-")
	for _, want := range []string{
		"Octobre 2026", "184 300", "1 234,50 €", "30 h 05 sur 32 h", "−50,00 €", "Mbɔ́tɛ na bínó", "ng’ombe", "≥ 10 000",
		"Promo du mois", "🥰", "🇨🇩", "👩🏾‍🍳", "2 400,00 €", fmt.Sprintf("%d / %d", len(doc.Pages), len(doc.Pages)), "اليوم", "Recette n° 60",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the text lacks %q", want)
		}
	}
}

// A reader names its window by the title, reads aloud in the language and opens
// the bookmarks.
func TestTheCatalogSpeaksOfTheDocument(t *testing.T) {
	path, _ := write(t, sample.Setup(), sample.Report())
	plain := readback.Run(t, "qpdf", "--qdf", "--object-streams=disable", path, "-")
	at := strings.Index(plain, "/Type /Catalog")
	catalog := plain[strings.LastIndex(plain[:at], " obj"):]
	catalog = strings.Join(strings.Fields(catalog[:strings.Index(catalog, "endobj")]), " ")
	for _, want := range []string{"/ViewerPreferences << /DisplayDocTitle true >>", "/Lang (fr)", "/PageMode /UseOutlines"} {
		if !strings.Contains(catalog, want) {
			t.Errorf("the catalog has no %s: %s", want, catalog)
		}
	}
}

func TestFontsAreEmbeddedSubsetAndMapped(t *testing.T) {
	path, _ := write(t, sample.Setup(), sample.Report())
	lines := strings.Split(strings.TrimSpace(readback.Run(t, "pdffonts", path)), "\n")
	if len(lines) < 5 {
		t.Fatalf("fonts: %q", lines)
	}
	row := regexp.MustCompile(`^[A-Z]{6}\+\S+ +CID TrueType +Identity-H +yes yes yes `)
	for _, l := range lines[2:] {
		if !row.MatchString(l) {
			t.Errorf("font %q", l)
		}
	}
}

// A word of every operation that bears text must be found again.
func TestNoTextIsLost(t *testing.T) {
	path, doc := write(t, sample.Setup(), sample.Report())
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	got := squeeze(readback.Run(t, "pdftotext", "-raw", path, "-"))
	missing := 0
	for i := range doc.Pages {
		for _, op := range doc.Pages[i].Ops {
			o, ok := op.(page.OpText)
			if !ok || o.Hidden {
				continue
			}
			if w := squeeze(o.Text); w != "" && w != "\u0301" && w != "\u0302" && !strings.Contains(got, w) {
				missing++
				t.Errorf("page %d: %q is not found", i+1, o.Text)
			}
		}
	}
}

func TestSameBytesEachTime(t *testing.T) {
	var first []byte
	for range 8 {
		// Three pictures of one width: the library would order them by chance.
		doc, err := page.Layout(sample.Setup(), append(sample.Report(), page.Gallery{Items: []page.Shot{
			{Picture: sample.Picture(100, 90)}, {Picture: sample.Picture(100, 91)}, {Picture: sample.Picture(100, 92)},
		}}))
		if err != nil {
			t.Fatal(err)
		}
		b, err := Bytes(doc, Meta{Created: issued})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b
		}
		if !bytes.Equal(first, b) {
			t.Fatal("the same document gave other bytes")
		}
	}
}

func TestPicturesAreEmbeddedOnce(t *testing.T) {
	pic := sample.Picture(300, 200)
	var blocks []page.Block
	for range 5 {
		blocks = append(blocks, page.Gallery{Items: []page.Shot{{Picture: pic}, {Picture: pic}}}, page.PageBreak{})
	}
	path, _ := write(t, page.Setup{Title: "Images"}, blocks)
	objects := map[string]bool{}
	for _, l := range strings.Split(strings.TrimSpace(readback.Run(t, "pdfimages", "-list", path)), "\n")[2:] {
		f := strings.Fields(l)
		objects[f[10]] = true
	}
	if len(objects) != 1 {
		t.Errorf("%d image objects", len(objects))
	}
}

func TestOutlineAndLinks(t *testing.T) {
	path, doc := write(t, sample.Setup(), sample.Report())
	raw := readback.Run(t, "qpdf", "--json", "--json-key=outlines", path)
	for _, b := range doc.Outline {
		if !strings.Contains(raw, page.Plain(b.Title)) {
			t.Errorf("the outline lacks %q", b.Title)
		}
	}
	plain := readback.Run(t, "qpdf", "--qdf", "--object-streams=disable", path, "-")
	for _, want := range []string{"https://example.org/boutique", "https://example.org/p/1", "/Lang (fr)", "/Subtype /Link", "/XYZ"} {
		if !strings.Contains(plain, want) {
			t.Errorf("the file lacks %q", want)
		}
	}
}

func TestOnlySafeAddressesAreLinked(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.org/a b":    "https://example.org/a%20b",
		"https://example.org/été":    "https://example.org/%C3%A9t%C3%A9",
		"mailto:a@example.org":       "mailto:a@example.org",
		"javascript:alert(1)":        "",
		"file:///etc/passwd":         "",
		"\\\\server\\share":          "",
		"pas une adresse":            "",
		"https://example.org/(a)\\b": "https://example.org/%28a%29%5Cb",
	} {
		got, _ := safeURL(in)
		if got != want && !(want != "" && strings.EqualFold(got, want)) {
			t.Errorf("safeURL(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestThousandRows(t *testing.T) {
	path, doc := write(t, page.Setup{Title: "Annexe"}, sample.Annex(1000))
	got := readback.Run(t, "pdftotext", "-layout", path, "-")
	for i := range 1000 {
		if !strings.Contains(got, fmt.Sprintf("lot %d ", i)) {
			t.Fatalf("row %d is lost", i)
		}
	}
	if n := strings.Count(got, "Casquette"); n != len(doc.Pages) {
		t.Errorf("%d heads on %d pages", n, len(doc.Pages))
	}
}

// hostile are texts that panic or print boxes in a careless writer.
var hostile = []string{
	"", " ", "\x00\xff\xfe", "\xf0\x9f\x98", "🏴󠁧󠁢󠁥󠁮󠁧󠁿👨‍👩‍👧‍👦🇫", "مرحبا (1) «أ»", "漢字かな", "a\u0301\u0302\u0303\u0304", "(((\\)))", "\u00AD\u200B\u200D",
	"\ufeff\u202Eabc", "𝕬𝖇𝖈", "ﷺ", "%PDF /F1 Tf ET Q", strings.Repeat("W", 3000), "\U0010FFFF\uFFFF\uE000", "**gras** 100 %",
}

// everywhere puts a text wherever a document takes one.
func everywhere(s string) (page.Setup, []page.Block) {
	th := page.NewTheme(page.Color{}, page.Color{})
	sp := page.Text(s)
	setup := page.Setup{
		Title: s, Author: s, Subject: s, Lang: s, Theme: th,
		Header: page.RunningHead(s, s, th), Footer: page.RunningFoot(s, s, th),
	}
	return setup, []page.Block{
		page.Cover{Kicker: s, Title: s, Subtitle: s, Initials: s, Foot: s, Facts: []page.Fact{{Label: s, Lines: sp}}},
		page.Heading{Level: 1, Text: s, Anchor: s},
		page.Heading{Level: 2, Text: "x" + s},
		page.Paragraph{Spans: []page.Span{{Text: s, Link: s}, {Text: s, Link: "#" + s}}},
		page.Note(s),
		page.List{Items: [][]page.Span{sp}},
		page.Callout{Label: s, Spans: sp},
		page.KPIs{Items: []page.KPI{{Label: s, Value: s, Delta: s, Note: s}}},
		page.Table{Title: s, Columns: []page.Column{{Title: s}, {Title: s, Align: page.Right}}, Rows: []page.Row{page.Cells(s, s)}},
		page.Gauges{Title: s, Rows: []page.Gauge{{Label: s, Value: s}}},
		page.Bars{Rows: []page.Bar{{Label: s, Text: s, Note: s, Value: 1}}},
		page.Columns{Labels: []string{s}, Series: []page.Series{{Name: s, Values: []float64{1}, Texts: []string{s}}, {Name: s}}},
		page.Lines{Labels: []string{s, s}, Series: []page.Series{{Name: s, Values: []float64{1, 2}}}, Bands: []page.Band{{Text: s}}},
		page.Stack{Parts: []page.Part{{Label: s, Text: s, Value: 1}}},
		page.Gallery{Items: []page.Shot{{Title: s, Caption: s, Link: s}}},
	}
}

func TestHostileTextsEverywhere(t *testing.T) {
	for _, s := range hostile {
		setup, blocks := everywhere(s)
		path, _ := write(t, setup, blocks)
		readback.Run(t, "qpdf", "--check", path)
	}
}

func FuzzDocument(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 400 {
			return
		}
		setup, blocks := everywhere(s)
		doc, err := page.Layout(setup, blocks)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Bytes(doc, Meta{Created: issued}); err != nil {
			t.Fatal(err)
		}
	})
}

// Ensure a document that says nothing, or not when it was made, is refused.
func TestWhatIsNoDocument(t *testing.T) {
	doc, err := page.Layout(sample.Setup(), sample.Annex(3))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Bytes(doc, Meta{}); err == nil {
		t.Error("a document without date was written")
	}
	if _, err := Bytes(&page.Document{}, Meta{Created: issued}); err == nil {
		t.Error("a document without page was written")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("no room") }

func TestWriteSaysWhatFailed(t *testing.T) {
	doc, err := page.Layout(sample.Setup(), sample.Annex(1))
	if err != nil {
		t.Fatal(err)
	}
	if err := Write(failing{}, doc, Meta{Created: issued}); err == nil || !strings.Contains(err.Error(), "no room") {
		t.Errorf("error %v", err)
	}
}

func TestBrandFont(t *testing.T) {
	f, err := page.LoadFont("Marque", fonts.Italic())
	if err != nil {
		t.Fatal(err)
	}
	th := page.NewTheme(page.Color{}, page.Color{})
	th.Family = page.Family{Regular: f}
	path, _ := write(t, page.Setup{Title: "Marque", Theme: th}, []page.Block{page.Para("Bonjour")})
	if got := readback.Run(t, "pdffonts", path); !strings.Contains(got, "+Marque ") {
		t.Error(got)
	}
}
