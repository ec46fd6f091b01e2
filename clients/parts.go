package clients

import (
	"context"
	"slices"
	"time"
)

// parts are the use cases of what a client has several of, contacts and
// channels: one is added at the end of its client's list, changed, or archived
// and never deleted.
type parts[T any] struct {
	s     *Service
	noun  string // contact, channel: what acts are named after
	head  func(*T) partHead
	lost  func(ID) error // there is none of that identifier
	list  func(context.Context, ID) ([]T, error)
	check func(k *checks, one *T, all []T) // cleans one and refuses what may not stand
	save  func(context.Context, T) error
}

// partHead points at what contacts and channels have in common.
type partHead struct {
	id, client *ID
	position   *int
	archivedAt *string
}

func (p parts[T]) add(ctx context.Context, one T) (T, error) {
	head := p.head(&one)
	*head.id, *head.archivedAt = p.s.newID(), ""
	err := p.write(ctx, "add", *head.client, func(all []T) (*T, error) {
		for i := range all {
			*head.position = max(*head.position, *p.head(&all[i]).position+1)
		}
		return &one, nil
	})
	return one, err
}

func (p parts[T]) edit(ctx context.Context, client, id ID, change func(*T)) (T, error) {
	return p.change(ctx, "edit", client, id, func(one *T) {
		head := p.head(one)
		archived := *head.archivedAt
		change(one)
		*head.id, *head.client, *head.archivedAt = id, client, archived
	})
}

func (p parts[T]) archive(ctx context.Context, client, id ID) (T, error) {
	return p.change(ctx, "archive", client, id, func(one *T) {
		if at := p.head(one).archivedAt; *at == "" {
			*at = p.s.now().UTC().Format(time.RFC3339)
		}
	})
}

func (p parts[T]) change(ctx context.Context, verb string, client, id ID, change func(*T)) (one T, err error) {
	err = p.write(ctx, verb, client, func(all []T) (*T, error) {
		i := slices.IndexFunc(all, func(o T) bool { return *p.head(&o).id == id })
		if i < 0 {
			return nil, p.lost(id)
		}
		one = all[i]
		change(&one)
		return &one, nil
	})
	return one, err
}

// write reads the client and its list, has pick give the one to write, cleans
// it and writes it.
func (p parts[T]) write(ctx context.Context, verb string, client ID, pick func(all []T) (*T, error)) error {
	owner, err := p.s.keep.Client(ctx, client)
	if err != nil {
		return err
	}
	ctx = Doing(ctx, Act{Kind: p.noun + "." + verb, Client: client, Subject: owner.Name})
	return p.s.keep.Tx(ctx, func(ctx context.Context) error {
		all, err := p.list(ctx, client)
		if err != nil {
			return err
		}
		one, err := pick(all)
		if err != nil {
			return err
		}
		var k checks
		if p.check(&k, one, all); k.err != nil {
			return k.err
		}
		return p.save(ctx, *one)
	})
}
