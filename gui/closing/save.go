package closing

import (
	"context"
	"errors"
	"path/filepath"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/screen"
	"regie/gui/work"
	"regie/reports"
)

// outcome is what came of saving the month of some clients.
type outcome struct {
	folder  string
	saved   []string  // clients' keys
	left    []leftOut // not saved, and why
	noted   []leftOut // saved, though the report says that something is missing
	stopped bool      // cancelled on the way: what is saved stays, whole
}

// leftOut is a client with the reason in a sentence.
type leftOut struct{ client, reason string }

// save writes the PDF and the workbook of each client into a folder, one after
// another, each file whole or not at all. A client that cannot be reported is
// left out with its reason and the others go on; a folder that cannot be
// written ends it all.
func save(ctx context.Context, p *text.Printer, src Reports, folder string, list []screen.Client, m civil.Month, report func(work.Progress)) (outcome, error) {
	out, used := outcome{folder: folder}, map[string]bool{}
	for i, c := range list {
		if ctx.Err() != nil {
			out.stopped = true
			return out, nil
		}
		report(work.Progress{
			Text:     p.T("closing.progress", "at", i+1, "all", len(list), "client", c.Name),
			Fraction: float64(i) / float64(len(list)),
		})
		month, err := saveOne(ctx, src, folder, c, m, used)
		switch f, refused := fault.As(err); {
		case errors.Is(err, context.Canceled):
			out.stopped = true
			return out, nil
		case refused && f.Code == "report_not_written":
			return out, err
		case refused:
			out.left = append(out.left, leftOut{c.Name, p.Error(err)})
			continue
		case err != nil:
			return out, err
		case month.Empty():
			out.left = append(out.left, leftOut{c.Name, p.T("closing.nothing")})
			continue
		}
		out.saved = append(out.saved, c.Key)
		if n := len(month.Missing); n > 0 {
			out.noted = append(out.noted, leftOut{c.Name, p.N("closing.missing", n)})
		}
	}
	return out, nil
}

// saveOne writes one client's two files; nothing for an empty month. A name
// that another client's file has taken is told apart by the client's key.
func saveOne(ctx context.Context, src Reports, folder string, c screen.Client, m civil.Month, used map[string]bool) (reports.Month, error) {
	current, err := src.Current(ctx, clients.ID(c.ID), m, "")
	month := current.Month
	if err != nil || month.Empty() {
		return month, err
	}
	if err := ctx.Err(); err != nil {
		return month, err
	}
	file := func(ext string) string {
		name := reports.FileName(month, ext)
		if used[name] {
			name = c.Key + "_" + name
		}
		used[name] = true
		return filepath.Join(folder, name)
	}
	return month, src.SaveCopy(ctx, current, nil, file("pdf"), file("xlsx"))
}
