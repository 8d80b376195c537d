import { describe, expect, it } from 'vitest'
import { keyTypeOf, pointOf } from '../../../../src/native/pkcs11/content.ts'

const filled = (length: number): Buffer => Buffer.alloc(length, 0x11)
const point = (length: number): Buffer => Buffer.concat([Buffer.of(4), filled(length - 1)])
const wrapped = (bytes: Buffer, ...head: readonly number[]): Buffer =>
  Buffer.concat([Buffer.of(4, ...head), bytes])
const copy = (bytes: Buffer): Uint8Array => Uint8Array.from(bytes)
const asBytes = (value: Uint8Array | null): Uint8Array | null => value && Uint8Array.from(value)

describe('the point of a public key', () => {
  it.each([65, 97, 133])('of %i bytes is read plain and in its OCTET STRING', (length) => {
    const head = length < 128 ? [length] : [0x81, length]
    expect(asBytes(pointOf(point(length)))).toEqual(copy(point(length)))
    expect(asBytes(pointOf(wrapped(point(length), ...head)))).toEqual(copy(point(length)))
  })

  it('without its first byte gets it, plain and wrapped', () => {
    expect(asBytes(pointOf(filled(64)))).toEqual(copy(point(65)))
    expect(asBytes(pointOf(wrapped(filled(64), 64)))).toEqual(copy(point(65)))
  })

  it('whose X begins like a wrapping stays whole', () => {
    const odd = point(65)
    odd[1] = 63
    expect(asBytes(pointOf(odd))).toEqual(copy(odd))
  })

  it('is copied, so that the memory of a library may go', () => {
    const given = point(65)
    const read = asBytes(pointOf(given)) && pointOf(given)
    given.fill(0)
    expect(asBytes(read)).toEqual(copy(point(65)))
  })

  it('is none if its length or its wrapping is wrong', () => {
    expect(pointOf(null)).toBeNull()
    for (const [what, bytes] of [
      ['nothing', Buffer.alloc(0)],
      ['63 bytes', filled(63)],
      ['a compressed point', Buffer.concat([Buffer.of(2), filled(64)])],
      ['66 bytes', point(66)],
      ['a length too small', wrapped(point(65), 64)],
      ['a length too large', wrapped(point(65), 66)],
      ['a long length too small', wrapped(point(133), 0x81, 132)],
      ['a long length too large', wrapped(point(133), 0x81, 134)],
      ['a length of another form', wrapped(point(133), 0x82, 133)],
    ] as const)
      expect(pointOf(bytes), what).toBeNull()
  })
})

describe('the type of a key', () => {
  it('is read by the number of the standard', () => {
    expect(keyTypeOf(0, null)).toBe('rsa')
    expect(keyTypeOf(3, null)).toBe('ec')
    expect(keyTypeOf(1, null)).toBeNull()
    expect(keyTypeOf(null, null)).toBeNull()
  })
})
