// Package campaigns is the calendar tab's look at what serves a goal: the
// client's campaigns and prize contests with their draw, and the hashtag
// sets.
package campaigns

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/clients/sheet"
	"regie/gui/widgets"
)

// Calendar is what the view needs of the calendar's service.
type Calendar interface {
	Campaigns(ctx context.Context, client clients.ID) ([]calendar.Campaign, error)
	Campaign(ctx context.Context, client clients.ID, named string) (calendar.Campaign, error)
	CampaignLinks(ctx context.Context, client, id clients.ID) (calendar.CampaignLinks, error)
	SaveCampaign(ctx context.Context, c calendar.Campaign) (calendar.Campaign, error)
	ArchiveCampaign(ctx context.Context, client, id clients.ID, away bool) (calendar.Campaign, error)
	RemoveCampaign(ctx context.Context, client, id clients.ID) error
	Rows(ctx context.Context, f calendar.Filter) ([]calendar.Row, error)
	HashtagSets(ctx context.Context, client clients.ID) ([]calendar.HashtagSet, error)
	SaveHashtagSet(ctx context.Context, h calendar.HashtagSet) (calendar.HashtagSet, error)
	RemoveHashtagSet(ctx context.Context, client clients.ID, named string) (calendar.HashtagSet, error)
	Contests(ctx context.Context, client clients.ID) ([]calendar.Contest, error)
	Contest(ctx context.Context, client clients.ID, named string) (calendar.Contest, error)
	SaveContest(ctx context.Context, c calendar.Contest) (calendar.Contest, error)
	Checklist(ctx context.Context, c calendar.Contest) ([]calendar.CheckPoint, error)
	Entrants(ctx context.Context, client, id clients.ID) ([]calendar.Entrant, error)
	ImportEntrants(ctx context.Context, client, id clients.ID, f *sheet.File, column string, dry bool) (calendar.EntrantImport, error)
	Exclude(ctx context.Context, client, id clients.ID, identifier, reason string) (calendar.Entrant, error)
	Announce(ctx context.Context, client, id clients.ID, a calendar.Announcement) (calendar.Contest, error)
	CloseList(ctx context.Context, client, id clients.ID, url string) (calendar.Contest, error)
	RecordSeed(ctx context.Context, client, id clients.ID, seed, url string) (calendar.Contest, error)
	DrawContest(ctx context.Context, client, id clients.ID) (calendar.Contest, error)
	PublishResult(ctx context.Context, client, id clients.ID, url string) (calendar.Contest, error)
}

// House is what the view needs of the agency's service.
type House interface {
	Client(ctx context.Context, id clients.ID) (clients.Client, error)
}

// campaignRow is a campaign with the items that serve it.
type campaignRow struct {
	calendar.Campaign
	items, made int // items but the cancelled ones; published of them
}

// model is the client's campaigns, contests and hashtags.
type model struct {
	currency  money.Currency
	zone      string // the client's, IANA
	campaigns []campaignRow
	contests  []calendar.Contest
	sets      []calendar.HashtagSet
}

func load(ctx context.Context, cal Calendar, house House, client clients.ID, month civil.Month) (model, error) {
	var md model
	owner, err := house.Client(ctx, client)
	if err != nil {
		return md, fmt.Errorf("reading the client: %w", err)
	}
	md.currency, md.zone = owner.Currency, owner.Zone
	campaigns, err := cal.Campaigns(ctx, client)
	if err != nil {
		return md, fmt.Errorf("reading the campaigns: %w", err)
	}
	for _, c := range campaigns {
		rows, err := cal.Rows(ctx, calendar.Filter{Client: client, Campaign: c.ID})
		if err != nil {
			return md, fmt.Errorf("reading a campaign’s items: %w", err)
		}
		md.campaigns = append(md.campaigns, counted(c, rows))
	}
	if md.contests, err = cal.Contests(ctx, client); err != nil {
		return md, fmt.Errorf("reading the contests: %w", err)
	}
	if md.sets, err = cal.HashtagSets(ctx, client); err != nil {
		return md, fmt.Errorf("reading the hashtag sets: %w", err)
	}
	return md, nil
}

func counted(c calendar.Campaign, rows []calendar.Row) campaignRow {
	r := campaignRow{Campaign: c}
	for _, it := range rows {
		if it.State == calendar.Cancelled {
			continue
		}
		r.items++
		if it.State == calendar.Published {
			r.made++
		}
	}
	return r
}

// contestFile is all there is of one contest.
type contestFile struct {
	calendar.Contest
	points   []calendar.CheckPoint
	entrants []calendar.Entrant
}

func loadContest(ctx context.Context, cal Calendar, client, id clients.ID) (contestFile, error) {
	var f contestFile
	var err error
	if f.Contest, err = cal.Contest(ctx, client, string(id)); err != nil {
		return f, err
	}
	if f.points, err = cal.Checklist(ctx, f.Contest); err != nil {
		return f, fmt.Errorf("reading the checklist: %w", err)
	}
	if f.entrants, err = cal.Entrants(ctx, client, id); err != nil {
		return f, fmt.Errorf("reading the participants: %w", err)
	}
	slices.SortStableFunc(f.entrants, byExclusion)
	return f, nil
}

// byExclusion puts those kept out first, then goes by identifier.
func byExclusion(a, b calendar.Entrant) int {
	if (a.Excluded == "") != (b.Excluded == "") {
		if a.Excluded != "" {
			return -1
		}
		return 1
	}
	return strings.Compare(calendar.NormalID(a.ID), calendar.NormalID(b.ID))
}

// excluded counts the participants kept out of the draw.
func (f contestFile) excluded() int {
	n := 0
	for _, e := range f.entrants {
		if e.Excluded != "" {
			n++
		}
	}
	return n
}

// ticked counts the points looked at.
func (f contestFile) ticked() int {
	n := 0
	for _, p := range f.points {
		if p.Done {
			n++
		}
	}
	return n
}

// stageTone is the colour of a contest's stage: warn where somebody has to act.
func stageTone(st calendar.ContestStage) widgets.Tone {
	switch st {
	case calendar.StageOpen, calendar.StageClosed:
		return widgets.ToneInfo
	case calendar.StageOver, calendar.StageSeeded, calendar.StageDrawn:
		return widgets.ToneWarn
	case calendar.StagePublished:
		return widgets.ToneOK
	default:
		return widgets.ToneNeutral
	}
}

// stagePill names a contest's stage.
func (v *view) stagePill(c calendar.Contest) *widgets.Pill {
	st := c.Stage(v.host.Today())
	return widgets.NewPill(stageTone(st), v.host.Printer().T("contest.stage_"+string(st)))
}

// days are first and last day in words; either may be open.
func days(p *text.Printer, from, until civil.Date) string {
	switch {
	case from.IsZero() && until.IsZero():
		return p.T("common.unknown")
	case from.IsZero() || until.IsZero() || from == until:
		return p.Range(civil.Range{From: from, To: until})
	case from.Year == until.Year:
		return p.DateShort(from) + " – " + p.Date(until)
	default:
		return p.Date(from) + " – " + p.Date(until)
	}
}

// worth is an amount that may be unsaid.
func worth(p *text.Printer, minor *int64, currency string) string {
	if minor == nil {
		return p.T("common.unknown")
	}
	return p.MoneyShort(money.Amount{Minor: *minor, Currency: money.Currency(currency)})
}

// prizeLine is "2 × Bon d’achat · 50 €".
func prizeLine(p *text.Printer, pr calendar.Prize) string {
	line := p.Int(int64(pr.Quantity)) + " × " + pr.Name
	if pr.ValueMinor != nil {
		line += " · " + worth(p, pr.ValueMinor, pr.Currency)
	}
	return line
}

// person is a participant as a list of winners shows them.
func person(e calendar.Entrant) string {
	if e.Name == "" {
		return e.ID
	}
	return e.Name + " · " + e.ID
}

// hashtags are tags with their signs, on one line.
func hashtags(tags []string) string {
	var b strings.Builder
	for i, t := range tags {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString("#" + t)
	}
	return b.String()
}

// splitTags reads typed hashtags, with or without signs, set apart by blanks,
// commas or lines.
func splitTags(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,;\n\t\u00a0\u202f", r) })
}

// readCount reads a number typed in a field; the fault, with a code of the
// service, belongs to that field.
func readCount(s, field, code string) (int, error) {
	n := 0
	if s = strings.TrimSpace(s); s == "" {
		return 0, nil
	}
	for _, r := range s {
		if r < '0' || r > '9' || n > 100_000 {
			return 0, fault.New(code, "value", s).At(field)
		}
		n = 10*n + int(r-'0')
	}
	return n, nil
}

// setPoint ticks a point of the checklist or clears it.
func setPoint(c *calendar.Contest, key string, on bool) {
	c.Checked = slices.DeleteFunc(slices.Clone(c.Checked), func(k string) bool { return k == key })
	if on {
		c.Checked = append(c.Checked, key)
	}
}

// reportLine is one line of what an import of participants would do.
type reportLine struct {
	tone  widgets.Tone
	words string
}

// mostRejects is how many refused rows a report shows in full.
const mostRejects = 12

// report says what an import takes, what it knows already, and what it refuses.
func report(p *text.Printer, in calendar.EntrantImport) []reportLine {
	lines := []reportLine{{widgets.ToneOK, p.N("campaigns.import_new", in.New)}}
	if in.Duplicates > 0 {
		lines = append(lines, reportLine{widgets.ToneInfo, p.N("campaigns.import_duplicates", in.Duplicates)})
	}
	for i, r := range in.Rejected {
		if i == mostRejects {
			lines = append(lines, reportLine{widgets.ToneWarn, p.N("campaigns.import_more", len(in.Rejected)-i)})
			break
		}
		lines = append(lines, reportLine{widgets.ToneWarn, p.T("campaigns.import_line", "line", r.Line, "reason", p.Error(r.Reason))})
	}
	return lines
}
