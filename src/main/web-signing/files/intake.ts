import { type Certificate, Sm3, sealInParts } from '../../../pki/index.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import type { Intake } from '../../prompt/file-desk.ts'
import { isNeverSigned } from '../sof/never-signed.ts'

/** A file of which everything has to be here at once. */
export const largestKept = 64 * 1024 * 1024

/** Anything that hears every part of a file. */
type Listener = { update(part: Uint8Array): unknown }

/** What is known of a file that the person picked. */
export type PickedFile = { readonly name: string; readonly length: number; readonly sm3: Uint8Array }

const refuseLarger = (size: number): void => {
  if (size > largestKept) throw new AssistantError('file-too-large', { most: largestKept / 2 ** 20 })
}

/** Its digest, and a listener that has heard all of it. A file may be as long as it likes. */
export const heardBy =
  <Heard extends Listener>(listener: () => Heard): Intake<PickedFile & { readonly heard: Heard }> =>
  (name, length) => {
    const digest = new Sm3()
    const heard = listener()
    return {
      take: (part) => {
        digest.update(part)
        heard.update(part)
      },
      end: () => ({ name, length, sm3: digest.digest(), heard }),
    }
  }

/** The whole file, if it is not too large. `check` throws if this cannot be the one. */
export const kept =
  (check: (bytes: Uint8Array) => void = () => {}): Intake<PickedFile & { readonly bytes: Uint8Array }> =>
  (name, length) => {
    refuseLarger(length)
    const bytes = new Uint8Array(length)
    const digest = new Sm3()
    let at = 0
    return {
      take: (part) => {
        bytes.set(part, at)
        digest.update(part)
        at += part.length
      },
      end: () => {
        check(bytes)
        return { name, length, sm3: digest.digest(), bytes }
      },
    }
  }

/** The file, sealed for a certificate while it is read. */
export const sealedFor =
  (certificate: Certificate): Intake<PickedFile & { readonly sealed: Uint8Array }> =>
  (name, length) => {
    refuseLarger(length)
    const reading = heardBy(() => sealInParts([certificate]))(name, length)
    return {
      take: reading.take,
      end: () => {
        const { heard, ...file } = reading.end()
        return { ...file, sealed: heard.finish() }
      },
    }
  }

/** Enough of a file to see what it is. */
const head = 1024 * 1024

/** Throws if a bare signature over these bytes could be one for something else. */
export const refuseUnsignable = (bytes: Uint8Array, length = bytes.length): void => {
  if (isNeverSigned(bytes, length)) throw new AssistantError('file-not-for-signing')
}

/** The same as `heardBy`, for a bare signature over the file. */
export const signedBy =
  <Heard extends Listener>(listener: () => Heard): Intake<PickedFile & { readonly heard: Heard }> =>
  (name, length) => {
    const reading = heardBy(listener)(name, length)
    const first = new Uint8Array(Math.min(head, length))
    let at = 0
    return {
      take: (part) => {
        first.set(part.subarray(0, first.length - at), at)
        at = Math.min(first.length, at + part.length)
        reading.take(part)
      },
      end: () => {
        refuseUnsignable(first, length)
        return reading.end()
      },
    }
  }
