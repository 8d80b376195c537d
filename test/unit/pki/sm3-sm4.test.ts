import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, fromHex, toHex } from '../../../src/pki/bytes.ts'
import { PkiError } from '../../../src/pki/pki-error.ts'
import { hmacSm3, Sm3, sm3, sm3Kdf } from '../../../src/pki/sm3/index.ts'
import { cryptBlock, expandKey, loadBlock, storeBlock } from '../../../src/pki/sm4/block.ts'
import * as sm4 from '../../../src/pki/sm4/index.ts'

const text = (value: string) => new TextEncoder().encode(value)
const KEY = fromHex('0123456789abcdeffedcba9876543210')
const IV = fromHex('000102030405060708090a0b0c0d0e0f')
const TWO_BLOCKS = fromHex('aaaaaaaabbbbbbbbccccccccddddddddeeeeeeeeffffffffaaaaaaaabbbbbbbb')

describe('SM3', () => {
  it.each([
    ['', '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b'],
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ])('gives the published digest of %j', (message, digest) => {
    expect(toHex(sm3(text(message)))).toBe(digest)
  })

  it('gives the same digest however the data is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (parts) => {
        const hash = new Sm3()
        for (const part of parts) hash.update(part)
        const copy = hash.clone()
        expect(hash.digest()).toEqual(sm3(concat(...parts)))
        expect(copy.digest()).toEqual(sm3(...parts))
      }),
      { numRuns: 200 },
    )
  })

  it('makes an HMAC as RFC 2104 says, even with a key longer than a block', () => {
    for (const length of [0, 1, 63, 64, 65, 200]) {
      const key = new Uint8Array(length).fill(7)
      const block = new Uint8Array(64)
      block.set(length > 64 ? sm3(key) : key)
      const xor = (byte: number) => block.map((value) => value ^ byte)
      expect(hmacSm3(key, text('data'))).toEqual(sm3(concat(xor(0x5c), sm3(concat(xor(0x36), text('data'))))))
    }
  })

  it('derives keys of any length from a secret and a counter from 1 on', () => {
    const secret = text('shared')
    const counted = (n: number) => sm3(concat(secret, Uint8Array.of(0, 0, 0, n)))
    expect(sm3Kdf(secret, 70)).toEqual(concat(counted(1), counted(2), counted(3)).slice(0, 70))
    expect(sm3Kdf(secret, 0)).toEqual(new Uint8Array())
  })
})

describe('SM4', () => {
  it('gives the published block and round keys', () => {
    expect(toHex(sm4.sm4EcbEncrypt(KEY, KEY, 'none'))).toBe('681edf34d206965e86b3e94f536e4246')
    const keys = expandKey(KEY)
    expect([keys[0], keys[31]]).toEqual([0xf12186f9 | 0, 0x9124a012 | 0])
  })

  it('gives the published block after a million rounds', () => {
    const keys = expandKey(KEY)
    const block = new Int32Array(4)
    loadBlock(KEY, 0, block)
    for (let i = 0; i < 1_000_000; i++) cryptBlock(keys, block)
    const out = new Uint8Array(16)
    storeBlock(block, out, 0)
    expect(toHex(out)).toBe('595298c7c6fd271f0402f804c33d3f66')
  })

  it('gives the published CBC and CTR ciphertexts', () => {
    expect(toHex(sm4.sm4CbcEncrypt(KEY, IV, TWO_BLOCKS, 'none'))).toBe(
      '78ebb11cc40b0a48312aaeb2040244cb4cb7016951909226979b0d15dc6a8f6d',
    )
    expect(toHex(sm4.sm4Ctr(KEY, IV, TWO_BLOCKS))).toBe(
      'ac3236cb861dd316e6413b4e3c7524b781e9e3a5bf5c03fe703bb94f3abb16a1',
    )
  })

  it('gives the GCM ciphertext and tag of RFC 8998', () => {
    const words = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'ee', 'aa'].map((byte) => byte.repeat(8)).join('')
    const sealed = sm4.sm4GcmSeal(
      KEY,
      fromHex('00001234567800000000abcd'),
      fromHex(words),
      fromHex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
    )
    expect(toHex(sealed.ciphertext)).toBe(
      '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735' +
        'd82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d',
    )
    expect(toHex(sealed.tag)).toBe('83de3541e4c2b58177e065a9bf7b62ec')
  })

  it('takes GCM nonces of every length, as SP 800-38D counts', () => {
    // Libgcrypt 1.10 with GCRY_CIPHER_SM4, the key and two blocks from above, and 40 bytes of 5a as what is authenticated.
    const rows: readonly (readonly [nonce: number, ciphertext: string, tag: string])[] = [
      [
        1,
        '7bdc2f631fea2be20b793be7f7f8886a98c37f93a9a23d66b422aaa7c21e770a',
        '52af75b5eec6500c0130f3e1c21c48c8',
      ],
      [
        8,
        '30cbb83975d444a090c169dca6957b88bcf7b793702414fb330f87272c08adb2',
        'b0b8f96764ff80583004b1b2c6c9cbe5',
      ],
      [
        12,
        '66b15c107fad83ef8f8f7ce3fa2e769b5dbecc34610564f77b4c4abce4404f17',
        '49516fae08566c12dac0321bdf427be2',
      ],
      [
        13,
        '3dbf60df15144313a2da7e41fbc4ae0369c245795b9cbaa868a33e07332b02af',
        'd99e79e676e402378858a3172b7429cc',
      ],
      [
        16,
        '14a0586c6b7112704db9a27cca12efb381ad47c3111bd70aa252b3b7e9c62772',
        '7e18a1e07e0e3fe6af92c238eee969d7',
      ],
      [
        60,
        'e1acb71f19e5a4c2fbca2c7724b1c083eaf55076d9b15b8bfc8130bb0f1b39f0',
        '2839faa4be87e3dadd4bc07d3e29fade',
      ],
      [
        200,
        'e493f516fd48f7c04ed382df44ac7f4d3396f59b032b5c91af516284b79e96ba',
        '40c7e149caf644240af6fe3831890f74',
      ],
    ]
    const aad = new Uint8Array(40).fill(0x5a)
    for (const [length, ciphertext, tag] of rows) {
      const nonce = Uint8Array.from({ length }, (_, i) => i + 1)
      const sealed = sm4.sm4GcmSeal(KEY, nonce, TWO_BLOCKS, aad)
      expect([toHex(sealed.ciphertext), toHex(sealed.tag)]).toEqual([ciphertext, tag])
      expect(sm4.sm4GcmOpen(KEY, nonce, sealed, aad)).toEqual(TWO_BLOCKS)
      const cut = { ...sealed, tag: sealed.tag.subarray(0, 12) }
      expect(sm4.sm4GcmOpen(KEY, nonce, cut, aad)).toEqual(TWO_BLOCKS)
      expect(() => sm4.sm4GcmOpen(KEY, nonce, { ...sealed, tag: sealed.tag.subarray(0, 11) }, aad)).toThrow()
    }
    expect(() => sm4.sm4GcmSeal(KEY, new Uint8Array(), TWO_BLOCKS)).toThrow('bad-length')
  })

  it('decrypts what it encrypted, in every mode and at every length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 40 }), (data, aad) => {
        expect(sm4.sm4EcbDecrypt(KEY, sm4.sm4EcbEncrypt(KEY, data))).toEqual(data)
        expect(sm4.sm4CbcDecrypt(KEY, IV, sm4.sm4CbcEncrypt(KEY, IV, data))).toEqual(data)
        expect(sm4.sm4Ctr(KEY, IV, sm4.sm4Ctr(KEY, IV, data))).toEqual(data)
        const nonce = IV.subarray(0, 12)
        expect(sm4.sm4GcmOpen(KEY, nonce, sm4.sm4GcmSeal(KEY, nonce, data, aad), aad)).toEqual(data)
      }),
      { numRuns: 200 },
    )
  })

  it('refuses a GCM ciphertext with any bit changed', () => {
    const nonce = IV.subarray(0, 12)
    const sealed = sm4.sm4GcmSeal(KEY, nonce, TWO_BLOCKS, KEY)
    for (const part of ['ciphertext', 'tag'] as const) {
      for (let i = 0; i < sealed[part].length * 8; i++) {
        const changed = sealed[part].slice()
        changed[i >> 3] = (changed[i >> 3] ?? 0) ^ (1 << (i & 7))
        const forged = { ...sealed, [part]: changed }
        expect(() => sm4.sm4GcmOpen(KEY, nonce, forged, KEY)).toThrow(PkiError)
      }
    }
    expect(() => sm4.sm4GcmOpen(KEY, nonce, sealed, IV)).toThrow(PkiError)
    expect(() => sm4.sm4GcmOpen(KEY, nonce, { ...sealed, tag: sealed.tag.subarray(0, 8) }, KEY)).toThrow(
      PkiError,
    )
  })

  it('refuses damaged padding and keys, vectors and texts of a wrong length', () => {
    const refused = [
      () => sm4.sm4EcbEncrypt(KEY.subarray(1), KEY),
      () => sm4.sm4CbcEncrypt(KEY, IV.subarray(1), KEY),
      () => sm4.sm4EcbEncrypt(KEY, KEY.subarray(1), 'none'),
      () => sm4.sm4EcbDecrypt(KEY, KEY.subarray(1)),
      () => sm4.sm4CbcDecrypt(KEY, IV, new Uint8Array()),
      ...[0, 17, 255].map((last) => () => {
        const block = new Uint8Array(16).fill(last)
        return sm4.sm4EcbDecrypt(KEY, sm4.sm4EcbEncrypt(KEY, block, 'none'))
      }),
      () =>
        sm4.sm4EcbDecrypt(KEY, sm4.sm4EcbEncrypt(KEY, fromHex('00000000000000000000000000020302'), 'none')),
    ]
    for (const attempt of refused) expect(attempt).toThrow(PkiError)
  })
})
