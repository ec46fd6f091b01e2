package budget

import (
	"context"
	"slices"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Thresholds gives the percentages that warn for a client.
func (s *Service) Thresholds(ctx context.Context, client clients.ID) ([]int, error) {
	list, err := s.keep.Thresholds(ctx, client)
	if err != nil || len(list) > 0 {
		return list, err
	}
	return DefaultThresholds(), nil
}

// SetThresholds gives a client its own percentages; no percentages bring the
// default back. Fault budget_thresholds_invalid.
func (s *Service) SetThresholds(ctx context.Context, client clients.ID, percents []int) error {
	if _, err := s.writable(ctx, client); err != nil {
		return err
	}
	if len(percents) > 0 {
		var err error
		if percents, err = CheckThresholds(percents); err != nil {
			return err
		}
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "budget.thresholds", Client: client})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		if err := s.keep.SaveThresholds(ctx, client, percents); err != nil {
			return err
		}
		now := civil.DateOf(s.now(), time.UTC).InMonth()
		_, err := s.refresh(ctx, client, []civil.Month{now.Add(-1), now, now.Add(1)})
		return err
	})
}

// refreshLine looks at the thresholds of a line's months.
func (s *Service) refreshLine(ctx context.Context, client, line clients.ID) ([]Alert, error) {
	l, err := s.keep.Line(ctx, client, line)
	if err != nil {
		return nil, err
	}
	return s.refresh(ctx, client, l.months())
}

// refresh records the thresholds crossed in some months and forgets those that
// use fell back under. It needs a transaction.
func (s *Service) refresh(ctx context.Context, client clients.ID, months []civil.Month) ([]Alert, error) {
	slices.SortFunc(months, civil.Month.Compare)
	months = slices.Compact(months)
	thresholds, err := s.Thresholds(ctx, client)
	if err != nil {
		return nil, err
	}
	var fired []Alert
	for _, m := range months {
		if m.IsZero() {
			continue
		}
		books, err := s.keep.Books(ctx, client, m.Range())
		if err != nil {
			return nil, err
		}
		recorded, err := s.keep.Alerts(ctx, client, m)
		if err != nil {
			return nil, err
		}
		for _, w := range watched(books.Overview(client, m.Range(), "")) {
			a := Alert{Client: client, Subject: w.on, Month: m, UsedMinor: w.sum.Used(), PlannedMinor: w.sum.Base()}
			list, err := s.compare(ctx, a, thresholds, recorded)
			if err != nil {
				return nil, err
			}
			fired = append(fired, list...)
		}
	}
	slices.SortFunc(fired, compareAlerts)
	return fired, nil
}

// use is one thing that thresholds look at.
type use struct {
	on  Subject
	sum Sum
}

// watched is what thresholds look at in a month: the total and each envelope,
// also those without a line, which may just have lost their last one.
func watched(o Overview) []use {
	uses := []use{{OnTotal, o.Total}}
	for _, k := range Kinds() {
		uses = append(uses, use{OnKind(k), o.Envelope(k).Sum})
	}
	return uses
}

// compare brings the record of one subject up to what a says of its use.
func (s *Service) compare(ctx context.Context, a Alert, thresholds []int, recorded []Alert) ([]Alert, error) {
	var have []int
	for _, r := range recorded {
		if r.Subject == a.Subject && r.Client == a.Client {
			have = append(have, r.Percent)
		}
	}
	up, down := Crossings(thresholds, have, a.UsedMinor, a.PlannedMinor)
	var fired []Alert
	for _, p := range up {
		a.Percent, a.FiredAt = p, s.now()
		if err := s.keep.RecordAlert(ctx, a); err != nil {
			return nil, err
		}
		fired = append(fired, a)
	}
	for _, p := range down {
		a.Percent = p
		if err := s.keep.ForgetAlert(ctx, a); err != nil {
			return nil, err
		}
	}
	return fired, nil
}

// Observe does for a subject of another room, such as the hours bank, what
// every act on money does by itself: it records the thresholds that used
// crosses in a month and gives those that fired now. Both figures are in the
// room's unit, minutes for hours.
func (s *Service) Observe(ctx context.Context, client clients.ID, m civil.Month, on Subject, used, planned int64) ([]Alert, error) {
	var fired []Alert
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		thresholds, err := s.Thresholds(ctx, client)
		if err != nil {
			return err
		}
		recorded, err := s.keep.Alerts(ctx, client, m)
		if err != nil {
			return err
		}
		fired, err = s.compare(ctx, Alert{Client: client, Subject: on, Month: m, UsedMinor: used, PlannedMinor: planned}, thresholds, recorded)
		return err
	})
	slices.SortFunc(fired, compareAlerts)
	return fired, err
}

// standing lists the alerts of a month that hold now, the highest first. An
// undo changes use without an act of this room, so the record is compared with
// the present sums before it is shown.
func (s *Service) standing(ctx context.Context, o Overview, m civil.Month) ([]Alert, error) {
	thresholds, err := s.Thresholds(ctx, o.Client)
	if err != nil {
		return nil, err
	}
	recorded, err := s.keep.Alerts(ctx, o.Client, m)
	if err != nil {
		return nil, err
	}
	var list []Alert
	for _, r := range recorded {
		if r.Subject == OnHours {
			list = append(list, r)
		}
	}
	for _, w := range watched(o) {
		for _, p := range Crossed(thresholds, w.sum.Used(), w.sum.Base()) {
			a := Alert{Client: o.Client, Subject: w.on, Month: m, Percent: p, UsedMinor: w.sum.Used(), PlannedMinor: w.sum.Base()}
			for _, r := range recorded {
				if r.Subject == w.on && r.Percent == p {
					a = r
				}
			}
			list = append(list, a)
		}
	}
	slices.SortFunc(list, compareAlerts)
	return list, nil
}

// compareAlerts puts the highest first, the total before its envelopes.
func compareAlerts(a, b Alert) int {
	switch {
	case a.Month != b.Month:
		return a.Month.Compare(b.Month)
	case a.Percent != b.Percent:
		return b.Percent - a.Percent
	case a.Subject == b.Subject:
		return 0
	case a.Subject == OnTotal:
		return -1
	case b.Subject == OnTotal:
		return 1
	}
	return a.Subject.Kind().position() - b.Subject.Kind().position()
}

// Unacknowledged lists the recorded alerts of a month that nobody has taken
// note of, of every client, the highest first.
func (s *Service) Unacknowledged(ctx context.Context, m civil.Month) ([]Alert, error) {
	all, err := s.keep.Alerts(ctx, "", m)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, Alert.Acknowledged)
	slices.SortStableFunc(all, compareAlerts)
	return all, nil
}

// Acknowledge takes note of an alert. Faults: budget_alert_unknown when nothing
// of the kind stands.
func (s *Service) Acknowledge(ctx context.Context, client clients.ID, m civil.Month, on Subject, percent int) error {
	ctx = clients.Doing(ctx, clients.Act{Kind: "budget.acknowledge", Client: client, Subject: m.String()})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		recorded, err := s.keep.Alerts(ctx, client, m)
		if err != nil {
			return err
		}
		for _, a := range recorded {
			if a.Subject != on || a.Percent != percent {
				continue
			}
			if a.Acknowledged() {
				return nil
			}
			a.AckedAt, a.AckedBy = s.now(), clients.Acting(ctx).Name
			return s.keep.SaveAck(ctx, a)
		}
		return fault.New("budget_alert_unknown", "percent", percent)
	})
}
