package billing

import "context"

// Printer makes the files of a document that is about to be issued: number,
// dates and totals stand on it, the hashes do not exist yet. It only computes:
// the room keeps what it returns, before the transaction that names it.
type Printer interface {
	Print(ctx context.Context, d Document) (Printed, error)
	// Draw makes the pages alone, of what is kept nowhere.
	Draw(ctx context.Context, d Document) ([]byte, error)
}

// Printed are the files of a document; nil for what its kind does not have.
type Printed struct {
	PDF      []byte
	XML      []byte // EN 16931 CII, of invoices, deposits and credit notes
	Workbook []byte // of statements
}
