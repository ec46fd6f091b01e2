-- The editorial calendar: what is planned, in which words, who approved which
-- exact content, and what came of it.

CREATE TABLE campaign (
  id           TEXT NOT NULL,
  client_id    TEXT NOT NULL REFERENCES client (id),
  name         TEXT NOT NULL,
  goal         TEXT NOT NULL DEFAULT '',
  from_on      TEXT,
  until_on     TEXT,
  budget_minor INTEGER,
  currency     TEXT NOT NULL DEFAULT '',
  measure      TEXT NOT NULL DEFAULT '', -- what target and reached count
  target       INTEGER CHECK (target > 0),
  reached      INTEGER CHECK (reached >= 0),
  result       TEXT NOT NULL DEFAULT '',
  note         TEXT NOT NULL DEFAULT '',
  archived_at  TEXT,
  PRIMARY KEY (client_id, id)
) STRICT, WITHOUT ROWID;

-- A pillar is a theme; share is what part of the publications it should take,
-- in hundredths of a percent.
CREATE TABLE pillar (
  id          TEXT NOT NULL,
  client_id   TEXT NOT NULL REFERENCES client (id),
  name        TEXT NOT NULL,
  color       TEXT NOT NULL DEFAULT '',
  share       INTEGER NOT NULL DEFAULT 0 CHECK (share BETWEEN 0 AND 10000),
  position    INTEGER NOT NULL DEFAULT 0,
  archived_at TEXT,
  PRIMARY KEY (client_id, id)
) STRICT, WITHOUT ROWID;

-- What repeats: the rule (RFC 5545), the days left out of it as a JSON list,
-- and how far its items have been made.
CREATE TABLE series (
  id         TEXT NOT NULL,
  client_id  TEXT NOT NULL REFERENCES client (id),
  rule       TEXT NOT NULL,
  start_on   TEXT NOT NULL,
  start_at   INTEGER CHECK (start_at BETWEEN 0 AND 1439),
  zone       TEXT NOT NULL,
  exceptions TEXT NOT NULL DEFAULT '[]',
  made_until TEXT NOT NULL,
  PRIMARY KEY (client_id, id)
) STRICT, WITHOUT ROWID;

-- hash is that of the content as it stands, revision how often the content
-- changed: a decision holds only for the revision it was given on.
CREATE TABLE item (
  id             TEXT NOT NULL,
  client_id      TEXT NOT NULL REFERENCES client (id),
  kind           TEXT NOT NULL CHECK (kind IN ('post', 'story', 'reel', 'video', 'live', 'article', 'newsletter',
                   'contest_step', 'event', 'meeting', 'key_date', 'deadline')),
  title          TEXT NOT NULL DEFAULT '',
  on_date        TEXT,
  at_minute      INTEGER CHECK (at_minute BETWEEN 0 AND 1439),
  zone           TEXT NOT NULL,
  state          TEXT NOT NULL CHECK (state IN ('idea', 'draft', 'internal_review', 'changes_requested', 'client_review',
                   'refused', 'approved', 'scheduled', 'published', 'on_hold', 'cancelled')),
  held_from      TEXT NOT NULL DEFAULT '',
  hold_reason    TEXT NOT NULL DEFAULT '',
  hold_id        TEXT NOT NULL DEFAULT '', -- the act that held all of a client at once
  author_id      TEXT REFERENCES staff (id),
  writer_id      TEXT REFERENCES staff (id), -- who last changed the content
  campaign_id    TEXT,
  pillar_id      TEXT,
  series_id      TEXT,
  series_on      TEXT, -- the day the rule gave, when the item was moved off it
  funnel         TEXT NOT NULL DEFAULT '',
  effort_seconds INTEGER NOT NULL DEFAULT 0 CHECK (effort_seconds >= 0),
  link           TEXT NOT NULL DEFAULT '',
  note           TEXT NOT NULL DEFAULT '',
  source         TEXT NOT NULL DEFAULT '', -- whom an idea is owed to
  -- an idea's four marks, 0 for none: audience fit, timeliness, effort, risk
  score_fit      INTEGER NOT NULL DEFAULT 0 CHECK (score_fit BETWEEN 0 AND 5),
  score_timely   INTEGER NOT NULL DEFAULT 0 CHECK (score_timely BETWEEN 0 AND 5),
  score_effort   INTEGER NOT NULL DEFAULT 0 CHECK (score_effort BETWEEN 0 AND 5),
  score_risk     INTEGER NOT NULL DEFAULT 0 CHECK (score_risk BETWEEN 0 AND 5),
  triage         TEXT NOT NULL DEFAULT '' CHECK (triage IN ('', 'kept', 'later', 'dropped')),
  asked_at       TEXT, -- when the committee was asked
  review_due     TEXT, -- the day the committee should have answered
  postponed_from TEXT, -- the day it was first planned, when it left that month for a later one
  postponed_by   TEXT NOT NULL DEFAULT '' CHECK (postponed_by IN ('', 'agency', 'client')),
  published_url  TEXT NOT NULL DEFAULT '',
  published_at   TEXT,
  capture_sha256 TEXT REFERENCES media (sha256),
  correction     TEXT NOT NULL DEFAULT '',
  hash           TEXT NOT NULL CHECK (length(hash) = 64),
  revision       INTEGER NOT NULL DEFAULT 1,
  version        INTEGER NOT NULL DEFAULT 0, -- counts every change, for SEQUENCE
  created_at     TEXT NOT NULL,
  changed_at     TEXT NOT NULL,
  import_id      TEXT REFERENCES import (id),
  PRIMARY KEY (client_id, id),
  FOREIGN KEY (client_id, campaign_id) REFERENCES campaign (client_id, id),
  FOREIGN KEY (client_id, pillar_id) REFERENCES pillar (client_id, id),
  FOREIGN KEY (client_id, series_id) REFERENCES series (client_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX item_by_id ON item (id);
CREATE INDEX item_by_day ON item (client_id, on_date);
CREATE INDEX item_by_week ON item (on_date, client_id, kind, state); -- covers the counts of all clients
CREATE INDEX item_by_state ON item (client_id, state, on_date);
CREATE INDEX item_open ON item (state, on_date) WHERE state NOT IN ('published', 'cancelled');
CREATE INDEX item_waiting ON item (client_id, state, review_due) WHERE state IN ('internal_review', 'client_review');
CREATE INDEX item_by_author ON item (author_id, on_date) WHERE author_id IS NOT NULL;
CREATE INDEX item_by_campaign ON item (client_id, campaign_id) WHERE campaign_id IS NOT NULL;
CREATE INDEX item_by_pillar ON item (client_id, pillar_id) WHERE pillar_id IS NOT NULL;
CREATE INDEX item_by_series ON item (client_id, series_id) WHERE series_id IS NOT NULL;
CREATE INDEX item_postponed ON item (client_id, postponed_from) WHERE postponed_from IS NOT NULL;
CREATE INDEX item_by_import ON item (import_id) WHERE import_id IS NOT NULL;

-- One network's words. same_as names the network whose text is used until this
-- one is edited. signature is the text appended when it goes out: a change of the
-- charter puts the new one under what is still to go out, and voids. fingerprint
-- finds the same words said before.
CREATE TABLE item_text (
  client_id     TEXT NOT NULL,
  item_id       TEXT NOT NULL,
  network       TEXT NOT NULL,
  channel_id    TEXT,
  title         TEXT NOT NULL DEFAULT '',
  text          TEXT NOT NULL DEFAULT '',
  same_as       TEXT NOT NULL DEFAULT '',
  first_comment TEXT NOT NULL DEFAULT '',
  signature     TEXT NOT NULL DEFAULT '',
  fingerprint   TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (client_id, item_id, network),
  FOREIGN KEY (client_id, item_id) REFERENCES item (client_id, id) ON DELETE CASCADE,
  FOREIGN KEY (client_id, channel_id) REFERENCES channel (client_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_text_by_fingerprint ON item_text (client_id, fingerprint) WHERE fingerprint <> '';
CREATE INDEX item_text_by_channel ON item_text (client_id, channel_id) WHERE channel_id IS NOT NULL;

-- Pictures and videos: of every network (network '') or of one only.
CREATE TABLE item_media (
  client_id TEXT NOT NULL,
  item_id   TEXT NOT NULL,
  network   TEXT NOT NULL DEFAULT '',
  position  INTEGER NOT NULL,
  sha256    TEXT NOT NULL REFERENCES media (sha256),
  alt       TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (client_id, item_id, network, position),
  FOREIGN KEY (client_id, item_id) REFERENCES item (client_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX item_media_by_file ON item_media (sha256);

-- The client's library: whose picture it is, under which licence, and the last
-- day on which it may be used.
CREATE TABLE library (
  client_id  TEXT NOT NULL REFERENCES client (id),
  sha256     TEXT NOT NULL REFERENCES media (sha256),
  title      TEXT NOT NULL DEFAULT '',
  holder     TEXT NOT NULL DEFAULT '',
  licence    TEXT NOT NULL DEFAULT '',
  alt        TEXT NOT NULL DEFAULT '',
  expires_on TEXT,
  tags       TEXT NOT NULL DEFAULT '[]', -- a JSON list
  seconds    INTEGER NOT NULL DEFAULT 0, -- of a film
  added_at   TEXT NOT NULL,
  PRIMARY KEY (client_id, sha256)
) STRICT, WITHOUT ROWID;

-- Hashtags that go together, as a JSON list without the sign.
CREATE TABLE hashtag_set (
  id        TEXT NOT NULL,
  client_id TEXT NOT NULL REFERENCES client (id),
  name      TEXT NOT NULL,
  tags      TEXT NOT NULL,
  PRIMARY KEY (client_id, id)
) STRICT, WITHOUT ROWID;

-- A numbered pack sent to the committee, and what stood in it. members is the
-- committee as it was then, a JSON list of {id, name}.
CREATE TABLE pack (
  id        TEXT NOT NULL,
  client_id TEXT NOT NULL REFERENCES client (id),
  number    INTEGER NOT NULL CHECK (number > 0),
  from_on   TEXT NOT NULL,
  until_on  TEXT NOT NULL,
  due_on    TEXT,
  lang      TEXT NOT NULL,
  members   TEXT NOT NULL DEFAULT '[]',
  made_at   TEXT NOT NULL,
  who_name  TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (client_id, id),
  UNIQUE (client_id, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX pack_by_id ON pack (id);

CREATE TABLE pack_item (
  client_id TEXT NOT NULL,
  pack_id   TEXT NOT NULL,
  item_id   TEXT NOT NULL,
  position  INTEGER NOT NULL,
  title     TEXT NOT NULL,
  hash      TEXT NOT NULL CHECK (length(hash) = 64),
  PRIMARY KEY (client_id, pack_id, item_id),
  FOREIGN KEY (client_id, pack_id) REFERENCES pack (client_id, id),
  FOREIGN KEY (client_id, item_id, hash) REFERENCES shown (client_id, item_id, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX pack_item_by_item ON pack_item (client_id, item_id);

-- The event of another calendar that an item came from, by its UID and, for one
-- that repeats, the day of the rule.
CREATE TABLE item_source (
  client_id  TEXT NOT NULL,
  uid        TEXT NOT NULL,
  occurrence TEXT NOT NULL DEFAULT '',
  item_id    TEXT NOT NULL,
  sequence   INTEGER NOT NULL DEFAULT 0,
  stamp      TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (client_id, uid, occurrence),
  FOREIGN KEY (client_id, item_id) REFERENCES item (client_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX item_source_by_item ON item_source (client_id, item_id);

-- What a decision was given on, word for word.
CREATE TABLE shown (
  client_id TEXT NOT NULL,
  item_id   TEXT NOT NULL,
  hash      TEXT NOT NULL CHECK (length(hash) = 64),
  content   TEXT NOT NULL,
  PRIMARY KEY (client_id, item_id, hash),
  FOREIGN KEY (client_id, item_id) REFERENCES item (client_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
  id          TEXT NOT NULL,
  client_id   TEXT NOT NULL,
  item_id     TEXT NOT NULL,
  stage       TEXT NOT NULL CHECK (stage IN ('internal', 'client')),
  contact_id  TEXT,
  staff_id    TEXT REFERENCES staff (id),
  who_name    TEXT NOT NULL, -- as it was then
  decision    TEXT NOT NULL CHECK (decision IN ('approve', 'changes', 'refuse')),
  at          TEXT NOT NULL,
  way         TEXT NOT NULL DEFAULT '', -- mail, phone, meeting, pack, message …
  pack_id     TEXT,
  hash        TEXT NOT NULL,
  revision    INTEGER NOT NULL,
  comment     TEXT NOT NULL DEFAULT '',
  recorded_by TEXT REFERENCES staff (id),
  for_id      TEXT REFERENCES staff (id), -- the tutor whom staff_id stood in for
  PRIMARY KEY (client_id, id),
  CHECK ((contact_id IS NULL) <> (staff_id IS NULL)),
  CHECK (for_id IS NULL OR staff_id IS NOT NULL),
  FOREIGN KEY (client_id, item_id, hash) REFERENCES shown (client_id, item_id, hash),
  FOREIGN KEY (client_id, contact_id) REFERENCES contact (client_id, id),
  FOREIGN KEY (client_id, pack_id) REFERENCES pack (client_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_by_item ON decision (client_id, item_id, id);
CREATE INDEX decision_by_contact ON decision (client_id, contact_id) WHERE contact_id IS NOT NULL;

-- What befell an item: a change of state, a voiding with the names of what
-- changed, a move, a publication, a correction. It outlives the item.
CREATE TABLE item_event (
  id         TEXT NOT NULL,
  client_id  TEXT NOT NULL,
  item_id    TEXT NOT NULL,
  at         TEXT NOT NULL,
  who_id     TEXT NOT NULL DEFAULT '',
  who_name   TEXT NOT NULL DEFAULT '',
  kind       TEXT NOT NULL CHECK (kind IN ('state', 'void', 'move', 'publish', 'correct')),
  from_state TEXT NOT NULL DEFAULT '',
  to_state   TEXT NOT NULL DEFAULT '',
  from_on    TEXT,
  to_on      TEXT,
  revision   INTEGER NOT NULL DEFAULT 0,
  voided     INTEGER NOT NULL DEFAULT 0, -- decisions that held until then
  changes    TEXT NOT NULL DEFAULT '[]', -- what changed: "on", "text:linkedin" …
  reason     TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (client_id, item_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE item_comment (
  id          TEXT NOT NULL,
  client_id   TEXT NOT NULL,
  item_id     TEXT NOT NULL,
  at          TEXT NOT NULL,
  staff_id    TEXT REFERENCES staff (id),
  contact_id  TEXT,
  who_name    TEXT NOT NULL,
  visible     TEXT NOT NULL DEFAULT 'internal' CHECK (visible IN ('internal', 'client')),
  body        TEXT NOT NULL,
  resolved_at TEXT,
  PRIMARY KEY (client_id, id),
  FOREIGN KEY (client_id, item_id) REFERENCES item (client_id, id) ON DELETE CASCADE,
  FOREIGN KEY (client_id, contact_id) REFERENCES contact (client_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_comment_by_item ON item_comment (client_id, item_id, id);

-- Days of a client's own: to speak about, or on which nothing goes out.
CREATE TABLE own_day (
  id        TEXT NOT NULL,
  client_id TEXT NOT NULL REFERENCES client (id),
  kind      TEXT NOT NULL CHECK (kind IN ('key_date', 'embargo')),
  name      TEXT NOT NULL,
  from_on   TEXT NOT NULL,
  until_on  TEXT NOT NULL,
  lead_days INTEGER NOT NULL DEFAULT 0 CHECK (lead_days >= 0),
  PRIMARY KEY (client_id, id)
) STRICT, WITHOUT ROWID;

-- A moment of the week that a client keeps for publications. weekday is 0 for
-- Sunday, at_minute counts from midnight, networks are keys with commas.
CREATE TABLE slot (
  id        TEXT NOT NULL,
  client_id TEXT NOT NULL REFERENCES client (id),
  weekday   INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
  at_minute INTEGER NOT NULL CHECK (at_minute BETWEEN 0 AND 1439),
  networks  TEXT NOT NULL DEFAULT '',
  kind      TEXT NOT NULL DEFAULT '',
  pillar_id TEXT,
  PRIMARY KEY (client_id, id),
  FOREIGN KEY (client_id, pillar_id) REFERENCES pillar (client_id, id)
) STRICT, WITHOUT ROWID;

-- What was tried and what came of it.
CREATE TABLE experiment (
  id          TEXT NOT NULL,
  client_id   TEXT NOT NULL REFERENCES client (id),
  hypothesis  TEXT NOT NULL,
  change      TEXT NOT NULL DEFAULT '',
  measure     TEXT NOT NULL DEFAULT '',
  from_on     TEXT,
  until_on    TEXT,
  campaign_id TEXT,
  before      TEXT NOT NULL DEFAULT '', -- the measure's figures, as written
  after       TEXT NOT NULL DEFAULT '',
  outcome     TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'confirmed', 'refuted', 'unclear')),
  result      TEXT NOT NULL DEFAULT '',
  conclusion  TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (client_id, id),
  FOREIGN KEY (client_id, campaign_id) REFERENCES campaign (client_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX experiment_by_campaign ON experiment (client_id, campaign_id) WHERE campaign_id IS NOT NULL;

-- A prize contest. prizes and checked are JSON lists. In this order: where the
-- seed comes from is announced, the list is closed, the seed is recorded.
CREATE TABLE contest (
  id          TEXT NOT NULL,
  client_id   TEXT NOT NULL REFERENCES client (id),
  name        TEXT NOT NULL,
  campaign_id TEXT,
  from_on     TEXT,
  until_on    TEXT,
  rules_url   TEXT NOT NULL DEFAULT '',
  prizes      TEXT NOT NULL DEFAULT '[]',
  substitutes INTEGER NOT NULL DEFAULT 0 CHECK (substitutes >= 0),
  checked     TEXT NOT NULL DEFAULT '[]',
  note        TEXT NOT NULL DEFAULT '',
  seed_way    TEXT NOT NULL DEFAULT '' CHECK (seed_way IN ('', 'public', 'sealed')),
  seed_source TEXT NOT NULL DEFAULT '',
  seed_example TEXT NOT NULL DEFAULT '',
  seed_due    TEXT,
  seed_commitment TEXT NOT NULL DEFAULT '',
  announced_at TEXT,
  announced_url TEXT NOT NULL DEFAULT '',
  list_at     TEXT,
  list_hash   TEXT NOT NULL DEFAULT '',
  list_count  INTEGER NOT NULL DEFAULT 0,
  list_url    TEXT NOT NULL DEFAULT '',
  seed        TEXT NOT NULL DEFAULT '',
  seed_at     TEXT,
  seed_url    TEXT NOT NULL DEFAULT '',
  result_url  TEXT NOT NULL DEFAULT '',
  result_at   TEXT,
  PRIMARY KEY (client_id, id),
  FOREIGN KEY (client_id, campaign_id) REFERENCES campaign (client_id, id),
  CHECK (list_at IS NULL OR announced_at IS NOT NULL),
  CHECK (seed = '' OR list_at IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER contest_closed BEFORE UPDATE ON contest WHEN old.list_at IS NOT NULL
 AND (old.list_at, old.list_hash, old.list_count, old.prizes, old.substitutes, old.from_on, old.until_on)
  IS NOT (new.list_at, new.list_hash, new.list_count, new.prizes, new.substitutes, new.from_on, new.until_on)
BEGIN SELECT RAISE(ABORT, 'a closed list and its prizes are kept as they were'); END;
CREATE TRIGGER contest_announced BEFORE UPDATE ON contest WHEN old.list_at IS NOT NULL
 AND (old.seed_way, old.seed_source, old.seed_example, old.seed_due, old.seed_commitment, old.announced_at)
  IS NOT (new.seed_way, new.seed_source, new.seed_example, new.seed_due, new.seed_commitment, new.announced_at)
BEGIN SELECT RAISE(ABORT, 'what a list was closed under is kept as it was'); END;
CREATE TRIGGER contest_seed_kept BEFORE UPDATE ON contest WHEN old.seed <> '' AND (old.seed, old.seed_at) IS NOT (new.seed, new.seed_at)
BEGIN SELECT RAISE(ABORT, 'a seed is said once'); END;

-- A participant, by the SHA-256 of the normalised identifier. import_id is the
-- file that brought them in, so that it is undone whole.
CREATE TABLE contest_entrant (
  client_id  TEXT NOT NULL,
  contest_id TEXT NOT NULL,
  ticket     TEXT NOT NULL CHECK (length(ticket) = 64),
  identifier TEXT NOT NULL,
  name       TEXT NOT NULL DEFAULT '',
  excluded   TEXT NOT NULL DEFAULT '',
  import_id  TEXT NOT NULL,
  PRIMARY KEY (client_id, contest_id, ticket),
  FOREIGN KEY (client_id, contest_id) REFERENCES contest (client_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contest_entrant_by_import ON contest_entrant (import_id);

-- What was drawn, with everything needed to draw again. list holds the tickets,
-- winners and substitutes some of them in order, parted by blanks.
CREATE TABLE contest_draw (
  client_id   TEXT NOT NULL,
  contest_id  TEXT NOT NULL,
  at          TEXT NOT NULL,
  who_name    TEXT NOT NULL DEFAULT '',
  method      TEXT NOT NULL,
  seed        TEXT NOT NULL,
  seed_at     TEXT NOT NULL,
  list        TEXT NOT NULL,
  hash        TEXT NOT NULL CHECK (length(hash) = 64),
  winners     TEXT NOT NULL,
  substitutes TEXT NOT NULL,
  PRIMARY KEY (client_id, contest_id),
  FOREIGN KEY (client_id, contest_id) REFERENCES contest (client_id, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER contest_draw_no_update BEFORE UPDATE ON contest_draw BEGIN SELECT RAISE(ABORT, 'draws are append-only'); END;
CREATE TRIGGER contest_draw_no_delete BEFORE DELETE ON contest_draw BEGIN SELECT RAISE(ABORT, 'draws are append-only'); END;
CREATE TRIGGER contest_entrant_late BEFORE INSERT ON contest_entrant
WHEN EXISTS (SELECT 1 FROM contest c WHERE c.client_id = new.client_id AND c.id = new.contest_id AND c.list_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the participants of a closed list are kept as they were'); END;
CREATE TRIGGER contest_entrant_changed BEFORE UPDATE ON contest_entrant
WHEN EXISTS (SELECT 1 FROM contest c WHERE c.client_id = old.client_id AND c.id = old.contest_id AND c.list_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the participants of a closed list are kept as they were'); END;
CREATE TRIGGER contest_entrant_kept BEFORE DELETE ON contest_entrant
WHEN EXISTS (SELECT 1 FROM contest c WHERE c.client_id = old.client_id AND c.id = old.contest_id AND c.list_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the participants of a closed list are kept as they were'); END;

CREATE TRIGGER shown_no_update BEFORE UPDATE ON shown BEGIN SELECT RAISE(ABORT, 'what was shown is append-only'); END;
CREATE TRIGGER shown_no_delete BEFORE DELETE ON shown BEGIN SELECT RAISE(ABORT, 'what was shown is append-only'); END;
CREATE TRIGGER pack_no_update BEFORE UPDATE ON pack BEGIN SELECT RAISE(ABORT, 'packs are append-only'); END;
CREATE TRIGGER pack_no_delete BEFORE DELETE ON pack BEGIN SELECT RAISE(ABORT, 'packs are append-only'); END;
CREATE TRIGGER pack_item_no_update BEFORE UPDATE ON pack_item BEGIN SELECT RAISE(ABORT, 'packs are append-only'); END;
CREATE TRIGGER pack_item_no_delete BEFORE DELETE ON pack_item BEGIN SELECT RAISE(ABORT, 'packs are append-only'); END;
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER item_event_no_update BEFORE UPDATE ON item_event BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER item_event_no_delete BEFORE DELETE ON item_event BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;

-- Search in the words of items. item_doc gives each item the number that the
-- full-text index needs; triggers keep both, also under undo.
CREATE TABLE item_doc (
  doc      INTEGER NOT NULL PRIMARY KEY,
  item_key TEXT NOT NULL UNIQUE -- client/item
) STRICT;
CREATE VIRTUAL TABLE item_fts USING fts5 (body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');

CREATE VIEW item_words AS
  SELECT i.client_id, i.id AS item_id,
    (SELECT d.doc FROM item_doc d WHERE d.item_key = i.client_id || '/' || i.id) AS doc,
    i.title || ' ' || i.note || ' ' || i.link || ' ' || coalesce(
      (SELECT group_concat(t.title || ' ' || t.text || ' ' || t.first_comment, ' ') FROM item_text t
        WHERE t.client_id = i.client_id AND t.item_id = i.id), '') AS body
  FROM item i;

CREATE TRIGGER item_words_new AFTER INSERT ON item BEGIN
  INSERT INTO item_doc (item_key) VALUES (new.client_id || '/' || new.id);
  INSERT INTO item_fts (rowid, body) SELECT doc, body FROM item_words WHERE client_id = new.client_id AND item_id = new.id
    AND (new.title <> '' OR new.note <> '' OR new.link <> '');
END;
CREATE TRIGGER item_words_changed AFTER UPDATE OF title, note, link ON item
WHEN old.title <> new.title OR old.note <> new.note OR old.link <> new.link BEGIN
  DELETE FROM item_fts WHERE rowid = (SELECT doc FROM item_doc WHERE item_key = new.client_id || '/' || new.id);
  INSERT INTO item_fts (rowid, body) SELECT doc, body FROM item_words WHERE client_id = new.client_id AND item_id = new.id;
END;
CREATE TRIGGER item_words_gone AFTER DELETE ON item BEGIN
  DELETE FROM item_fts WHERE rowid = (SELECT doc FROM item_doc WHERE item_key = old.client_id || '/' || old.id);
  DELETE FROM item_doc WHERE item_key = old.client_id || '/' || old.id;
END;
CREATE TRIGGER text_words_new AFTER INSERT ON item_text
WHEN new.title <> '' OR new.text <> '' OR new.first_comment <> '' BEGIN
  DELETE FROM item_fts WHERE rowid = (SELECT doc FROM item_doc WHERE item_key = new.client_id || '/' || new.item_id);
  INSERT INTO item_fts (rowid, body) SELECT doc, body FROM item_words WHERE client_id = new.client_id AND item_id = new.item_id;
END;
CREATE TRIGGER text_words_changed AFTER UPDATE OF title, text, first_comment ON item_text
WHEN old.title <> new.title OR old.text <> new.text OR old.first_comment <> new.first_comment BEGIN
  DELETE FROM item_fts WHERE rowid = (SELECT doc FROM item_doc WHERE item_key = new.client_id || '/' || new.item_id);
  INSERT INTO item_fts (rowid, body) SELECT doc, body FROM item_words WHERE client_id = new.client_id AND item_id = new.item_id;
END;
CREATE TRIGGER text_words_gone AFTER DELETE ON item_text
WHEN old.title <> '' OR old.text <> '' OR old.first_comment <> '' BEGIN
  DELETE FROM item_fts WHERE rowid = (SELECT doc FROM item_doc WHERE item_key = old.client_id || '/' || old.item_id);
  INSERT INTO item_fts (rowid, body) SELECT doc, body FROM item_words WHERE client_id = old.client_id AND item_id = old.item_id;
END;
