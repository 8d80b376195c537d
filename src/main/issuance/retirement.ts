import type { KeyId, StoredCertificate, StoredKey } from '../../native/token.ts'
import {
  type Certificate,
  equalBytes,
  fingerprintSha256,
  PkiError,
  parseCertificate,
} from '../../pki/index.ts'

export type OnToken = {
  readonly certificates: readonly StoredCertificate[]
  readonly keys: readonly StoredKey[]
}

/** DER of the new pair. It always stays. */
export type NewPair = { readonly signature: Uint8Array; readonly encryption: Uint8Array }

/**
 * Whether a certificate is known to be another authority's. Such a one is no predecessor, even if the names are alike.
 */
export type IsForeign = (certificate: Certificate) => boolean

/** A certificate beside the new pair, with what must be known about it after it is gone. */
export type Other = {
  readonly keyId: KeyId
  readonly objectId: string
  readonly fingerprint: string
  readonly isRsa: boolean
  /** The new pair replaces it because of its name, whatever the authority says. */
  readonly isPredecessor: boolean
  /** Files were encrypted to it. Its key stays, because nothing else opens them. */
  readonly opensFiles: boolean
}

export type Leaving = {
  /** Keys with their certificates, in the order of removal: RSA last. */
  readonly keyIds: readonly KeyId[]
  /** Certificates to remove whose key stays for another certificate. */
  readonly objectIds: readonly string[]
}

const parsed = (stored: StoredCertificate): Certificate | null => {
  try {
    return parseCertificate(stored.der)
  } catch (error) {
    if (error instanceof PkiError) return null // we cannot judge it, so it stays
    throw error
  }
}

/** Whether it is an authority's certificate. One whose key is here is the holder's, whatever its content. */
const isAuthority = ({ use, basicConstraints }: Certificate, hasKey: boolean): boolean =>
  !hasKey && (use === 'ca' || basicConstraints?.ca === true)

const sameName = (one: Certificate, other: Certificate): boolean =>
  equalBytes(one.subject.raw, other.subject.raw) && equalBytes(one.issuer.raw, other.issuer.raw)

/** The RSA certificate of a fourth-generation Ukey has another issuer and another form of the name. */
const isOldRsa = (old: Certificate, renewed: Certificate): boolean =>
  old.publicKey.type === 'rsa' && old.subject.cn !== null && old.subject.cn === renewed.subject.cn

/**
 * The holders' certificates beside the new pair. They are listed before anything is removed: a removal that was
 * interrupted must still find the key of a certificate that is gone already.
 */
export const othersOn = (
  { certificates, keys }: OnToken,
  pair: NewPair,
  isForeign: IsForeign,
): readonly Other[] => {
  const renewed = parseCertificate(pair.signature)
  return certificates.flatMap((stored) => {
    if (equalBytes(stored.der, pair.signature) || equalBytes(stored.der, pair.encryption)) return []
    const certificate = parsed(stored)
    const key = keys.find(({ keyId }) => keyId === stored.keyId)
    if (certificate === null || isAuthority(certificate, key !== undefined)) return []
    const { keyId, objectId } = stored
    const isAlike = sameName(certificate, renewed) || isOldRsa(certificate, renewed)
    const isPredecessor = isAlike && !isForeign(certificate)
    const isRsa = certificate.publicKey.type === 'rsa'
    const opensFiles = certificate.use === 'encryption'
    return [
      { keyId, objectId, fingerprint: fingerprintSha256(certificate), isRsa, isPredecessor, opensFiles },
    ]
  })
}

/** What the new pair, or the authority's word, puts out of force. */
export const supersededAmong = (others: readonly Other[], retired: readonly string[]): readonly Other[] =>
  others.filter(({ isPredecessor, fingerprint }) => isPredecessor || retired.includes(fingerprint))

const going = (others: readonly Other[], retired: readonly string[]): readonly Other[] =>
  supersededAmong(others, retired).filter(({ opensFiles }) => !opensFiles)

/**
 * What leaves a token once the new pair is in force. `retired` are the certificates (SHA-256) that the authority took
 * out of force. A key goes only if no certificate that uses it stays. An encryption key stays with its certificate:
 * what was encrypted to it can be opened by nothing else.
 */
export const leavingOf = (others: readonly Other[], retired: readonly string[]): Leaving => {
  const goes = going(others, retired)
  const staying = new Set(others.filter((one) => !goes.includes(one)).map(({ keyId }) => keyId))
  const free = goes.filter(({ keyId }) => !staying.has(keyId))
  const inOrder = [...free.filter(({ isRsa }) => !isRsa), ...free.filter(({ isRsa }) => isRsa)]
  return {
    keyIds: [...new Set(inOrder.map(({ keyId }) => keyId))],
    objectIds: goes.filter(({ keyId }) => staying.has(keyId)).map(({ objectId }) => objectId),
  }
}

/**
 * Whether the new pair supersedes everything on a token and nothing on it opens files. Such a soft token is moved aside
 * as a whole.
 */
export const isOfNoMoreUse = (
  onToken: OnToken,
  pair: NewPair,
  retired: readonly string[],
  isForeign: IsForeign,
): boolean => {
  const others = othersOn(onToken, pair, isForeign)
  const { certificates } = onToken
  const goes = going(others, retired)
  return certificates.length > 0 && goes.length === certificates.length
}
