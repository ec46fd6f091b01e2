//go:build darwin && !cgo

package idle

// openers are none: IOKit is reached through cgo only, which the window is
// built with in any case.
func openers() []opener { return nil }
