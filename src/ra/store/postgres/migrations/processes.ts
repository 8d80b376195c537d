/** What several processes of one authority must all know. */
export const processes = `
-- Captchas that were answered, until they are over by themselves.
CREATE TABLE used_captchas (
  key text COLLATE "C" PRIMARY KEY,
  expires_at bigint NOT NULL
);
-- Up to which moment the calls of a name have taken their shares of a minute.
CREATE TABLE calls (
  name text COLLATE "C" PRIMARY KEY,
  taken_until bigint NOT NULL
);
-- When a process last took a job upon itself.
CREATE TABLE turns (
  job text COLLATE "C" PRIMARY KEY,
  taken_at bigint NOT NULL
);
-- The changes of status that a list covers; -1: not known.
ALTER TABLE crls ADD COLUMN changes bigint NOT NULL DEFAULT -1;
`
