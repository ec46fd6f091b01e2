package sheet

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// readTime reads a fixture of hours as an importer does: one line of text a row.
func readTime(t *testing.T, name string) (m Matched, rows []string, sum, total int64) {
	t.Helper()
	_, table := load(t, name)
	m = Match(table, TimeLayouts())
	if !m.OK() {
		t.Fatalf("%s: not recognised: %+v", name, m)
	}
	b, err := m.Table.Bind(m.Mapping)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for r := range m.Table.Rows() {
		if r.Total {
			total, _, _ = b.DurationSum(r, FieldDuration)
			continue
		}
		on := FieldDate
		if !b.Has(FieldDate) {
			on = FieldStart
		}
		st, _, bad := b.Stamp(r, on)
		seconds, _, worse := b.Duration(r, FieldDuration)
		clock := -1
		if b.Has(FieldStartTime) {
			clock, _, _ = b.Clock(r, FieldStartTime)
		}
		sum += seconds
		rows = append(rows, strings.TrimSpace(fmt.Sprintf("%d %s %d %d %s %s%s",
			r.Line, st.Date, max(clock, st.Seconds), seconds, b.Text(r, FieldClient), codeOf(bad), codeOf(worse))))
	}
	return m, rows, sum, total
}

func TestTimeExports(t *testing.T) {
	for _, c := range []struct {
		file, source, lang string
		order              DateOrder
		rows               []string
		total              int64
	}{
		{"toggl.csv", "toggl", "en", OrderNone, []string{
			"2 2026-10-05 32400 5400 Kivu Café", "3 2026-10-05 84600 2700 Lumen", "4 2026-10-06 50400 1230 Kivu Café",
		}, 0},
		{"clockify_us.csv", "clockify", "en", OrderMDY, []string{
			"2 2026-10-05 32400 5400 Lumen", "3 2026-10-13 46800 900 Lumen",
		}, 6300},
		{"clockify_eu.csv", "clockify", "en", OrderDMY, []string{
			"2 2026-10-05 32400 5400 Lumen", "3 2026-10-13 46800 900 Lumen",
		}, 6300},
		{"clockify_iso.csv", "clockify", "en", OrderNone, []string{
			"2 2026-10-05 32400 5400 Lumen", "3 2026-10-13 46800 900 Lumen",
		}, 6300},
		{"clockify_open.csv", "clockify", "en", OrderAmbiguous, []string{
			"2  32400 5400 Lumen row_date_ambiguous", "3  46800 900 Lumen row_date_ambiguous",
		}, 6300},
		{"harvest.csv", "harvest", "en", OrderNone, []string{
			"2 2026-10-01 -1 5400 Nyota", "3 2026-10-02 -1 72000 Nyota", "4 2026-10-03 -1 4050 Nyota",
		}, 0},
		{"kimai_en.csv", "kimai", "en", OrderNone, []string{
			"2 2026-10-07 32400 6300 Pic Sport", "3 2026-10-08 50400 1800 Pic Sport",
		}, 0},
		{"kimai_fr.csv", "kimai", "fr", OrderNone, []string{
			"2 2026-10-07 32400 6300 Pic Sport", "3 2026-10-08 50400 1800 Pic Sport",
		}, 0},
		{"solidtime.csv", "solidtime", "en", OrderNone, []string{
			"2 2026-10-09 32400 5400 Tama", "3 2026-10-09 85800 1200 Tama",
		}, 0},
		{"solidtime_import.csv", "solidtime", "en", OrderNone, []string{"2 2026-10-09 25200 0 Tama"}, 0},
		{"hours_fr_1252.csv", "hours", "", OrderDMY, []string{
			"4 2026-10-05 -1 5400 Rochés & fils", "5 2026-10-13 -1 4500 Rochés & fils", "6 2026-10-14 -1 8100 Rochés & fils",
			"7 2026-10-15 -1 0 Rochés & fils row_duration_unreadable",
			"8 2026-10-16 -1 0 Rochés & fils row_duration_negative",
			"9 2026-10-17 -1 0 Rochés & fils row_duration_absurd",
			"10 2026-10-18 -1 0 Rochés & fils",
		}, 35 * 3600},
	} {
		m, rows, sum, total := readTime(t, c.file)
		if m.Layout.Source != c.source || m.Layout.Lang != c.lang {
			t.Errorf("%s: read as %s %s, score %.3f", c.file, m.Layout.Source, m.Layout.Lang, m.Score)
		}
		if !slices.Equal(rows, c.rows) {
			t.Errorf("%s:\n got %q\nwant %q", c.file, rows, c.rows)
		}
		if total != c.total || (c.total == 6300 && sum != total) {
			t.Errorf("%s: totals row %d, sum %d, want %d", c.file, total, sum, c.total)
		}
		b, err := m.Table.Bind(m.Mapping)
		if err != nil {
			t.Fatal(err)
		}
		if got := b.DateOrder(); got != c.order {
			t.Errorf("%s: order %q, want %q", c.file, got, c.order)
		}
	}
}

func TestFieldsOfExports(t *testing.T) {
	for file, want := range map[string]map[Field]string{
		"toggl.csv": {
			FieldPerson: "User", FieldNote: "Description", FieldAmount: "Amount (EUR)", FieldTask: "Task",
			FieldEndDate: "End date", FieldEndTime: "End time", FieldTags: "Tags", FieldBillable: "Billable",
		},
		"clockify_us.csv": {
			FieldDuration: "Duration (h)", FieldRate: "Billable Rate (USD)", FieldAmount: "Billable Amount (USD)",
		},
		"harvest.csv": {
			FieldDuration: "Hours", FieldFirstName: "First Name", FieldLastName: "Last Name", FieldNote: "Notes",
			FieldProject: "Project", FieldRate: "Billable Rate", FieldCurrency: "Currency", FieldBillable: "Billable?",
		},
		"kimai_en.csv": {FieldPerson: "Name", FieldClient: "Customer", FieldAmount: "Price", FieldRate: "Hourly price"},
		"kimai_fr.csv": {FieldPerson: "Nom", FieldClient: "Client", FieldAmount: "Taux", FieldRate: "Taux horaire", FieldEndTime: "À"},
	} {
		_, table := load(t, file)
		m := Match(table, TimeLayouts())
		for field, head := range want {
			if m.Mapping.Columns[field] != head {
				t.Errorf("%s: %s is %q, want %q", file, field, m.Mapping.Columns[field], head)
			}
		}
		for field, head := range m.Mapping.Columns {
			if strings.HasPrefix(head, "Cost") || strings.Contains(head, "interne") {
				t.Errorf("%s: %s takes %q", file, field, head)
			}
		}
	}
	_, table := load(t, "clockify_us.csv")
	b, err := table.Bind(Match(table, TimeLayouts()).Mapping)
	if err != nil {
		t.Fatal(err)
	}
	if b.Unit(FieldAmount) != "USD" {
		t.Errorf("unit %q", b.Unit(FieldAmount))
	}
}

func TestAnsweredOrder(t *testing.T) {
	_, table := load(t, "clockify_open.csv")
	m := Match(table, TimeLayouts())
	for order, want := range map[DateOrder]string{OrderDMY: "2026-10-05", OrderMDY: "2026-05-10"} {
		m.Mapping.DateOrder = order
		kept, err := json.Marshal(m.Mapping)
		if err != nil {
			t.Fatal(err)
		}
		var again Mapping
		if err := json.Unmarshal(kept, &again); err != nil {
			t.Fatal(err)
		}
		b, err := m.Table.Bind(again)
		if err != nil {
			t.Fatal(err)
		}
		d, known, reason := b.Date(m.Table.Sample(1)[0], FieldDate)
		if d.String() != want || !known || reason != nil || b.DateOrder(FieldDate) != order {
			t.Errorf("%s: %v %v", order, d, reason)
		}
	}
}

func TestNamesOfColumns(t *testing.T) {
	reactions := []Layout{{Source: "meta", Columns: []Column{
		col("reactions", "Réactions"), col("reach", "Couverture", "Portée"), col("clicks", "Clics sur un lien"),
	}}}
	for _, c := range []struct {
		header string
		want   map[Field]string
	}{
		// The combined column is not the one that its name begins with.
		{"Réactions, commentaires et partages\tRéactions\tCouverture", map[Field]string{"reactions": "Réactions"}},
		{"Réactions, commentaires et partages\tCouverture", map[Field]string{"reach": "Couverture"}},
		{"Réactions, commentaires et partages\tPORTEE", map[Field]string{"reach": "PORTEE"}},
		{"reactions (total)\tclics  sur un lien", map[Field]string{"reactions": "reactions (total)", "clicks": "clics sur un lien"}},
		{"Couverture de Publications organiques\tCouverture", map[Field]string{"reach": "Couverture"}},
		{"Couverture organique\tVues", map[Field]string{"reach": "Couverture organique"}},
	} {
		m := Match(tableOf(t, c.header+"\n1\t2\t3\n"), reactions)
		for field, head := range c.want {
			if m.Mapping.Columns[field] != head {
				t.Errorf("%s: %s is %q", c.header, field, m.Mapping.Columns[field])
			}
		}
		if m.Mapping.Columns["reactions"] == "Réactions, commentaires et partages" {
			t.Errorf("%s: the combined column was taken", c.header)
		}
	}
	if m := Match(tableOf(t, "abc,def\n1,2\n"), reactions); m.OK() || m.Layout != nil {
		t.Errorf("matched %+v", m)
	}
}

func TestUnknownHoursSheet(t *testing.T) {
	table := tableOf(t, "Jour;Compte;Tps;Quoi\n05/10/2026;kivu;2;x\n")
	m := Match(table, TimeLayouts())
	if m.OK() || m.Mapping.Columns[FieldDate] != "Jour" || len(m.Missing) != 1 {
		t.Fatalf("matched %+v", m)
	}
	m.Mapping.Columns[FieldDuration] = "Tps"
	m.Mapping.Constants = map[Field]string{FieldPerson: "Zoé"}
	b, err := m.Table.Bind(m.Mapping)
	if err != nil {
		t.Fatal(err)
	}
	r := m.Table.Sample(1)[0]
	if s, _, _ := b.Duration(r, FieldDuration); s != 7200 || b.Text(r, FieldPerson) != "Zoé" || !b.Has(FieldPerson) {
		t.Errorf("read %d %q", s, b.Text(r, FieldPerson))
	}
	m.Mapping.Columns[FieldDuration] = "Absente"
	if _, err := table.Bind(m.Mapping); code(err) != "import_column_missing" {
		t.Errorf("missing column: %v", err)
	}
	if _, err := table.Bind(Mapping{}); code(err) != "import_nothing_mapped" {
		t.Errorf("nothing mapped: %v", err)
	}
}

func TestFingerprint(t *testing.T) {
	a := Fingerprint([]string{"Date", "Durée (h)", "", "Client"})
	if a != Fingerprint([]string{" client ", "DATE", "Duree (H)"}) {
		t.Error("order, case, accents and blanks must not matter")
	}
	if a == Fingerprint([]string{"Date", "Durée (min)", "Client"}) {
		t.Error("units must matter")
	}
}

func TestMetaFiles(t *testing.T) {
	f, table := load(t, "meta_daily.csv")
	if f.Encoding != "utf-16le" || table.HeaderLine != 3 || table.Preamble()[0][0] != "Facebook follows" {
		t.Fatalf("%s, header on line %d under %q", f.Encoding, table.HeaderLine, table.Preamble())
	}
	b, err := table.Bind(Mapping{Columns: map[Field]string{FieldDate: "Date", "value": "Primary"}})
	if err != nil {
		t.Fatal(err)
	}
	rows := table.Sample(3)
	for i, want := range []string{"4 2026-08-01 20 true", "5 2026-08-02 0 false", "6 2026-08-03 1520 true"} {
		d, _, _ := b.Date(rows[i], FieldDate)
		n, known, _ := b.Number(rows[i], "value")
		v, _ := n.Int()
		if got := fmt.Sprint(rows[i].Line, " ", d, " ", v, " ", known); got != want {
			t.Errorf("row %d: %s, want %s", i, got, want)
		}
	}

	f, table = load(t, "meta_ads_mojibake.csv")
	if !f.Repaired || table.Column("Montant dépensé (EUR)") != 1 {
		t.Fatalf("header %q", table.Header)
	}
	b, err = table.Bind(Mapping{Columns: map[Field]string{"spent": "Montant dépensé (EUR)", "clicks": "Clics sur un lien", "reach": "Couverture"}})
	if err != nil {
		t.Fatal(err)
	}
	rows = table.Sample(2)
	spent, _, _ := b.Number(rows[0], "spent")
	reach, _, _ := b.Number(rows[0], "reach")
	_, known, _ := b.Number(rows[1], "clicks")
	if spent.Minor(2) != 123_450 || reach.Units != 12_345 || known || rows[1].Cell(0) != "Été" {
		t.Errorf("spent %+v, reach %+v, clicks known %v, %q", spent, reach, known, rows[1].Cells)
	}
}
