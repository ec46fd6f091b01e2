package hours

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"regie/clients/fault"
	"regie/clients/sheet"
)

// exportColumns are the columns an export may have, in their order; the names
// are those that an import of Régie's own files knows.
func exportColumns() []string {
	return []string{
		"on", "start", "end", "seconds", "client", "person", "hat", "level", "kind", "reason", "note", "item", "campaign", "zone",
		"rate_minor", "currency", "rate_source", "locked_by", "id",
	}
}

// Export is what is written: entries of a filter under chosen columns, all of
// them when none is named.
type Export struct {
	Filter  Filter
	Columns []string
}

// table gives the header and the rows of an export.
func (s *Service) table(ctx context.Context, x Export) (header []string, rows [][]any, err error) {
	header = x.Columns
	if len(header) == 0 {
		header = exportColumns()
	}
	for _, c := range header {
		if !slices.Contains(exportColumns(), c) {
			return nil, nil, fault.New("export_column_unknown", "value", c, "columns", exportColumns()).At("columns")
		}
	}
	entries, err := s.keep.Entries(ctx, x.Filter)
	if err != nil {
		return nil, nil, err
	}
	locks, err := s.Locks(ctx, entries)
	if err != nil {
		return nil, nil, err
	}
	d, err := s.desk(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		if e.Running { // it has no length yet
			continue
		}
		c, err := s.of(ctx, d, e.Client)
		if err != nil {
			return nil, nil, err
		}
		row := make([]any, len(header))
		for i, column := range header {
			row[i] = exportCell(column, e, c.Key, d.staff[e.Person].Name, locks[e.ID])
		}
		rows = append(rows, row)
	}
	return header, rows, nil
}

// exportCell is a text, or an int64 for a number, nil where there is none.
func exportCell(column string, e Entry, client, person string, locks []string) any {
	switch column {
	case "seconds":
		return e.Seconds
	case "rate_minor":
		if e.Rate == nil {
			return nil
		}
		return *e.Rate
	case "locked_by":
		return strings.Join(locks, " ")
	}
	return map[string]string{
		"on": e.On.String(), "start": stamp(e.Start), "end": stamp(e.End), "client": client, "person": person,
		"hat": e.Hat, "level": e.Level, "kind": string(e.Kind), "reason": e.Reason, "note": e.Note, "item": string(e.Item), "campaign": string(e.Campaign),
		"zone": e.Zone, "currency": string(e.Currency), "rate_source": e.RateSource, "id": string(e.ID),
	}[column]
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// ExportCSV writes entries as CSV: UTF-8 with a mark, texts inert in a
// spreadsheet. It returns how many.
func (s *Service) ExportCSV(ctx context.Context, w io.Writer, x Export) (int, error) {
	header, rows, err := s.table(ctx, x)
	if err != nil {
		return 0, err
	}
	return len(rows), sheet.WriteCSV(w, sheet.WriteOptions{BOM: true}, header, func(yield func([]sheet.Cell) bool) {
		cells := make([]sheet.Cell, len(header))
		for _, row := range rows {
			for i, v := range row {
				switch v := v.(type) {
				case int64:
					cells[i] = sheet.IntCell(v)
				case string:
					cells[i] = sheet.TextCell(v)
				default:
					cells[i] = sheet.TextCell("")
				}
			}
			if !yield(cells) {
				return
			}
		}
	})
}

// ExportWorkbook writes entries as a workbook of one sheet, numbers as numbers.
func (s *Service) ExportWorkbook(ctx context.Context, w io.Writer, x Export) (n int, err error) {
	header, rows, err := s.table(ctx, x)
	if err != nil {
		return 0, err
	}
	f := excelize.NewFile()
	defer func() {
		if cerr := f.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("closing the workbook: %w", cerr)
		}
	}()
	out, err := f.NewStreamWriter(f.GetSheetName(0))
	if err != nil {
		return 0, fmt.Errorf("beginning the workbook: %w", err)
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return 0, fmt.Errorf("freezing the header: %w", err)
	}
	line := make([]any, len(header))
	for i, name := range header {
		line[i] = name
	}
	if err := out.SetRow("A1", line); err != nil {
		return 0, fmt.Errorf("writing the header: %w", err)
	}
	for r, row := range rows {
		if err := out.SetRow("A"+strconv.Itoa(r+2), row); err != nil {
			return 0, fmt.Errorf("writing a row: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return 0, fmt.Errorf("ending the sheet: %w", err)
	}
	if _, err := f.WriteTo(w); err != nil {
		return 0, fmt.Errorf("writing the workbook: %w", err)
	}
	return len(rows), nil
}
