package calendar

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// EditAsset keeps changed particulars of a medium; fault media_unknown.
func (s *Service) EditAsset(ctx context.Context, a Asset) (Asset, error) {
	kept, err := s.asset(ctx, a.Client, a.SHA256)
	if err != nil {
		return a, err
	}
	if err := a.check(); err != nil {
		return a, err
	}
	a.AddedAt, a.File, a.Uses, a.Seconds = kept.AddedAt, kept.File, kept.Uses, kept.Seconds
	ctx = clients.Doing(ctx, clients.Act{Kind: "media.edit", Client: a.Client, Subject: a.Title})
	return a, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SaveAsset(ctx, a) })
}

// Using lists the items that show a medium, cancelled ones left out, by day.
func (s *Service) Using(ctx context.Context, client clients.ID, hash string) ([]Row, error) {
	rows, err := s.keep.Rows(ctx, Filter{Client: client, Media: hash})
	return slices.DeleteFunc(rows, func(r Row) bool { return r.State == Cancelled }), err
}

// settled tells whether the committee has the item before it, or it has gone
// further: its media are no longer taken away with a medium of the library.
func (r Row) settled() bool {
	state := r.State
	if state == OnHold {
		state = r.HeldFrom
	}
	return slices.Contains([]State{ClientReview, Approved, Scheduled, Published}, state)
}

// RemoveAsset takes a medium out of a client's library and off the drafts that
// show it, in one act. One that was approved, published or lies before the
// committee stays: media_used with "count" and "title" of one of them. The file
// itself is kept: decisions may rest on it.
func (s *Service) RemoveAsset(ctx context.Context, client clients.ID, hash string) (Asset, error) {
	a, err := s.asset(ctx, client, hash)
	if err != nil {
		return a, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "media.remove", Client: client, Subject: a.Title})
	return a, s.keep.Tx(ctx, func(ctx context.Context) error {
		rows, err := s.Using(ctx, client, a.SHA256)
		if err != nil {
			return err
		}
		settled := slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return !r.settled() })
		if len(settled) > 0 {
			return fault.New("media_used", "count", len(settled), "title", settled[0].Title).At("media")
		}
		for _, r := range rows {
			if err := s.remake(ctx, client, r.ID, func(it *Item) {
				it.Media = slices.DeleteFunc(it.Media, func(m Media) bool { return m.SHA256 == a.SHA256 })
			}); err != nil {
				return err
			}
		}
		return s.keep.RemoveAsset(ctx, client, a.SHA256)
	})
}

// SwapAsset shows another medium of the library in the place of one, in the
// items named; what was decided on them is void. Faults: media_unknown,
// media_same, item_published.
func (s *Service) SwapAsset(ctx context.Context, client clients.ID, was, is string, items []clients.ID) error {
	old, err := s.asset(ctx, client, was)
	if err != nil {
		return err
	}
	put, err := s.asset(ctx, client, is)
	if err != nil {
		return err
	}
	if old.SHA256 == put.SHA256 {
		return fault.New("media_same").At("file")
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "media.swap", Client: client, Subject: old.Title})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		for _, id := range items {
			err := s.remake(ctx, client, id, func(it *Item) {
				for i := range it.Media {
					if m := &it.Media[i]; m.SHA256 == old.SHA256 {
						m.SHA256 = put.SHA256
						if m.Alt == old.Alt && put.Alt != "" {
							m.Alt = put.Alt
						}
					}
				}
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// SwapFile keeps another file in a medium's place, under its particulars, and
// shows it in the items named, in one act; see SwapAsset. Faults as AddAsset
// and SwapAsset.
func (s *Service) SwapFile(ctx context.Context, a Asset, name string, content []byte, items []clients.ID) (Asset, error) {
	was := a.SHA256
	a.SHA256, a.Uses = "", 0
	if err := s.takeFile(ctx, &a, name, content); err != nil {
		return a, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "media.swap", Client: a.Client, Subject: a.Title})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		if err := s.putAsset(ctx, &a, content); err != nil {
			return err
		}
		return s.SwapAsset(ctx, a.Client, was, a.SHA256, items)
	})
	return a, err
}

// remake changes an item's media within a transaction.
func (s *Service) remake(ctx context.Context, client, id clients.ID, fn func(*Item)) error {
	_, err := s.change(ctx, "item.edit", client, id, false, func(_ context.Context, _ world, it *Item, _ []Decision) error {
		fn(it)
		return nil
	})
	return err
}

// RestoreAsset puts a medium's file back where it vanished or changed on the
// disk; only the very same content is taken (media_other).
func (s *Service) RestoreAsset(ctx context.Context, client clients.ID, hash string, content []byte) (Asset, error) {
	a, err := s.asset(ctx, client, hash)
	if err != nil {
		return a, err
	}
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != a.SHA256 {
		return a, fault.New("media_other", "title", a.Title).At("file")
	}
	if _, err := s.keep.WriteFile(ctx, content); err != nil {
		return a, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "media.restore", Client: client, Subject: a.Title, Final: true})
	return a, s.keep.Tx(ctx, func(ctx context.Context) error {
		_, err := s.keep.KeepMedia(ctx, a.File, content)
		return err
	})
}

// AssetFault looks at a medium's file without reading it: media_missing or
// media_changed, nil where it is there in its size.
func (s *Service) AssetFault(ctx context.Context, hash string) error {
	return s.keep.MediaThere(ctx, hash)
}

// Asset finds a medium of a client by its hash, by the hash's beginning of at
// least eight figures, or by its title; fault media_unknown.
func (s *Service) Asset(ctx context.Context, client clients.ID, named string) (Asset, error) {
	list, err := s.keep.Library(ctx, client)
	if err != nil {
		return Asset{}, err
	}
	named = strings.TrimSpace(named)
	i := slices.IndexFunc(list, func(a Asset) bool {
		return a.SHA256 == named || len(named) >= 8 && strings.HasPrefix(a.SHA256, strings.ToLower(named)) ||
			clients.Fold(a.Title) == clients.Fold(named)
	})
	if i < 0 {
		return Asset{}, fault.New("media_unknown", "value", short(named, 64)).At("media")
	}
	return list[i], nil
}

func (s *Service) asset(ctx context.Context, client clients.ID, hash string) (Asset, error) {
	a, ok, err := s.keep.Asset(ctx, client, hash)
	if err == nil && !ok {
		err = fault.New("media_unknown", "value", short(hash, 64)).At("media")
	}
	return a, err
}

// Library lists a client's media, newest first.
func (s *Service) Library(ctx context.Context, client clients.ID) ([]Asset, error) {
	return s.keep.Library(ctx, client)
}

// MediaContent reads a kept file; faults media_missing, media_changed.
func (s *Service) MediaContent(ctx context.Context, hash string) ([]byte, error) {
	return s.keep.MediaContent(ctx, hash)
}

// AssetState is what is wrong with a medium of the library; nil for nothing.
type AssetState struct {
	Asset Asset
	Fault *fault.Error // media_missing, media_changed, media_expired
}

// CheckLibrary reads every file of a client's library again and lists what
// vanished, changed on the disk, or may no longer be used on a day.
func (s *Service) CheckLibrary(ctx context.Context, client clients.ID, today civil.Date) ([]AssetState, error) {
	list, err := s.keep.Library(ctx, client)
	if err != nil {
		return nil, err
	}
	var bad []AssetState
	for _, a := range list {
		_, err := s.keep.MediaContent(ctx, a.SHA256)
		f, ok := fault.As(err)
		switch {
		case err != nil && !ok:
			return nil, err
		case err != nil:
			bad = append(bad, AssetState{a, f})
		case a.Expired(today):
			bad = append(bad, AssetState{a, expired(a)})
		}
	}
	return bad, nil
}
