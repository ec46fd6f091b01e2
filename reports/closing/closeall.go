package closing

import (
	"context"
	"errors"
	"runtime"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
)

// CloseAll closes the month of each client named (none: all active ones). jobs
// is how many are worked on at once, 0 for as many as there are processors;
// statements and invoices are issued in turn, so that their numbers follow the
// clients' order. progress is told after each. A cancelled context stops after
// the clients under way; what was closed stays closed, and a client begun is
// finished.
func (s *Service) CloseAll(ctx context.Context, m civil.Month, which []clients.ID, jobs int, progress func(done, total int, name string)) ([]Result, error) {
	all, err := s.chosen(ctx, which)
	if err != nil {
		return nil, err
	}
	going, stop := context.WithCancel(ctx)
	defer stop()
	whole := context.WithoutCancel(ctx)
	var results []Result
	var errs []error
	for b := range s.closeEach(going, whole, all, m, atOnce(jobs)) {
		<-b.done
		if b.err != nil {
			stop() // what is under way is finished
			errs = append(errs, b.err)
			continue
		}
		results = append(results, b.result)
		if progress != nil {
			progress(len(results), len(all), b.result.Month.Client.Name)
		}
	}
	return results, errors.Join(append(errs, s.lookAgain(whole, results, m), ctx.Err())...)
}

// lookAgain puts where each month stands now into the results.
func (s *Service) lookAgain(ctx context.Context, results []Result, m civil.Month) error {
	list := make([]clients.Client, len(results))
	for i, r := range results {
		list[i] = r.Month.Client
	}
	rows, err := s.rows(ctx, list, m)
	for i := range rows {
		results[i].stands(rows[i])
	}
	return err
}

// begun is a month that was begun; done is closed when result and err stand.
type begun struct {
	result Result
	err    error
	done   chan struct{}
}

// closeEach closes the months in the clients' order, so many at once and one
// more, since one of them waits for the disk, until going is cancelled.
func (s *Service) closeEach(going, whole context.Context, all []clients.Client, m civil.Month, jobs int) <-chan *begun {
	jobs++
	line := make(chan *begun, jobs-1)
	go func() {
		defer close(line)
		slots := make(chan struct{}, jobs)
		var turn *billing.Turn
		for _, c := range all {
			slots <- struct{}{}
			if going.Err() != nil {
				return
			}
			turn = billing.NewTurn(turn)
			b, mine := &begun{done: make(chan struct{})}, turn
			go func() {
				defer close(b.done)
				defer mine.End()
				if b.result, b.err = s.begin(whole, c.ID, m); b.err == nil {
					b.err = s.issueNext(whole, &b.result, mine)
				}
				<-slots
			}()
			line <- b
		}
	}()
	return line
}

// atOnce is how many clients are worked on at once: 0 is as many as there are
// processors.
func atOnce(jobs int) int {
	if jobs > 0 {
		return jobs
	}
	return runtime.GOMAXPROCS(0)
}

func (s *Service) chosen(ctx context.Context, which []clients.ID) ([]clients.Client, error) {
	if len(which) == 0 {
		return s.from.House.Clients(ctx, clients.ActiveClients)
	}
	var list []clients.Client
	for _, id := range which {
		c, err := s.from.House.Client(ctx, id)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}
