package calendar

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"regie/assets/limits"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Limits is the book of limits in use: the shipped one with the agency's own
// lines laid over it, as last loaded.
func (s *Service) Limits() *limits.Book { return s.book.Load() }

// OwnLimits lists the agency's own lines.
func (s *Service) OwnLimits(ctx context.Context) ([]limits.Limit, error) {
	raw, err := s.keep.AgencyLimits(ctx)
	if err != nil || len(raw) == 0 {
		return nil, err
	}
	var own []limits.Limit
	if err := json.Unmarshal(raw, &own); err != nil {
		return nil, fmt.Errorf("reading the agency's limits: %w", err)
	}
	return own, nil
}

// LoadLimits takes the agency's own lines into use; it is called at the start
// and whenever they changed.
func (s *Service) LoadLimits(ctx context.Context) error {
	own, err := s.OwnLimits(ctx)
	if err != nil {
		return err
	}
	over, err := limits.Of(own)
	if err != nil {
		return err
	}
	s.book.Store(s.base.With(over))
	return nil
}

// MostLimit bounds a figure of a limit.
const MostLimit = 1_000_000

// SaveLimit keeps an own line of a network that the book knows, in the place
// of the own one of its day. Name, way of counting and kinds of files are the
// network's and stay. Faults: network_unknown, date_missing ("from"),
// limit_figure with the field, text_too_long ("source").
func (s *Service) SaveLimit(ctx context.Context, l limits.Limit) (limits.Limit, error) {
	now, ok := s.Limits().On(l.Network, l.From)
	if !ok {
		return l, fault.New("network_unknown", "value", short(l.Network, 60)).At("network")
	}
	if l.From.IsZero() {
		return l, fault.New("date_missing").At("from")
	}
	for _, f := range []struct {
		field string
		value int
	}{
		{"text", l.Text},
		{"title", l.Title},
		{"fold", l.Fold},
		{"comment", l.Comment},
		{"hashtags", l.Hashtags},
		{"media", l.Media},
		{"alt", l.Alt},
		{"video", l.Video},
		{"ratio_min", l.RatioMin},
		{"ratio_max", l.RatioMax},
		{"width", l.Width},
	} {
		if f.value < 0 || f.value > MostLimit {
			return l, fault.New("limit_figure", "most", MostLimit).At(f.field)
		}
	}
	l.Source = strings.TrimSpace(l.Source)
	if err := checkWords(l.Source, "source", maxTitle); err != nil {
		return l, err
	}
	l.Name, l.NameEN, l.Code, l.Aliases, l.Count = now.Name, now.NameEN, now.Code, now.Aliases, now.Count
	l.Types, l.Titled, l.MediaRequired, l.TitleRequired = now.Types, now.Titled, now.MediaRequired, now.TitleRequired
	return l, s.changeLimits(ctx, "limits.save", now.Name, func(own []limits.Limit) []limits.Limit {
		own = slices.DeleteFunc(own, func(o limits.Limit) bool { return o.Network == l.Network && o.From == l.From })
		return append(own, l)
	})
}

// ResetLimits drops a network's own lines: what was shipped serves again.
// Fault limits_shipped where there is none of its own.
func (s *Service) ResetLimits(ctx context.Context, network string) error {
	l, ok := s.base.On(network, civil.Date{})
	if !ok {
		return fault.New("network_unknown", "value", short(network, 60)).At("network")
	}
	own, err := s.OwnLimits(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(own, func(o limits.Limit) bool { return o.Network == network }) {
		return fault.New("limits_shipped", "network", l.Name).At("network")
	}
	return s.changeLimits(ctx, "limits.reset", l.Name, func(own []limits.Limit) []limits.Limit {
		return slices.DeleteFunc(own, func(o limits.Limit) bool { return o.Network == network })
	})
}

func (s *Service) changeLimits(ctx context.Context, kind, subject string, change func([]limits.Limit) []limits.Limit) error {
	ctx = clients.Doing(ctx, clients.Act{Kind: kind, Subject: subject})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		own, err := s.OwnLimits(ctx)
		if err != nil {
			return err
		}
		raw, err := json.Marshal(change(own))
		if err != nil {
			return fmt.Errorf("keeping the agency's limits: %w", err)
		}
		return s.keep.SaveAgencyLimits(ctx, raw)
	})
	if err != nil {
		return err
	}
	return s.LoadLimits(ctx)
}
