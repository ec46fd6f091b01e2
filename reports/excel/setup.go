package excel

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"regie/reports/page"
)

// setColumns sets widths, what is hidden and what is locked. It comes before the
// charts, which are placed by the widths.
func (p *sheetWriter) setColumns() error {
	p.widen()
	for i, w := range p.sheet.Widths {
		name := columnName(i)
		if err := p.file.SetColWidth(p.name, name, name, w); err != nil {
			return fmt.Errorf("setting widths: %w", err)
		}
	}
	for _, col := range p.sheet.Hidden {
		if err := p.file.SetColVisible(p.name, columnName(col), false); err != nil {
			return fmt.Errorf("hiding a column: %w", err)
		}
	}
	if p.sheet.Locked {
		if err := p.file.ProtectSheet(p.name, &excelize.SheetProtectionOptions{
			SelectLockedCells: true, SelectUnlockedCells: true, FormatRows: true, FormatColumns: true, AutoFilter: true,
		}); err != nil {
			return fmt.Errorf("locking the sheet: %w", err)
		}
	}
	return nil
}

// printSetup sets what the printed page needs, and the tab's colour. A native
// table's header is repeated on each page.
func (p *sheetWriter) printSetup() error {
	orientation := "portrait"
	if p.sheet.Landscape {
		orientation = "landscape"
	}
	a4, fitWidth, fitHeight := 9, 1, 0
	fit, custom, tab, height := true, true, hex(p.styles.brand), float64(rowPoints)
	if err := p.file.SetSheetProps(p.name, &excelize.SheetPropsOptions{
		FitToPage: &fit, TabColorRGB: &tab, DefaultRowHeight: &height, CustomHeight: &custom,
	}); err != nil {
		return fmt.Errorf("fitting the sheet to the page: %w", err)
	}
	if err := p.file.SetPageLayout(p.name, &excelize.PageLayoutOptions{
		Size: &a4, Orientation: &orientation, FitToWidth: &fitWidth, FitToHeight: &fitHeight,
	}); err != nil {
		return fmt.Errorf("laying the page out: %w", err)
	}
	side, top, bottom := 0.6, 0.75, 0.75 // inches
	centred := true
	if err := p.file.SetPageMargins(p.name, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &top, Bottom: &bottom, Horizontally: &centred,
	}); err != nil {
		return fmt.Errorf("setting the margins: %w", err)
	}
	if err := p.file.SetHeaderFooter(p.name, &excelize.HeaderFooterOptions{
		OddHeader: "&L" + marginText(p.book.Subject, 60) + "&R" + marginText(p.sheet.Title, 60),
		OddFooter: "&L" + marginText(p.book.Footer, 100) + "&R&P / &N",
	}); err != nil {
		return fmt.Errorf("writing header and footer: %w", err)
	}
	grid := false
	if err := p.file.SetSheetView(p.name, 0, &excelize.ViewOptions{ShowGridLines: &grid}); err != nil {
		return fmt.Errorf("hiding the grid: %w", err)
	}
	if !p.frozen() {
		return nil
	}
	row := p.at[0].header
	if err := p.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: p.name, RefersTo: fmt.Sprintf("'%s'!$%d:$%d", p.name, row, row),
	}); err != nil {
		return fmt.Errorf("repeating the header in print: %w", err)
	}
	return nil
}

// rules sets choices, colours that depend on figures, links and charts.
func (p *sheetWriter) rules() error {
	for i := range p.sheet.Tables {
		t, at := &p.sheet.Tables[i], &p.at[i]
		if t.count() == 0 {
			continue
		}
		for _, col := range slices.Sorted(maps.Keys(t.Lists)) {
			choices := t.Lists[col]
			if !listFits(choices) {
				continue
			}
			v := excelize.NewDataValidation(true)
			v.Sqref = cellRange(col, at.first, col, at.last)
			if err := v.SetDropList(choices); err != nil {
				return fmt.Errorf("offering choices: %w", err)
			}
			if err := p.file.AddDataValidation(p.name, v); err != nil {
				return fmt.Errorf("offering choices: %w", err)
			}
		}
		if err := p.colours(t, at); err != nil {
			return err
		}
		if err := p.links(t, at); err != nil {
			return err
		}
		if t.Chart != nil {
			if err := p.chart(t.Chart, at); err != nil {
				return err
			}
		}
	}
	return nil
}

// listFits tells whether choices can be offered: Excel takes 255 characters,
// and the comma parts them.
func listFits(choices []string) bool {
	s := strings.Join(choices, ",")
	return len(utf16.Encode([]rune(s))) <= 255 && strings.Count(s, ",") == len(choices)-1 && s != ""
}

func (p *sheetWriter) colours(t *Table, at *tablePlace) error {
	for _, col := range t.Alert {
		style, err := p.styles.alert()
		if err != nil {
			return err
		}
		if err := p.file.SetConditionalFormat(p.name, cellRange(col, at.first, col, max(at.last, at.total)), []excelize.ConditionalFormatOptions{
			{Type: "cell", Criteria: "<", Value: "0", Format: style},
		}); err != nil {
			return fmt.Errorf("colouring what is below zero: %w", err)
		}
	}
	// Solid bars would need an extension that a streamed sheet loses, so the
	// colour is pale enough for the figure to be read over it.
	for _, col := range t.Gauges {
		if err := p.file.SetConditionalFormat(p.name, cellRange(col, at.first, col, at.last), []excelize.ConditionalFormatOptions{{
			Type: "data_bar", Criteria: "=", MinType: "num", MinValue: "0", MaxType: "num", MaxValue: "1",
			BarColor: "#" + hex(page.Tint(p.styles.brand, 0.45)),
		}}); err != nil {
			return fmt.Errorf("drawing shares as bars: %w", err)
		}
	}
	return nil
}

// maxLinks is how many links a sheet of Excel holds.
const maxLinks = 65530

func (p *sheetWriter) links(t *Table, at *tablePlace) error {
	n := 0
	for r, cells := range t.Rows {
		for c := range cells {
			if cells[c].link == "" || n >= maxLinks {
				continue
			}
			n++
			if err := p.file.SetCellHyperLink(p.name, cellName(c, at.first+r), cells[c].link, "External"); err != nil {
				return fmt.Errorf("setting a link: %w", err)
			}
		}
	}
	return nil
}

// chart draws a table's chart in the place kept for it.
func (p *sheetWriter) chart(c *Chart, at *tablePlace) error {
	kind, gap, vary := excelize.Bar, uint(45), false
	if c.Kind == Columns {
		kind, gap = excelize.Col, 60
	}
	chart := &excelize.Chart{
		Type:       kind,
		GapWidth:   &gap,
		VaryColors: &vary,
		Title:      excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: cleanText(c.Title), Font: &excelize.Font{Bold: true, Size: 12, Color: inkHex}}}},
		Legend:     excelize.ChartLegend{Position: "none"},
		PlotArea:   excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: c.Format}},
		Dimension:  excelize.ChartDimension{Width: c.Width, Height: c.Height},
		XAxis:      excelize.ChartAxis{ReverseOrder: c.Kind == Bars, Font: excelize.Font{Color: inkHex, Size: 10}},
		YAxis:      excelize.ChartAxis{None: true},
		Border:     excelize.LineOptions{Type: excelize.LineNone},
	}
	if len(c.Series) > 1 {
		chart.Legend.Position = "bottom"
	}
	for _, s := range c.Series {
		chart.Series = append(chart.Series, excelize.ChartSeries{
			Name:       cleanText(s.Name),
			Categories: fmt.Sprintf("'%s'!$A$%d:$A$%d", p.name, at.first, at.last),
			Values:     fmt.Sprintf("'%s'!$%[2]s$%[3]d:$%[2]s$%[4]d", p.name, columnName(s.Column), at.first, at.last),
			Fill:       solid(s.Color.Or(p.styles.brand)),
		})
	}
	if err := p.file.AddChart(p.name, cellName(0, at.chart), chart); err != nil {
		return fmt.Errorf("drawing the chart %q: %w", c.Title, err)
	}
	return nil
}
