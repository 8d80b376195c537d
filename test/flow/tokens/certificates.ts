import {
  buildCertificate,
  type CertificateProfile,
  generateSm2KeyPair,
  prepareSm2Signer,
  profileExtensions,
  randomBytes,
} from '../../../src/pki/index.ts'

/** An authority of this test, which certifies any public key that it is shown. */
export type Authority = {
  readonly certify: (
    publicKey: Uint8Array,
    profile: CertificateProfile,
    more?: { readonly holder?: string; readonly notBefore?: Date; readonly padding?: number },
  ) => Uint8Array
}

const names = (commonName: string) =>
  [
    ['C', 'CN'],
    ['O', '测试机构'],
    ['CN', commonName],
  ] as const

export const testAuthority = (): Authority => {
  const { privateKey, publicKey: own } = generateSm2KeyPair()
  const signer = prepareSm2Signer(privateKey)
  return {
    certify: (
      publicKey,
      profile,
      { holder = '张三', notBefore = new Date('2026-01-01'), padding = 0 } = {},
    ) => {
      const filler = { oid: '1.2.3.4.5', critical: false, value: new Uint8Array(padding) }
      const extra = padding > 0 ? [filler] : []
      const spec = {
        serial: Uint8Array.of(1, ...randomBytes(8)),
        issuer: names('测试 CA'),
        subject: names(holder),
        notBefore,
        notAfter: new Date(notBefore.getTime() + 365 * 86_400_000),
        publicKey,
        extensions: profileExtensions(profile, { publicKey, issuerPublicKey: own, extra }),
      }
      return buildCertificate(spec, (tbs) => signer.sign(tbs))
    },
  }
}
