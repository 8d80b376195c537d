import { createHash } from 'node:crypto'
import type { TokenSession } from '../../native/index.ts'
import { type Certificate, signedMessageToSign, sm2Z, sm3 } from '../../pki/index.ts'
import type { AtHand } from '../decryption-rehearsal/keys-at-hand.ts'
import { PageRefusal } from './page-refusal.ts'
import type { Usable } from './site-certificates.ts'

export type Signature = {
  readonly bytes: Uint8Array
  readonly algorithm: 'sm2-sm3' | 'rsa-sha256'
}

const zs = new WeakMap<Certificate, Uint8Array>()

/** Z of GB/T 32918.2 for the key of a certificate, computed once. */
const zOf = (certificate: Certificate, point: Uint8Array): Uint8Array => {
  const z = zs.get(certificate) ?? sm2Z(point)
  zs.set(certificate, z)
  return z
}

/** Signs a message with the key of a certificate: SM2 with SM3 and the usual identity, or RSA with SHA-256. */
export const signMessage = async (
  session: TokenSession,
  { keyId }: AtHand,
  { certificate }: Usable,
  message: Uint8Array,
): Promise<Signature> => {
  const { publicKey } = certificate
  switch (publicKey.type) {
    case 'sm2': {
      const digest = sm3(zOf(certificate, publicKey.point), message)
      return { bytes: await session.sign(keyId, digest, 'sm2-digest'), algorithm: 'sm2-sm3' }
    }
    case 'rsa': {
      const digest = createHash('sha256').update(message).digest()
      return { bytes: await session.sign(keyId, digest, 'rsa-sha256'), algorithm: 'rsa-sha256' }
    }
    default:
      throw new PageRefusal('not-for-this-key')
  }
}

/** A SignedData of GM/T 0010 with its content, or without. */
export const signCms = async (
  session: TokenSession,
  { keyId }: AtHand,
  { certificate }: Usable,
  parts: {
    readonly content: Uint8Array
    readonly chain: readonly Certificate[]
    readonly detached: boolean
    readonly signingTime: Date | null
  },
): Promise<Uint8Array> => {
  if (certificate.publicKey.type !== 'sm2') throw new PageRefusal('not-for-this-key')
  const { content, ...rest } = parts
  const { digest, finish } = signedMessageToSign({ content: { content }, certificate, ...rest })
  return finish(await session.sign(keyId, digest, 'sm2-digest'))
}
