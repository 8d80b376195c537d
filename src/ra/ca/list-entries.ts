import { fromHex, joined } from '../../pki/bytes.ts'
import { encodeListed, type ListedEntry, listedSerials, type RevokedEntry } from '../../pki/x509/index.ts'
import type { AuditLine, Crl, RevokedEntry as RevokedRow } from '../records.ts'
import type { Store } from '../store/store.ts'
import { crlReason } from './revocation-reason.ts'

export type ListEntries = {
  /** DER, of one or of several together. */
  readonly entries: readonly Uint8Array[]
  /** How many there are. */
  readonly count: number
  /** Entries that the last list named and the database, without a reason, no longer does, by serial number. */
  readonly kept: ReadonlyMap<string, ListedEntry>
  /** Why each of the others left, and which ones are newly kept. */
  readonly audit: readonly AuditLine[]
}

/** A list may have a hundred thousand entries, and others wait meanwhile: let them go first now and then. */
const BETWEEN_PAUSES = 500

/**
 * What the next list names: everything in the database, and every entry of the last list that has no reason to leave.
 * So a list never shrinks because rows were lost: a certificate that was publicly revoked stays revoked.
 */
export async function listEntries(
  store: Store,
  before: Crl | null,
  keptBefore: ReadonlyMap<string, unknown>,
  now: number,
): Promise<ListEntries> {
  const { entries, named } = await revokedIn(store, now)
  const kept = new Map<string, ListedEntry>()
  const audit: AuditLine[] = []
  let looked = 0
  for (const { serialHex: serial, read } of before === null ? [] : listedSerials(before.der)) {
    if (++looked % BETWEEN_PAUSES === 0) await pause()
    if (named.has(serial)) continue
    const entry = read()
    const why = await store.reasonToLeaveList(serial, heldSince(entry), now)
    const { revokedAt, reason } = entry
    if (why === null) kept.set(serial, { serial: fromHex(serial), revokedAt, reason })
    if (why !== null || !keptBefore.has(serial)) audit.push(line(now, serial, why))
  }
  for (const entry of kept.values()) entries.push(encodeListed(entry))
  return { entries, count: named.size + kept.size, kept, audit }
}

async function revokedIn(store: Store, now: number) {
  const entries: Uint8Array[] = []
  const named = new Set<string>()
  for (let page = await store.revoked(now); page.length > 0; page = await store.revoked(now, last(page))) {
    for (const { serial } of page) named.add(serial)
    entries.push(joined(page.map(encoded)))
    await pause()
  }
  return { entries, named }
}

function encoded({ serial, revokedAt, reason }: RevokedRow): Uint8Array {
  return encodeListed({
    serial: fromHex(serial),
    revokedAt: new Date(revokedAt),
    reason: crlReason(reason),
  })
}

const last = (page: readonly RevokedRow[]) => page.at(-1)?.place

const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Since when this entry is on hold; null if it is revoked for good. Lists state whole seconds. */
export function heldSince({ reason, revokedAt }: RevokedEntry): number | null {
  return reason === 'certificateHold' ? revokedAt.getTime() : null
}

function line(at: number, subject: string, why: string | null): AuditLine {
  const action = why === null ? 'kept on the list without a row' : `left the list: ${why}`
  return { at, actor: 'authority', action, subject }
}
