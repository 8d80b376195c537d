/**
 * Numbered from 1; a database stores the number that it has reached in user_version. Never change a released
 * migration; add the next one after it.
 */
export const migrations: readonly string[] = [
  `
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
`,
  // The same indexes with their conditions spelled out. For every IN with more than two words, SQLite builds a table
  // in memory, twice for each change of a row.
  `
DROP INDEX requests_unfinished;
CREATE INDEX requests_unfinished ON requests (expires_at)
  WHERE (state = 'opened' OR state = 'awaiting-payment' OR state = 'awaiting-review' OR state = 'ready' OR state = 'issued');
DROP INDEX requests_open;
CREATE INDEX requests_open ON requests (account_id)
  WHERE (state = 'opened' OR state = 'awaiting-payment' OR state = 'awaiting-review' OR state = 'ready' OR state = 'issued');
DROP INDEX certificates_revoked;
CREATE INDEX certificates_revoked ON certificates (not_after)
  WHERE (status = 'suspended' OR status = 'superseded' OR status = 'revoked' OR status = 'discarded');
`,
  // 换发 and 补办 get their own names; their old names are never reused.
  `
UPDATE requests SET business = 'reissue' WHERE business = 'replace';
UPDATE requests SET business = 'replacement' WHERE business = 'reissue-lost';
UPDATE orders SET items = replace(items, '"kind":"reissue"', '"kind":"replacement"');
`,
  // A session opened by phone is named after that; devices from which their owners have logged in are known.
  `
UPDATE sessions SET scope = 'identified' WHERE scope = 'care';
CREATE TABLE devices (
  owner_id TEXT NOT NULL,
  device_hash TEXT NOT NULL,
  wrong INTEGER NOT NULL,
  used_at INTEGER NOT NULL,
  PRIMARY KEY (owner_id, device_hash)
) STRICT, WITHOUT ROWID;
`,
  // Electronic seals. A certificate has one at a time.
  `
CREATE TABLE seals (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  serial TEXT NOT NULL REFERENCES certificates (serial),
  state TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  applied_by TEXT NOT NULL,
  applied_at INTEGER NOT NULL,
  issued_at INTEGER,
  revoked_at INTEGER,
  der BLOB
) STRICT;
CREATE UNIQUE INDEX seals_standing ON seals (serial) WHERE state <> 'revoked';
CREATE INDEX seals_serial ON seals (serial, seq);
CREATE INDEX seals_account ON seals (account_id, seq);
`,
  // Renewal: the way of a request, applications that are sent back, money in parts and back, the statement, the kinds of
  // certificates, and opened applications.
  `
ALTER TABLE requests ADD COLUMN moments TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN correction_fields TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN kind TEXT NOT NULL DEFAULT 'ordinary';
UPDATE requests SET moments = 'recorded ' || opened_at || ' '
  || coalesce((SELECT 'paid ' || paid_at || ' ' FROM orders WHERE request_id = requests.id AND paid_at IS NOT NULL), '')
  || CASE WHEN reviewed_at IS NULL OR review = 'waiting' THEN ''
       WHEN review = 'refused' THEN 'refused ' || reviewed_at || ' ' ELSE 'installable ' || reviewed_at || ' ' END;
UPDATE requests SET application = json_set(application, '$.handler.idType',
    CASE json_extract(application, '$.handler.idType')
      WHEN '身份证' THEN 'resident-id' WHEN '居民身份证' THEN 'resident-id' WHEN '护照' THEN 'passport'
      WHEN '港澳居民来往内地通行证' THEN 'hk-macao-permit' WHEN '台湾居民来往大陆通行证' THEN 'taiwan-permit'
      ELSE 'other' END)
  WHERE json_extract(application, '$.handler.idType') IS NOT NULL;
DROP INDEX requests_unfinished;
CREATE INDEX requests_unfinished ON requests (expires_at)
  WHERE (state = 'opened' OR state = 'awaiting-payment' OR state = 'awaiting-review' OR state = 'awaiting-correction' OR state = 'ready' OR state = 'issued');
DROP INDEX requests_open;
CREATE INDEX requests_open ON requests (account_id)
  WHERE (state = 'opened' OR state = 'awaiting-payment' OR state = 'awaiting-review' OR state = 'awaiting-correction' OR state = 'ready' OR state = 'issued');

ALTER TABLE orders ADD COLUMN received_fen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN refunded_fen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN refund_since INTEGER;
ALTER TABLE orders ADD COLUMN reported INTEGER NOT NULL DEFAULT 0;
UPDATE orders SET received_fen = total_fen WHERE paid_at IS NOT NULL;
UPDATE orders SET refund_since = coalesce(
    (SELECT reviewed_at FROM requests WHERE id = orders.request_id AND review = 'refused'), paid_at)
  WHERE state = 'refund-due';
CREATE INDEX orders_state ON orders (state, seq);

-- Money for orders and back. A number of the payment service or of the statement counts once.
CREATE TABLE payments (
  seq INTEGER PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  order_id TEXT NOT NULL REFERENCES orders (id),
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  method TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX payments_order ON payments (order_id);
CREATE INDEX payments_at ON payments (at);
INSERT INTO payments (reference, order_id, direction, method, amount_fen, at)
  SELECT reference, id, 'in', method, total_fen, paid_at FROM orders WHERE paid_at IS NOT NULL;

CREATE TABLE statement (
  seq INTEGER PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  payer_account TEXT NOT NULL,
  payer_name TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  paid_on TEXT NOT NULL,
  note TEXT NOT NULL,
  imported_at INTEGER NOT NULL
) STRICT;
CREATE INDEX statement_payer ON statement (payer_account);

CREATE TABLE opened_applications (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  application_id TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, application_id)
) STRICT, WITHOUT ROWID;
`,
  // 统一身份认证. What the old system knew of a holder is kept beside its login, because a number belongs to one account
  // that is complete; a phone is a login of one person who is complete and has not closed the account.
  `
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
`,
]
