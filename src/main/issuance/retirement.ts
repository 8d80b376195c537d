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

/** DER of the new pair: it stays, whatever else is said of it. */
export type NewPair = { readonly signature: Uint8Array; readonly encryption: Uint8Array }

/** Whether a certificate is known to be another authority's: a name alike makes it no predecessor. */
export type IsForeign = (certificate: Certificate) => boolean

/** A certificate beside the new pair, and what must be known of it when it is no longer there to be asked. */
export type Other = {
  readonly keyId: KeyId
  readonly objectId: string
  readonly fingerprint: string
  readonly isRsa: boolean
  /** The new pair takes its place by name, whether or not the authority says so. */
  readonly isPredecessor: boolean
}

export type Leaving = {
  /** Keys with their certificates, in the order they leave: RSA last. */
  readonly keyIds: readonly KeyId[]
  /** Certificates whose key stays for another certificate. */
  readonly objectIds: readonly string[]
}

const parsed = (stored: StoredCertificate): Certificate | null => {
  try {
    return parseCertificate(stored.der)
  } catch (error) {
    if (error instanceof PkiError) return null // not ours to judge: it stays
    throw error
  }
}

/** An authority's certificate beside the holder's. One whose key is here is the holder's, however it was made. */
const isAuthority = ({ use, basicConstraints }: Certificate, hasKey: boolean): boolean =>
  !hasKey && (use === 'ca' || basicConstraints?.ca === true)

const sameName = (one: Certificate, other: Certificate): boolean =>
  equalBytes(one.subject.raw, other.subject.raw) && equalBytes(one.issuer.raw, other.issuer.raw)

/** The RSA certificate of a fourth-generation Ukey has another issuer and another form of the name. */
const isOldRsa = (old: Certificate, renewed: Certificate): boolean =>
  old.publicKey.type === 'rsa' && old.subject.cn !== null && old.subject.cn === renewed.subject.cn

/**
 * The holders' certificates that lie beside the new pair. Taken down before anything is removed: interrupted in the
 * middle, a removal must find the key of a certificate that has gone already.
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
    return [{ keyId, objectId, fingerprint: fingerprintSha256(certificate), isRsa, isPredecessor }]
  })
}

const isSuperseded =
  (retired: readonly string[]) =>
  ({ isPredecessor, fingerprint }: Other): boolean =>
    isPredecessor || retired.includes(fingerprint)

/**
 * What leaves a token once the new pair is in force; `retired` are the certificates that the authority took out of
 * force (SHA-256). A key goes only when no certificate on it stays.
 */
export const leavingOf = (others: readonly Other[], retired: readonly string[]): Leaving => {
  const goes = others.filter(isSuperseded(retired))
  const staying = new Set(others.filter((one) => !goes.includes(one)).map(({ keyId }) => keyId))
  const free = goes.filter(({ keyId }) => !staying.has(keyId))
  const inOrder = [...free.filter(({ isRsa }) => !isRsa), ...free.filter(({ isRsa }) => isRsa)]
  return {
    keyIds: [...new Set(inOrder.map(({ keyId }) => keyId))],
    objectIds: goes.filter(({ keyId }) => staying.has(keyId)).map(({ objectId }) => objectId),
  }
}

/** Whether everything on a token is superseded by the new pair: such a soft token is moved aside whole. */
export const isAllSuperseded = (
  onToken: OnToken,
  pair: NewPair,
  retired: readonly string[],
  isForeign: IsForeign,
): boolean => {
  const others = othersOn(onToken, pair, isForeign)
  const { certificates } = onToken
  return (
    certificates.length > 0 && others.length === certificates.length && others.every(isSuperseded(retired))
  )
}
