import type { OcspStatus } from '../../pki/x509/index.ts'
import { MINUTE } from '../clock.ts'

/** How long a signed answer is given again, if the status is still the same. */
const AGAIN = 5 * MINUTE
/** An answer is about a kilobyte. */
const MOST = 4096
/** A request for one certificate without a nonce is shorter; others are not remembered. */
const LONGEST = 256

type Signed = {
  readonly der: Uint8Array
  readonly serial: string
  readonly status: OcspStatus
  readonly at: number
}

/**
 * The last answers to requests without a nonce. Only the signature is saved: the status is read from the database for
 * every answer, so no process gives out what another one has changed.
 */
export function signedAnswers() {
  const answers = new Map<string, Signed>()
  const nameOf = (request: Uint8Array) => Buffer.from(request).toString('latin1')
  return {
    find: (request: Uint8Array, now: number): Signed | null => {
      if (request.length > LONGEST) return null
      const found = answers.get(nameOf(request))
      // A clock that was set back makes an answer come from the future.
      return found !== undefined && found.at <= now && now < found.at + AGAIN ? found : null
    },
    keep: (request: Uint8Array, answer: Signed): void => {
      if (request.length > LONGEST) return
      const name = nameOf(request)
      answers.delete(name)
      answers.set(name, answer)
      const [oldest] = answers.keys()
      if (answers.size > MOST && oldest !== undefined) answers.delete(oldest)
    },
  }
}

export function isSame(one: OcspStatus, other: OcspStatus): boolean {
  if (one.status !== 'revoked' || other.status !== 'revoked') return one.status === other.status
  return one.reason === other.reason && one.revokedAt.getTime() === other.revokedAt.getTime()
}
