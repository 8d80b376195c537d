import type { StoredCertificate } from '../../../src/native/index.ts'
import {
  buildCertificate,
  type CertificateProfile,
  generateSm2KeyPair,
  prepareSm2Signer,
  profileExtensions,
  randomBytes,
} from '../../../src/pki/index.ts'

const authority = generateSm2KeyPair()
const signer = prepareSm2Signer(authority.privateKey)

const certificate = (profile: CertificateProfile, from: Date, to: Date, holder: string): Uint8Array => {
  const { publicKey } = generateSm2KeyPair()
  return buildCertificate(
    {
      serial: Uint8Array.of(1, ...randomBytes(8)),
      issuer: [
        ['C', 'CN'],
        ['CN', '测试签发 CA'],
      ],
      subject: [
        ['C', 'CN'],
        ['O', holder],
        ['CN', holder],
      ],
      notBefore: from,
      notAfter: to,
      publicKey,
      extensions: profileExtensions(profile, { publicKey, issuerPublicKey: authority.publicKey }),
    },
    signer.sign,
  )
}

/** A signing and an encryption certificate of one holder, as a token stores them. The label says which one it is. */
export const dualCertificates = (
  from: Date,
  to: Date,
  holder = '龘㐂知识产权代理有限公司',
): readonly StoredCertificate[] =>
  (['signing', 'encryption'] as const).map((use, index) => ({
    objectId: `object-${index}`,
    keyId: `0${index}`,
    label: use,
    der: certificate(use, from, to, holder),
  }))
