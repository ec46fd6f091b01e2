package clients

import (
	"slices"
	"strings"
)

// Sectors are what the client's Sector names, in its order: keys that key dates
// are sorted by, and words of the agency's own.
func (c Client) Sectors() []string {
	var list []string
	for s := range strings.SplitSeq(c.Sector, ",") {
		if s = strings.TrimSpace(s); s != "" && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// SetSectors says what the client is in; none clears it.
func (c *Client) SetSectors(list []string) {
	c.Sector = strings.Join(Client{Sector: strings.Join(list, ",")}.Sectors(), ", ")
}
