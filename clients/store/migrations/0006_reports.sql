-- Issued monthly reports, for ever as they were issued.

-- content is the frozen month as canonical JSON; position and the hashes are
-- the client's own chain, in the order of issue.
CREATE TABLE report (
  client_id       TEXT NOT NULL REFERENCES client (id),
  month           TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
  version         INTEGER NOT NULL CHECK (version >= 1),
  position        INTEGER NOT NULL CHECK (position >= 1),
  lang            TEXT NOT NULL,
  reason          TEXT NOT NULL DEFAULT '',
  content         TEXT NOT NULL,
  content_sha256  TEXT NOT NULL CHECK (length(content_sha256) = 64),
  pdf_sha256      TEXT NOT NULL REFERENCES media (sha256),
  workbook_sha256 TEXT NOT NULL REFERENCES media (sha256),
  issued_at       TEXT NOT NULL,
  issued_by       TEXT NOT NULL DEFAULT '',
  prev_hash       TEXT NOT NULL CHECK (length(prev_hash) = 64),
  hash            TEXT NOT NULL CHECK (length(hash) = 64),
  PRIMARY KEY (client_id, month, version),
  CHECK ((version = 1) = (reason = ''))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX report_by_position ON report (client_id, position);
CREATE INDEX report_by_month ON report (month, client_id, version);

CREATE TRIGGER report_no_update BEFORE UPDATE ON report
  BEGIN SELECT RAISE(ABORT, 'an issued report is never changed'); END;
CREATE TRIGGER report_no_delete BEFORE DELETE ON report
  BEGIN SELECT RAISE(ABORT, 'an issued report is never removed'); END;
CREATE TRIGGER report_no_gap BEFORE INSERT ON report
  WHEN new.version <> 1 + coalesce((SELECT max(version) FROM report WHERE client_id = new.client_id AND month = new.month), 0)
    OR new.position <> 1 + coalesce((SELECT max(position) FROM report WHERE client_id = new.client_id), 0)
    OR (new.position > 1 AND new.prev_hash <> (SELECT hash FROM report WHERE client_id = new.client_id AND position = new.position - 1))
  BEGIN SELECT RAISE(ABORT, 'versions and chain go on without gap'); END;
