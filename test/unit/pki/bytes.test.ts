import { describe, expect, it } from 'vitest'
import { fromBase64, fromHex, toBase64, toHex } from '../../../src/pki/bytes.ts'

const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7) % 256)
const wrong = expect.objectContaining({ reason: 'bad-text-encoding' })

describe('bytes as text', () => {
  // Beyond 32 bytes Node writes them, and a window in pieces.
  it.each([0, 1, 2, 3, 31, 32, 33, 255, 9_000])('come back from it, %i of them', (length) => {
    const all = bytes(length)
    expect(toHex(all)).toBe(Buffer.from(all).toString('hex'))
    expect(toBase64(all)).toBe(Buffer.from(all).toString('base64'))
    expect(fromHex(toHex(all))).toEqual(all)
    expect(fromBase64(toBase64(all))).toEqual(all)
  })

  it('are those of the view alone, not of what lies around it', () => {
    const part = bytes(200).subarray(50, 150)
    expect(toHex(part)).toBe(Buffer.from(part).toString('hex'))
    expect(toBase64(part)).toBe(Buffer.from(part).toString('base64'))
  })

  it.each(['0', 'abc', '0g', 'zz', ' 0', '0x', '0-', '１２'])(
    'are not in %j, which is no hexadecimal',
    (text) => {
      expect(() => fromHex(text)).toThrow(wrong)
    },
  )

  it.each(['A', 'AA', 'AAA', 'A===', 'AAAA=', 'AA-_', 'AAA*'])(
    'are not in %j, which is no base64',
    (text) => {
      expect(() => fromBase64(text)).toThrow(wrong)
    },
  )

  it('may be written with capitals, and with line breaks in base64', () => {
    expect(fromHex('0aF0')).toEqual(Uint8Array.of(10, 240))
    expect(fromBase64('AQ\r\nID\tBA ==')).toEqual(Uint8Array.of(1, 2, 3, 4))
  })
})
