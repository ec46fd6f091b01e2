// Package arrows keeps the plan of the house: which package may import which.
// It has no code of its own; its test reads the real imports.
package arrows
