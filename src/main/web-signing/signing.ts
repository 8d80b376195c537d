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

/** Signs a digest of SM3 that begins with Z, or one of SHA-256, as the key of the certificate needs it. */
export const signDigest = async (
  session: TokenSession,
  { keyId }: AtHand,
  { certificate: { publicKey } }: Usable,
  digest: Uint8Array,
): Promise<Signature> => {
  switch (publicKey.type) {
    case 'sm2':
      return { bytes: await session.sign(keyId, digest, 'sm2-digest'), algorithm: 'sm2-sm3' }
    case 'rsa':
      return { bytes: await session.sign(keyId, digest, 'rsa-sha256'), algorithm: 'rsa-sha256' }
    default:
      throw new PageRefusal('not-for-this-key')
  }
}

/** Signs a message with the key of a certificate: SM2 with SM3 and the usual identity, or RSA with SHA-256. */
export const signMessage = async (
  session: TokenSession,
  hand: AtHand,
  one: Usable,
  message: Uint8Array,
): Promise<Signature> => {
  const { certificate } = one
  const { publicKey } = certificate
  const digest =
    publicKey.type === 'sm2'
      ? sm3(zOf(certificate, publicKey.point), message)
      : createHash('sha256').update(message).digest()
  return signDigest(session, hand, one, digest)
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

/** A SignedData of GM/T 0010 without its content, of which only the SM3 digest is here. */
export const signFileDigest = async (
  session: TokenSession,
  { keyId }: AtHand,
  { certificate }: Usable,
  parts: {
    readonly sm3: Uint8Array
    readonly chain: readonly Certificate[]
    readonly signingTime: Date
  },
): Promise<Uint8Array> => {
  if (certificate.publicKey.type !== 'sm2') throw new PageRefusal('not-for-this-key')
  const { sm3: digestOfContent, chain, signingTime } = parts
  const spec = { content: { sm3: digestOfContent }, certificate, chain, detached: true, signingTime }
  const { digest, finish } = signedMessageToSign(spec)
  return finish(await session.sign(keyId, digest, 'sm2-digest'))
}
