package screen

// Look is how the window looks and speaks on this computer account.
type Look struct {
	Lang  string // "fr" or "en"
	Mode  string // "system", "light" or "dark"
	Scale int    // percent, 100 to 200
}

// Looker is a Host whose look can be chosen.
type Looker interface {
	Look() Look
	// SetLook applies a look at once. Another language makes all screens anew,
	// so nothing of the calling screen may be used afterwards.
	SetLook(Look)
}
