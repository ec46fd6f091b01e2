package invoice

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"regie/clients/billing"
	"regie/reports/facturx"
)

// comparePDF looks for everything that must be equal in the text of the pages:
// number, every amount of the lines, VAT and totals, as often as the document
// has it.
func comparePDF(pdf []byte, d billing.Document) error {
	pages, err := facturx.Words(pdf)
	if err != nil {
		return err
	}
	there := map[string]int{}
	joined := squeeze(strings.Join(pages, "\n"))
	for _, p := range pages {
		for run := range strings.SplitSeq(p, "\n") {
			there[squeeze(run)]++
		}
	}
	var missing []error
	for text, count := range expected(newSheet(d, Options{})) {
		text = squeeze(text)
		found := there[text]
		if strings.ContainsRune(text, '\u2212') { // the minus is of another font, and so apart
			found = strings.Count(joined, text)
		}
		if found < count && strings.Count(joined, text) < count {
			missing = append(missing, fmt.Errorf("%q stands %d times in the PDF, not %d", text, found, count))
		}
	}
	return errors.Join(missing...)
}

// expected counts the texts that must be on the pages.
func expected(s *sheet) map[string]int {
	d := s.d
	out := map[string]int{}
	add := func(texts ...string) {
		for _, t := range texts {
			if t != "" {
				out[t]++
			}
		}
	}
	add(d.Number)
	if d.Kind == billing.Statement {
		if t := d.Time; t != nil {
			add(s.p.Hours(t.BilledMinutes), s.p.Hours(t.RawMinutes))
			for _, r := range t.Rows {
				add(s.p.Hours(r.BilledMinutes))
			}
		}
		if !s.bills() {
			return out
		}
	}
	for _, l := range d.Lines {
		if l.Priced() {
			add(s.money(l.Net))
		}
	}
	for _, v := range d.VAT {
		add(s.money(v.Base), s.money(v.VAT))
	}
	add(s.money(d.Totals.Net), s.money(d.Totals.VAT), s.money(d.Totals.Gross))
	if d.Totals.Discount != 0 {
		add(s.money(d.Totals.Lines), s.money(-d.Totals.Discount))
	}
	return out
}

// squeeze takes blanks away: the writer turns those that do not break into
// plain ones, and runs of other fonts begin anew.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// compareWorkbook sums the entries of the workbook and compares the sum with
// the document's.
func compareWorkbook(b []byte, d billing.Document) error {
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("opening the workbook: %w", err)
	}
	defer f.Close() //nolint:errcheck // it only removes temporary files
	s := newSheet(d, Options{})
	rows, err := f.GetRows(s.t("invoice.entries"), excelize.Options{RawCellValue: true})
	if err != nil {
		return fmt.Errorf("reading the entries: %w", err)
	}
	sum, count := int64(0), 0
	for _, row := range rows {
		if len(row) < entryBilled+1 {
			continue
		}
		hours, err := strconv.ParseFloat(row[entryBilled], 64)
		if _, day := strconv.ParseFloat(row[0], 64); err != nil || day != nil {
			continue // headers and the total
		}
		sum += int64(math.Round(hours * 60))
		count++
	}
	if d.Time != nil && (count != len(d.Time.Rows) || sum != billedOf(d.Time)) {
		return fmt.Errorf("%d entries of %d min, not %d of %d min", count, sum, len(d.Time.Rows), billedOf(d.Time))
	}
	return nil
}

// billedOf is what the entries add up to.
func billedOf(t *billing.TimeAccount) int64 {
	sum := int64(0)
	for _, r := range t.Rows {
		sum += r.BilledMinutes
	}
	return sum
}
