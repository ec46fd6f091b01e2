// Package desktop tells what the desktop gives a window: a tray that shows its
// icon, and small windows kept above the others. The settings say it.
package desktop

import "context"

// Facts are what this desktop gives.
type Facts struct {
	Tray  bool // something shows icons
	Above bool // a window that asks for it stays above
}

// Look asks the desktop, for at most as long as ctx lasts; what does not answer
// is not there.
func Look(ctx context.Context) Facts { return look(ctx) }
