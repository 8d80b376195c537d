import { describe, expect, it } from 'vitest'
import { importPair } from '../../../../src/native/pkcs11/import-pair.ts'
import type { KeyPlace } from '../../../../src/native/pkcs11/keys.ts'
import type { Session } from '../../../../src/native/pkcs11/library.ts'
import {
  CKA_CLASS,
  CKA_EC_POINT,
  CKA_ID,
  CKA_KEY_TYPE,
  CKA_LABEL,
  CKA_VALUE,
  CKO_PRIVATE_KEY,
  CKO_PUBLIC_KEY,
} from '../../../../src/native/pkcs11/numbers.ts'
import {
  encodeEnvelopedKey,
  generateSm2KeyPair,
  sealEnvelopedKey,
  sm2Decrypt,
} from '../../../../src/pki/index.ts'
import { answered, memoryToken, numbers } from './memory-token.ts'

const own = generateSm2KeyPair()
const pair = generateSm2KeyPair()
const { publicKey } = pair
const der = encodeEnvelopedKey(sealEnvelopedKey(own.publicKey, pair))
const wrapped = Buffer.concat([Buffer.of(4, 65), publicKey])

const at = (
  change: Partial<typeof numbers> | null,
  decrypt = (input: Buffer) => Buffer.from(sm2Decrypt(own.privateKey, input)),
) => {
  const token = memoryToken({ decrypt })
  const place: KeyPlace = {
    ...{ p11: token.p11, session: Buffer.of(9) as Session, takePin: () => () => undefined },
    numbers: change === null ? null : { ...numbers, ...change },
  }
  token.add([
    { type: CKA_CLASS, value: CKO_PRIVATE_KEY },
    { type: CKA_KEY_TYPE, value: numbers.keyType },
    { type: CKA_ID, value: Buffer.of(0xaa) },
    { type: CKA_LABEL, value: Buffer.from('signing') },
  ])
  /** What is on the token under the label of the new pair. */
  const made = () => token.objects().filter((one) => one.get(CKA_LABEL)?.toString() === 'encryption')
  return { ...token, place, made, run: () => importPair(place, 'aa', 'encryption', { der, publicKey }) }
}

describe('an enveloped pair', () => {
  it('is unwrapped inside by a token that can, and gets its public half', async () => {
    const { run, calls, made } = at({})
    const stored = await run()
    expect(stored).toEqual({
      keyId: expect.stringMatching(/^[0-9a-f]{32}$/),
      label: 'encryption',
      type: 'sm2',
      publicKey: Uint8Array.from(publicKey),
    })
    expect(calls).toContain(`UnwrapKey ${numbers.unwrap} 01 ${Buffer.from(der).toString('hex')}`)
    const halves = made()
    expect(halves.map((one) => one.get(CKA_CLASS)?.[0])).toEqual([CKO_PRIVATE_KEY, CKO_PUBLIC_KEY])
    expect(halves.map((one) => one.get(CKA_ID)?.toString('hex'))).toEqual([stored.keyId, stored.keyId])
    expect(halves[1]?.get(CKA_EC_POINT)).toEqual(wrapped)
    expect(halves[0]?.get(CKA_VALUE)).toBeUndefined()
  })

  it('is opened here by a token that only decrypts', async () => {
    const { run, calls, made } = at({ unwrap: null })
    await run()
    expect(calls).toContain(`DecryptInit ${numbers.decrypt?.mechanism} 01`)
    const [privateHalf, publicHalf] = made()
    expect(privateHalf?.get(CKA_VALUE)).toEqual(Buffer.from(pair.privateKey))
    expect(privateHalf?.get(CKA_KEY_TYPE)?.readUInt32LE(0)).toBe(numbers.keyType)
    expect(publicHalf?.get(CKA_EC_POINT)).toEqual(wrapped)
  })

  it.each([
    ['asn1', 0x30],
    ['raw', 0x04],
  ] as const)('is given to the token in the form %s', async (form, first) => {
    const seen: number[] = []
    const { run } = at({ unwrap: null, decrypt: { mechanism: 1, form } }, (input) => {
      seen.push(input[0] ?? 0)
      return Buffer.from(sm2Decrypt(own.privateKey, input, form === 'raw' ? '04-c1c3c2' : 'asn1'))
    })
    await run()
    expect(seen).toEqual([first])
  })

  it.each([null, { unwrap: null, decrypt: null }])('is lacking on a token with %j', async (change) => {
    const { run, calls } = at(change)
    await expect(run()).rejects.toMatchObject({ code: 'token-lacks' })
    expect(calls).toEqual([])
  })

  it('that is there already is the answer', async () => {
    const { run, made } = at({})
    const first = await run()
    expect(await run()).toEqual(first)
    expect(made()).toHaveLength(2)
  })

  it('of the same label and another public key is stored beside it', async () => {
    const { place, run, made } = at({})
    const first = await run()
    const other = generateSm2KeyPair()
    const envelope = {
      der: encodeEnvelopedKey(sealEnvelopedKey(own.publicKey, other)),
      publicKey: other.publicKey,
    }
    expect((await importPair(place, 'aa', 'encryption', envelope)).keyId).not.toBe(first.keyId)
    expect(made()).toHaveLength(4)
  })

  it('is not given a second public half if the token made one itself', async () => {
    const { place, p11, run, made, add } = at({})
    const { C_UnwrapKey } = p11
    p11.C_UnwrapKey = (...all) => {
      const privateKey = C_UnwrapKey(...all)
      add([...all[4].filter(({ type }) => type !== CKA_CLASS), { type: CKA_CLASS, value: CKO_PUBLIC_KEY }])
      return privateKey
    }
    await run()
    expect(place.p11).toBe(p11)
    expect(made()).toHaveLength(2)
  })

  it('whose public half is refused leaves no private half', async () => {
    const { run, fail, made } = at({})
    fail('C_CreateObject', 0x31)
    await expect(run()).rejects.toMatchObject(answered(0x31))
    expect(made()).toEqual([])
    fail('C_CreateObject')
    await run()
    expect(made()).toHaveLength(2)
  })

  it('that opens to something else is broken, and nothing is kept', async () => {
    const { run, made } = at({ unwrap: null }, () => Buffer.alloc(16, 1))
    await expect(run()).rejects.toMatchObject({ code: 'envelope-broken' })
    expect(made()).toEqual([])
  })

  it('is missed with a key that is not there', async () => {
    const { place } = at({})
    await expect(importPair(place, 'bb', 'encryption', { der, publicKey })).rejects.toMatchObject({
      code: 'object-missing',
    })
  })
})
