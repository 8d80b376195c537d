import {
  OID,
  PkiError,
  parseTimeStamp,
  type TimeStamp,
  timeStampMatches,
  verifyChain,
} from '../../pki/index.ts'
import { type Reason, reason } from '../../shared/documents/reasons.ts'
import type { SigningTime } from '../../shared/documents/verdict.ts'
import type { Moment } from './chain.ts'
import { subjectOf } from './facts.ts'
import type { Trust } from './trust.ts'

export type TimeQuestion = {
  readonly claimed: Date | null
  readonly token: Uint8Array | null
  /** What the token is about: the signature value. */
  readonly stamped: Uint8Array
  readonly trust: Trust
}

export type TimeJudgement = {
  readonly time: SigningTime
  readonly moment: Moment
  readonly reasons: readonly Reason[]
}

/** How much later than this computer's clock a time may be. */
const tolerance = 10 * 60_000

const read = (token: Uint8Array): TimeStamp | null => {
  try {
    return parseTimeStamp(token)
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

type Stamped = { readonly stamp: TimeStamp; readonly authority: string } | { readonly wrong: Reason }

/** RFC 3161 2.3: its certificate is for time stamps and says so, and nothing else makes a time trusted. */
const judgeStamp = (token: Uint8Array, stamped: Uint8Array, trust: Trust): Stamped => {
  const stamp = read(token)
  if (stamp === null || stamp.authority === null || !timeStampMatches(stamp, stamped))
    return { wrong: reason('time-stamp-wrong') }
  const { authority, at } = stamp
  const name = subjectOf(authority)
  if (!authority.extendedKeyUsage.includes(OID.timeStamping))
    return { wrong: reason('time-stamp-wrong', [name]) }
  const { ok } = verifyChain(authority, {
    trusted: trust.roots,
    intermediates: [...stamp.certificates, ...trust.certificates],
    at,
    purpose: 'signing',
    extendedPurpose: OID.timeStamping,
    crls: trust.crls,
  })
  return ok ? { stamp, authority: name } : { wrong: reason('time-stamp-untrusted', [name]) }
}

const judgeWord = (claimed: Date | null, now: Date): TimeJudgement => {
  if (claimed === null)
    return { time: { state: 'none' }, moment: { at: now, kind: 'none' }, reasons: [reason('no-time')] }
  return {
    time: { state: 'claimed', at: claimed.toISOString() },
    moment: { at: claimed, kind: 'claimed' },
    reasons: [reason('time-claimed')],
  }
}

const future = (at: Date, now: Date): readonly Reason[] =>
  at.getTime() > now.getTime() + tolerance ? [reason('signed-in-future', [at.toISOString()])] : []

/** The time that counts: that of a time stamp which holds, else the signer's word. */
export const judgeTime = ({ claimed, token, stamped, trust }: TimeQuestion): TimeJudgement => {
  const judged = token === null ? null : judgeStamp(token, stamped, trust)
  const word = judgeWord(claimed, trust.now)
  if (judged === null || 'wrong' in judged) {
    const wrong = judged === null ? [] : [judged.wrong]
    return { ...word, reasons: [...word.reasons, ...wrong, ...future(word.moment.at, trust.now)] }
  }
  const { at } = judged.stamp
  return {
    time: { state: 'stamped', at: at.toISOString(), authority: judged.authority },
    moment: { at, kind: 'stamped' },
    reasons: future(at, trust.now),
  }
}
