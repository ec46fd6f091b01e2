-- The agency, its people, its clients, and the journal every room writes in.

CREATE TABLE act (
  id        TEXT NOT NULL PRIMARY KEY,
  at        TEXT NOT NULL,
  who_id    TEXT NOT NULL DEFAULT '',
  who_name  TEXT NOT NULL DEFAULT '',
  kind      TEXT NOT NULL,
  client_id TEXT NOT NULL DEFAULT '',
  subject   TEXT NOT NULL DEFAULT '',
  final     INTEGER NOT NULL DEFAULT 0 CHECK (final IN (0, 1)),
  undo_of   TEXT REFERENCES act (id)
) STRICT;
CREATE INDEX act_by_client ON act (client_id, id);
CREATE INDEX act_by_who ON act (who_id, id);
CREATE UNIQUE INDEX act_by_undo ON act (undo_of) WHERE undo_of IS NOT NULL;

CREATE TABLE change (
  act_id     TEXT NOT NULL REFERENCES act (id),
  seq        INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  key_json   TEXT NOT NULL,
  before_json TEXT,
  after_json  TEXT,
  bulk       INTEGER NOT NULL DEFAULT 0 CHECK (bulk IN (0, 1)),
  PRIMARY KEY (act_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_by_row ON change (table_name, key_json, act_id);

CREATE TRIGGER act_no_update BEFORE UPDATE ON act BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER act_no_delete BEFORE DELETE ON act BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER change_no_update BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER change_no_delete BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;

CREATE TABLE setting (
  key   TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE media (
  sha256   TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
  mime     TEXT NOT NULL,
  bytes    INTEGER NOT NULL,
  width    INTEGER NOT NULL DEFAULT 0,
  height   INTEGER NOT NULL DEFAULT 0,
  name     TEXT NOT NULL DEFAULT '',
  added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE agency (
  id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  name            TEXT NOT NULL,
  legal_name      TEXT NOT NULL DEFAULT '',
  legal_form      TEXT NOT NULL DEFAULT '',
  address         TEXT NOT NULL DEFAULT '',
  postcode        TEXT NOT NULL DEFAULT '',
  city            TEXT NOT NULL DEFAULT '',
  country         TEXT NOT NULL DEFAULT 'FR',
  siren           TEXT NOT NULL DEFAULT '',
  siret           TEXT NOT NULL DEFAULT '',
  vat_id          TEXT NOT NULL DEFAULT '',
  iban            TEXT NOT NULL DEFAULT '',
  email           TEXT NOT NULL DEFAULT '',
  phone           TEXT NOT NULL DEFAULT '',
  website         TEXT NOT NULL DEFAULT '',
  franchise       INTEGER NOT NULL DEFAULT 0 CHECK (franchise IN (0, 1)),
  zone            TEXT NOT NULL DEFAULT 'Europe/Paris',
  currency        TEXT NOT NULL DEFAULT 'EUR',
  lang            TEXT NOT NULL DEFAULT 'fr',
  logo_sha256     TEXT REFERENCES media (sha256),
  logo_source_sha256 TEXT REFERENCES media (sha256),
  primary_color   TEXT NOT NULL DEFAULT '#24527A',
  full_time_minutes INTEGER NOT NULL DEFAULT 9100,
  overlap         TEXT NOT NULL DEFAULT 'warn' CHECK (overlap IN ('allow', 'warn', 'forbid')),
  idle_minutes    INTEGER NOT NULL DEFAULT 15 CHECK (idle_minutes BETWEEN 0 AND 480)
) STRICT;

CREATE TABLE level (
  key      TEXT NOT NULL PRIMARY KEY,
  name_fr  TEXT NOT NULL,
  name_en  TEXT NOT NULL,
  position INTEGER NOT NULL,
  shipped  INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE hat (
  key      TEXT NOT NULL PRIMARY KEY,
  name_fr  TEXT NOT NULL,
  name_en  TEXT NOT NULL,
  color    TEXT NOT NULL,
  position INTEGER NOT NULL,
  shipped  INTEGER NOT NULL DEFAULT 0,
  retired  INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
  id             TEXT NOT NULL PRIMARY KEY,
  name           TEXT NOT NULL,
  name_folded    TEXT NOT NULL,
  tutor_id       TEXT REFERENCES staff (id),
  email          TEXT NOT NULL DEFAULT '',
  job            TEXT NOT NULL DEFAULT '',
  zone           TEXT NOT NULL DEFAULT 'Europe/Paris',
  weekly_minutes INTEGER NOT NULL DEFAULT 2100,
  archived_at    TEXT
) STRICT;
CREATE UNIQUE INDEX staff_by_name ON staff (name_folded) WHERE archived_at IS NULL;

-- The level a person has from a day on; the empty day is the first level.
CREATE TABLE staff_level (
  staff_id TEXT NOT NULL REFERENCES staff (id),
  from_on  TEXT NOT NULL,
  level    TEXT NOT NULL REFERENCES level (key),
  PRIMARY KEY (staff_id, from_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE client (
  id            TEXT NOT NULL PRIMARY KEY,
  key           TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL,
  name_folded   TEXT NOT NULL,
  kind          TEXT NOT NULL DEFAULT 'client' CHECK (kind IN ('client', 'internal')),
  position      INTEGER NOT NULL DEFAULT 0,
  sector        TEXT NOT NULL DEFAULT '',
  seasonality   TEXT NOT NULL DEFAULT '',
  country       TEXT NOT NULL DEFAULT 'FR',
  lang          TEXT NOT NULL DEFAULT 'fr',
  currency      TEXT NOT NULL DEFAULT 'EUR',
  zone          TEXT NOT NULL DEFAULT 'Europe/Paris',
  legal_name    TEXT NOT NULL DEFAULT '',
  legal_form    TEXT NOT NULL DEFAULT '',
  address       TEXT NOT NULL DEFAULT '',
  postcode      TEXT NOT NULL DEFAULT '',
  city          TEXT NOT NULL DEFAULT '',
  siren         TEXT NOT NULL DEFAULT '',
  siret         TEXT NOT NULL DEFAULT '',
  vat_id        TEXT NOT NULL DEFAULT '',
  iban          TEXT NOT NULL DEFAULT '',
  franchise     INTEGER NOT NULL DEFAULT 0 CHECK (franchise IN (0, 1)),
  circuit       TEXT NOT NULL DEFAULT 'client' CHECK (circuit IN ('none', 'internal', 'client')),
  quorum        INTEGER NOT NULL DEFAULT 0,
  access_notes  TEXT NOT NULL DEFAULT '',
  note          TEXT NOT NULL DEFAULT '',
  logo_sha256   TEXT REFERENCES media (sha256),
  logo_source_sha256 TEXT REFERENCES media (sha256),
  primary_color TEXT NOT NULL DEFAULT '#24527A',
  secondary_color TEXT NOT NULL DEFAULT '',
  address_form  TEXT NOT NULL DEFAULT 'vous' CHECK (address_form IN ('tu', 'vous')),
  tone          TEXT NOT NULL DEFAULT '',
  words_use     TEXT NOT NULL DEFAULT '[]',
  words_avoid   TEXT NOT NULL DEFAULT '[]',
  mentions      TEXT NOT NULL DEFAULT '[]',
  hashtags      TEXT NOT NULL DEFAULT '[]',
  archived_at   TEXT,
  archive_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX client_by_position ON client (position, name_folded) WHERE archived_at IS NULL;

CREATE TABLE contact (
  id         TEXT NOT NULL,
  client_id  TEXT NOT NULL REFERENCES client (id),
  name       TEXT NOT NULL,
  job        TEXT NOT NULL DEFAULT '',
  email      TEXT NOT NULL DEFAULT '',
  phone      TEXT NOT NULL DEFAULT '',
  role       TEXT NOT NULL DEFAULT '' ,
  committee  INTEGER NOT NULL DEFAULT 0 CHECK (committee IN (0, 1)),
  note       TEXT NOT NULL DEFAULT '',
  position   INTEGER NOT NULL DEFAULT 0,
  archived_at TEXT,
  PRIMARY KEY (client_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE channel (
  id         TEXT NOT NULL,
  client_id  TEXT NOT NULL REFERENCES client (id),
  network    TEXT NOT NULL,
  name       TEXT NOT NULL DEFAULT '',
  handle     TEXT NOT NULL DEFAULT '',
  url        TEXT NOT NULL DEFAULT '',
  opened_on  TEXT,
  position   INTEGER NOT NULL DEFAULT 0,
  archived_at TEXT,
  PRIMARY KEY (client_id, id)
) STRICT, WITHOUT ROWID;

-- Terms of what was sold, as dated versions beginning on from_on.
CREATE TABLE contract (
  id             TEXT NOT NULL,
  client_id      TEXT NOT NULL REFERENCES client (id),
  name           TEXT NOT NULL DEFAULT '',
  from_on        TEXT NOT NULL,
  until_on       TEXT,
  quota_minutes  INTEGER NOT NULL CHECK (quota_minutes >= 0),
  share          TEXT NOT NULL DEFAULT '',
  fee_minor      INTEGER,
  currency       TEXT NOT NULL,
  carry          TEXT NOT NULL DEFAULT 'none' CHECK (carry IN ('none', 'surplus', 'deficit', 'both')),
  cap_minutes    INTEGER,
  cap_percent    INTEGER,
  valid_months   INTEGER,
  spend_order    TEXT NOT NULL DEFAULT 'oldest' CHECK (spend_order IN ('oldest', 'current')),
  overage        TEXT NOT NULL DEFAULT 'bill' CHECK (overage IN ('refuse', 'free', 'bill', 'borrow')),
  overage_coef   INTEGER NOT NULL DEFAULT 10000,
  round_mode     TEXT NOT NULL DEFAULT 'none' CHECK (round_mode IN ('none', 'up', 'down', 'nearest')),
  round_step     INTEGER NOT NULL DEFAULT 1,
  round_scope    TEXT NOT NULL DEFAULT 'entry' CHECK (round_scope IN ('entry', 'day', 'line', 'document')),
  supervision    TEXT NOT NULL DEFAULT 'free' CHECK (supervision IN ('contract', 'free')),
  statement_first INTEGER NOT NULL DEFAULT 0 CHECK (statement_first IN (0, 1)),
  note           TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (client_id, id),
  UNIQUE (client_id, from_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE contract_level (
  client_id     TEXT NOT NULL,
  contract_id   TEXT NOT NULL,
  level         TEXT NOT NULL REFERENCES level (key),
  quota_minutes INTEGER NOT NULL CHECK (quota_minutes > 0),
  PRIMARY KEY (client_id, contract_id, level),
  FOREIGN KEY (client_id, contract_id) REFERENCES contract (client_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE contract_deliverable (
  client_id   TEXT NOT NULL,
  contract_id TEXT NOT NULL,
  kind        TEXT NOT NULL,
  quantity    INTEGER NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (client_id, contract_id, kind),
  FOREIGN KEY (client_id, contract_id) REFERENCES contract (client_id, id)
) STRICT, WITHOUT ROWID;

-- One file brought in: what it was, what came of it. Undone whole.
CREATE TABLE import (
  id         TEXT NOT NULL PRIMARY KEY,
  room       TEXT NOT NULL,
  source     TEXT NOT NULL,
  file_name  TEXT NOT NULL,
  sha256     TEXT NOT NULL,
  client_id  TEXT REFERENCES client (id),
  at         TEXT NOT NULL,
  who_name   TEXT NOT NULL DEFAULT '',
  rows       INTEGER NOT NULL,
  accepted   INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  rejected   INTEGER NOT NULL,
  from_on    TEXT,
  to_on      TEXT
) STRICT;
CREATE INDEX import_by_room ON import (room, id);

-- The mapping a person chose for a file's columns and names, offered again next time.
CREATE TABLE import_mapping (
  room        TEXT NOT NULL,
  client_id   TEXT NOT NULL DEFAULT '',
  fingerprint TEXT NOT NULL,
  mapping     TEXT NOT NULL,
  PRIMARY KEY (room, client_id, fingerprint)
) STRICT, WITHOUT ROWID;

-- What is remembered for a client by a key of the room's own, such as how its
-- report of a month is composed.
CREATE TABLE client_setting (
  client_id TEXT NOT NULL REFERENCES client (id),
  key       TEXT NOT NULL,
  value     TEXT NOT NULL,
  PRIMARY KEY (client_id, key)
) STRICT, WITHOUT ROWID;
