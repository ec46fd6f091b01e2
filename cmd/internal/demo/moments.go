package demo

import (
	"context"
	"time"

	"regie/clients/calendar"
	"regie/clients/civil"
)

// week is how a client's slots lie: one a channel, in the order of the channels.
var week = []struct {
	day time.Weekday
	at  civil.Clock
}{
	{time.Monday, 18*60 + 30},
	{time.Wednesday, 17*60 + 30},
	{time.Tuesday, 12*60 + 15},
	{time.Friday, 18*60 + 30},
	{time.Thursday, 9 * 60},
	{time.Sunday, 11*60 + 30},
}

// moments keeps the clients' slots since the last weeks.
func (s *story) moments() {
	for _, a := range s.cast {
		s.at(s.now.Add(-60*24*time.Hour), a.team.lead, func(ctx context.Context) error {
			for i, c := range a.profile.channels {
				if i == len(week) {
					break
				}
				if _, err := s.house.Calendar.SaveSlot(ctx, calendar.Slot{
					Client: a.c.ID, Weekday: week[i].day, At: week[i].at, Networks: []string{c.Network},
				}); err != nil {
					return err
				}
			}
			return nil
		})
	}
}
