import {
  type Certificate,
  type ChainReason,
  parseCertificate,
  sm3,
  toHex,
  verifyChain,
} from '../../pki/index.ts'
import { readStatement, type Statement } from '../../shared/web-signing/statement.ts'
import type { ReplayStore } from './replay.ts'
import type { Revocation } from './revocation.ts'
import { readSignature, type SignedText } from './signature.ts'

export type VerifyOptions = {
  /** The site's own address, or addresses: scheme, host and, unless it is the usual one, port. */
  readonly origin: string | readonly string[]
  /** What the site gave to this person's session, as it gave it. */
  readonly nonce: string
  readonly replay: ReplayStore
  /** Certificates of the authorities whose holders may come in (DER, PEM or base64). */
  readonly trusted: readonly (Uint8Array | string)[]
  readonly revocation: Revocation
  readonly now?: Date
  /** How old a signature may be; 300 if not given. */
  readonly maxAgeSeconds?: number
  /** How far the person's clock may be ahead; 60 if not given. */
  readonly maxAheadSeconds?: number
}

export type VerifyRefusal =
  /** It is no answer of the assistant, or its statement is none. */
  | 'malformed'
  | 'signature'
  /** Signed for something else: a sign-in is no signature of a text, and the reverse. */
  | 'purpose'
  | 'origin'
  | 'nonce'
  /** Older than allowed, or from a clock that is ahead. */
  | 'time'
  /** The text that the site expects is not the one that was signed. */
  | 'content'
  | 'chain'
  | 'expired'
  | 'usage'
  | 'revoked'
  | 'revocation-unknown'
  /** This nonce was used before. */
  | 'replay'

export type Verified = {
  readonly ok: true
  /** The person's certificate, checked up to a trusted authority. */
  readonly certificate: Certificate
  readonly statement: Statement
}
export type Verdict = Verified | { readonly ok: false; readonly because: VerifyRefusal }

const no = (because: VerifyRefusal): Verdict => ({ ok: false, because })

const purposeOfChain = (reason: ChainReason | undefined): VerifyRefusal => {
  if (reason === 'expired' || reason === 'not-yet-valid') return 'expired'
  return reason === 'wrong-usage' ? 'usage' : 'chain'
}

const wrongInStatement = (statement: Statement, options: VerifyOptions): VerifyRefusal | null => {
  const { origin, nonce, now = new Date(), maxAgeSeconds = 300, maxAheadSeconds = 60 } = options
  const origins = typeof origin === 'string' ? [origin] : origin
  if (!origins.includes(statement.origin)) return 'origin'
  if (statement.nonce !== nonce) return 'nonce'
  const age = (now.getTime() - Date.parse(statement.time)) / 1000
  return age <= maxAgeSeconds && age >= -maxAheadSeconds ? null : 'time'
}

const wrongInTrust = async (signed: SignedText, options: VerifyOptions): Promise<VerifyRefusal | null> => {
  const { trusted, revocation, now = new Date() } = options
  const { path, ok, problems } = verifyChain(signed.certificate, {
    trusted: trusted.map((one) => parseCertificate(one)),
    intermediates: signed.chain,
    at: now,
    purpose: 'signing',
  })
  if (!ok) return purposeOfChain(problems[0]?.reason)
  for (const [i, issuer] of path.slice(1).entries()) {
    const below = path[i]
    const state = below === undefined ? 'unknown' : await revocation(below, issuer, now)
    if (state !== 'good') return state === 'revoked' ? 'revoked' : 'revocation-unknown'
  }
  return null
}

const verify = async (
  signed: unknown,
  options: VerifyOptions,
  wrongPurpose: (about: Statement['about']) => VerifyRefusal | null,
): Promise<Verdict> => {
  const reading = readSignature(signed)
  if (typeof reading === 'string') return no(reading)
  const statement = readStatement(reading.text)
  if (statement === null) return no('malformed')
  const wrong =
    wrongPurpose(statement.about) ??
    wrongInStatement(statement, options) ??
    (await wrongInTrust(reading, options))
  if (wrong !== null) return no(wrong)
  // Last, so that nobody uses up a nonce with a signature that is refused.
  const { maxAgeSeconds = 300 } = options
  const until = new Date(Date.parse(statement.time) + maxAgeSeconds * 1000)
  const first = await options.replay.claim(options.nonce, until)
  return first ? { ok: true, certificate: reading.certificate, statement } : no('replay')
}

/** Whether the holder of a certificate has just signed in to this site, and only here and only once. */
export const verifySignIn = (signed: unknown, options: VerifyOptions): Promise<Verdict> =>
  verify(signed, options, ({ purpose }) => (purpose === 'sign-in' ? null : 'purpose'))

/** Whether the holder of a certificate has signed exactly this content for this site. */
export const verifySigned = (
  signed: unknown,
  content: Uint8Array | string,
  options: VerifyOptions,
): Promise<Verdict> =>
  verify(signed, options, (about) => {
    if (about.purpose !== 'sign') return 'purpose'
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    const same = about.length === bytes.length && about.sm3 === toHex(sm3(bytes)).toUpperCase()
    return same ? null : 'content'
  })
