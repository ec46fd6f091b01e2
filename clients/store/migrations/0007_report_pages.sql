-- The pages of an issued report as they were laid out, so that a preview shows
-- what was issued whatever lays reports out by then; none for those before.
ALTER TABLE report ADD COLUMN pages_sha256 TEXT REFERENCES media (sha256);
