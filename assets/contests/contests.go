// Package contests holds what to look at before a prize contest is announced:
// points of law and of the platforms, with their sources, by country. It helps
// to remember; it is no legal advice.
package contests

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

//go:embed checklist.json
var shipped []byte

// Point is one line of the checklist.
type Point struct {
	Key     string `json:"key"`
	Country string `json:"country"` // ISO 3166, empty for everywhere
	FR      string `json:"fr"`
	EN      string `json:"en"`
	Source  string `json:"source"`
	// Verify: the source names whom to ask, not a text that was read.
	Verify bool `json:"verify"`
}

// Text is the point in a language, French unless it is en.
func (p Point) Text(lang string) string {
	if lang == "en" {
		return p.EN
	}
	return p.FR
}

var all = sync.OnceValue(func() []Point {
	var f struct {
		Points []Point `json:"points"`
	}
	if err := json.Unmarshal(shipped, &f); err != nil { // a fault of the build, shown by the package's test
		panic(fmt.Sprintf("reading the checklist of contests: %v", err))
	}
	return f.Points
})

// For lists the points for a country, those of everywhere included.
func For(country string) []Point {
	var list []Point
	for _, p := range all() {
		if p.Country == "" || strings.EqualFold(p.Country, country) {
			list = append(list, p)
		}
	}
	return list
}
