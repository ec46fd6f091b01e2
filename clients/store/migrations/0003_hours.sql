-- Time worked, what it is worth, and the ledger of the hours bank.

-- What was worked, as it was recorded. A day belongs to where the work was done:
-- on_date is the civil date of the start in the entry's own zone. Without start_at
-- it is a duration on a day; with running = 1 it is a timer that has no end yet.
CREATE TABLE time_entry (
  id          TEXT NOT NULL,
  client_id   TEXT NOT NULL REFERENCES client (id),
  staff_id    TEXT NOT NULL REFERENCES staff (id),
  on_date     TEXT NOT NULL,
  start_at    TEXT,
  end_at      TEXT,
  zone        TEXT NOT NULL,
  seconds     INTEGER NOT NULL CHECK (seconds BETWEEN 0 AND 90000),
  running     INTEGER NOT NULL DEFAULT 0 CHECK (running IN (0, 1)),
  hat         TEXT NOT NULL REFERENCES hat (key),
  level       TEXT NOT NULL REFERENCES level (key),
  kind        TEXT NOT NULL CHECK (kind IN ('contract', 'extra', 'free')),
  reason      TEXT NOT NULL DEFAULT '',
  note        TEXT NOT NULL DEFAULT '',
  currency    TEXT NOT NULL,
  rate_minor  INTEGER,
  rate_source TEXT NOT NULL DEFAULT '',
  cost_minor  INTEGER,
  cost_source TEXT NOT NULL DEFAULT '',
  item_id     TEXT,
  campaign_id TEXT,
  import_id   TEXT REFERENCES import (id),
  settle      INTEGER NOT NULL DEFAULT 0 CHECK (settle IN (0, 1)),
  approved_at TEXT,
  approved_by TEXT NOT NULL DEFAULT '',
  document    TEXT NOT NULL DEFAULT '',
  fingerprint INTEGER NOT NULL,
  created_at  TEXT NOT NULL,
  PRIMARY KEY (client_id, id),
  FOREIGN KEY (client_id, item_id) REFERENCES item (client_id, id),
  FOREIGN KEY (client_id, campaign_id) REFERENCES campaign (client_id, id),
  CHECK (running = 0 OR (start_at IS NOT NULL AND end_at IS NULL AND seconds = 0)),
  CHECK (running = 1 OR (start_at IS NULL) = (end_at IS NULL)),
  CHECK (kind <> 'free' OR reason <> '')
) STRICT, WITHOUT ROWID;

-- One month of one client is read from this index alone.
CREATE INDEX time_entry_by_month ON time_entry
  (client_id, on_date, start_at, id, running, kind, level, hat, staff_id, seconds, rate_minor, rate_source, settle);
-- A person's day over all clients: limit, overlap, totals.
CREATE INDEX time_entry_by_person ON time_entry (staff_id, on_date, start_at, end_at, seconds, running);
CREATE UNIQUE INDEX time_entry_running ON time_entry (staff_id) WHERE running = 1;
CREATE INDEX time_entry_by_import ON time_entry (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX time_entry_by_item ON time_entry (client_id, item_id) WHERE item_id IS NOT NULL;
CREATE INDEX time_entry_by_campaign ON time_entry (client_id, campaign_id) WHERE campaign_id IS NOT NULL;
CREATE INDEX time_entry_by_fingerprint ON time_entry (client_id, fingerprint);

-- When the machine was last known alive under a running timer. Apart from the
-- entry, since it changes every minute and is no act of anybody.
CREATE TABLE timer_beat (
  staff_id TEXT NOT NULL PRIMARY KEY REFERENCES staff (id),
  entry_id TEXT NOT NULL,
  alive_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rate (
  id           TEXT NOT NULL PRIMARY KEY,
  side         TEXT NOT NULL CHECK (side IN ('sale', 'cost')),
  from_on      TEXT NOT NULL,
  staff_id     TEXT REFERENCES staff (id),
  client_id    TEXT REFERENCES client (id),
  hat          TEXT REFERENCES hat (key),
  level        TEXT REFERENCES level (key),
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
  currency     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX rate_by_key ON rate
  (side, currency, from_on, coalesce(staff_id, ''), coalesce(client_id, ''), coalesce(hat, ''), coalesce(level, ''));

CREATE TABLE month_lock (
  client_id TEXT NOT NULL REFERENCES client (id),
  month     TEXT NOT NULL,
  locked_at TEXT NOT NULL,
  locked_by TEXT NOT NULL DEFAULT '',
  reason    TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (client_id, month)
) STRICT, WITHOUT ROWID;

-- A month whose ledger is written; state is what it carried out, as JSON.
CREATE TABLE bank_close (
  client_id TEXT NOT NULL REFERENCES client (id),
  month     TEXT NOT NULL,
  closed_at TEXT NOT NULL,
  closed_by TEXT NOT NULL DEFAULT '',
  state     TEXT NOT NULL,
  PRIMARY KEY (client_id, month)
) STRICT, WITHOUT ROWID;

-- Movements of the bank. Adjust and transfer are written when made, the others
-- when their month is closed.
CREATE TABLE bank_movement (
  id        TEXT NOT NULL,
  client_id TEXT NOT NULL REFERENCES client (id),
  month     TEXT NOT NULL,
  on_date   TEXT NOT NULL,
  level     TEXT NOT NULL DEFAULT '',
  kind      TEXT NOT NULL CHECK (kind IN ('grant', 'adjust', 'transfer', 'consume', 'overage', 'expire', 'cap_loss')),
  minutes   INTEGER NOT NULL,
  reason    TEXT NOT NULL DEFAULT '',
  source    TEXT NOT NULL DEFAULT '',
  who_name  TEXT NOT NULL DEFAULT '',
  at        TEXT NOT NULL,
  PRIMARY KEY (client_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bank_movement_by_month ON bank_movement (client_id, month, on_date);

CREATE TRIGGER bank_movement_no_update BEFORE UPDATE ON bank_movement
  WHEN EXISTS (SELECT 1 FROM bank_close c WHERE c.client_id = old.client_id AND c.month = old.month)
  BEGIN SELECT RAISE(ABORT, 'a closed ledger is append-only'); END;
CREATE TRIGGER bank_movement_no_delete BEFORE DELETE ON bank_movement
  WHEN EXISTS (SELECT 1 FROM bank_close c WHERE c.client_id = old.client_id AND c.month = old.month)
  BEGIN SELECT RAISE(ABORT, 'a closed ledger is append-only'); END;
CREATE TRIGGER bank_close_no_update BEFORE UPDATE ON bank_close
  BEGIN SELECT RAISE(ABORT, 'a closed ledger is append-only'); END;
CREATE TRIGGER bank_close_no_delete BEFORE DELETE ON bank_close
  BEGIN SELECT RAISE(ABORT, 'a closed ledger is append-only'); END;

CREATE TABLE bank_consent (
  id        TEXT NOT NULL,
  client_id TEXT NOT NULL REFERENCES client (id),
  month     TEXT NOT NULL,
  minutes   INTEGER NOT NULL CHECK (minutes > 0),
  by_name   TEXT NOT NULL,
  on_date   TEXT NOT NULL,
  reason    TEXT NOT NULL DEFAULT '',
  who_name  TEXT NOT NULL DEFAULT '',
  at        TEXT NOT NULL,
  PRIMARY KEY (client_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bank_consent_by_month ON bank_consent (client_id, month);

-- Entries a person makes again and again, one key away.
CREATE TABLE time_template (
  id        TEXT NOT NULL PRIMARY KEY,
  staff_id  TEXT NOT NULL REFERENCES staff (id),
  client_id TEXT NOT NULL REFERENCES client (id),
  hat       TEXT NOT NULL REFERENCES hat (key),
  note      TEXT NOT NULL DEFAULT '',
  seconds   INTEGER NOT NULL DEFAULT 0,
  kind      TEXT NOT NULL DEFAULT '',
  reason    TEXT NOT NULL DEFAULT '',
  position  INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX time_template_by_person ON time_template (staff_id, position, id);

CREATE TABLE absence (
  id          TEXT NOT NULL PRIMARY KEY,
  staff_id    TEXT NOT NULL REFERENCES staff (id),
  from_on     TEXT NOT NULL,
  to_on       TEXT NOT NULL,
  kind        TEXT NOT NULL DEFAULT 'leave' CHECK (kind IN ('leave', 'training', 'sick', 'other')),
  reason      TEXT NOT NULL DEFAULT '',
  replaced_by TEXT REFERENCES staff (id),
  CHECK (from_on <= to_on),
  CHECK (replaced_by <> staff_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX absence_by_person ON absence (staff_id, from_on);

-- What a bank carried out of a month that has ended and is not closed: worked
-- out again whenever anything that it follows from changes. Never journalled.
CREATE TABLE bank_carry (
  client_id TEXT NOT NULL,
  month     TEXT NOT NULL,
  state     TEXT NOT NULL,
  PRIMARY KEY (client_id, month)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER bank_carry_entry_added AFTER INSERT ON time_entry
  BEGIN DELETE FROM bank_carry WHERE client_id = new.client_id AND month >= substr(new.on_date, 1, 7); END;
CREATE TRIGGER bank_carry_entry_changed AFTER UPDATE ON time_entry
  BEGIN DELETE FROM bank_carry WHERE client_id = new.client_id
    AND month >= min(substr(new.on_date, 1, 7), substr(old.on_date, 1, 7)); END;
CREATE TRIGGER bank_carry_entry_removed AFTER DELETE ON time_entry
  BEGIN DELETE FROM bank_carry WHERE client_id = old.client_id AND month >= substr(old.on_date, 1, 7); END;
CREATE TRIGGER bank_carry_movement_added AFTER INSERT ON bank_movement
  BEGIN DELETE FROM bank_carry WHERE client_id = new.client_id AND month >= new.month; END;
CREATE TRIGGER bank_carry_movement_changed AFTER UPDATE ON bank_movement
  BEGIN DELETE FROM bank_carry WHERE client_id = new.client_id AND month >= min(new.month, old.month); END;
CREATE TRIGGER bank_carry_movement_removed AFTER DELETE ON bank_movement
  BEGIN DELETE FROM bank_carry WHERE client_id = old.client_id AND month >= old.month; END;
CREATE TRIGGER bank_carry_contract_added AFTER INSERT ON contract
  BEGIN DELETE FROM bank_carry WHERE client_id = new.client_id; END;
CREATE TRIGGER bank_carry_contract_changed AFTER UPDATE ON contract
  BEGIN DELETE FROM bank_carry WHERE client_id = new.client_id; END;
CREATE TRIGGER bank_carry_contract_removed AFTER DELETE ON contract
  BEGIN DELETE FROM bank_carry WHERE client_id = old.client_id; END;
CREATE TRIGGER bank_carry_level_added AFTER INSERT ON contract_level
  BEGIN DELETE FROM bank_carry WHERE client_id = new.client_id; END;
CREATE TRIGGER bank_carry_level_changed AFTER UPDATE ON contract_level
  BEGIN DELETE FROM bank_carry WHERE client_id = new.client_id; END;
CREATE TRIGGER bank_carry_level_removed AFTER DELETE ON contract_level
  BEGIN DELETE FROM bank_carry WHERE client_id = old.client_id; END;

-- What a month of a client comes to, as JSON, once it was worked out: its sums
-- and its billing lines by the day. Never journalled.
CREATE TABLE time_digest (
  client_id TEXT NOT NULL,
  month     TEXT NOT NULL,
  what      TEXT NOT NULL,
  content   TEXT NOT NULL,
  PRIMARY KEY (client_id, month, what)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER time_digest_added AFTER INSERT ON time_entry
  BEGIN DELETE FROM time_digest WHERE client_id = new.client_id AND month = substr(new.on_date, 1, 7); END;
CREATE TRIGGER time_digest_changed AFTER UPDATE ON time_entry
  BEGIN
    DELETE FROM time_digest WHERE client_id = old.client_id AND month = substr(old.on_date, 1, 7);
    DELETE FROM time_digest WHERE client_id = new.client_id AND month = substr(new.on_date, 1, 7);
  END;
CREATE TRIGGER time_digest_removed AFTER DELETE ON time_entry
  BEGIN DELETE FROM time_digest WHERE client_id = old.client_id AND month = substr(old.on_date, 1, 7); END;
