import { describe, expect, it } from 'vitest'
import { concat } from '../../../../src/pki/bytes.ts'
import { type Sm4CbcStream, sm4CbcDecryption, sm4CbcEncryption } from '../../../../src/pki/sm4/cbc-stream.ts'
import { sm4CbcEncrypt } from '../../../../src/pki/sm4/index.ts'
import { refused } from '../refusal.ts'

const filled = (length: number, step: number) => Uint8Array.from({ length }, (_, i) => (i * step + 3) & 255)
const [key, iv] = [filled(16, 5), filled(16, 9)]

/** Everything in parts of this size, from one array whose bytes change after each part. */
function through(stream: Sm4CbcStream, data: Uint8Array, size: number): Uint8Array {
  const found: Uint8Array[] = []
  for (let at = 0; at < data.length; at += size) {
    const part = Buffer.from(data.subarray(at, at + size))
    found.push(stream.update(part))
    part.fill(0)
  }
  return concat(...found, stream.finish())
}

describe('SM4-CBC in parts', () => {
  it.each([0, 1, 15, 16, 17, 31, 32, 33, 100])(
    'of %i bytes is that of the whole, however it is cut',
    (length) => {
      const plain = filled(length, 7)
      const sealed = sm4CbcEncrypt(key, iv, plain)
      for (const size of [1, 5, 15, 16, 17, 32, 200]) {
        expect(through(sm4CbcEncryption(key, iv), plain, size), `${size}`).toEqual(sealed)
        expect(through(sm4CbcDecryption(key, iv), sealed, size), `${size}`).toEqual(plain)
      }
    },
  )

  it('encrypts a block as soon as it is whole', () => {
    const stream = sm4CbcEncryption(key, iv)
    const lengths = [15, 1, 33, 0, 14, 1].map((length) => stream.update(filled(length, 1)).length)
    expect(lengths).toEqual([0, 16, 32, 0, 0, 16])
    expect(stream.finish()).toHaveLength(16)
  })

  it('keeps the last block back when it decrypts', () => {
    const stream = sm4CbcDecryption(key, iv)
    const sealed = sm4CbcEncrypt(key, iv, filled(33, 7))
    const parts = [16, 1, 15, 16].map((length, i, all) => {
      const at = all.slice(0, i).reduce((sum, one) => sum + one, 0)
      return stream.update(sealed.subarray(at, at + length)).length
    })
    expect(parts).toEqual([0, 16, 0, 16])
    expect(stream.finish()).toEqual(filled(33, 7).subarray(32))
  })

  it('refuses damaged padding, half a block and nothing at the end', () => {
    const damaged = sm4CbcEncrypt(key, iv, filled(16, 1), 'none')
    const opened = (data: Uint8Array) => through(sm4CbcDecryption(key, iv), data, 16)
    expect(() => opened(damaged)).toThrow(refused('bad-padding'))
    expect(() => opened(damaged.subarray(1))).toThrow(refused('bad-length'))
    expect(() => opened(new Uint8Array())).toThrow(refused('bad-length'))
  })

  it('has its own copy of the key and of the vector, and leaves them alone', () => {
    const [ownKey, ownIv] = [key.slice(), iv.slice()]
    const streams = [sm4CbcEncryption(ownKey, ownIv), sm4CbcDecryption(ownKey, ownIv)]
    ownKey.fill(0)
    ownIv.fill(0)
    const sealed = sm4CbcEncrypt(key, iv, filled(20, 7))
    expect(streams[0] && through(streams[0], filled(20, 7), 16)).toEqual(sealed)
    expect(streams[1] && through(streams[1], sealed, 16)).toEqual(filled(20, 7))
    const again = key.slice()
    through(sm4CbcEncryption(again, iv), filled(20, 7), 16)
    expect(again).toEqual(key)
  })

  it('forgets the key when it is finished', () => {
    const stream = sm4CbcEncryption(key, iv)
    stream.finish()
    expect(stream.finish()).toEqual(sm4CbcEncrypt(new Uint8Array(16), iv, new Uint8Array()))
  })
})
