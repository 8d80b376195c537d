import {
  buildCertificate,
  generateSm2KeyPair,
  prepareSm2Signer,
  profileExtensions,
  randomBytes,
} from '../../../src/pki/index.ts'

const day = 86_400_000

/** An authority that exists for one run, with its own certificate. */
export const newAuthority = () => {
  const { privateKey, publicKey } = generateSm2KeyPair()
  const { sign } = prepareSm2Signer(privateKey)
  const name = [
    ['C', 'CN'],
    ['CN', '测试签发 CA'],
  ] as const
  const serial = () => Uint8Array.of(1, ...randomBytes(8))
  const issue = (use: 'root' | 'signing' | 'encryption', holder: string, key: Uint8Array, days: number) =>
    buildCertificate(
      {
        serial: serial(),
        issuer: [...name],
        subject:
          use === 'root'
            ? [...name]
            : [
                ['C', 'CN'],
                ['O', holder],
                ['CN', holder],
              ],
        notBefore: new Date(Date.now() - 30 * day),
        notAfter: new Date(Date.now() + days * day),
        publicKey: key,
        extensions: profileExtensions(use, { publicKey: key, issuerPublicKey: publicKey }),
      },
      sign,
    )
  return { certificate: issue('root', '', publicKey, 3_650), issue }
}

export type TestAuthority = ReturnType<typeof newAuthority>
