/** The first tables. */
export const start = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'legal-entity', 'agency')),
  user_name TEXT NOT NULL UNIQUE,
  applicant_name TEXT NOT NULL,
  id_type TEXT,
  id_number TEXT UNIQUE,
  phone TEXT,
  email TEXT,
  password_hash TEXT,
  complete INTEGER NOT NULL,
  closed INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX accounts_person_phone ON accounts (phone) WHERE kind = 'person' AND phone IS NOT NULL;
CREATE INDEX accounts_phone ON accounts (phone) WHERE phone IS NOT NULL;

CREATE TABLE legacy_logins (
  login TEXT PRIMARY KEY,
  password_hash TEXT NOT NULL,
  account_id TEXT NOT NULL UNIQUE REFERENCES accounts (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE handlers (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  person_id TEXT NOT NULL REFERENCES accounts (id),
  PRIMARY KEY (account_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX handlers_person ON handlers (person_id);

CREATE TABLE attempts (
  name TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  pauses INTEGER NOT NULL,
  paused_until INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  handler_id TEXT REFERENCES accounts (id),
  scope TEXT NOT NULL,
  client_hash TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE operators (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE operator_sessions (
  token_hash TEXT PRIMARY KEY,
  operator_id TEXT NOT NULL REFERENCES operators (id),
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  kind TEXT NOT NULL,
  vendor TEXT NOT NULL,
  serial TEXT NOT NULL,
  unlock_secret BLOB,
  registered_at INTEGER NOT NULL,
  PRIMARY KEY (serial, vendor, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_account ON tokens (account_id);

CREATE TABLE requests (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  business TEXT NOT NULL,
  state TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  token_kind TEXT NOT NULL,
  token_vendor TEXT NOT NULL,
  token_serial TEXT NOT NULL,
  previous_serial TEXT,
  baseline_serial TEXT,
  term_years INTEGER NOT NULL,
  application TEXT,
  subject_der BLOB NOT NULL,
  subject_text TEXT NOT NULL,
  csr BLOB,
  public_key BLOB,
  review TEXT,
  reviewed_by TEXT,
  reviewed_at INTEGER,
  refused_reason TEXT,
  signature_serial TEXT,
  encryption_serial TEXT,
  enveloped_key BLOB,
  opened_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  UNIQUE (account_id, idempotency_key)
) STRICT;
CREATE INDEX requests_unfinished ON requests (expires_at)
  WHERE state IN ('opened', 'awaiting-payment', 'awaiting-review', 'ready', 'issued');
CREATE INDEX requests_open ON requests (account_id)
  WHERE state IN ('opened', 'awaiting-payment', 'awaiting-review', 'ready', 'issued');
CREATE INDEX requests_waiting ON requests (seq) WHERE state = 'awaiting-review';
CREATE INDEX requests_token ON requests (token_serial) WHERE state = 'active';

-- A signing key belongs to one request for ever.
CREATE TABLE used_keys (
  key_hash BLOB PRIMARY KEY,
  request_id TEXT NOT NULL REFERENCES requests (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL UNIQUE,
  request_id TEXT NOT NULL UNIQUE REFERENCES requests (id),
  account_id TEXT NOT NULL REFERENCES accounts (id),
  state TEXT NOT NULL,
  items TEXT NOT NULL,
  total_fen INTEGER NOT NULL,
  method TEXT,
  reference TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  paid_at INTEGER
) STRICT;

CREATE TABLE certificates (
  seq INTEGER PRIMARY KEY,
  serial TEXT NOT NULL UNIQUE,
  pair_id TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  request_id TEXT NOT NULL REFERENCES requests (id),
  usage TEXT NOT NULL CHECK (usage IN ('signature', 'encryption')),
  status TEXT NOT NULL
    CHECK (status IN ('pending', 'active', 'suspended', 'superseded', 'revoked', 'discarded')),
  subject_text TEXT NOT NULL,
  token_kind TEXT NOT NULL,
  token_vendor TEXT NOT NULL,
  token_serial TEXT NOT NULL,
  not_before INTEGER NOT NULL,
  not_after INTEGER NOT NULL,
  revoked_at INTEGER,
  reason TEXT,
  note TEXT,
  der BLOB NOT NULL
) STRICT;
-- Never two certificates in force for one subject and usage.
CREATE UNIQUE INDEX certificates_in_force ON certificates (account_id, usage)
  WHERE status IN ('active', 'suspended');
CREATE INDEX certificates_account ON certificates (account_id);
CREATE INDEX certificates_pair ON certificates (pair_id);
CREATE INDEX certificates_revoked ON certificates (not_after)
  WHERE status IN ('suspended', 'superseded', 'revoked', 'discarded');
CREATE TABLE status_counts (status TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER count_added AFTER INSERT ON certificates BEGIN
  INSERT INTO status_counts VALUES (NEW.status, 1) ON CONFLICT (status) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER count_changed AFTER UPDATE OF status ON certificates BEGIN
  UPDATE status_counts SET count = count - 1 WHERE status = OLD.status;
  INSERT INTO status_counts VALUES (NEW.status, 1) ON CONFLICT (status) DO UPDATE SET count = count + 1;
END;

CREATE TABLE escrow (serial TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE crls (
  issuer TEXT NOT NULL,
  number INTEGER NOT NULL,
  der BLOB NOT NULL,
  this_update INTEGER NOT NULL,
  next_update INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  PRIMARY KEY (issuer, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE codes (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL,
  subject TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  tries_left INTEGER NOT NULL,
  sent_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  UNIQUE (purpose, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE unlocks (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  token_kind TEXT NOT NULL,
  token_vendor TEXT NOT NULL,
  token_serial TEXT NOT NULL,
  state TEXT NOT NULL,
  recipient_key BLOB,
  sealed_secret BLOB,
  authorisation_code TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE uploads (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  name TEXT NOT NULL,
  content BLOB NOT NULL,
  uploaded_at INTEGER NOT NULL
) STRICT;

CREATE INDEX uploads_account ON uploads (account_id, uploaded_at);

CREATE TABLE recoveries (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  serial TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  reason TEXT NOT NULL,
  state TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  opened_at INTEGER NOT NULL
) STRICT;
CREATE TABLE recovery_approvals (
  recovery_id TEXT NOT NULL REFERENCES recoveries (id),
  operator TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (recovery_id, operator)
) STRICT, WITHOUT ROWID;

-- Who did what to which certificate, request or key; rows are only ever added.
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL
) STRICT;
`
