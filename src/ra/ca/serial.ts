import { randomBytes } from 'node:crypto'

/** A set bit and 126 random bits: always sixteen bytes, never negative. */
export function newSerial(): Uint8Array {
  const serial = new Uint8Array(randomBytes(16))
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  return serial
}
