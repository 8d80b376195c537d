import { describe, expect, it } from 'vitest'
import { openInside } from '../../../../../src/main/documents/file-work/open-inside.ts'
import type { EnvelopeHead } from '../../../../../src/pki/index.ts'

const partLength = 64 * 1024
const iv = new Uint8Array(16).fill(9)
const headWith = (length: number, change: Partial<EnvelopeHead> = {}): EnvelopeHead => ({
  ...{ kind: 'enveloped', recipients: [], contentType: '', algorithm: '', iv, hasTag: false },
  ...{ ciphertext: null, sealed: { offset: 0, length, pieces: false }, whole: null },
  marks: { behindContent: 0, atEnd: 0 },
  ...change,
})
const cipherOf = (length: number) => Uint8Array.from({ length }, (_, n) => n % 251)

/** Opens with a token that gives back what it got, and notes each use. */
const opening = (head: EnvelopeHead) => {
  const uses: { readonly iv: Uint8Array; readonly length: number; readonly last: boolean }[] = []
  const opener = openInside(head, {
    openPart: async (given, data, last) => {
      uses.push({ iv: given.slice(), length: data.length, last })
      return data.slice()
    },
  })
  return { opener, uses }
}

describe('a content that is opened inside a token', () => {
  it('goes in parts of 64 KiB, each after the last block of the one before, and the rest at the end', async () => {
    const cipher = cipherOf(2 * partLength + 48)
    const { opener, uses } = opening(headWith(cipher.length))
    const plain = await opener.update(cipher)
    expect(plain).toEqual(cipher.subarray(0, 2 * partLength))
    const { last, tail } = await opener.finish()
    expect([last, tail.length]).toEqual([cipher.subarray(2 * partLength), 0])
    expect(uses).toEqual([
      { iv, length: partLength, last: false },
      { iv: cipher.slice(partLength - 16, partLength), length: partLength, last: false },
      { iv: cipher.slice(2 * partLength - 16, 2 * partLength), length: 48, last: true },
    ])
  })

  it('keeps its last part back, because it holds the padding', async () => {
    const cipher = cipherOf(partLength)
    const { opener, uses } = opening(headWith(cipher.length))
    expect(await opener.update(cipher)).toHaveLength(0)
    expect(uses).toEqual([])
    expect((await opener.finish()).last).toEqual(cipher)
    expect(uses).toEqual([{ iv, length: partLength, last: true }])
  })

  it('may come in pieces of any length', async () => {
    const cipher = cipherOf(partLength + 16)
    const { opener, uses } = opening(headWith(cipher.length))
    const plain: number[] = []
    for (let at = 0; at < cipher.length; at += 10_007)
      plain.push(...(await opener.update(cipher.subarray(at, at + 10_007))))
    expect([plain.length, uses.length]).toEqual([partLength, 1])
    expect((await opener.finish()).last).toEqual(cipher.subarray(partLength))
  })

  it('begins without a vector with zeros', async () => {
    const { opener, uses } = opening(headWith(16, { iv: null }))
    await opener.update(cipherOf(16))
    await opener.finish()
    expect(uses).toEqual([{ iv: new Uint8Array(16), length: 16, last: true }])
  })

  it('tells what stands behind it', async () => {
    const { opener } = opening(headWith(16))
    await opener.update(cipherOf(20))
    expect((await opener.finish()).tail).toEqual(cipherOf(20).slice(16))
  })

  it.each([
    [32, 31, 'truncated'],
    [32, 0, 'truncated'],
    [0, 0, 'bad-length'],
    [15, 15, 'bad-length'],
    [17, 17, 'bad-length'],
  ])('of %i bytes of which %i come is refused: %s', async (length, given, reason) => {
    const { opener, uses } = opening(headWith(length))
    await opener.update(cipherOf(given))
    await expect(opener.finish()).rejects.toMatchObject({ reason })
    expect(uses).toEqual([])
  })
})
