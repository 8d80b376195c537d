import type { BackedUp } from './backup.ts'

/** A key pair that was made elsewhere, with its certificate. */
export type AdoptedKey = {
  readonly type: 'rsa'
  readonly label: string
  /** PKCS#8 DER; it is overwritten once the token has it. */
  readonly privateKey: Uint8Array
  /** SubjectPublicKeyInfo DER. */
  readonly publicKey: Uint8Array
  readonly certificate: Uint8Array
}

const text64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** Puts keys from elsewhere into the form from which a soft token is restored. */
export const adopted = (serial: string, label: string, keys: readonly AdoptedKey[]): BackedUp => {
  const numbered = keys.map((key, index) => ({ ...key, keyId: `${serial.toLowerCase()}${index}` }))
  const token = {
    serial,
    label,
    secrets: {
      keys: numbered.map(({ keyId, privateKey }) => ({ keyId, privateKey: text64(privateKey) })),
      data: [],
    },
    keys: numbered.map(({ keyId, label: name, type, publicKey }) => {
      return { keyId, label: name, type, publicKey: text64(publicKey) }
    }),
    certificates: numbered.map(({ keyId, label: name, certificate }) => {
      return { keyId, label: name, der: text64(certificate) }
    }),
  }
  for (const { privateKey } of keys) privateKey.fill(0)
  return token
}
