-- Quotes, statements, invoices, deposits and credit notes, and what was paid.

-- content is the document whole, as JSON: of a draft what will be printed, of an
-- issued document the canonical text its hash covers. The columns beside it are
-- what lists and sums ask for.
CREATE TABLE document (
  id              TEXT NOT NULL,
  client_id       TEXT NOT NULL REFERENCES client (id),
  kind            TEXT NOT NULL CHECK (kind IN ('quote', 'statement', 'invoice', 'deposit', 'credit')),
  month           TEXT NOT NULL DEFAULT '', -- YYYY-MM that is billed
  currency        TEXT NOT NULL,
  net_minor       INTEGER NOT NULL,
  vat_minor       INTEGER NOT NULL,
  gross_minor     INTEGER NOT NULL CHECK (gross_minor = net_minor + vat_minor),
  content         TEXT NOT NULL,
  created_at      TEXT NOT NULL,
  number          TEXT NOT NULL DEFAULT '', -- empty for a draft
  series          TEXT NOT NULL DEFAULT '',
  year            INTEGER NOT NULL DEFAULT 0, -- 0 where the series never restarts
  sequence        INTEGER NOT NULL DEFAULT 0,
  position        INTEGER NOT NULL DEFAULT 0, -- in the agency's chain, from 1
  issued_on       TEXT NOT NULL DEFAULT '',
  due_on          TEXT NOT NULL DEFAULT '', -- when an invoice is to be paid
  issued_at       TEXT NOT NULL DEFAULT '',
  issued_by       TEXT NOT NULL DEFAULT '',
  of_number       TEXT NOT NULL DEFAULT '', -- what it takes back, over or on
  pdf_sha256      TEXT REFERENCES media (sha256),
  xml_sha256      TEXT REFERENCES media (sha256),
  workbook_sha256 TEXT REFERENCES media (sha256),
  prev_hash       TEXT NOT NULL DEFAULT '',
  hash            TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (client_id, id),
  CHECK ((number = '') = (hash = '') AND (number = '') = (position = 0) AND (number = '') = (issued_on = ''))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX document_by_id ON document (id);
CREATE UNIQUE INDEX document_by_number ON document (number) WHERE number <> '';
CREATE UNIQUE INDEX document_by_sequence ON document (series, year, sequence) WHERE number <> '';
CREATE UNIQUE INDEX document_by_position ON document (position) WHERE number <> '';
CREATE INDEX document_by_day ON document (series, issued_on) WHERE number <> '';
CREATE INDEX document_by_client ON document (client_id, month, kind, position);
CREATE INDEX document_newest ON document (client_id, position) WHERE number <> '';
CREATE INDEX document_by_issue ON document (issued_on) WHERE number <> '';
CREATE INDEX document_by_gross ON document (gross_minor, position) WHERE number <> '';
CREATE INDEX document_owed ON document (kind, client_id, id, number, gross_minor, due_on) WHERE number <> '';
CREATE INDEX document_of ON document (of_number, kind, gross_minor);

CREATE TRIGGER document_no_update BEFORE UPDATE ON document WHEN old.number <> ''
  BEGIN SELECT RAISE(ABORT, 'an issued document is never changed'); END;
CREATE TRIGGER document_no_delete BEFORE DELETE ON document WHEN old.number <> ''
  BEGIN SELECT RAISE(ABORT, 'an issued document is never removed'); END;
CREATE TRIGGER document_no_gap BEFORE UPDATE ON document
  WHEN old.number = '' AND new.number <> ''
   AND (new.position <> 1 + coalesce((SELECT max(position) FROM document WHERE number <> ''), 0)
     OR new.sequence <> 1 + coalesce((SELECT max(sequence) FROM document WHERE number <> '' AND series = new.series AND year = new.year), 0))
  BEGIN SELECT RAISE(ABORT, 'numbers and chain go on without gap'); END;
CREATE TRIGGER document_born_draft BEFORE INSERT ON document WHEN new.number <> ''
  BEGIN SELECT RAISE(ABORT, 'a document is issued from a draft'); END;

-- Which entries stand on which line of an issued document, for ever.
CREATE TABLE document_entry (
  client_id   TEXT NOT NULL,
  document_id TEXT NOT NULL,
  line        INTEGER NOT NULL,
  entry_id    TEXT NOT NULL,
  PRIMARY KEY (client_id, document_id, line, entry_id),
  FOREIGN KEY (client_id, document_id) REFERENCES document (client_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_entry_by_entry ON document_entry (client_id, entry_id, document_id);
CREATE TRIGGER document_entry_no_update BEFORE UPDATE ON document_entry
  BEGIN SELECT RAISE(ABORT, 'an issued document is never changed'); END;
CREATE TRIGGER document_entry_no_delete BEFORE DELETE ON document_entry
  BEGIN SELECT RAISE(ABORT, 'an issued document is never changed'); END;
CREATE TRIGGER document_entry_late BEFORE INSERT ON document_entry
  WHEN (SELECT position FROM document WHERE client_id = new.client_id AND id = new.document_id)
    IS NOT (SELECT max(position) FROM document WHERE number <> '')
  BEGIN SELECT RAISE(ABORT, 'an issued document is never changed'); END;

-- What can be billed once: the fee of a month, an expense, a deposit, a
-- statement, a quote. A credit note frees it.
CREATE TABLE document_claim (
  client_id   TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('fee', 'movement', 'deposit', 'statement', 'quote')),
  ref         TEXT NOT NULL,
  document_id TEXT NOT NULL,
  line        INTEGER NOT NULL,
  PRIMARY KEY (client_id, kind, ref),
  FOREIGN KEY (client_id, document_id) REFERENCES document (client_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_claim_by_document ON document_claim (client_id, document_id);
CREATE TRIGGER document_claim_no_update BEFORE UPDATE ON document_claim
  BEGIN SELECT RAISE(ABORT, 'what is billed stays billed'); END;
CREATE TRIGGER document_claim_kept BEFORE DELETE ON document_claim
  WHEN NOT EXISTS (SELECT 1 FROM document d JOIN document c ON c.of_number = d.number AND c.kind = 'credit'
    WHERE d.client_id = old.client_id AND (d.id = old.document_id OR old.kind = 'statement' AND d.of_number = old.ref))
  BEGIN SELECT RAISE(ABORT, 'only a credit note frees what is billed'); END;

CREATE TABLE document_payment (
  id           TEXT NOT NULL,
  client_id    TEXT NOT NULL,
  document_id  TEXT NOT NULL,
  on_date      TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  method       TEXT NOT NULL DEFAULT '',
  note         TEXT NOT NULL DEFAULT '',
  who_name     TEXT NOT NULL DEFAULT '',
  at           TEXT NOT NULL,
  PRIMARY KEY (client_id, id),
  FOREIGN KEY (client_id, document_id) REFERENCES document (client_id, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER document_payment_no_update BEFORE UPDATE ON document_payment
  BEGIN SELECT RAISE(ABORT, 'a payment is taken back, never changed'); END;
CREATE INDEX document_payment_by_document ON document_payment (client_id, document_id, on_date, amount_minor);

CREATE TABLE document_event (
  id          TEXT NOT NULL,
  client_id   TEXT NOT NULL,
  document_id TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('accepted', 'refused', 'signed', 'reminder')),
  on_date     TEXT NOT NULL,
  by_name     TEXT NOT NULL DEFAULT '',
  note        TEXT NOT NULL DEFAULT '',
  who_name    TEXT NOT NULL DEFAULT '',
  at          TEXT NOT NULL,
  PRIMARY KEY (client_id, document_id, id),
  FOREIGN KEY (client_id, document_id) REFERENCES document (client_id, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER document_event_no_update BEFORE UPDATE ON document_event
  BEGIN SELECT RAISE(ABORT, 'what was recorded is taken back, never changed'); END;

-- The lock of a document holds in SQL too: what was worked stays as it was
-- billed, and the number leaves an entry only by what takes the document back
-- or over.
CREATE TRIGGER time_entry_billed_update BEFORE UPDATE ON time_entry
  WHEN old.document <> '' AND (old.seconds, old.on_date, old.kind, old.hat, old.level, old.staff_id, old.currency)
    IS NOT (new.seconds, new.on_date, new.kind, new.hat, new.level, new.staff_id, new.currency)
  BEGIN SELECT RAISE(ABORT, 'an entry on an issued document is never changed'); END;
CREATE TRIGGER time_entry_billed_rate BEFORE UPDATE ON time_entry
  WHEN old.document <> '' AND old.rate_minor IS NOT new.rate_minor
  BEGIN SELECT RAISE(ABORT, 'an entry on an issued document is never changed'); END;
CREATE TRIGGER time_entry_billed_delete BEFORE DELETE ON time_entry WHEN old.document <> ''
  BEGIN SELECT RAISE(ABORT, 'an entry on an issued document is never removed'); END;
CREATE TRIGGER time_entry_number BEFORE UPDATE OF document ON time_entry
  WHEN new.document <> '' AND new.document <> old.document
   AND NOT EXISTS (SELECT 1 FROM document d WHERE d.number = new.document AND d.client_id = new.client_id)
  BEGIN SELECT RAISE(ABORT, 'an entry names an issued document of its client'); END;
CREATE TRIGGER time_entry_number_kept BEFORE UPDATE OF document ON time_entry
  WHEN old.document <> '' AND new.document <> old.document
   AND NOT EXISTS (SELECT 1 FROM document d WHERE d.of_number = old.document)
  BEGIN SELECT RAISE(ABORT, 'only what takes a document back lifts its lock'); END;

-- So does that of an expense: what was billed on stays as it stands on the
-- document, but for a receipt that was still to come, until a credit note frees it.
CREATE TRIGGER budget_movement_billed_update BEFORE UPDATE ON budget_movement
  WHEN EXISTS (SELECT 1 FROM document_claim c WHERE c.client_id = old.client_id AND c.kind = 'movement' AND c.ref = old.id)
   AND ((old.line_id, old.kind, old.on_date, old.label, old.supplier, old.rebillable, old.amount_minor, old.currency)
     IS NOT (new.line_id, new.kind, new.on_date, new.label, new.supplier, new.rebillable, new.amount_minor, new.currency)
    OR (old.id, old.client_id, old.rate_num, old.rate_den, old.line_minor, old.commitment_id, old.settles_minor)
     IS NOT (new.id, new.client_id, new.rate_num, new.rate_den, new.line_minor, new.commitment_id, new.settles_minor)
    OR old.receipt_sha256 IS NOT NULL AND old.receipt_sha256 IS NOT new.receipt_sha256)
  BEGIN SELECT RAISE(ABORT, 'an expense on an issued document is never changed'); END;
CREATE TRIGGER budget_movement_billed_delete BEFORE DELETE ON budget_movement
  WHEN EXISTS (SELECT 1 FROM document_claim c WHERE c.client_id = old.client_id AND c.kind = 'movement' AND c.ref = old.id)
  BEGIN SELECT RAISE(ABORT, 'an expense on an issued document is never removed'); END;
