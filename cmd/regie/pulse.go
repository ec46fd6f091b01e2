package main

import (
	"context"

	"regie/clients"
	"regie/clients/hours"
	"regie/cmd/internal/wire"
	"regie/gui"
)

// pulse is the heartbeat of the acting person's timer.
type pulse struct{ house *wire.House }

// Question implements gui.Pulse.
func (p pulse) Question(ctx context.Context) (*gui.TimerQuestion, error) {
	q, err := p.house.Hours.Question(ctx, clients.Acting(ctx).ID)
	if err != nil || q == nil {
		return nil, err
	}
	c, err := p.house.Clients.Client(ctx, q.Client)
	if err != nil {
		return nil, err
	}
	return &gui.TimerQuestion{
		Client: c.Name, Note: q.Note, Start: q.Start, AliveAt: q.AliveAt, Gap: q.Gap, Long: q.Long,
	}, nil
}

// Answer implements gui.Pulse.
func (p pulse) Answer(ctx context.Context, answer string) error {
	_, _, err := p.house.Hours.Resolve(ctx, clients.Acting(ctx).ID, hours.Answer(answer), noTime)
	return err
}

// Beat implements gui.Pulse.
func (p pulse) Beat(ctx context.Context) error {
	return p.house.Hours.Heartbeat(ctx, clients.Acting(ctx).ID)
}
