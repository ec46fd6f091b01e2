package hours

import (
	"context"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Move is an adjust or a transfer as a person gives it.
type Move struct {
	Client  clients.ID
	Month   civil.Month
	Minutes int64 // signed; for a transfer to another bank, what leaves this one
	Level   string
	Reason  string
	// To, ToMonth and ToLevel, of a transfer, name the bank that receives it;
	// an empty To is the same client, a zero ToMonth the same month.
	To      clients.ID
	ToMonth civil.Month
	ToLevel string
}

// Adjust corrects a bank by hand. Faults reason_missing, minutes_zero,
// bank_closed, bank_no_contract.
func (s *Service) Adjust(ctx context.Context, mv Move) (Bank, error) {
	return s.move(ctx, mv, Adjust)
}

// Transfer moves minutes of a bank: to another client's, month's or level's
// where one is named, else in or out of it by the sign.
func (s *Service) Transfer(ctx context.Context, mv Move) (Bank, error) {
	return s.move(ctx, mv, Transfer)
}

func (s *Service) move(ctx context.Context, mv Move, kind MovementKind) (Bank, error) {
	var b Bank
	mv.Reason = strings.TrimSpace(mv.Reason)
	switch {
	case mv.Reason == "":
		return b, fault.New("reason_missing").At("reason")
	case mv.Minutes == 0:
		return b, fault.New("minutes_zero").At("minutes")
	case mv.Month.IsZero():
		return b, fault.New("month_empty").At("month")
	}
	arrives := mv
	if !mv.ToMonth.IsZero() {
		arrives.Month = mv.ToMonth
	}
	paired := kind == Transfer && (mv.To != "" || arrives.Month != mv.Month || mv.ToLevel != mv.Level)
	ctx = clients.Doing(ctx, clients.Act{Kind: "bank." + string(kind), Client: mv.Client, Subject: mv.Month.String() + " : " + mv.Reason})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		c, err := s.openMonth(ctx, mv.Client, mv.Month)
		if err != nil {
			return err
		}
		minutes := mv.Minutes
		if paired {
			minutes = -minutes
		}
		if err := s.book(ctx, c, mv, kind, mv.Level, minutes); err != nil {
			return err
		}
		if paired {
			if arrives.To == "" {
				arrives.To = mv.Client
			}
			to, err := s.openMonth(ctx, arrives.To, arrives.Month)
			if err != nil {
				return err
			}
			if err := s.book(ctx, to, arrives, kind, mv.ToLevel, mv.Minutes); err != nil {
				return err
			}
		}
		b, err = s.bank(ctx, c, mv.Month)
		return err
	})
	return b, err
}

// openMonth is the client of a month whose bank can still be moved.
func (s *Service) openMonth(ctx context.Context, client clients.ID, m civil.Month) (*clientDesk, error) {
	c, err := s.clientDesk(ctx, client)
	if err != nil {
		return nil, err
	}
	closings, err := s.keep.Closings(ctx, client)
	if err != nil {
		return nil, err
	}
	if n := len(closings); n > 0 && !closings[n-1].Month.Before(m) {
		return nil, fault.New("bank_closed", "client", c.Name, "month", m, "open", closings[n-1].Month.Add(1)).At("month")
	}
	if c.terms(m).Contract == nil {
		return nil, fault.New("bank_no_contract", "client", c.Name, "month", m).At("month")
	}
	return c, nil
}

func (s *Service) book(ctx context.Context, c *clientDesk, mv Move, kind MovementKind, level string, minutes int64) error {
	terms := c.terms(mv.Month)
	if _, ok := terms.Of(level); !ok {
		return fault.New("bank_no_level", "client", c.Name, "value", level).At("level")
	}
	today, err := s.house.Today(ctx)
	if err != nil {
		return err
	}
	err = s.keep.SaveBooking(ctx, Booking{
		Client: c.ID, Month: mv.Month, At: s.now().UTC(),
		Movement: Movement{
			ID: s.newID(), On: clampInto(today, terms), Level: level, Kind: kind, Minutes: minutes,
			Reason: mv.Reason, Who: clients.ActOf(ctx).Name,
		},
	})
	if err != nil {
		return err
	}
	return s.settleCovered(ctx, c, mv.Month)
}

// clampInto is today where it is in the month, else the nearer end of it.
func clampInto(today civil.Date, t MonthTerms) civil.Date {
	switch {
	case today.Before(t.From):
		return t.From
	case today.After(t.Month.Last()):
		return t.Month.Last()
	default:
		return today
	}
}

// GiveConsent records that the client agreed to overage of a month. Faults
// minutes_zero, name_empty, date_empty, bank_no_contract.
func (s *Service) GiveConsent(ctx context.Context, k Consent) (Bank, error) {
	var b Bank
	k.By, k.Reason = strings.TrimSpace(k.By), strings.TrimSpace(k.Reason)
	switch {
	case k.Minutes <= 0:
		return b, fault.New("minutes_zero").At("minutes")
	case k.By == "":
		return b, fault.New("consent_by_missing").At("by")
	case k.On.IsZero():
		return b, fault.New("date_empty").At("on")
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "bank.consent", Client: k.Client, Subject: k.Month.String() + " : " + k.By})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		c, err := s.openMonth(ctx, k.Client, k.Month)
		if err != nil {
			return err
		}
		k.ID, k.At, k.Who = s.newID(), s.now().UTC(), clients.ActOf(ctx).Name
		if err := s.keep.SaveConsent(ctx, k); err != nil {
			return err
		}
		if err := s.settleCovered(ctx, c, k.Month); err != nil {
			return err
		}
		b, err = s.bank(ctx, c, k.Month)
		return err
	})
	return b, err
}
