package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

// calendarMedia is what scripts do with a client's library.
type calendarMedia struct {
	Add     mediaAdd     `cmd:""`
	List    mediaList    `cmd:""`
	Set     mediaSet     `cmd:""`
	Rm      mediaRm      `cmd:""`
	Uses    mediaUses    `cmd:""`
	Swap    mediaSwap    `cmd:""`
	Restore mediaRestore `cmd:""`
	Check   mediaCheck   `cmd:""`
}

// rightsFlags are what is known of a medium; what is not given stays.
type rightsFlags struct {
	Title   *string  `placeholder:"TEXT"`
	Holder  *string  `placeholder:"NAME"`
	Licence *string  `placeholder:"TEXT"`
	Alt     *string  `placeholder:"TEXT"`
	Expires *string  `placeholder:"2027-03-31"`
	Tag     []string `placeholder:"TAG"`
}

func (f rightsFlags) apply(a *calendar.Asset) (err error) {
	give(&a.Title, f.Title)
	give(&a.Holder, f.Holder)
	give(&a.Licence, f.Licence)
	give(&a.Alt, f.Alt)
	if f.Tag != nil {
		a.Tags = f.Tag
	}
	if f.Expires != nil {
		a.Expires, err = dayOr(*f.Expires, civil.Date{}, "expires")
	}
	return err
}

type assetJSON struct {
	SHA256  string   `json:"sha256"`
	Title   string   `json:"title"`
	Type    string   `json:"type"`
	MIME    string   `json:"mime"`
	Bytes   int64    `json:"bytes"`
	Width   *int     `json:"width"`
	Height  *int     `json:"height"`
	Seconds *int     `json:"seconds"`
	Holder  *string  `json:"holder"`
	Licence *string  `json:"licence"`
	Alt     *string  `json:"alt"`
	Expires *string  `json:"expires"`
	Tags    []string `json:"tags"`
	Uses    int      `json:"uses"`
}

func assetOf(a calendar.Asset) assetJSON {
	out := assetJSON{
		SHA256: a.SHA256, Title: a.Title, Type: a.Type(), MIME: a.File.MIME, Bytes: a.File.Bytes, Holder: orNull(a.Holder),
		Licence: orNull(a.Licence), Alt: orNull(a.Alt), Expires: orNull(a.Expires.String()), Tags: append([]string{}, a.Tags...), Uses: a.Uses,
	}
	if a.Seconds > 0 {
		out.Seconds = &a.Seconds
	}
	if a.File.Width > 0 {
		out.Width, out.Height = &a.File.Width, &a.File.Height
	}
	return out
}

func (e *env) showAsset(a calendar.Asset, key string) error {
	return e.Print(assetOf(a), func(w io.Writer) { fmt.Fprintln(w, e.T(key, "title", a.Title, "hash", a.SHA256)) })
}

type mediaAdd struct {
	File   string `arg:"" name:"file" placeholder:"FILE"`
	Client string `required:"" placeholder:"KEY"`
	rightsFlags
}

// Run keeps a file in a client's library.
func (c mediaAdd) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	name, content, err := calendar.OpenMedia(c.File)
	if err != nil {
		return err
	}
	a := calendar.Asset{Client: client.ID}
	if err := c.apply(&a); err != nil {
		return err
	}
	if a, err = e.House.Calendar.AddAsset(e.Context, a, name, content); err != nil {
		return err
	}
	return e.showAsset(a, "media.added")
}

// readFile reads a whole file of at most most bytes, and one byte more so that
// a larger one is refused for its size.
func readFile(name string, most int64) ([]byte, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New("file_not_found", "name", name).At("file").Because(err)
	}
	if err != nil {
		return nil, fault.New("file_unreadable", "name", name).At("file").Because(err)
	}
	defer func() { _ = f.Close() }() // only read
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, fault.New("file_is_folder", "name", name).At("file")
	}
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, fault.New("file_unreadable", "name", name).At("file").Because(err)
	}
	return b, nil
}

type mediaList struct {
	Client string `required:"" placeholder:"KEY"`
}

// Run lists a client's library, newest first.
func (c mediaList) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	assets, err := e.House.Calendar.Library(e.Context, client.ID)
	if err != nil {
		return err
	}
	out := make([]assetJSON, 0, len(assets))
	rows := [][]string{{e.T("media.col_hash"), e.T("media.col_title"), e.T("media.col_type"), e.T("media.col_holder"), e.T("media.col_licence"), e.T("media.col_expires"), e.T("media.col_uses")}}
	for _, a := range assets {
		out = append(out, assetOf(a))
		rows = append(rows, []string{a.SHA256[:12], a.Title, e.T("media.type_" + a.Type()), a.Holder, a.Licence, e.Printer.DateNum(a.Expires), fmt.Sprint(a.Uses)})
	}
	return e.Print(out, func(w io.Writer) { e.Table(w, rows) })
}

// mediaArg names a medium by its hash, the hash's beginning, or its title.
type mediaArg struct {
	Media  string `arg:"" name:"media" placeholder:"MEDIA"`
	Client string `required:"" placeholder:"KEY"`
}

func (a mediaArg) find(e *env) (calendar.Asset, error) {
	client, err := e.Client(a.Client)
	if err != nil {
		return calendar.Asset{}, err
	}
	return e.House.Calendar.Asset(e.Context, client.ID, a.Media)
}

type mediaSet struct {
	mediaArg
	rightsFlags
}

// Run changes what is known of a medium.
func (c mediaSet) Run(e *env) error {
	a, err := c.find(e)
	if err != nil {
		return err
	}
	if err := c.apply(&a); err != nil {
		return err
	}
	if a, err = e.House.Calendar.EditAsset(e.Context, a); err != nil {
		return err
	}
	return e.showAsset(a, "media.changed")
}

type mediaRm struct{ mediaArg }

// Run takes a medium out of a library and off the drafts that show it.
func (c mediaRm) Run(e *env) error {
	a, err := c.find(e)
	if err != nil {
		return err
	}
	if a, err = e.House.Calendar.RemoveAsset(e.Context, a.Client, a.SHA256); err != nil {
		return err
	}
	return e.showAsset(a, "media.removed")
}

type mediaCheck struct {
	Client string `required:"" placeholder:"KEY"`
}

type mediaStateJSON struct {
	SHA256 string `json:"sha256"`
	Title  string `json:"title"`
	Code   string `json:"code"`
	Reason string `json:"reason"`
}

// Run lists what of a library vanished, changed on the disk or has expired.
func (c mediaCheck) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	bad, err := e.House.Calendar.CheckLibrary(e.Context, client.ID, e.Today)
	if err != nil {
		return err
	}
	out := make([]mediaStateJSON, 0, len(bad))
	for _, b := range bad {
		out = append(out, mediaStateJSON{b.Asset.SHA256, b.Asset.Title, b.Fault.Code, e.Printer.Error(b.Fault)})
	}
	return e.Print(out, func(w io.Writer) {
		for _, b := range out {
			fmt.Fprintln(w, e.T("media.bad", "title", b.Title, "reason", b.Reason))
		}
		if len(out) == 0 {
			fmt.Fprintln(w, e.T("media.all_good"))
		}
	})
}
