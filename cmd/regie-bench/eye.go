//go:build linux

package main

/*
#cgo LDFLAGS: -lX11
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <stdlib.h>

// count_colors reads a part of the screen and counts its distinct colours, up
// to 64; 0 when the part cannot be read.
static int count_colors(Display *d, int x, int y, int w, int h) {
	XImage *im = XGetImage(d, DefaultRootWindow(d), x, y, w, h, AllPlanes, ZPixmap);
	if (!im) return 0;
	unsigned long seen[64];
	int n = 0;
	for (int j = 0; j < h && n < 64; j += 2)
		for (int i = 0; i < w && n < 64; i++) {
			unsigned long p = XGetPixel(im, i, j);
			int k = 0;
			while (k < n && seen[k] != p) k++;
			if (k == n) seen[n++] = p;
		}
	XDestroyImage(im);
	return n;
}
*/
import "C"

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unsafe"
)

// eye looks at the display as a person would: it knows only pixels.
type eye struct{ display *C.Display }

func openEye(name string) (*eye, error) {
	c := C.CString(name)
	defer C.free(unsafe.Pointer(c))
	d := C.XOpenDisplay(c)
	if d == nil {
		return nil, fmt.Errorf("opening display %s", name)
	}
	return &eye{d}, nil
}

func (e *eye) Close() { C.XCloseDisplay(e.display) }

// area is a part of the screen in pixels.
type area struct{ X, Y, W, H int }

func (e *eye) colors(a area) int {
	return int(C.count_colors(e.display, C.int(a.X), C.int(a.Y), C.int(a.W), C.int(a.H)))
}

var errNothingSeen = errors.New("nothing was drawn in time")

// waitFor returns once the area shows at least n colours.
func (e *eye) waitFor(ctx context.Context, a area, n int) error {
	for {
		if e.colors(a) >= n {
			return nil
		}
		select {
		case <-ctx.Done():
			return errNothingSeen
		case <-time.After(4 * time.Millisecond):
		}
	}
}
