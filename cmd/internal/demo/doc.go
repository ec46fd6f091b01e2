// Package demo makes the demonstration agency: an invented agency, its people,
// and clients in France and RDC with a year and a half of plausible work that
// ends today. The same seed and day give the same data, identifiers included.
// Everybody and every company in it is invented.
package demo
