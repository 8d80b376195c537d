import { array, dict, name, number, serialised, text } from '../pdf-structure/serialised.ts'
import type { PdfValue } from '../pdf-structure/values.ts'
import type { Updated } from './update.ts'

/** What a signature says about itself besides its message. Readers show it; the signature covers it. */
export type Statement = {
  readonly signer: string
  readonly time: Date
  readonly reason?: string | undefined
  readonly location?: string | undefined
}

/** A date of ISO 32000-1, 7.9.4, in the time of China, where readers of these documents are. */
const dateOf = (time: Date): string => {
  const there = new Date(time.getTime() + 8 * 3600_000)
  return `D:${there.toISOString().slice(0, 19).replace(/[-:T]/g, '')}+08'00'`
}

/** Room for a range of the largest file. */
const emptyRange = `/ByteRange [0${' 0000000000'.repeat(3)}]`
const beforeString = `${emptyRange}\n/Contents `

/**
 * The dictionary with room for a message of so many bytes. Range and string are written by hand, because their places
 * must be known.
 */
export const draftedSignature = ({ signer, time, reason, location }: Statement, room: number): Buffer => {
  const entries: Record<string, PdfValue> = {
    Type: name('Sig'),
    Filter: name('Adobe.PPKLite'),
    SubFilter: name('adbe.pkcs7.detached'),
    Name: text(signer),
    M: text(dateOf(time)),
    ...(reason === undefined ? {} : { Reason: text(reason) }),
    ...(location === undefined ? {} : { Location: text(location) }),
  }
  const head = serialised(dict(entries)).subarray(0, -2)
  return Buffer.concat([head, Buffer.from(`${beforeString}<${'0'.repeat(2 * room)}>>>`)])
}

export type Ranged = {
  /** The file with its range; its string is still empty. */
  readonly bytes: Buffer
  readonly pieces: readonly [Uint8Array, Uint8Array]
  readonly filled: (message: Uint8Array) => Buffer
}

/** Writes the range: everything but the string of Contents with its brackets. */
export const ranged = ({ bytes, bodyAt }: Updated, signature: number, drafted: Buffer): Ranged => {
  const body = bodyAt.get(signature) ?? 0
  const range = body + drafted.indexOf(beforeString)
  const start = range + beforeString.length
  const end = body + drafted.length - 2
  const written = `/ByteRange [0 ${start} ${end} ${bytes.length - end}]`
  bytes.write(written.padEnd(emptyRange.length), range, 'latin1')
  return {
    bytes,
    pieces: [bytes.subarray(0, start), bytes.subarray(end)],
    filled: (message) => {
      const copy = Buffer.from(bytes)
      copy.write(Buffer.from(message).toString('hex'), start + 1, 'latin1')
      return copy
    },
  }
}

export const numbers = (values: readonly number[]): PdfValue => array(...values.map(number))
