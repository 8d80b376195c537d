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

/** `give` receives every list of the issuing CA before anybody gets it. */
export function crlDesk(store: Store, ca: CaKeys, clock: Clock, give: (der: Uint8Array) => void): CrlDesk {
  const running = new Map<Crl['issuer'], Promise<Crl>>()
  let covered = -1
  let kept: ListEntries['kept'] = new Map()
  const publish = async (issuer: Crl['issuer']): Promise<Crl> => {
    const now = clock()
    const latest = await store.latestCrl(issuer)
    if (issuer === 'root') return make(store, ca.root, issuer, latest, nothing, now)
    const changes = await store.statusChanges()
    const next = await listEntries(store, latest, kept, now)
    const crl = await make(store, ca.issuing, issuer, latest, next, now)
    give(crl.der)
    kept = next.kept
    covered = changes
    return crl
  }
  /** Whoever asks while a list is being made gets that list, because each number is given out once. */
  const once = (issuer: Crl['issuer']): Promise<Crl> => {
    const known = running.get(issuer)
    if (known) return known
    const making = publish(issuer).finally(() => running.delete(issuer))
    running.set(issuer, making)
    return making
  }
  const current = async (issuer: Crl['issuer']): Promise<Crl> => {
    const latest = await store.latestCrl(issuer)
    const now = clock()
    if (latest === null || isOld(latest, now)) return once(issuer)
    if (issuer === 'root') return latest
    const rest = latest.entries > LONG ? 10 * MINUTE : 0
    const changed = covered !== (await store.statusChanges())
    return changed && now - latest.thisUpdate >= rest ? once(issuer) : latest
  }
  return {
    publish: () => once('issuing'),
    current,
    kept: async () => {
      if (covered < 0) await once('issuing')
      else if (kept.size > 0) await current('issuing')
      return kept
    },
  }
}

const nothing: ListEntries = { entries: [], kept: new Map(), audit: [] }

function isOld(crl: Crl, now: number): boolean {
  return crl.thisUpdate + RENEW_AFTER <= now || crl.thisUpdate > now + HOUR
}

async function make(
  store: Store,
  signatory: Signatory,
  issuer: Crl['issuer'],
  before: Crl | null,
  { entries, audit }: ListEntries,
  now: number,
): Promise<Crl> {
  // Numbers follow the clock, so that a database restored from an older copy does not give a number out twice.
  const number = Math.max(before?.number ?? 0, Math.floor(now / 1000) - 1) + 1
  const der = buildCrl(
    {
      issuer: signatory.subject,
      thisUpdate: new Date(now),
      nextUpdate: new Date(now + VALID),
      number,
      revoked: entries,
      authorityKeyId: keyIdentifier(signatory.publicKey),
    },
    signatory.signer.sign,
  )
  const crl: Crl = { issuer, number, der, thisUpdate: now, nextUpdate: now + VALID, entries: entries.length }
  await store.addCrl(crl, audit)
  return crl
}
