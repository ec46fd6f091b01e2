package main

import (
	"fmt"
	"io"
	"strconv"

	"regie/assets/limits"
	"regie/clients/civil"
)

// calendarLimits is what scripts do with the limits of networks.
type calendarLimits struct {
	List  limitsList  `cmd:""`
	Set   limitsSet   `cmd:""`
	Reset limitsReset `cmd:""`
}

// limitJSON is what a network allows from a day on; null is no limit.
type limitJSON struct {
	Network  string  `json:"network"`
	From     *string `json:"from"`
	Own      bool    `json:"own"`
	Count    string  `json:"count"`
	Text     *int    `json:"text"`
	Title    *int    `json:"title"`
	Fold     *int    `json:"fold"`
	Comment  *int    `json:"first_comment"`
	Hashtags *int    `json:"hashtags"`
	Media    *int    `json:"media"`
	Alt      *int    `json:"alt"`
	Video    *int    `json:"video_seconds"`
	RatioMin *int    `json:"ratio_min"`
	RatioMax *int    `json:"ratio_max"`
	Source   *string `json:"source"`
}

func figure(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

func limitOf(l limits.Limit, own bool) limitJSON {
	return limitJSON{
		Network: l.Network, From: orNull(l.From.String()), Own: own, Count: string(l.Count), Text: figure(l.Text), Title: figure(l.Title),
		Fold: figure(l.Fold), Comment: figure(l.Comment), Hashtags: figure(l.Hashtags), Media: figure(l.Media), Alt: figure(l.Alt),
		Video: figure(l.Video), RatioMin: figure(l.RatioMin), RatioMax: figure(l.RatioMax), Source: orNull(l.Source),
	}
}

type limitsList struct {
	On string `placeholder:"2026-11-22"`
}

// Run lists what each network allows on a day.
func (c limitsList) Run(e *env) error {
	day, err := dayOr(c.On, e.Today, "on")
	if err != nil {
		return err
	}
	return e.showLimits(func(string) bool { return true }, day)
}

func (e *env) showLimits(wanted func(network string) bool, day civil.Date) error {
	own, err := e.House.Calendar.OwnLimits(e.Context)
	if err != nil {
		return err
	}
	mine := map[string]bool{}
	for _, l := range own {
		mine[l.Network+l.From.String()] = true
	}
	book := e.House.Calendar.Limits()
	var out []limitJSON
	rows := [][]string{{
		e.T("limits.col_network"), e.T("limits.col_text"), e.T("limits.col_fold"), e.T("limits.col_title"), e.T("limits.col_comment"),
		e.T("limits.col_hashtags"), e.T("limits.col_media"), e.T("limits.col_from"), e.T("limits.col_source"),
	}}
	for _, n := range book.Networks() {
		l, ok := book.On(n, day)
		if !ok || !wanted(n) {
			continue
		}
		isOwn := mine[l.Network+l.From.String()]
		out = append(out, limitOf(l, isOwn))
		source := l.Source
		if isOwn {
			source = e.T("limits.own", "source", source)
		}
		rows = append(rows, []string{
			book.Name(n, string(e.Printer.Lang())), e.limitFigure(l.Text), e.limitFigure(l.Fold), e.limitFigure(l.Title), e.limitFigure(l.Comment),
			e.limitFigure(l.Hashtags), e.limitFigure(l.Media), e.Printer.DateNum(l.From), source,
		})
	}
	return e.Print(out, func(w io.Writer) { e.Table(w, rows) })
}

func (e *env) limitFigure(n int) string {
	if n == 0 {
		return ""
	}
	return e.Printer.Int(int64(n))
}

type limitsSet struct {
	Network      string  `arg:"" name:"network"`
	From         string  `placeholder:"2026-11-22"`
	Text         *int    `placeholder:"280"`
	Title        *int    `placeholder:"100"`
	Fold         *int    `placeholder:"125"`
	FirstComment *int    `placeholder:"2200"`
	Hashtags     *int    `placeholder:"30"`
	Media        *int    `placeholder:"10"`
	Alt          *int    `placeholder:"1000"`
	Video        *int    `placeholder:"90"`
	RatioMin     *int    `placeholder:"80"`
	RatioMax     *int    `placeholder:"191"`
	Source       *string `placeholder:"TEXT"`
}

// Run keeps an own line of a network from a day on; what is not given stays
// as it was on that day.
func (c limitsSet) Run(e *env) error {
	network, err := e.network(c.Network)
	if err != nil {
		return err
	}
	day, err := dayOr(c.From, e.Today, "from")
	if err != nil {
		return err
	}
	l, _ := e.House.Calendar.Limits().On(network, day)
	l.From = day
	for _, f := range []struct {
		into *int
		flag *int
	}{
		{&l.Text, c.Text},
		{&l.Title, c.Title},
		{&l.Fold, c.Fold},
		{&l.Comment, c.FirstComment},
		{&l.Hashtags, c.Hashtags},
		{&l.Media, c.Media},
		{&l.Alt, c.Alt},
		{&l.Video, c.Video},
		{&l.RatioMin, c.RatioMin},
		{&l.RatioMax, c.RatioMax},
	} {
		give(f.into, f.flag)
	}
	give(&l.Source, c.Source)
	if l, err = e.House.Calendar.SaveLimit(e.Context, l); err != nil {
		return err
	}
	return e.Print(limitOf(l, true), func(w io.Writer) {
		fmt.Fprintln(w, e.T("limits.saved", "network", e.networkName(network), "on", day, "text", strconv.Itoa(l.Text)))
	})
}

type limitsReset struct {
	Network string `arg:"" name:"network"`
}

// Run drops a network's own lines.
func (c limitsReset) Run(e *env) error {
	network, err := e.network(c.Network)
	if err != nil {
		return err
	}
	if err := e.House.Calendar.ResetLimits(e.Context, network); err != nil {
		return err
	}
	return e.showLimits(func(n string) bool { return n == network }, e.Today)
}
