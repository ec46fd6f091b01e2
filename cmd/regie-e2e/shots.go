package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// screenshotsCmd keeps every screen in French by day and English by night.
type screenshotsCmd struct {
	Out  string `help:"Folder of the pictures." default:"assets/screenshots"`
	Size string `help:"Size of the display." default:"1440x900"`
	Only string `help:"One of fr-light, en-dark, fr-dark, en-light; empty for the first two."`
}

// scene is a place in the window and the name of its picture.
type scene struct{ name, at string }

var scenes = []scene{
	{"control-room", "control"},
	{"my-week", "week"},
	{"approvals", "approvals"},
	{"closing", "closing"},
	{"workload", "capacity"},
	{"overview", "kivu/overview"},
	{"calendar", "kivu/calendar"},
	{"time", "kivu/time"},
	{"budget", "kivu/budget"},
	{"reports", "kivu/reports"},
	{"billing", "kivu/billing"},
	{"client-file", "kivu/file"},
	{"agency", "agency"},
}

func (c screenshotsCmd) Run(ctx context.Context, all *cli) error {
	looks := []string{"fr-light", "en-dark"}
	if c.Only != "" {
		looks = []string{c.Only}
	}
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return fmt.Errorf("making the folder of pictures: %w", err)
	}
	s, err := newStage(ctx, all.Bin, c.Size)
	if err != nil {
		return err
	}
	defer func() { _ = s.close() }()
	for _, look := range looks {
		lang, theme := look[:2], look[3:]
		for _, sc := range scenes {
			if err := s.open(ctx, "--size", c.Size, "--lang", lang, "--theme", theme, "--at", sc.at); err != nil {
				return fmt.Errorf("%s: %w", sc.name, err)
			}
			if err := s.rest(ctx); err != nil {
				return fmt.Errorf("%s: %w", sc.name, err)
			}
			shot, err := s.shot(ctx)
			if err != nil {
				return err
			}
			s.kill()
			path := filepath.Join(c.Out, sc.name+"-"+look+".png")
			if err := os.WriteFile(path, shot, 0o644); err != nil {
				return fmt.Errorf("keeping a picture: %w", err)
			}
			fmt.Println(path)
		}
	}
	return nil
}
