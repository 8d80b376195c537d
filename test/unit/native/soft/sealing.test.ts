import { createCipheriv, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seal, unseal } from '../../../../src/native/soft/sealing.ts'

const key = randomBytes(32)
const secret = Buffer.from('a secret')
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

describe('what is sealed', () => {
  it('opens with its own key and context only', () => {
    const box = seal(key, 'here', secret)
    expect(unseal(key, 'here', box)).toEqual(secret)
    expect(unseal(key, 'there', box)).toBeNull()
    expect(unseal(randomBytes(32), 'here', box)).toBeNull()
  })

  // GCM would take a shorter tag, and the shorter it is, the sooner somebody guesses it.
  it.each([0, 4, 8, 12, 13, 14, 15])('does not open with %i bytes of its tag', (length) => {
    const box = seal(key, 'here', secret)
    const tag = base64(Buffer.from(box.tag, 'base64').subarray(0, length))
    expect(unseal(key, 'here', { ...box, tag })).toBeNull()
  })

  it.each([1, 8, 16])('does not open with a vector of %i bytes, even under its own key', (length) => {
    const iv = randomBytes(length)
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from('here'))
    const text = Buffer.concat([cipher.update(secret), cipher.final()])
    const box = { iv: base64(iv), tag: base64(cipher.getAuthTag()), text: base64(text) }
    expect(unseal(key, 'here', box)).toBeNull()
  })
})
