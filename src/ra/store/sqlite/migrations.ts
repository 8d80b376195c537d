import { auditChain } from './migrations/audit-chain.ts'
import { identity } from './migrations/identity.ts'
import { processes } from './migrations/processes.ts'
import { renewal } from './migrations/renewal.ts'
import { start } from './migrations/start.ts'
import { subscription } from './migrations/subscription.ts'

/**
 * Numbered from 1; a database stores the number that it has reached in user_version. Never change a released
 * migration; add the next one after it.
 */
export const migrations: readonly string[] = [
  start,
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
  renewal,
  identity,
  subscription,
  processes,
  auditChain,
]
