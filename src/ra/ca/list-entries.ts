import { fromHex } from '../../pki/bytes.ts'
import { type CrlSpec, parseCrl, type RevokedEntry } from '../../pki/x509/index.ts'
import type { AuditLine, Crl } from '../records.ts'
import type { Store } from '../store/store.ts'
import { crlReason } from './revocation-reason.ts'

type Entry = CrlSpec['revoked'][number]

export type ListEntries = {
  readonly entries: readonly Entry[]
  /** Entries that the last list named and the database, without a reason, no longer does, by serial number. */
  readonly kept: ReadonlyMap<string, Entry>
  /** Why each of the others left, and which ones are newly kept. */
  readonly audit: readonly AuditLine[]
}

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
  const revoked = await store.revoked(now)
  const entries = revoked.map((entry) => ({
    serial: fromHex(entry.serial),
    revokedAt: new Date(entry.revokedAt),
    reason: crlReason(entry.reason),
  }))
  const named = new Set(revoked.map(({ serial }) => serial))
  const kept = new Map<string, Entry>()
  const audit: AuditLine[] = []
  for (const entry of entriesOf(before)) {
    const { serialHex: serial, revokedAt, reason } = entry
    if (named.has(serial)) continue
    const why = await store.reasonToLeaveList(serial, heldSince(entry), now)
    if (why === null) kept.set(serial, { serial: fromHex(serial), revokedAt, reason })
    if (why !== null || !keptBefore.has(serial)) audit.push(line(now, serial, why))
  }
  return { entries: [...entries, ...kept.values()], kept, audit }
}

/** Since when this entry is on hold; null if it is revoked for good. Lists state whole seconds. */
export function heldSince({ reason, revokedAt }: RevokedEntry): number | null {
  return reason === 'certificateHold' ? revokedAt.getTime() : null
}

function entriesOf(list: Crl | null) {
  return list === null ? [] : parseCrl(list.der).revoked.values()
}

function line(at: number, subject: string, why: string | null): AuditLine {
  const action = why === null ? 'kept on the list without a row' : `left the list: ${why}`
  return { at, actor: 'authority', action, subject }
}
