import { describe, expect, it } from 'vitest'
import { createUnframer, framed } from '../../../../src/main/browser-extension/frames.ts'

const reading = (longest: number) => {
  const heard: unknown[] = []
  return { heard, take: createUnframer(longest, (message) => heard.push(message)) }
}

/** A message whose text has this length. */
const ofLength = (length: number): string => 'a'.repeat(length - 2)

describe('messages between a browser and its host', () => {
  it('may be as long as is allowed, and not a byte longer', () => {
    for (const length of [99, 100]) {
      const { heard, take } = reading(100)
      take(framed(ofLength(length)))
      expect(heard).toEqual([ofLength(length)])
    }
    const { heard, take } = reading(100)
    expect(() => take(framed(ofLength(101)))).toThrow('too long')
    expect(heard).toEqual([])
  })

  it('that are too long are refused by their head alone, before anything is kept of them', () => {
    const { take } = reading(100)
    expect(() => take(framed(ofLength(101)).subarray(0, 4))).toThrow('too long')
  })

  it('arrive whole in whatever parts they come, one by one or together', () => {
    const { heard, take } = reading(100)
    const stream = Buffer.concat([framed('你好'), framed({ a: 1 }), framed('')])
    for (const byte of stream) take(Buffer.of(byte))
    take(stream)
    expect(heard).toEqual(['你好', { a: 1 }, '', '你好', { a: 1 }, ''])
  })
})
