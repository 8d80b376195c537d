import type { Envelope } from '../../native/index.ts'
import { equalBytes, randomBytes, sm2Encrypt, sm4CbcEncrypt } from '../../pki/index.ts'

/** A random secret, sealed to an SM2 key: whoever opens it has the private key. */
export type TrialEnvelope = {
  readonly envelope: Envelope
  readonly isSecret: (opened: Uint8Array) => boolean
}

export const trialEnvelope = (point: Uint8Array): TrialEnvelope => {
  const [secret, key, iv] = [randomBytes(16), randomBytes(16), randomBytes(16)]
  const envelope = { key: sm2Encrypt(point, key), iv, data: sm4CbcEncrypt(key, iv, secret) }
  key.fill(0)
  return { envelope, isSecret: (opened) => equalBytes(opened, secret) }
}
