package closing

import (
	"context"
	"os"
	"path/filepath"
	"sync"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/reports"
	"regie/reports/letter"
)

// Files are what was written for one client.
type Files struct {
	Client clients.Client
	Paths  []string
	Left   []Left
}

// WriteAll writes into a folder, for every active client, the month's report as
// PDF and workbook (the issued one while the data still say the same), its
// statement as PDF (the issued one, else how it stands) and its invoices. jobs
// is how many clients are worked on at once, 0 for as many as there are
// processors. Each file is whole or not there. What fails is left out with its
// reason; a cancelled context stops after the clients under way.
func (s *Service) WriteAll(ctx context.Context, m civil.Month, dir string, jobs int, progress func(done, total int, name string)) ([]Files, error) {
	all, err := s.from.House.Clients(ctx, clients.ActiveClients)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fault.New("file_not_written", "file", dir).At("out").Because(err)
	}
	files := make([]Files, len(all))
	next := make(chan int)
	var wait sync.WaitGroup
	var told sync.Mutex
	done := 0
	for range min(atOnce(jobs), max(1, len(all))) {
		wait.Go(func() {
			for i := range next {
				files[i] = s.writeClient(ctx, all[i], m, dir)
				told.Lock()
				done++
				if progress != nil {
					progress(done, len(all), all[i].Name)
				}
				told.Unlock()
			}
		})
	}
	for i := range all {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wait.Wait()
	return files, ctx.Err()
}

// writeClient writes a client's documents side by side: each waits for the disk.
func (s *Service) writeClient(ctx context.Context, c clients.Client, m civil.Month, dir string) Files {
	kinds := []struct {
		step  Step
		write func(context.Context, *Files, civil.Month, string) error
	}{{StepReport, s.writeReport}, {StepStatement, s.writeStatement}, {StepInvoice, s.writeInvoices}}
	written := make([]Files, len(kinds))
	var wait sync.WaitGroup
	for i, k := range kinds {
		f := &written[i]
		f.Client = c
		wait.Go(func() {
			if err := k.write(ctx, f, m, dir); err != nil {
				f.Left = append(f.Left, Left{c, k.step, err})
			}
		})
	}
	wait.Wait()
	all := Files{Client: c}
	for _, f := range written {
		all.Paths, all.Left = append(all.Paths, f.Paths...), append(all.Left, f.Left...)
	}
	return all
}

func (s *Service) writeReport(ctx context.Context, f *Files, m civil.Month, dir string) error {
	c, err := s.from.Reports.Current(ctx, f.Client.ID, m, "")
	if err != nil {
		return err
	}
	paths := []string{filepath.Join(dir, reports.FileName(c.Month, "pdf")), filepath.Join(dir, reports.FileName(c.Month, "xlsx"))}
	if err := s.from.Reports.SaveCopy(ctx, c, nil, paths[0], paths[1]); err != nil {
		return err
	}
	f.Paths = append(f.Paths, paths...)
	return nil
}

// writeStatement writes the statement's PDF; a month without time has none.
func (s *Service) writeStatement(ctx context.Context, f *Files, m civil.Month, dir string) error {
	d, pdf, err := s.from.Bills.StatementPDF(ctx, f.Client.ID, m)
	if fault.Is(err, "nothing_to_bill") {
		return nil
	}
	if err != nil {
		return err
	}
	name := d.Number
	if name == "" {
		name = text.For(text.Lang(d.Lang)).T("billing.file_statement") + "_" + m.String()
	}
	return f.save(dir, name, pdf)
}

// writeInvoices writes the PDF of each invoice of the month that stands.
func (s *Service) writeInvoices(ctx context.Context, f *Files, m civil.Month, dir string) error {
	docs, err := s.from.Bills.Documents(ctx, billing.Filter{Client: f.Client.ID, Kinds: []billing.Kind{billing.Invoice}, Month: m, Issued: true})
	if err != nil {
		return err
	}
	for _, d := range docs {
		if d.State == billing.Credited {
			continue
		}
		_, pdf, err := s.from.Bills.File(ctx, d.Number, billing.FilePDF)
		if err != nil {
			return err
		}
		if err := f.save(dir, d.Number, pdf); err != nil {
			return err
		}
	}
	return nil
}

// save writes one PDF under the client's name.
func (f *Files) save(dir, name string, pdf []byte) error {
	path := filepath.Join(dir, letter.FileStem(f.Client)+"_"+clients.SafeFileName(name)+".pdf")
	if err := letter.Save(letter.Ready(path, "out", pdf)); err != nil {
		return err
	}
	f.Paths = append(f.Paths, path)
	return nil
}

// Lefts gathers what was left out of several clients' files.
func Lefts(files []Files) []Left {
	var all []Left
	for _, f := range files {
		all = append(all, f.Left...)
	}
	return all
}
