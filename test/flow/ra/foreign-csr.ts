import { createSign, generateKeyPairSync } from 'node:crypto'
import { der } from '../../../src/pki/der/index.ts'
import { toBase64 } from '../../../src/pki/index.ts'

const kinds = {
  rsa: { algorithm: '1.2.840.113549.1.1.11', withNull: true },
  p256: { algorithm: '1.2.840.10045.4.3.2', withNull: false },
} as const

/** A correctly signed PKCS#10 request for a key of another kind. */
export function foreignCsr(kind: keyof typeof kinds, subject: Uint8Array): string {
  const { privateKey, publicKey } =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
  const tbs = der.sequence(der.integer(0), subject, spki, Uint8Array.of(0xa0, 0))
  const signature = createSign('sha256').update(tbs).sign(privateKey)
  const { algorithm, withNull } = kinds[kind]
  const identifier = der.sequence(der.oid(algorithm), ...(withNull ? [der.nothing()] : []))
  return toBase64(der.sequence(tbs, identifier, der.bits(new Uint8Array(signature))))
}
