import { fromHex } from '../../pki/bytes.ts'
import { buildCrl, keyIdentifier } from '../../pki/x509/index.ts'
import { type Clock, DAY, HOUR, MINUTE } from '../clock.ts'
import type { Crl } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import type { Authority, Signatory } from './authority.ts'
import { crlReason } from './revocation-reason.ts'

const VALID = 3 * DAY
const RENEW_AFTER = DAY
/** A list this long takes a while to sign: it is not made anew for every single change. */
const LONG = 2000

export type CrlDesk = {
  /** The list as it should be now: made anew when a status changed or its day is over. */
  readonly current: (issuer: Crl['issuer']) => Promise<Crl>
  readonly publish: () => Promise<Crl>
}

export function crlDesk(store: Store, authority: Authority, clock: Clock): CrlDesk {
  const running = new Map<Crl['issuer'], Promise<Crl>>()
  let covered = -1
  const publish = async (issuer: Crl['issuer']): Promise<Crl> => {
    const changes = await store.statusChanges()
    const crl = await make(store, authority[issuer], issuer, clock())
    if (issuer === 'issuing') covered = changes
    return crl
  }
  /** Whoever asks while a list is being made gets that one: its number is given away once. */
  const once = (issuer: Crl['issuer']): Promise<Crl> => {
    const known = running.get(issuer)
    if (known) return known
    const making = publish(issuer).finally(() => running.delete(issuer))
    running.set(issuer, making)
    return making
  }
  return {
    publish: () => once('issuing'),
    current: async (issuer) => {
      const latest = await store.latestCrl(issuer)
      const now = clock()
      if (latest === null || isOld(latest, now)) return once(issuer)
      if (issuer === 'root') return latest
      const rest = latest.entries > LONG ? 10 * MINUTE : 0
      const changed = covered !== (await store.statusChanges())
      return changed && now - latest.thisUpdate >= rest ? once(issuer) : latest
    },
  }
}

function isOld(crl: Crl, now: number): boolean {
  return crl.thisUpdate + RENEW_AFTER <= now || crl.thisUpdate > now + HOUR
}

async function make(store: Store, signatory: Signatory, issuer: Crl['issuer'], now: number): Promise<Crl> {
  const entries = issuer === 'root' ? [] : await store.revoked(now)
  // By the clock, so that a database put back from an older copy does not give a number away twice.
  const number = Math.max((await store.latestCrl(issuer))?.number ?? 0, Math.floor(now / 1000) - 1) + 1
  const der = buildCrl(
    {
      issuer: signatory.subject,
      thisUpdate: new Date(now),
      nextUpdate: new Date(now + VALID),
      number,
      revoked: entries.map((entry) => ({
        serial: fromHex(entry.serial),
        revokedAt: new Date(entry.revokedAt),
        reason: crlReason(entry.reason),
      })),
      authorityKeyId: keyIdentifier(signatory.publicKey),
    },
    signatory.signer.sign,
  )
  const crl: Crl = { issuer, number, der, thisUpdate: now, nextUpdate: now + VALID, entries: entries.length }
  await store.addCrl(crl)
  return crl
}
