package calendar

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"regie/clients/civil"
	"regie/clients/sheet"
)

// metricoolNetworks are the planner's columns by network.
var metricoolNetworks = map[string]string{
	"facebook": "Facebook", "x": "Twitter/X", "linkedin": "LinkedIn", "google": "GBP", "instagram": "Instagram",
	"pinterest": "Pinterest", "tiktok": "TikTok", "youtube": "Youtube", "threads": "Threads", "bluesky": "Bluesky",
}

// MetricoolColumns is the header of the planner's CSV; it is read by position.
// Its last columns vary by the template's version: pass the client's own.
func MetricoolColumns() []string {
	var list []string
	add := func(names string) { list = append(list, strings.Split(names, ",")...) }
	series := func(name string, n int) {
		for i := range n {
			list = append(list, fmt.Sprintf("%s %d", name, i+1))
		}
	}
	add("Text,Date,Time,Draft,Facebook,Twitter/X,LinkedIn,GBP,Instagram,Pinterest,TikTok,Youtube,Threads,Bluesky")
	series("Picture Url", 10)
	series("Alt text picture", 10)
	add("Document title,Shortener,Video Thumbnail Url,Video Cover Frame,Twitter/X Can reply,Twitter/X Type,Twitter/X Poll Duration minutes")
	series("Twitter/X Poll Option", 4)
	add("Pinterest Board,Pinterest Pin Title,Pinterest Pin Link,Pinterest Pin New Format,Instagram Post Type,Instagram Show Reel On Feed," +
		"Youtube Video Title,Youtube Video Type,Youtube Video Privacy,Youtube video for kids,Youtube Video Category,Youtube Video Tags," +
		"Youtube playlist,GBP Post Type,Facebook Post Type,Facebook Title,First Comment Text,TikTok Title,TikTok disable comments," +
		"TikTok disable duet,TikTok disable stitch,TikTok Post Privacy,TikTok Branded Content,TikTok Your Brand,TikTok Auto Add Music," +
		"TikTok Photo Cover Index,TikTok musicId,TikTok music title,TikTok music author,TikTok music previewUrl,TikTok music thumbnailUrl," +
		"TikTok music soundVolume,TikTok music originalVolume,TikTok music startMillis,TikTok music endMillis,TikTok Ai generated content," +
		"LinkedIn Type,LinkedIn Poll Question")
	series("LinkedIn Poll Option", 4)
	return append(list, "Brand name")
}

// WriteMetricool writes approved and scheduled items for Metricool's planner,
// one row for each different text, in the order of columns (nil: those of
// MetricoolColumns). An all-day item goes at noon as a draft; so does a text
// that a spreadsheet would take for a formula, because it is made inert. It
// returns what was left out: items not approved, without a day or a network
// that the planner knows.
func WriteMetricool(w io.Writer, brand string, items []Item, columns []string) (left []Item, err error) {
	if columns == nil {
		columns = MetricoolColumns()
	}
	out := sheet.NewWriter(w, sheet.WriteOptions{Comma: ','})
	cells := make([]sheet.Cell, len(columns))
	row := func(values map[string]string) error {
		for i, c := range columns {
			cells[i] = sheet.TextCell(values[c])
		}
		return out.Row(cells...)
	}
	head := map[string]string{}
	for _, c := range columns {
		head[c] = c
	}
	if err := row(head); err != nil {
		return nil, fmt.Errorf("writing the planner's file: %w", err)
	}
	for _, it := range items {
		groups := it.metricoolRows()
		if it.State != Approved && it.State != Scheduled || it.On.IsZero() || len(groups) == 0 {
			left = append(left, it)
			continue
		}
		for _, g := range groups {
			values := it.metricoolValues(g)
			values["Brand name"] = brand
			if err := row(values); err != nil {
				return nil, fmt.Errorf("writing the planner's file: %w", err)
			}
		}
	}
	if err := out.Flush(); err != nil {
		return nil, fmt.Errorf("writing the planner's file: %w", err)
	}
	return left, nil
}

// metricoolRows groups networks that say exactly the same.
func (it Item) metricoolRows() [][]Resolved {
	var groups [][]Resolved
	for _, r := range it.Resolved() {
		if metricoolNetworks[r.Network] == "" {
			continue
		}
		i := slices.IndexFunc(groups, func(g []Resolved) bool {
			return g[0].Text == r.Text && g[0].FirstComment == r.FirstComment && sameMedia(g[0].Media, r.Media)
		})
		if i < 0 {
			groups = append(groups, nil)
			i = len(groups) - 1
		}
		groups[i] = append(groups[i], r)
	}
	return groups
}

// metricoolTypes are the planner's words for kinds.
var metricoolTypes = map[Kind]string{Reel: "REEL", Story: "STORY"}

func (it Item) metricoolValues(group []Resolved) map[string]string {
	kind := metricoolTypes[it.Kind]
	if kind == "" {
		kind = "POST"
	}
	text := group[0].Text
	at, draft := it.At, "FALSE"
	if at == civil.NoClock {
		at, draft = 12*60, "TRUE"
	}
	if strings.IndexAny(text, "=+-@\t\r") == 0 {
		draft = "TRUE"
	}
	v := map[string]string{
		"Text": text, "Date": it.On.String(), "Time": at.String() + ":00", "Draft": draft, "First Comment Text": group[0].FirstComment,
	}
	for _, column := range metricoolNetworks {
		v[column] = "FALSE"
	}
	for i, m := range group[0].Media {
		v[fmt.Sprintf("Alt text picture %d", i+1)] = m.Alt
	}
	for _, r := range group {
		v[metricoolNetworks[r.Network]] = "TRUE"
		switch r.Network {
		case "instagram":
			v["Instagram Post Type"] = kind
		case "facebook":
			v["Facebook Post Type"], v["Facebook Title"] = kind, r.Title
		case "youtube":
			v["Youtube Video Title"] = r.Title
		case "pinterest":
			v["Pinterest Pin Title"], v["Pinterest Pin Link"] = r.Title, it.Link
		case "tiktok":
			v["TikTok Title"] = r.Title
		}
	}
	return v
}
