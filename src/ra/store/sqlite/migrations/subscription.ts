/** Who registered for notices. */
export const subscription = `
CREATE TABLE subscriptions (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  secret_hash TEXT NOT NULL,
  channel TEXT NOT NULL,
  address TEXT NOT NULL,
  key_serial TEXT NOT NULL,
  topics TEXT NOT NULL,
  registered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX subscriptions_address ON subscriptions (channel, address);
`
