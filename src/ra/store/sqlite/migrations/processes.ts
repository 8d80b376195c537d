/** What several processes of one authority must all know. */
export const processes = `
-- Captchas that were answered, until they are over by themselves.
CREATE TABLE used_captchas (
  key TEXT PRIMARY KEY,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Up to which moment the calls of a name have taken their shares of a minute.
CREATE TABLE calls (
  name TEXT PRIMARY KEY,
  taken_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- When a process last took a job upon itself.
CREATE TABLE turns (
  job TEXT PRIMARY KEY,
  taken_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- The changes of status that a list covers; -1: not known.
ALTER TABLE crls ADD COLUMN changes INTEGER NOT NULL DEFAULT -1;
`
