package clients

import (
	"time"

	"regie/clients/civil"
)

// Report is one issued version of a client's monthly report. It is kept for
// ever as it was issued: the frozen month and the hashes of its two files.
type Report struct {
	Client  ID
	Month   civil.Month
	Version int // of the month, from 1
	// Position is the place in the order in which the client's reports were
	// issued, from 1.
	Position int64
	Lang     string // of the document: "fr" or "en"
	Reason   string // why the version corrects the one before; empty for the first
	// Content is the frozen month as canonical JSON, SHA256 its hash.
	Content []byte
	SHA256  string
	// PDF and Workbook are the SHA-256 of the kept files.
	PDF, Workbook string
	// Pages is the SHA-256 of the kept pages as they were laid out; empty for a
	// report issued before they were kept.
	Pages    string
	IssuedAt time.Time
	IssuedBy string
	// Previous is the Hash of the client's report issued before, 64 zeros for the
	// first; Hash covers it, the content and the files.
	Previous, Hash string
}
