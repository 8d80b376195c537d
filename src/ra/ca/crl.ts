import { buildCrl, keyIdentifier } from '../../pki/x509/index.ts'
import { type Clock, DAY, HOUR, MINUTE } from '../clock.ts'
import type { Crl } from '../records.ts'
import type { Store } from '../store/store.ts'
import type { CaKeys, Signatory } from './ca-keys.ts'
import { type ListEntries, listEntries } from './list-entries.ts'

const VALID = 3 * DAY
const RENEW_AFTER = DAY
/** A list this long takes time to sign, so it is not made again for every single change. */
const LONG = 2000

export type CrlDesk = {
  /** The list as it should be now. It is made again after a status changed or a day has passed. */
  readonly current: (issuer: Crl['issuer']) => Promise<Crl>
  readonly publish: () => Promise<Crl>
  /** Entries that are on the list although the database has lost them, by serial number. */
  readonly kept: () => Promise<ListEntries['kept']>
}

type Parts = {
  readonly store: Store
  readonly ca: CaKeys
  readonly clock: Clock
  /** Receives every list of the issuing CA before anybody gets it. */
  readonly give: (der: Uint8Array) => void
  /** Whether the last list was made while this authority ran. If not, the first that is asked for is made anew. */
  readonly continues?: boolean
}

/** Makes the lists. Other processes may make them, too: the database says which is the newest and what it covers. */
export function crlDesk({ store, ca, clock, give, continues = false }: Parts): CrlDesk {
  const running = new Map<Crl['issuer'], Promise<Crl | null>>()
  let isKnown = continues
  let given = 0
  let kept: ListEntries['kept'] | null = null
  const handOut = (crl: Crl): Crl => {
    if (crl.issuer === 'issuing' && crl.number !== given) give(crl.der)
    if (crl.issuer === 'issuing') given = crl.number
    return crl
  }
  /** null: another process has made one meanwhile. */
  const make = async (issuer: Crl['issuer']): Promise<Crl | null> => {
    const now = clock()
    const latest = await store.latestCrl(issuer)
    const after = latest?.number ?? 0
    if (issuer === 'root') {
      const crl = build(ca.root, issuer, { after, now, changes: 0 }, nothing)
      return (await store.addCrl({ crl, after, audit: [] })) ? crl : null
    }
    const changes = await store.statusChanges()
    const next = await listEntries(store, latest, kept ?? nothing.kept, now)
    const crl = build(ca.issuing, issuer, { after, now, changes }, next)
    if (!(await store.addCrl({ crl, after, audit: next.audit }))) return null
    kept = next.kept
    isKnown = true
    return handOut(crl)
  }
  /** Whoever asks while a list is being made waits for that list. */
  const once = (issuer: Crl['issuer']): Promise<Crl | null> => {
    const known = running.get(issuer)
    if (known) return known
    const making = make(issuer).finally(() => running.delete(issuer))
    running.set(issuer, making)
    return making
  }
  const isCurrent = async (latest: Crl): Promise<boolean> => {
    const now = clock()
    if (isOld(latest, now)) return false
    if (latest.issuer === 'root') return true
    if (now - latest.thisUpdate < (latest.entries > LONG ? 10 * MINUTE : 0)) return true
    return isKnown && latest.changes === (await store.statusChanges())
  }
  const current = async (issuer: Crl['issuer']): Promise<Crl> => {
    const asked = issuer === 'root' ? 0 : await store.statusChanges()
    for (;;) {
      const latest = await store.latestCrl(issuer)
      if (latest !== null && (await isCurrent(latest))) return handOut(latest)
      const made = await once(issuer)
      // One that was being made already may have been begun before the last change.
      if (made !== null && made.changes >= asked) return made
    }
  }
  const publish = async (): Promise<Crl> => {
    for (;;) {
      const made = await once('issuing')
      if (made !== null) return made
    }
  }
  return {
    publish,
    current,
    kept: async () => {
      if (!isKnown) await publish()
      else if (kept === null) {
        kept = (await listEntries(store, await store.latestCrl('issuing'), nothing.kept, clock())).kept
      } else if (kept.size > 0) await current('issuing')
      return kept ?? nothing.kept
    },
  }
}

const nothing: ListEntries = { entries: [], count: 0, kept: new Map(), audit: [] }

function isOld(crl: Crl, now: number): boolean {
  return crl.thisUpdate + RENEW_AFTER <= now || crl.thisUpdate > now + HOUR
}

type Frame = { readonly after: number; readonly now: number; readonly changes: number }

function build(
  { subject, publicKey, signer }: Signatory,
  issuer: Crl['issuer'],
  { after, now, changes }: Frame,
  { entries, count }: ListEntries,
): Crl {
  // Numbers follow the clock, so that a database restored from an older copy does not give a number out twice.
  const number = Math.max(after, Math.floor(now / 1000) - 1) + 1
  const nextUpdate = now + VALID
  const der = buildCrl(
    {
      issuer: subject,
      thisUpdate: new Date(now),
      nextUpdate: new Date(nextUpdate),
      number,
      revoked: entries,
      authorityKeyId: keyIdentifier(publicKey),
    },
    signer.sign,
  )
  return { issuer, number, der, thisUpdate: now, nextUpdate, entries: count, changes }
}
