package planning

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/reports/letter"
	"regie/reports/pdf"
)

// Format is a form a plan leaves in; names: catalogue "planfile.format_<format>".
type Format string

// The formats.
const (
	Workbook  Format = "xlsx"
	List      Format = "list"   // PDF
	Wall      Format = "poster" // PDF, one month
	ICS       Format = "ics"
	Metricool Format = "metricool" // CSV of its planner
	CSV       Format = "csv"
)

// Formats lists them in the order they are offered.
func Formats() []Format { return []Format{Workbook, List, Wall, ICS, Metricool, CSV} }

// Ext is the end of a file's name in the format.
func (f Format) Ext() string {
	switch f {
	case List, Wall:
		return "pdf"
	case Metricool:
		return "csv"
	}
	return string(f)
}

// Marks tells whether the format has a place for holidays and key dates. The
// two tables that other programs read have none.
func (f Format) Marks() bool { return f != Metricool && f != CSV }

// Request says what of a calendar is exported, and how.
type Request struct {
	Client clients.ID  // empty: of all clients, except for the two PDFs
	Days   civil.Range // either end may be open, except for the two PDFs
	Format Format
	Lang   text.Lang // empty: the client's
	// Only lets items through; nil is all. Cancelled ones stand in the
	// exchange formats alone.
	Only func(calendar.Row) bool
	// Marks puts holidays, key dates and own days beside the items.
	Marks bool
	// Columns are those of the planner's own template; nil is the known order.
	Columns []string
}

// Check refuses what cannot be exported, before anything is read.
func (r Request) Check() error {
	paper := r.Format.Ext() == "pdf"
	switch {
	case !slices.Contains(Formats(), r.Format):
		return fault.New("format_unknown", "value", string(r.Format), "known", "ics, csv, xlsx, pdf, list, metricool").At("format")
	case !r.Days.To.IsZero() && r.Days.To.Before(r.Days.From):
		return fault.New("dates_reversed").At("until")
	case paper && r.Client == "":
		return fault.New("client_missing").At("client")
	case paper && (r.Days.From.IsZero() || r.Days.To.IsZero()):
		return fault.New("dates_missing").At("from")
	case r.Format == Wall && r.Days != r.Days.From.InMonth().Range():
		return fault.New("export_one_month").At("until")
	}
	return nil
}

// Result is what an export holds.
type Result struct {
	Items, Marks int
	Planner      calendar.PlannerReport // of Metricool
}

// Export writes a client's plan. Faults: client_missing, client_unknown,
// report_internal, dates_missing, dates_reversed, export_one_month,
// export_empty, export_none_approved, format_unknown.
func (s *Service) Export(ctx context.Context, w io.Writer, r Request) (Result, error) {
	if err := r.Check(); err != nil {
		return Result{}, err
	}
	if r.Format.Ext() == "pdf" {
		return s.exportPDF(ctx, w, r)
	}
	x, err := s.extract(ctx, r)
	if err != nil {
		return Result{}, err
	}
	out := Result{Items: len(x.Items), Marks: len(x.Marks)}
	switch r.Format {
	case ICS:
		err = calendar.WriteICS(w, x.Title, x.Items, x.Marks...)
	case Metricool:
		if out.Planner, err = calendar.WriteMetricool(w, x.Title, x.Items, r.Columns); err == nil && out.Planner.Items == 0 {
			err = fault.New("export_none_approved").At("from")
		}
		out.Items = out.Planner.Items
	case CSV:
		err = x.writeCSV(w)
	default:
		err = x.writeBook(w)
	}
	return out, err
}

// SaveExport writes an export into a file, whole or not at all. Refusals as
// Export's, and report_not_written.
func (s *Service) SaveExport(ctx context.Context, path string, r Request) (out Result, err error) {
	err = letter.Save(letter.File{Path: path, Write: func(w io.Writer) (err error) {
		out, err = s.Export(ctx, w, r)
		return err
	}})
	return out, err
}

func (s *Service) exportPDF(ctx context.Context, w io.Writer, r Request) (Result, error) {
	if r.Format == List {
		return s.writeList(ctx, w, r)
	}
	p, err := s.Gather(ctx, r.Client, r.Days.From.InMonth(), r.Lang)
	if err != nil {
		return Result{}, err
	}
	out := p.keep(r)
	if out.Items == 0 {
		return out, fault.New("export_empty").At("from")
	}
	doc, err := Render(p)
	if err != nil {
		return out, err
	}
	return out, WritePDF(w, p, doc)
}

// keep leaves on the poster what the request lets through, and counts anew.
func (p *Poster) keep(r Request) Result {
	var out Result
	v := &p.View
	v.Total, v.Published, v.InReview = 0, 0, 0
	for i := range v.Days {
		d := &v.Days[i]
		if !r.Marks {
			d.Holiday, d.KeyDates, d.Own = "", nil, nil
		}
		d.Items = slices.DeleteFunc(slices.Clone(d.Items), func(it calendar.Row) bool { return r.Only != nil && !r.Only(it) })
		if !v.Month.Contains(d.Date) {
			continue
		}
		out.Marks += len(d.KeyDates) + len(d.Own)
		for _, it := range shown(d.Items) {
			out.Items++
			switch it.State {
			case calendar.Published:
				v.Published++
			case calendar.InternalReview, calendar.ClientReview:
				v.InReview++
			}
		}
	}
	v.Total = out.Items
	return out
}

// writeList writes the plan as a document to read: every item with its text.
func (s *Service) writeList(ctx context.Context, w io.Writer, r Request) (Result, error) {
	l, err := letter.Read(ctx, s.house, r.Client, r.Lang, s.now())
	if err != nil {
		return Result{}, err
	}
	r.Lang = l.Lang
	x, err := s.extract(ctx, r)
	if err != nil {
		return Result{}, err
	}
	x.Items = slices.DeleteFunc(x.Items, func(it calendar.Item) bool { return it.State == calendar.Cancelled })
	if len(x.Items) == 0 {
		return Result{}, fault.New("export_empty").At("from")
	}
	doc, err := x.document(&l, r.Days)
	if err != nil {
		return Result{}, err
	}
	if err := pdf.Write(w, doc, pdf.Meta{Created: l.AsOf}); err != nil {
		return Result{}, fmt.Errorf("writing the plan of %s: %w", l.Client.Key, err)
	}
	return Result{Items: len(x.Items), Marks: len(x.Marks)}, nil
}

// Reason says in a sentence why an item is not in a planner's file as it is.
func Reason(p *text.Printer, book *limits.Book, n calendar.PlannerNote) string {
	reason := *n.Reason
	reason.Args = maps.Clone(reason.Args)
	lang := string(p.Lang())
	for key, value := range reason.Args {
		s, _ := value.(string)
		switch key {
		case "Kind":
			reason.Args[key] = strings.ToLower(p.T("calendar.kind." + s))
		case "State":
			reason.Args[key] = strings.ToLower(p.T("calendar.state." + s))
		case "Networks":
			names := strings.Split(s, ", ")
			for i, name := range names {
				names[i] = book.Name(name, lang)
			}
			reason.Args[key] = strings.Join(names, ", ")
		}
	}
	return p.Error(&reason)
}
