/** A table as the copy sees it; `key` gives its rows the same order in both databases. */
export type Table = {
  readonly name: string
  readonly key: readonly string[]
  /** Its rows are ordered by a column that SQLite has without naming it. */
  readonly rowid?: true
  /** The column that a database numbers by itself. */
  readonly numbered?: 'seq' | 'rowid'
}

const numbered = (name: string): Table => ({ name, key: ['seq'], numbered: 'seq' })

/**
 * Everything that is kept. A table stands after those to which its rows refer, so that every reference is checked. What
 * a database counts by itself (status_counts) is not copied.
 */
export const tables: readonly Table[] = [
  { name: 'meta', key: ['key'] },
  { name: 'accounts', key: ['id'], rowid: true, numbered: 'rowid' },
  { name: 'legacy_logins', key: ['login'] },
  { name: 'handlers', key: ['account_id', 'person_id'] },
  { name: 'attempts', key: ['name'] },
  { name: 'sessions', key: ['token_hash'] },
  { name: 'operators', key: ['id'] },
  { name: 'operator_sessions', key: ['token_hash'] },
  { name: 'tokens', key: ['serial', 'vendor', 'account_id'] },
  numbered('requests'),
  { name: 'used_keys', key: ['key_hash'] },
  numbered('orders'),
  numbered('certificates'),
  { name: 'escrow', key: ['serial'] },
  { name: 'crls', key: ['issuer', 'number'] },
  { name: 'codes', key: ['id'] },
  { name: 'unlocks', key: ['id'] },
  numbered('outbox'),
  { name: 'uploads', key: ['id'] },
  numbered('recoveries'),
  { name: 'recovery_approvals', key: ['recovery_id', 'operator'] },
  numbered('audit'),
  { name: 'devices', key: ['owner_id', 'device_hash'] },
  numbered('seals'),
  numbered('payments'),
  numbered('statement'),
  { name: 'opened_applications', key: ['account_id', 'application_id'] },
  { name: 'identities', key: ['account_id'] },
  numbered('dossiers'),
  numbered('dossier_uploads'),
  numbered('register'),
  numbered('practitioners'),
  { name: 'resets', key: ['id'] },
  numbered('subscriptions'),
  { name: 'contact_changes', key: ['account_id', 'channel'] },
  { name: 'notices', key: ['occasion', 'account_id'] },
  numbered('unsent'),
  { name: 'used_captchas', key: ['key'] },
  { name: 'calls', key: ['name'] },
  { name: 'turns', key: ['job'] },
]
