package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/reports"
)

// versionView is a version of a report as scripts read it; of a draft without
// any version before it, version and what follows are null. With draft, the
// version is the last one issued and differs names what it no longer says.
type versionView struct {
	Client     string              `json:"client"`
	Month      string              `json:"month"`
	Draft      bool                `json:"draft"`
	Version    *int                `json:"version"`
	IssuedAt   *string             `json:"issued_at"`
	IssuedBy   *string             `json:"issued_by"`
	Hash       *string             `json:"hash"`
	ChainHash  *string             `json:"chain_hash"`
	PDFHash    *string             `json:"pdf_sha256"`
	XLSXHash   *string             `json:"xlsx_sha256"`
	Correction *reportCorrection   `json:"correction"`
	Missing    []checkItem         `json:"missing"`
	Differs    []reportsDifference `json:"differs"`
}

type reportCorrection struct {
	Reason   string              `json:"reason"`
	Replaces int                 `json:"replaces"`
	Changes  []reportsDifference `json:"changes"`
}

type reportsDifference struct {
	Key    string  `json:"key"`
	Label  string  `json:"label"`
	Before *string `json:"before"`
	After  *string `json:"after"`
}

func (e *env) differences(list []reports.Difference) []reportsDifference {
	out := []reportsDifference{}
	for _, d := range list {
		out = append(out, reportsDifference{d.Key, e.T("report.differs_" + d.Key), orNull(d.Before), orNull(d.After)})
	}
	return out
}

func (e *env) versionOf(client clients.Client, m civil.Month, c reports.Copy) versionView {
	v := versionView{
		Client: client.Key, Month: m.String(), Draft: c.Draft(), Missing: e.checkItems(c.Month.Missing), Differs: e.differences(c.Differs),
	}
	i := c.Issued
	if i == nil {
		return v
	}
	v.Version, v.IssuedAt, v.IssuedBy = &i.Version, orNull(i.IssuedAt.UTC().Format(time.RFC3339)), orNull(i.IssuedBy)
	v.Hash, v.ChainHash, v.PDFHash, v.XLSXHash = &i.SHA256, &i.Hash, &i.PDF, &i.Workbook
	if n := i.Frozen.Edition.Correction; n != nil {
		v.Correction = &reportCorrection{n.Reason, n.Replaces, e.differences(n.Changes)}
	}
	return v
}

// versionLine is a version in one line.
func (e *env) versionLine(i reports.Issued) string {
	line := e.T("report.cli_version", "Version", i.Version, "Month", i.Month, "On", i.Frozen.Edition.IssuedOn, "Hash", i.SHA256[:12])
	if i.IssuedBy != "" {
		line += " · " + i.IssuedBy
	}
	if i.Reason != "" {
		line += " · " + i.Reason
	}
	return line
}

func (e *env) difference(d reports.Difference) string {
	label := e.T("report.differs_" + d.Key)
	if d.Before == "" && d.After == "" {
		return label
	}
	return e.T("report.cli_differs", "What", label, "Before", d.Before, "After", d.After)
}

// reportList lists the versions issued for a client.
type reportList struct {
	Client string `required:"" placeholder:"KEY"`
	Month  string `placeholder:"2026-10"`
}

// Run lists them in the order of issue, of one month or of all.
func (c reportList) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	m, err := monthOr(c.Month, civil.Month{})
	if err != nil {
		return err
	}
	versions, err := e.House.Reports.Versions(e.Context, client.ID, m)
	if err != nil {
		return err
	}
	rows := []versionView{}
	for _, i := range versions {
		rows = append(rows, e.versionOf(client, i.Month, reports.Copy{Month: i.Frozen, Issued: &i}))
	}
	return e.Print(rows, func(w io.Writer) {
		for _, i := range versions {
			fmt.Fprintln(w, e.versionLine(i))
		}
	})
}

// writable refuses a file whose folder is not there, before an issue that
// could not be taken back.
func writable(paths ...string) error {
	flags := []string{"pdf", "xlsx"}
	for i, path := range paths {
		if path == "" {
			continue
		}
		if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
			return fault.New("report_not_written", "Path", path).At(flags[i]).Because(err)
		}
	}
	return nil
}
