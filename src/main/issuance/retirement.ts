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

export type Retirement = {
  /** DER of the new pair: it stays, whatever else is said of it. */
  readonly signature: Uint8Array
  readonly encryption: Uint8Array
  /** SHA-256 of the certificates that the authority took out of force. */
  readonly retired: readonly string[]
}

export type Leaving = {
  /** Keys with their certificates, in the order they leave: RSA last. */
  readonly keyIds: readonly KeyId[]
  /** Certificates without a key of their own. */
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
const isPredecessor = (old: Certificate, renewed: Certificate): boolean =>
  old.publicKey.type === 'rsa' && old.subject.cn !== null && old.subject.cn === renewed.subject.cn

const judge = (retirement: Retirement, keys: readonly StoredKey[]) => {
  const renewed = parseCertificate(retirement.signature)
  const kept = [retirement.signature, retirement.encryption]
  return (stored: StoredCertificate): boolean => {
    if (kept.some((der) => equalBytes(der, stored.der))) return false
    const certificate = parsed(stored)
    const hasKey = keys.some(({ keyId }) => keyId === stored.keyId)
    if (certificate === null || isAuthority(certificate, hasKey)) return false
    const known = retirement.retired.includes(fingerprintSha256(certificate))
    return known || sameName(certificate, renewed) || isPredecessor(certificate, renewed)
  }
}

/** Whether everything on a token is superseded by the new pair: such a soft token is moved aside whole. */
export const isAllSuperseded = ({ certificates, keys }: OnToken, retirement: Retirement): boolean =>
  certificates.length > 0 && certificates.every(judge(retirement, keys))

/** What leaves a token once the new pair is in force. A key goes only when no certificate on it stays. */
export const leavingOf = ({ certificates, keys }: OnToken, retirement: Retirement): Leaving => {
  const superseded = judge(retirement, keys)
  const goes = certificates.filter(superseded)
  const staying = new Set(certificates.filter((stored) => !superseded(stored)).map(({ keyId }) => keyId))
  const typeOf = (keyId: KeyId) => keys.find((key) => key.keyId === keyId)?.type
  const keyIds = [...new Set(goes.map(({ keyId }) => keyId))].filter((keyId) => !staying.has(keyId))
  const [rsa, others] = [
    keyIds.filter((id) => typeOf(id) === 'rsa'),
    keyIds.filter((id) => typeOf(id) !== 'rsa'),
  ]
  const objectIds = goes.filter(({ keyId }) => staying.has(keyId)).map(({ objectId }) => objectId)
  return { keyIds: [...others, ...rsa], objectIds }
}
