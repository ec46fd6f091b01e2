package calendar

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/sheet"
)

// metricoolNetworks are the planner's columns by network.
var metricoolNetworks = map[string]string{
	"facebook": "Facebook", "x": "Twitter/X", "linkedin": "LinkedIn", "google": "GBP", "instagram": "Instagram",
	"pinterest": "Pinterest", "tiktok": "TikTok", "youtube": "Youtube", "threads": "Threads", "bluesky": "Bluesky",
}

// metricoolColumns is the header of the planner's CSV; it is read by position.
// Its last columns vary by the template's version: pass the client's own.
func metricoolColumns() []string {
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

// PlannerNote is what the planner's file does not say as the plan does, and why.
type PlannerNote struct {
	Item   clients.ID
	Title  string
	Reason *fault.Error
}

// PlannerReport is what became of items given to WriteMetricool.
type PlannerReport struct {
	Items int // written, in one row or more
	// Left are items left out: planner_kind, planner_not_approved,
	// planner_published, planner_no_day, planner_network.
	Left []PlannerNote
	// Noted are items written otherwise than planned: planner_no_time,
	// planner_formula (both as a draft), planner_some_networks.
	Noted []PlannerNote
}

// WriteMetricool writes approved and scheduled items for Metricool's planner,
// one row for each different text, in the order of columns (nil: those of
// metricoolColumns). An all-day item goes at noon as a draft; so does a text
// that a spreadsheet would take for a formula, because it is made inert. The
// report says what was left out or changed, and why.
func WriteMetricool(w io.Writer, brand string, items []Item, columns []string) (PlannerReport, error) {
	var report PlannerReport
	if columns == nil {
		columns = metricoolColumns()
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
		return report, fmt.Errorf("writing the planner's file: %w", err)
	}
	for _, it := range items {
		if reason := it.unplannable(); reason != nil {
			report.Left = append(report.Left, PlannerNote{it.ID, it.Name(), reason})
			continue
		}
		report.Items++
		report.Noted = append(report.Noted, it.plannedOtherwise()...)
		for _, g := range it.metricoolRows() {
			values := it.metricoolValues(g)
			values["Brand name"] = brand
			if err := row(values); err != nil {
				return report, fmt.Errorf("writing the planner's file: %w", err)
			}
		}
	}
	if err := out.Flush(); err != nil {
		return report, fmt.Errorf("writing the planner's file: %w", err)
	}
	return report, nil
}

// unplannable says why the planner cannot have an item; nil when it can. The
// kind comes first: nobody need approve a meeting for it.
func (it Item) unplannable() *fault.Error {
	switch {
	case !metricoolKinds[it.Kind]:
		return fault.New("planner_kind", "Kind", string(it.Kind)).At("kind")
	case it.State == Published:
		return fault.New("planner_published").At("state")
	case it.State != Approved && it.State != Scheduled:
		return fault.New("planner_not_approved", "State", string(it.State)).At("state")
	case it.On.IsZero():
		return fault.New("planner_no_day").At("on")
	case len(it.metricoolRows()) == 0:
		return fault.New("planner_network").At("network")
	}
	return nil
}

// plannedOtherwise says what the planner's rows of an item change.
func (it Item) plannedOtherwise() []PlannerNote {
	var list []PlannerNote
	note := func(reason *fault.Error) { list = append(list, PlannerNote{it.ID, it.Name(), reason}) }
	if it.At == civil.NoClock {
		note(fault.New("planner_no_time").At("at"))
	}
	var unknown []string
	formula := false
	for _, r := range it.Resolved() {
		if metricoolNetworks[r.Network] == "" {
			unknown = append(unknown, r.Network)
			continue
		}
		formula = formula || likeFormula(r.Text)
	}
	if formula {
		note(fault.New("planner_formula").At("text"))
	}
	if len(unknown) > 0 {
		note(fault.New("planner_some_networks", "Networks", strings.Join(unknown, ", ")).At("network"))
	}
	return list
}

// likeFormula tells a text that a spreadsheet would take for a formula.
func likeFormula(s string) bool { return strings.IndexAny(s, "=+-@\t\r") == 0 }

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

// metricoolKinds are those that the planner can publish.
var metricoolKinds = map[Kind]bool{Post: true, Story: true, Reel: true, Video: true, ContestStep: true}

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
	if likeFormula(text) {
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
