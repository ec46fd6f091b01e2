package main

import (
	"fmt"
	"io"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/fault"
)

type mediaUses struct{ mediaArg }

// Run lists the items that show a medium.
func (c mediaUses) Run(e *env) error {
	a, err := c.find(e)
	if err != nil {
		return err
	}
	rows, err := e.House.Calendar.Using(e.Context, a.Client, a.SHA256)
	if err != nil {
		return err
	}
	items := make([]calendar.Item, 0, len(rows))
	for _, r := range rows {
		it, err := e.House.Calendar.Item(e.Context, r.ID)
		if err != nil {
			return err
		}
		items = append(items, it)
	}
	return e.showItems(items)
}

type mediaSwap struct {
	mediaArg
	File string   `arg:"" name:"file" placeholder:"FILE"`
	Item []string `required:"" placeholder:"ITEM"`
}

// Run keeps another file in the place of a medium, with its particulars, and
// shows it in the items named: what was decided on them is void.
func (c mediaSwap) Run(e *env) error {
	a, err := c.find(e)
	if err != nil {
		return err
	}
	name, content, err := calendar.OpenMedia(c.File)
	if err != nil {
		return err
	}
	using, err := e.House.Calendar.Using(e.Context, a.Client, a.SHA256)
	if err != nil {
		return err
	}
	shown := map[clients.ID]bool{}
	for _, r := range using {
		shown[r.ID] = true
	}
	items := make([]clients.ID, 0, len(c.Item))
	for _, id := range c.Item {
		if !shown[clients.ID(id)] {
			return fault.New("media_not_shown", "title", a.Title, "item", id).At("item")
		}
		items = append(items, clients.ID(id))
	}
	put, err := e.House.Calendar.SwapFile(e.Context, a, name, content, items)
	if err != nil {
		return err
	}
	return e.showAsset(put, "media.swapped")
}

type mediaRestore struct {
	mediaArg
	File string `arg:"" name:"file" placeholder:"FILE"`
}

// Run puts the file of a medium back that vanished or changed on the disk.
func (c mediaRestore) Run(e *env) error {
	a, err := c.find(e)
	if err != nil {
		return err
	}
	_, content, err := calendar.OpenMedia(c.File)
	if err != nil {
		return err
	}
	if a, err = e.House.Calendar.RestoreAsset(e.Context, a.Client, a.SHA256, content); err != nil {
		return err
	}
	return e.Print(assetOf(a), func(w io.Writer) { fmt.Fprintln(w, e.T("media.restored", "title", a.Title)) })
}
