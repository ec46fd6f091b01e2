-- Money planned, ordered and spent, by client.

CREATE TABLE budget_line (
  id            TEXT NOT NULL,
  client_id     TEXT NOT NULL REFERENCES client (id),
  kind          TEXT NOT NULL CHECK (kind IN ('fees', 'ads', 'production', 'prizes', 'influencers', 'tools', 'extra')),
  name          TEXT NOT NULL DEFAULT '',
  name_folded   TEXT NOT NULL DEFAULT '',
  month         TEXT NOT NULL DEFAULT '', -- YYYY-MM of a monthly line, empty for a range of its own
  from_on       TEXT NOT NULL,
  to_on         TEXT NOT NULL CHECK (to_on >= from_on),
  campaign_id   TEXT,
  planned_minor INTEGER NOT NULL CHECK (planned_minor >= 0),
  currency      TEXT NOT NULL,
  rebillable    INTEGER NOT NULL DEFAULT 0 CHECK (rebillable IN (0, 1)),
  note          TEXT NOT NULL DEFAULT '',
  position      INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (client_id, id),
  UNIQUE (client_id, from_on, to_on, kind, name_folded),
  FOREIGN KEY (client_id, campaign_id) REFERENCES campaign (client_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX budget_line_by_month ON budget_line (month, client_id, id, planned_minor, currency) WHERE month <> '';
CREATE INDEX budget_line_by_range ON budget_line (from_on, to_on) WHERE month = '';
CREATE INDEX budget_line_by_campaign ON budget_line (client_id, campaign_id) WHERE campaign_id IS NOT NULL;

-- Amounts stand as on the receipt, with the rate frozen as a ratio, and in the
-- line's currency.
CREATE TABLE budget_movement (
  id            TEXT NOT NULL,
  client_id     TEXT NOT NULL,
  line_id       TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('commit', 'spend', 'release')),
  on_date       TEXT NOT NULL,
  label         TEXT NOT NULL,
  supplier      TEXT NOT NULL DEFAULT '',
  receipt_sha256 TEXT REFERENCES media (sha256),
  rebillable    INTEGER NOT NULL DEFAULT 0 CHECK (rebillable IN (0, 1)),
  amount_minor  INTEGER NOT NULL,
  currency      TEXT NOT NULL,
  rate_num      INTEGER NOT NULL DEFAULT 1 CHECK (rate_num > 0),
  rate_den      INTEGER NOT NULL DEFAULT 1 CHECK (rate_den > 0),
  line_minor    INTEGER NOT NULL,
  commitment_id TEXT,
  settles_minor INTEGER NOT NULL DEFAULT 0 CHECK (settles_minor >= 0),
  PRIMARY KEY (client_id, id),
  FOREIGN KEY (client_id, line_id) REFERENCES budget_line (client_id, id),
  FOREIGN KEY (client_id, commitment_id) REFERENCES budget_movement (client_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX budget_movement_by_line ON budget_movement (client_id, line_id, kind, line_minor, settles_minor);
CREATE INDEX budget_movement_by_date ON budget_movement (client_id, on_date, id);
CREATE INDEX budget_movement_by_commitment ON budget_movement (client_id, commitment_id) WHERE commitment_id IS NOT NULL;

CREATE TABLE budget_carry (
  id        TEXT NOT NULL,
  client_id TEXT NOT NULL,
  from_line TEXT NOT NULL,
  to_line   TEXT NOT NULL CHECK (to_line <> from_line),
  minor     INTEGER NOT NULL CHECK (minor <> 0),
  PRIMARY KEY (client_id, id),
  FOREIGN KEY (client_id, from_line) REFERENCES budget_line (client_id, id),
  FOREIGN KEY (client_id, to_line) REFERENCES budget_line (client_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX budget_carry_from ON budget_carry (client_id, from_line);
CREATE INDEX budget_carry_to ON budget_carry (client_id, to_line);

CREATE TABLE budget_threshold (
  client_id TEXT NOT NULL PRIMARY KEY REFERENCES client (id),
  percents  TEXT NOT NULL -- JSON array, ascending
) STRICT, WITHOUT ROWID;

-- Thresholds crossed in a month. Derived from the movements, so not journalled;
-- who took note of one is.
CREATE TABLE budget_alert (
  client_id TEXT NOT NULL REFERENCES client (id),
  month     TEXT NOT NULL,
  subject   TEXT NOT NULL,
  percent   INTEGER NOT NULL,
  fired_at  TEXT NOT NULL,
  used      INTEGER NOT NULL,
  planned   INTEGER NOT NULL,
  acked_at  TEXT NOT NULL DEFAULT '',
  acked_by  TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (client_id, month, subject, percent)
) STRICT, WITHOUT ROWID;
CREATE INDEX budget_alert_by_month ON budget_alert (month, client_id, subject, percent);
