import { type Certificate, equalBytes, toHex } from '../pki/index.ts'
import { leadingCertificate } from '../shared/certificates/leading.ts'
import { certificateIn } from './certificate-reading.ts'
import type { StoredCertificate, StoredKey } from './token.ts'

/** A certificate of a token together with what it says. */
export type ReadCertificate = { readonly stored: StoredCertificate; readonly certificate: Certificate }

/** How a certificate fits the keys of its token; 'unseen' if the token shows no public keys. */
export type KeyMatch = 'matching' | 'other-key' | 'no-key' | 'unseen'

/** The certificates of one holder that belong together. A certificate for both uses counts as the signing one. */
export type HeldPair = {
  readonly signing: (ReadCertificate & { readonly match: KeyMatch }) | null
  readonly encryption: (ReadCertificate & { readonly match: KeyMatch }) | null
  /** The other half is missing, although this holder's certificates come in pairs. */
  readonly incomplete: boolean
  /** A certificate names another key than the one beside it on the token. */
  readonly mismatched: boolean
  /** The token has the key of this certificate, so that signing will find it. */
  readonly usable: boolean
}

export type Held = {
  readonly pairs: readonly HeldPair[]
  /** Certificates of authorities that are also on the token. */
  readonly authorities: readonly ReadCertificate[]
  /** Certificates that could not be parsed. The others are still listed. */
  readonly unreadable: readonly StoredCertificate[]
}

const read = (stored: StoredCertificate): ReadCertificate | null => {
  const certificate = certificateIn(stored.der)
  return certificate && { stored, certificate }
}

const certifies = ({ publicKey, spkiDer }: Certificate, key: StoredKey): boolean => {
  if (key.publicKey === null) return false
  if (publicKey.type === 'sm2' || publicKey.type === 'ec') return equalBytes(publicKey.point, key.publicKey)
  return equalBytes(spkiDer, key.publicKey)
}

const matchOf = ({ stored, certificate }: ReadCertificate, keys: readonly StoredKey[]): KeyMatch => {
  const shown = keys.filter(({ publicKey }) => publicKey !== null)
  if (shown.length === 0) return 'unseen'
  if (shown.some((key) => certifies(certificate, key))) return 'matching'
  return shown.some(({ keyId }) => keyId === stored.keyId) ? 'other-key' : 'no-key'
}

const holderKey = ({ certificate }: ReadCertificate): string =>
  `${toHex(certificate.issuer.raw)}/${toHex(certificate.subject.raw)}`

// Both certificates of a pair are issued together; a renewal makes another pair.
const ISSUED_TOGETHER = 31 * 86_400_000

const apart = (a: ReadCertificate, b: ReadCertificate): number =>
  Math.abs(a.certificate.notBefore.getTime() - b.certificate.notBefore.getTime())

/**
 * The two of one request have names that differ in their last letter only. An authority may give all certificates of a
 * day the same beginning.
 */
const areNamedAlike = (a: ReadCertificate, b: ReadCertificate): boolean =>
  a.stored.label.length > 1 && a.stored.label.slice(0, -1) === b.stored.label.slice(0, -1)

type Two = readonly [ReadCertificate | null, ReadCertificate | null]

/** Joins signing and encryption certificates of one holder; those closest in time come first, then those with one name. */
const join = (
  signing: readonly ReadCertificate[],
  encryption: readonly ReadCertificate[],
): readonly Two[] => {
  const candidates = signing
    .flatMap((one) => encryption.map((other) => [one, other] as const))
    .filter(([one, other]) => apart(one, other) <= ISSUED_TOGETHER)
    .sort((a, b) => apart(...a) - apart(...b) || Number(areNamedAlike(...b)) - Number(areNamedAlike(...a)))
  const taken = new Set<ReadCertificate>()
  const joined = candidates.filter(([one, other]) => {
    if (taken.has(one) || taken.has(other)) return false
    taken.add(one).add(other)
    return true
  })
  const alone = (all: readonly ReadCertificate[]) => all.filter((one) => !taken.has(one))
  return [
    ...joined,
    ...alone(signing).map((one): Two => [one, null]),
    ...alone(encryption).map((one): Two => [null, one]),
  ]
}

const newestFirst = (a: HeldPair, b: HeldPair): number => startOf(b) - startOf(a)
const startOf = (pair: HeldPair): number => leadingCertificate(pair)?.certificate.notBefore.getTime() ?? 0

const heldPair = ([signing, encryption]: Two, keys: readonly StoredKey[]): HeldPair => {
  const withMatch = (one: ReadCertificate | null) =>
    one === null ? null : { ...one, match: matchOf(one, keys) }
  const [first, second] = [withMatch(signing), withMatch(encryption)]
  // Only GM certificates come in pairs (GM/T 0015); a single-use RSA certificate is complete alone.
  const sm2 = leadingCertificate({ signing, encryption })?.certificate.publicKey.type === 'sm2'
  const single = signing !== null && signing.certificate.use !== 'signing'
  return {
    signing: first,
    encryption: second,
    incomplete: sm2 && !single && (signing === null || encryption === null),
    mismatched: [first, second].some((one) => one?.match === 'other-key'),
    usable: first !== null && (first.match === 'matching' || first.match === 'unseen'),
  }
}

/** Reads the certificates of a token and joins the signing and encryption certificates of each holder. */
export const pairCertificates = (
  certificates: readonly StoredCertificate[],
  keys: readonly StoredKey[],
): Held => {
  const all = certificates.map((stored) => ({ stored, found: read(stored) }))
  const readable = all.flatMap(({ found }) => found ?? [])
  const authorities = readable.filter(({ certificate }) => certificate.use === 'ca')
  const holders = Map.groupBy(
    readable.filter((one) => !authorities.includes(one)),
    holderKey,
  )
  const pairs = [...holders.values()].flatMap((held) => {
    const encryption = held.filter(({ certificate }) => certificate.use === 'encryption')
    const whole = held.filter(
      ({ certificate: { use } }) => use === 'both' || use === 'neither' || use === 'unknown',
    )
    const signing = held.filter(({ certificate }) => certificate.use === 'signing')
    return [...join(signing, encryption), ...whole.map((one): Two => [one, null])]
  })
  return {
    pairs: pairs.map((two) => heldPair(two, keys)).sort(newestFirst),
    authorities,
    unreadable: all.flatMap(({ stored, found }) => (found === null ? [stored] : [])),
  }
}
