/**
 * 统一身份认证. What the old system knew of a holder is kept beside its login, because a number belongs to one account
 * that is complete; a phone is a login of one person who is complete and has not closed the account.
 */
export const identity = `
ALTER TABLE legacy_logins ADD COLUMN holder TEXT;
ALTER TABLE legacy_logins ADD COLUMN registered_at INTEGER;
ALTER TABLE legacy_logins ADD COLUMN named INTEGER NOT NULL DEFAULT 0;
ALTER TABLE legacy_logins ADD COLUMN linked_at INTEGER;
UPDATE legacy_logins SET
  holder = (SELECT id_number FROM accounts WHERE id = account_id),
  registered_at = (SELECT created_at FROM accounts WHERE id = account_id);
CREATE INDEX legacy_logins_holder ON legacy_logins (holder) WHERE holder IS NOT NULL;
DROP INDEX accounts_person_phone;
CREATE UNIQUE INDEX accounts_person_phone ON accounts (phone)
  WHERE kind = 'person' AND phone IS NOT NULL AND complete = 1 AND closed = 0;

ALTER TABLE handlers ADD COLUMN agency INTEGER NOT NULL DEFAULT 0;
ALTER TABLE handlers ADD COLUMN bound_at INTEGER;
-- Who was bound to several agencies before there was this rule stays so until one of them removes him.
UPDATE handlers SET agency = 1
  WHERE (SELECT kind FROM accounts WHERE id = account_id) = 'agency'
    AND (SELECT count(*) FROM handlers h JOIN accounts a ON a.id = h.account_id
         WHERE h.person_id = handlers.person_id AND a.kind = 'agency') = 1;
CREATE UNIQUE INDEX handlers_one_agency ON handlers (person_id) WHERE agency = 1;

CREATE TABLE identities (
  account_id TEXT PRIMARY KEY REFERENCES accounts (id),
  identity TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE dossiers (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL UNIQUE,
  purpose TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  account_id TEXT REFERENCES accounts (id),
  client_hash TEXT,
  given TEXT NOT NULL,
  name TEXT,
  id_number TEXT,
  phone TEXT,
  reason TEXT,
  steps TEXT NOT NULL,
  decided_by TEXT,
  due_at INTEGER,
  opened_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX dossiers_state ON dossiers (state, seq);
CREATE INDEX dossiers_account ON dossiers (account_id) WHERE account_id IS NOT NULL;

CREATE TABLE dossier_uploads (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  dossier_id TEXT NOT NULL REFERENCES dossiers (id),
  purpose TEXT NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  digest TEXT NOT NULL,
  -- null: another one has taken its place.
  content BLOB,
  network TEXT NOT NULL,
  uploaded_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX dossier_uploads_one ON dossier_uploads (dossier_id, purpose) WHERE content IS NOT NULL;
CREATE INDEX dossier_uploads_dossier ON dossier_uploads (dossier_id);
CREATE INDEX dossier_uploads_network ON dossier_uploads (network, uploaded_at);

CREATE TABLE register (
  seq INTEGER PRIMARY KEY,
  credit_code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  entity_type TEXT NOT NULL,
  representative_name TEXT NOT NULL,
  representative_number TEXT NOT NULL,
  agency INTEGER NOT NULL
) STRICT;

CREATE TABLE practitioners (
  seq INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  agency_code TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (number, agency_code)
) STRICT;

CREATE TABLE resets (
  id TEXT PRIMARY KEY,
  way TEXT NOT NULL,
  login TEXT NOT NULL,
  account_id TEXT REFERENCES accounts (id),
  asked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_changes (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  channel TEXT NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY (account_id, channel)
) STRICT, WITHOUT ROWID;

CREATE TABLE notices (
  occasion TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  sent_at INTEGER NOT NULL,
  PRIMARY KEY (occasion, account_id)
) STRICT, WITHOUT ROWID;

-- Codes for people whom the authority does not know: the same work as a message, and nobody gets them.
CREATE TABLE unsent (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
`
