package main

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"testing"
	"time"
)

// Ensure a logo is made small in the background, told of once, and that one
// which cannot be read leaves the initials.
func TestLogos(t *testing.T) {
	var big bytes.Buffer
	if err := png.Encode(&big, image.NewNRGBA(image.Rect(0, 0, 1024, 512))); err != nil {
		t.Fatal(err)
	}
	l := newLogos(func(_ context.Context, hash string) ([]byte, error) {
		if hash == "gone" {
			return nil, errors.New("gone")
		}
		return big.Bytes(), nil
	})
	told := make(chan struct{}, 2)
	l.onNew(func() { told <- struct{}{} })
	if l.of("first") != nil {
		t.Error("a tile was made before it was time")
	}
	l.begin()
	<-told
	if l.of("first") == nil {
		t.Error("what was wanted before is not there")
	}
	if l.of("") != nil || l.of("a") != nil || l.of("gone") != nil {
		t.Error("a tile was there before it was made")
	}
	select {
	case <-told:
	case <-time.After(10 * time.Second):
		t.Fatal("nobody was told")
	}
	for l.of("a") == nil { // the second logo may still be under way
		<-told
	}
	cfg, err := png.DecodeConfig(bytes.NewReader(l.of("a").Content()))
	if err != nil || cfg.Width != 96 || cfg.Height != 48 {
		t.Errorf("the tile is %d × %d: %v", cfg.Width, cfg.Height, err)
	}
	if l.of("gone") != nil {
		t.Error("a logo that cannot be read has a tile")
	}
}
