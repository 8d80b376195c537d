import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { compress } from '../../../../src/pki/sm3/compress.ts'

const START = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]
const filled = (length: number, step: number) => Uint8Array.from({ length }, (_, i) => (i * step + 3) & 255)

/** The message with its padding (GB/T 32905 5.2). */
function padded(message: Uint8Array): Uint8Array {
  const blocks = Math.ceil((message.length + 9) / 64)
  const bytes = new Uint8Array(64 * blocks)
  bytes.set(message)
  bytes[message.length] = 0x80
  new DataView(bytes.buffer).setUint32(bytes.length - 4, 8 * message.length)
  return bytes
}
const hexOf = (state: Int32Array) =>
  [...state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
const digest = (message: Uint8Array) => createHash('sm3').update(message).digest('hex')

describe('the compression function of SM3', () => {
  it.each([0, 1, 55, 56, 64, 119, 120, 200, 1000])(
    'gives the digest that OpenSSL gives of %i bytes',
    (length) => {
      for (const step of [0, 1, 37, 255]) {
        const message = filled(length, step)
        const data = padded(message)
        const state = Int32Array.from(START)
        compress(state, data, 0, data.length / 64)
        expect(hexOf(state)).toBe(digest(message))
      }
    },
  )

  it('takes so many blocks from a place, and goes on from its state', () => {
    const message = filled(300, 11)
    const data = new Uint8Array(7 + 64 * 5 + 100).fill(9)
    data.set(padded(message), 7)
    const state = Int32Array.from(START)
    compress(state, data, 7, 2)
    compress(state, data, 7 + 128, 0)
    compress(state, data, 7 + 128, 1)
    compress(state, data, 7 + 192, 2)
    expect(hexOf(state)).toBe(digest(message))
    expect([...data.subarray(0, 7)]).toEqual(Array(7).fill(9))
  })
})
