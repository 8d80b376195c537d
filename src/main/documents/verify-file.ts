import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { detachedVerification, type Trust, verifyDocument } from '../../documents/index.ts'
import { reason } from '../../shared/documents/reasons.ts'
import type { FileVerdict } from '../../shared/documents/verdict.ts'

/** A file that holds its signatures is read as a whole; the largest may have this many bytes. */
const largest = 256 * 1024 * 1024
const piece = 1024 * 1024
/** A pipe without a writer must not hold the command up. */
const withoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/** Folders, pipes and devices are not read. */
export class NotAFile extends Error {
  override readonly name = 'NotAFile'
}

type Opened = { readonly handle: number; readonly size: number; readonly changedAt: number }

const withFile = <T>(path: string, work: (file: Opened) => T): T => {
  const handle = openSync(path, withoutWaiting)
  try {
    const stat = fstatSync(handle)
    if (!stat.isFile()) throw new NotAFile()
    return work({ handle, size: stat.size, changedAt: stat.mtimeMs })
  } finally {
    closeSync(handle)
  }
}

const wrong = (code: 'limits-exceeded' | 'changed-while-read'): FileVerdict => ({
  kind: null,
  outcome: 'invalid',
  signatures: [],
  reasons: [reason(code)],
})

/** Reads to the end in pieces of one buffer. Says whether the file stayed as it was meanwhile. */
const readThrough = ({ handle, size, changedAt }: Opened, take: (piece: Buffer) => void): boolean => {
  const buffer = Buffer.allocUnsafe(piece)
  let total = 0
  for (let got = readSync(handle, buffer); got > 0; got = readSync(handle, buffer)) {
    take(buffer.subarray(0, got))
    total += got
  }
  const after = fstatSync(handle)
  return total === size && after.size === size && after.mtimeMs === changedAt
}

/** The whole file; null if it is too large. Throws if it cannot be read. */
export const readWhole = (path: string): Uint8Array | null =>
  withFile(path, (file) => {
    if (file.size > largest) return null
    const whole = Buffer.allocUnsafe(file.size)
    let at = 0
    readThrough(file, (part) => {
      at += part.copy(whole, at)
    })
    return whole.subarray(0, at)
  })

/** Verifies a file that holds its signatures. Throws if it cannot be read. */
export const verifyFile = (path: string, trust: Trust): FileVerdict =>
  withFile(path, (file) => {
    if (file.size > largest) return wrong('limits-exceeded')
    const whole = Buffer.allocUnsafe(file.size)
    let at = 0
    const stayed = readThrough(file, (part) => {
      at += part.copy(whole, at)
    })
    return stayed ? verifyDocument(whole, trust) : wrong('changed-while-read')
  })

/** Verifies a file of any size against a signature that stands in another file. */
export const verifyDetached = (path: string, signature: Uint8Array, trust: Trust): FileVerdict => {
  const verification = detachedVerification(signature, trust)
  return withFile(path, (file) => {
    const stayed = readThrough(file, verification.update)
    return stayed ? verification.finish() : wrong('changed-while-read')
  })
}
