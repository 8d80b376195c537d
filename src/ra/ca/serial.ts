import { randomBytes } from '../../pki/index.ts'

/** A set bit and 126 random bits: always sixteen bytes, never negative. */
export function newSerial(): Uint8Array {
  const serial = randomBytes(16)
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  return serial
}
