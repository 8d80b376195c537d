import {
  buildCertificate,
  type CertificateProfile,
  type Extension,
  encodeEnvelopedKey,
  generateSm2KeyPair,
  type KeyUsage,
  type NamePart,
  OID,
  profileExtensions,
  randomBytes,
  type Sm2KeyPair,
  sealEnvelopedKey,
  sm2Sign,
} from '../../../../src/pki/index.ts'
import { keyUsageExtension } from '../../../../src/pki/x509/build.ts'

/** A small authority in memory, to make answers with exactly one mistake. */
export const rootName: readonly NamePart[] = [
  ['C', 'CN'],
  ['CN', '根'],
]
export const holderName: readonly NamePart[] = [
  ['C', 'CN'],
  ['O', '示例商标代理有限公司'],
  ['CN', '示例商标代理有限公司'],
]

export type Making = {
  readonly profile: CertificateProfile
  readonly subject: readonly NamePart[] | Uint8Array
  readonly publicKey: Uint8Array
  readonly issuer: readonly NamePart[]
  readonly by: Sm2KeyPair
  readonly from?: Date
  readonly until?: Date
  /** Another key usage than the profile's. */
  readonly usages?: readonly KeyUsage[]
}

const withUsages = (extensions: readonly Extension[], usages: readonly KeyUsage[] | undefined) =>
  usages === undefined
    ? extensions
    : extensions.flatMap((one) => {
        if (one.oid !== OID.keyUsage) return [one]
        return usages.length === 0 ? [] : [keyUsageExtension(usages)]
      })

export const made = ({ profile, subject, publicKey, issuer, by, from, until, usages }: Making): Uint8Array =>
  buildCertificate(
    {
      serial: randomBytes(16).map((byte, at) => (at === 0 ? (byte & 0x7f) | 1 : byte)),
      issuer,
      subject,
      notBefore: from ?? new Date('2026-01-01T00:00:00Z'),
      notAfter: until ?? new Date('2030-01-01T00:00:00Z'),
      publicKey,
      extensions: withUsages(
        profileExtensions(profile, { publicKey, issuerPublicKey: by.publicKey }),
        usages,
      ),
    },
    (tbs) => sm2Sign(by.privateKey, tbs),
  )

export type SmallAuthority = {
  readonly root: Uint8Array
  readonly keys: Sm2KeyPair
  issue(profile: 'signing' | 'encryption', publicKey: Uint8Array, change?: Partial<Making>): Uint8Array
}

export const smallAuthority = (): SmallAuthority => {
  const keys = generateSm2KeyPair()
  const root = made({
    profile: 'root',
    subject: rootName,
    publicKey: keys.publicKey,
    issuer: rootName,
    by: keys,
  })
  return {
    root,
    keys,
    issue: (profile, publicKey, change = {}) =>
      made({ profile, publicKey, subject: holderName, issuer: rootName, by: keys, ...change }),
  }
}

/** The answer of `collect` for a signing key, with the encryption pair enveloped for it. */
export const answerFor = (authority: SmallAuthority, signing: Sm2KeyPair) => {
  const encryption = generateSm2KeyPair()
  return {
    signatureCertificate: authority.issue('signing', signing.publicKey),
    encryptionCertificate: authority.issue('encryption', encryption.publicKey),
    envelopedKey: encodeEnvelopedKey(sealEnvelopedKey(signing.publicKey, encryption)),
    chain: [authority.root],
  }
}
