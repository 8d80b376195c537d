import { describe, expect, it } from 'vitest'
import { derOf, pemBlocks, toPem } from '../../../src/pki/pem.ts'
import { refused } from './refusal.ts'

const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => (i === 0 ? 0x30 : (i * 7) & 255))
const base64 = (of: Uint8Array) => Buffer.from(of).toString('base64')

describe('PEM', () => {
  it.each([
    [0, []],
    [3, ['MAcO']],
    [48, [64]],
    [49, [64, 4]],
    [96, [64, 64]],
    [97, [64, 64, 4]],
  ])('has lines of 64 characters: %i bytes', (length, lines) => {
    const text = toPem('A B', bytes(length))
    const [begin, ...rest] = text.split('\n')
    expect(begin).toBe('-----BEGIN A B-----')
    expect(rest.slice(-2)).toEqual(['-----END A B-----', ''])
    const body = rest.slice(0, -2).filter((line) => line !== '')
    expect(body.map((line) => (length < 48 ? line : line.length))).toEqual(lines)
    expect(body.join('')).toBe(base64(bytes(length)))
    expect(pemBlocks(text)).toEqual([{ label: 'A B', bytes: bytes(length) }])
  })

  it('has blocks in their order, with anything between them', () => {
    const text = `first\n${toPem('ONE', bytes(3))}between\r\n${toPem('TWO', bytes(5)).replaceAll('\n', '\r\n')}last`
    expect(pemBlocks(text)).toEqual([
      { label: 'ONE', bytes: bytes(3) },
      { label: 'TWO', bytes: bytes(5) },
    ])
    expect(pemBlocks('nothing')).toEqual([])
  })

  it('is refused where a block has no end of its own, or other characters', () => {
    expect(() => pemBlocks('x-----BEGIN A-----\nMAcO\n-----END B-----')).toThrow(refused('truncated', 1))
    expect(() => pemBlocks(`${toPem('A', bytes(3))}-----BEGIN A-----`)).toThrow(refused('truncated'))
    expect(() => pemBlocks('-----BEGIN A-----\nM*==\n-----END A-----')).toThrow(refused('bad-text-encoding'))
  })

  it('has labels of 40 characters, not more', () => {
    expect(pemBlocks(toPem('A'.repeat(40), bytes(3)))).toHaveLength(1)
    expect(pemBlocks(toPem('A'.repeat(41), bytes(3)))).toEqual([])
    expect(pemBlocks(toPem('a', bytes(3)))).toEqual([])
  })

  it('has four megabytes of text, or what it may have', () => {
    expect(pemBlocks(' '.repeat(4 * 1024 * 1024))).toEqual([])
    expect(() => pemBlocks(' '.repeat(4 * 1024 * 1024 + 1))).toThrow(refused('too-large'))
    expect(pemBlocks('12345', 5)).toEqual([])
    expect(() => pemBlocks('123456', 5)).toThrow(refused('too-large'))
  })
})

describe('the DER of what is given', () => {
  it('is the same bytes if they begin as DER does', () => {
    const der = Uint8Array.of(0x30, 1, 5)
    expect(derOf(der)).toBe(der)
  })

  it('is inside PEM or base64, as text or as its bytes', () => {
    const encoder = new TextEncoder()
    for (const text of [toPem('A', bytes(5)), base64(bytes(5)), ` ${base64(bytes(100))}\n`]) {
      const expected = bytes(text.length > 90 ? 100 : 5)
      expect(derOf(text)).toEqual(expected)
      expect(derOf(encoder.encode(text))).toEqual(expected)
    }
  })

  it('is that of the first block, or of the first with the label', () => {
    const text = toPem('ONE', bytes(3)) + toPem('X TWO', bytes(4)) + toPem('TWO', bytes(5))
    expect(derOf(text)).toEqual(bytes(3))
    expect(derOf(text, 0, 'TWO')).toEqual(bytes(4))
    expect(derOf(text, 0, 'THREE')).toEqual(bytes(3))
  })

  it('is not looked for in bytes that are too many, which their own reader refuses', () => {
    const most = 4 * 1024 * 1024
    const large = new Uint8Array(most + 1).fill(0x41)
    expect(derOf(large)).toBe(large)
    expect(() => derOf('A'.repeat(most + 1))).toThrow(refused('too-large'))
    expect(derOf('A'.repeat(most))).toHaveLength((most / 4) * 3)
    expect(derOf('A'.repeat(most + 4), most)).toHaveLength((most / 4) * 3 + 3)
    const limit = most
    expect(() => derOf('A'.repeat(limit * 1.5 + 4), limit)).toThrow(refused('too-large'))
  })

  it('is refused if it is neither', () => {
    expect(() => derOf('***')).toThrow(refused('bad-text-encoding'))
    expect(() => derOf(Uint8Array.of(0x31, 0))).toThrow(refused('bad-text-encoding'))
  })
})
