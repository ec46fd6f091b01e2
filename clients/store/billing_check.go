package store

import (
	"context"

	"regie/clients/billing"
	"regie/clients/fault"
)

// checkDocuments verifies the chain of issued documents, that their columns
// say what their content says, and that entries and documents name each other.
// Their files are among the kept files.
func (s *Store) checkDocuments(ctx context.Context) ([]Finding, error) {
	chain, err := s.Billing().Chain(ctx)
	if err != nil {
		return nil, err
	}
	var found []Finding
	v := billing.NewVerifier()
	for _, l := range chain {
		for _, f := range v.Next(l) {
			found = append(found, Finding{Fault: f})
		}
	}
	for _, q := range []struct{ code, query string }{
		{"document_differs", documentsDiffer},
		{"entry_without_document", entriesWithoutDocument},
		{"document_without_entries", documentsWithoutEntries},
	} {
		numbers, err := collect(ctx, s.read, "the documents", scanText, q.query)
		if err != nil {
			return nil, err
		}
		for _, n := range numbers {
			found = append(found, Finding{Fault: fault.New(q.code, "number", n)})
		}
	}
	return found, nil
}

// documentsDiffer are documents whose columns and entries are not what their
// content says.
const documentsDiffer = `SELECT number FROM document WHERE number <> '' AND (
	number IS NOT json_extract(content, '$.number') OR kind IS NOT json_extract(content, '$.kind')
	OR client_id IS NOT json_extract(content, '$.client') OR id IS NOT json_extract(content, '$.id')
	OR issued_on IS NOT json_extract(content, '$.issued_on') OR currency IS NOT json_extract(content, '$.currency')
	OR month IS NOT json_extract(content, '$.month') OR due_on IS NOT json_extract(content, '$.due_on')
	OR of_number IS NOT json_extract(content, CASE kind WHEN 'credit' THEN '$.refs.invoice' WHEN 'statement' THEN '$.refs.replaces' ELSE '$.refs.statement' END)
	OR (SELECT count(*) FROM document_entry x WHERE x.client_id = document.client_id AND x.document_id = document.id)
		<> (SELECT coalesce(sum(json_array_length(l.value, '$.entries')), 0) FROM json_each(content, '$.lines') l)
	OR net_minor IS NOT json_extract(content, '$.totals.net_minor') OR gross_minor IS NOT json_extract(content, '$.totals.gross_minor'))
	ORDER BY position`

// entriesWithoutDocument are numbers that entries bear and no document that
// lists them has.
const entriesWithoutDocument = `SELECT DISTINCT e.document FROM time_entry e WHERE e.document <> '' AND NOT EXISTS (
	SELECT 1 FROM document d JOIN document_entry x ON x.client_id = d.client_id AND x.document_id = d.id
	WHERE d.number = e.document AND x.client_id = e.client_id AND x.entry_id = e.id) ORDER BY 1`

// documentsWithoutEntries are documents that nothing takes back or over, and
// whose entries bear another number or none.
const documentsWithoutEntries = `SELECT DISTINCT d.number FROM document d
	JOIN document_entry x ON x.client_id = d.client_id AND x.document_id = d.id
	WHERE d.number <> '' AND d.kind <> 'credit' AND NOT EXISTS (SELECT 1 FROM document n WHERE n.of_number = d.number)
	AND NOT EXISTS (SELECT 1 FROM time_entry e WHERE e.client_id = x.client_id AND e.id = x.entry_id AND e.document = d.number)
	ORDER BY 1`
