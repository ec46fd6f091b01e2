package calendar

import (
	"context"
	"slices"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/fault"
	"regie/clients/sheet"
)

// PackLimits bound a workbook that comes back from a committee; formulas in it
// are noticed.
var PackLimits = sheet.Limits{Bytes: 16 << 20, Rows: 10_000, Columns: 200, Cells: 400_000, Formulas: true}

// DecisionOptions say how a filled workbook is read.
type DecisionOptions struct {
	Client clients.ID // empty: whose the pack is
	Number int        // the pack it should be; 0: the one it says itself
	Who    string     // for rows that name nobody
	At     time.Time  // when it was decided; zero: now
	DryRun bool       // say what would be recorded, write nothing
}

// DecisionReport is what came of a filled workbook.
type DecisionReport struct {
	Pack     Pack
	File     string
	Rows     int // with a reference to the pack
	Blank    int // rows without decision: silence counts nothing
	Accepted []PackAnswer
	Rejected []PackReject
}

// PackAnswer is a row that was taken.
type PackAnswer struct {
	Line    int
	Item    clients.ID
	Title   string
	Who     string
	Verdict Verdict
	Comment string
	State   State // of the item afterwards
}

// PackReject is a row that was refused.
type PackReject struct {
	sheet.Reject
	Item    clients.ID // empty where the row names none of the pack
	Title   string
	Changes []string // what changed since the pack was made, see Changed
}

// ReadDecisions takes the decisions of a pack's filled workbook: each row is
// matched by pack, item and hash and recorded, or refused with its reason, all
// in one act. Faults of the whole file: pack_file_unknown, pack_unknown,
// pack_other_client, decision_future. Reasons of a row: pack_row_other,
// pack_row_unknown, pack_row_added, pack_row_twice, pack_row_hash,
// pack_row_edited with "column", pack_row_formula, pack_row_word,
// pack_row_undecided, pack_row_nobody, pack_row_changed, pack_row_answered, and
// those of Decide.
func (s *Service) ReadDecisions(ctx context.Context, f *sheet.File, o DecisionOptions) (DecisionReport, error) {
	in := DecisionReport{File: f.Name}
	if o.At.After(s.now()) {
		return in, fault.New("decision_future").At("at")
	}
	table, b, err := bindPack(f)
	if err != nil {
		return in, err
	}
	if in.Pack, err = s.packOf(ctx, table, b, o); err != nil {
		return in, err
	}
	r := &packReader{s: s, o: o, b: b, in: &in, seen: map[[2]string]bool{}, items: map[clients.ID]*packState{}}
	if o.DryRun {
		err = r.read(ctx, table)
		return in, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "pack.decide", Client: in.Pack.Client, Subject: f.Name, Final: true})
	err = s.keep.Tx(ctx, func(ctx context.Context) error { return r.read(ctx, table) })
	return in, err
}

// bindPack finds the table of a pack in a file.
func bindPack(f *sheet.File) (*sheet.Table, *sheet.Binding, error) {
	layouts := packLayouts()
	for _, t := range f.Tables() {
		m := sheet.Match(t, layouts)
		if !m.OK() {
			continue
		}
		// A workbook that was saved as text in between has its dates day first.
		m.Mapping.DateOrder = sheet.OrderDMY
		b, err := m.Table.Bind(m.Mapping)
		return m.Table, b, err
	}
	return nil, nil, fault.New("pack_file_unknown", "name", f.Name).At("file")
}

// packOf is the pack that a workbook speaks of: the one asked for, else the
// first that one of its rows names.
func (s *Service) packOf(ctx context.Context, t *sheet.Table, b *sheet.Binding, o DecisionOptions) (Pack, error) {
	if o.Number > 0 && o.Client != "" {
		return s.Pack(ctx, o.Client, o.Number)
	}
	var unknown error
	for row := range t.Rows() {
		ref := b.Text(row, "pack")
		if ref == "" {
			continue
		}
		p, err := s.keep.Pack(ctx, clients.ID(ref))
		if fault.Is(err, "pack_unknown") {
			unknown = err
			continue
		}
		if err == nil && o.Client != "" && p.Client != o.Client {
			err = fault.New("pack_other_client", "number", p.Number).At("client")
		}
		return p, err
	}
	if unknown == nil {
		unknown = fault.New("pack_file_unknown", "name", t.Name).At("file")
	}
	return Pack{}, unknown
}

// packReader goes through the rows of a filled workbook.
type packReader struct {
	s     *Service
	o     DecisionOptions
	b     *sheet.Binding
	w     world
	in    *DecisionReport
	seen  map[[2]string]bool // item, who
	items map[clients.ID]*packState
}

// packState is an item under decision, as the rows so far have left it.
type packState struct {
	before, now Item
	decisions   []Decision
}

func (r *packReader) read(ctx context.Context, t *sheet.Table) (err error) {
	if r.w, err = r.s.world(ctx, r.in.Pack.Client); err != nil {
		return err
	}
	if err := r.w.open(); err != nil {
		return err
	}
	for row := range t.Rows() {
		if blankRow(row) {
			continue
		}
		r.in.Rows++
		entry, answer, reason := r.match(row)
		if reason == nil && answer == nil {
			r.in.Blank++
			continue
		}
		var changes []string
		if reason == nil {
			if changes, err = r.take(ctx, row, entry, *answer); err == nil {
				continue
			}
			f, ok := fault.As(err)
			if !ok {
				return err
			}
			reason = f
		}
		reject := PackReject{Reject: row.Reject(reason), Changes: changes}
		if entry != nil {
			reject.Item, reject.Title = entry.Item, entry.Title
		}
		r.in.Rejected = append(r.in.Rejected, reject)
	}
	return nil
}

func blankRow(row sheet.Row) bool {
	return !slices.ContainsFunc(row.Cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// match reads one row and holds it against the pack. No answer and no reason is
// a row of the pack on which nobody decided.
func (r *packReader) match(row sheet.Row) (*PackEntry, *Answer, *fault.Error) {
	if row.Fault != nil {
		return nil, nil, row.Fault
	}
	pack, item := r.b.Text(row, "pack"), r.b.Text(row, "item")
	switch {
	case pack == "" && item == "":
		return nil, nil, fault.New("pack_row_added").At("item")
	case pack != string(r.in.Pack.ID):
		return nil, nil, fault.New("pack_row_other", "number", r.in.Pack.Number).At("pack")
	}
	i := slices.IndexFunc(r.in.Pack.Entries, func(e PackEntry) bool { return string(e.Item) == item })
	if i < 0 {
		return nil, nil, fault.New("pack_row_unknown", "number", r.in.Pack.Number).At("item")
	}
	entry := &r.in.Pack.Entries[i]
	if reason := r.untouched(row, *entry); reason != nil {
		return entry, nil, reason
	}
	word, comment := r.b.Text(row, "decision"), r.b.Text(row, "comment")
	if word == "" {
		if comment != "" {
			return entry, nil, fault.New("pack_row_undecided").At("decision")
		}
		return entry, nil, nil
	}
	verdict, ok := verdictOf(word)
	if !ok {
		return entry, nil, fault.New("pack_row_word", "value", short(word, 60)).At("decision")
	}
	a := &Answer{
		Item: entry.Item, Verdict: verdict, Who: r.b.Text(row, "who"), At: r.o.At, Way: "pack",
		Comment: comment, Hash: entry.Hash, Pack: r.in.Pack.ID,
	}
	if a.Who == "" {
		a.Who = strings.TrimSpace(r.o.Who)
	}
	if a.Who == "" {
		return entry, nil, fault.New("pack_row_nobody").At("who")
	}
	return entry, a, nil
}

// untouched refuses a row whose shown cells are no longer those of the pack.
func (r *packReader) untouched(row sheet.Row, e PackEntry) *fault.Error {
	for _, f := range packFields {
		if r.b.Formula(row, f) {
			return fault.New("pack_row_formula", "column", r.b.Header(f)).At(string(f))
		}
	}
	edited := func(f sheet.Field) *fault.Error {
		return fault.New("pack_row_edited", "column", r.b.Header(f)).At(string(f))
	}
	switch {
	case !strings.EqualFold(r.b.Text(row, "hash"), e.Hash):
		return fault.New("pack_row_hash").At("hash")
	case !sameDay(r.b, row, e.Shown.On):
		return edited("on")
	case !sameClock(r.b, row, e.Shown.At):
		return edited("at")
	case !sameWords(r.b, row, e.Shown.words(r.s.Limits(), r.in.Pack.Lang)):
		return edited("text")
	}
	return nil
}

// take records one answer, or says why not; changes is what the item has
// changed since the pack.
func (r *packReader) take(ctx context.Context, row sheet.Row, e *PackEntry, a Answer) (changes []string, err error) {
	st, err := r.state(ctx, a.Item)
	if err != nil {
		return nil, err
	}
	if st.now.Hash != e.Hash {
		return ChangedSince(e.Shown, st.now), fault.New("pack_row_changed").At("hash")
	}
	if st.now.State == InternalReview {
		return nil, fault.New("decision_not_in_review", "state", st.now.State.key()).At("state")
	}
	if err := r.s.checkAnswer(st.now, a); err != nil {
		return nil, err
	}
	who, known, err := r.w.decider(a.Who)
	if err != nil {
		return nil, err
	}
	if who.Name == "" {
		who.Name = a.Who
	}
	key := [2]string{string(a.Item), clients.Fold(who.Name)}
	if r.seen[key] {
		return nil, fault.New("pack_row_twice", "who", who.Name).At("who")
	}
	for _, d := range st.decisions {
		if known && d.Contact == who.ID && d.Pack == a.Pack {
			return nil, fault.New("pack_row_answered", "who", who.Name).At("who")
		}
	}
	r.seen[key] = true
	if err := r.record(ctx, st, a, who); err != nil {
		return nil, err
	}
	r.in.Accepted = append(r.in.Accepted, PackAnswer{
		Line: row.Line, Item: a.Item, Title: e.Title, Who: who.Name, Verdict: a.Verdict, Comment: a.Comment, State: st.now.State,
	})
	return nil, nil
}

func (r *packReader) state(ctx context.Context, id clients.ID) (*packState, error) {
	if st := r.items[id]; st != nil {
		return st, nil
	}
	it, err := r.s.keep.Item(ctx, r.in.Pack.Client, id)
	if err != nil {
		return nil, err
	}
	decisions, err := r.s.keep.Decisions(ctx, it.Client, id)
	if err != nil {
		return nil, err
	}
	r.items[id] = &packState{before: it, now: it.clone(), decisions: decisions}
	return r.items[id], nil
}

// record counts an answer and, unless this is a dry run, keeps it.
func (r *packReader) record(ctx context.Context, st *packState, a Answer, who clients.Contact) error {
	d := Decision{
		Stage: StageClient, Contact: who.ID, Who: who.Name, Verdict: a.Verdict, At: a.At.UTC(), Way: a.Way, Pack: a.Pack,
		Comment: a.Comment, RecordedBy: clients.Acting(ctx).ID, Hash: st.now.Hash, Revision: st.now.Revision,
	}
	if a.At.IsZero() {
		d.At = r.s.now().UTC()
	}
	if r.o.DryRun {
		st.decisions = append(st.decisions, d)
		r.w.settle(&st.now, st.decisions, d)
		return nil
	}
	var err error
	if who.ID == "" {
		if d, err = r.s.firstDecider(ctx, &r.w, st.now.Client, d); err != nil {
			return err
		}
	}
	if d, err = r.s.record(ctx, r.w, st.now, d); err != nil {
		return err
	}
	st.decisions = append(st.decisions, d)
	r.w.settle(&st.now, st.decisions, d)
	if err := r.s.store(ctx, r.w, st.before, &st.now, st.decisions); err != nil {
		return err
	}
	st.before = st.now.clone()
	return nil
}

// ChangedSince names what differs between a content as it was shown and an item
// as it stands, as Changed does.
func ChangedSince(s Shown, it Item) []string {
	was := Item{Kind: s.Kind, On: s.On, At: s.At, Zone: s.Zone, Link: s.Link}
	for _, r := range s.Networks {
		was.Texts = append(was.Texts, Text{
			Network: r.Network, Channel: clients.ID(r.Channel), Title: r.Title, Text: r.Text, FirstComment: r.FirstComment,
		})
		for _, m := range r.Media {
			was.Media = append(was.Media, Media{Network: r.Network, SHA256: m.SHA256, Alt: m.Alt})
		}
	}
	return changed(was, it)
}
