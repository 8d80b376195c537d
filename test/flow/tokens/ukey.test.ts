import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { TokenSession } from '../../../src/native/index.ts'
import { addFault } from '../../../src/native/virtual-ukey/faults.ts'
import {
  createUkey,
  plugUkey,
  readUkey,
  removeUkey,
  unplugUkey,
} from '../../../src/native/virtual-ukey/ukey.ts'
import {
  encodeEnvelopedKey,
  equalBytes,
  generateSm2KeyPair,
  sealEnvelopedKey,
  sm2Digest,
  sm2Encrypt,
} from '../../../src/pki/index.ts'
import { faces, serialsOf } from '../../house/tokens.ts'
import { opensslVerifiesSm2 } from './openssl.ts'
import { tokenCases } from './token-cases.ts'
import { openUkeyHouse, type UkeyHouse } from './ukey-house.ts'

const message = Buffer.from('请签名这份文件')

describe.each(faces)('a Ukey through %s', (face) => {
  let house: UkeyHouse
  beforeAll(async () => {
    house = await openUkeyHouse({ face })
  })
  afterEach(() => house.clear())
  afterAll(() => house.close())

  tokenCases(face, () => house)

  it('is shown when it is plugged in, and is gone when it is pulled out', async () => {
    await house.insert('COMES')
    unplugUkey(house.home, 'COMES')
    await house.until((state) => !serialsOf(state).includes('COMES'))
    plugUkey(house.home, 'COMES')
    const state = await house.until((now) => serialsOf(now).includes('COMES'))
    expect(state.troubles).toEqual([])
  })

  it('is noticed when it replaces another in the same slot between two looks', async () => {
    await house.insert('BEFORE')
    removeUkey(house.home, 'BEFORE')
    createUkey(house.home, 'AFTER', { serial: 'AFTER' })
    plugUkey(house.home, 'AFTER')
    const state = await house.until((now) => serialsOf(now).includes('AFTER'))
    expect(serialsOf(state)).toEqual(['AFTER'])
  })

  it('reveals without a PIN what it is, what it can do and the state of its PIN', async () => {
    await house.insert('FACTS', { label: '我的 Ukey', userTries: 8 })
    const { facts, certificates, keys } = house.present('FACTS')
    expect(facts).toMatchObject({
      id: 'virtual-ukey|vu-sm2|facts',
      kind: 'ukey',
      driverId: 'virtual',
      vendor: 'Virtual Ukey',
      model: 'VU-SM2',
      label: '我的 Ukey',
      pinRule: { min: 6, max: 16 },
      pin: { triesLeft: 8, triesMax: 8, lastTry: false, locked: false, isDefault: true, initialised: true },
    })
    expect(facts.capabilities).toEqual(
      expect.arrayContaining(['sm2-generate', 'sm2-sign', 'import-pair', 'unwrap-inside', 'rsa-sign']),
    )
    expect([certificates, keys]).toEqual([[], []])
  })

  // SKF knows no such keys.
  if (face === 'pkcs11')
    it('signs and opens with keys that want the PIN at each use', async () => {
      await house.insert('ASKS', { alwaysAuthenticate: true, unwrap: false, userTries: 3 })
      const pair = generateSm2KeyPair()
      const work = async (session: TokenSession) => {
        const wrapping = await session.generateSm2('signing')
        const own = wrapping.publicKey ?? new Uint8Array()
        const signature = () => session.sign(wrapping.keyId, sm2Digest(own, message), 'sm2-digest')
        for (const one of [await signature(), await signature()])
          expect(opensslVerifiesSm2(house.folder, own, message, one)).toBe(true)
        const sealed = encodeEnvelopedKey(sealEnvelopedKey(own, pair))
        const kept = await session.importPair(wrapping.keyId, 'encryption', sealed)
        const plain = await session.decrypt(kept.keyId, sm2Encrypt(pair.publicKey, message))
        expect(Buffer.from(plain)).toEqual(message)
        return session.pinKept
      }
      // The first time there is no key yet that could tell; the second time the keys do.
      for (const _ of [1, 2]) expect(await house.inSession('ASKS', work)).toBe(true)
      expect((await house.present('ASKS').token.facts()).pin.triesLeft).toBe(3)
    })

  if (face === 'pkcs11')
    it.each([
      ['has no login for a use, so the key tells whether it wants the PIN', 0x103, 'pin-needed'],
      ['refuses the PIN at a use, so it is given no second time', 0xa0, 'pin-wrong'],
    ] as const)('%s', async (_, answer, code) => {
      await house.insert('LIES', { alwaysAuthenticate: true, userTries: 3 })
      const { keyId } = await house.inSession('LIES', (session) => session.generateSm2('signing'))
      const login = { on: 'C_Login', action: { kind: 'return', code: answer } } as const
      // The first login opens the scope.
      addFault(house.home, 'LIES', { ...login, nth: 2 })
      addFault(house.home, 'LIES', { ...login, nth: 3, action: { kind: 'return', code: 0xa4 } })
      await house.inSession('LIES', async (session) => {
        const sign = () => session.sign(keyId, new Uint8Array(32).fill(1), 'sm2-digest')
        await expect(sign()).rejects.toMatchObject({ code })
        if (code === 'pin-wrong') await expect(sign()).rejects.toMatchObject({ code: 'pin-needed' })
      })
      expect((await house.present('LIES').token.facts()).pin.triesLeft).toBe(3)
    })

  it('keeps no PIN in a scope where no key wants it', async () => {
    await house.insert('CALM')
    await house.inSession('CALM', (session) => session.generateSm2('signing'))
    expect(await house.inSession('CALM', async ({ pinKept }) => pinKept)).toBe(false)
  })

  const unwrapping = [
    ['INSIDE', true],
    ['OUTSIDE', false],
  ] as const
  // SKF takes no private key from outside the key.
  it.each(unwrapping.filter(([, inside]) => inside || face === 'pkcs11'))(
    'keeps an enveloped pair and opens with it what was encrypted to it (%s the key)',
    async (serial, unwrap) => {
      await house.insert(serial, { unwrap })
      expect(house.present(serial).facts.capabilities.includes('unwrap-inside')).toBe(unwrap)
      const pair = generateSm2KeyPair()
      const plain = await house.inSession(serial, async (session) => {
        const wrapping = await session.generateSm2('signing')
        const sealed = encodeEnvelopedKey(sealEnvelopedKey(wrapping.publicKey ?? new Uint8Array(), pair))
        const kept = await session.importPair(wrapping.keyId, 'encryption', sealed)
        expect(equalBytes(kept.publicKey ?? new Uint8Array(), pair.publicKey)).toBe(true)
        expect(await session.importPair(wrapping.keyId, 'encryption', sealed)).toEqual(kept)
        return session.decrypt(kept.keyId, sm2Encrypt(pair.publicKey, message))
      })
      expect(Buffer.from(plain)).toEqual(message)
      const objects = readUkey(house.home, serial).facts?.objects ?? []
      const halves = objects.filter(({ kind }) => kind.endsWith('key'))
      // Through SKF both pairs are in the container of the signing one.
      const encryption = face === 'skf' ? 'signing' : 'encryption'
      expect(halves.map(({ kind, label }) => `${kind} ${label}`).sort()).toEqual([
        `private key ${encryption}`,
        'private key signing',
        `public key ${encryption}`,
        'public key signing',
      ])
    },
  )

  if (face === 'pkcs11')
    it('keeps no half of an enveloped pair whose other half it cannot store, and the whole pair later', async () => {
      await house.insert('HALF', { unwrap: false })
      const halves = () =>
        (readUkey(house.home, 'HALF').facts?.objects ?? [])
          .filter(({ kind }) => kind.endsWith('key'))
          .map(({ kind, label }) => `${kind} ${label}`)
          .sort()
      await house.inSession('HALF', async (session) => {
        const wrapping = await session.generateSm2('signing')
        const before = halves()
        const own = wrapping.publicKey ?? new Uint8Array()
        const sealed = encodeEnvelopedKey(sealEnvelopedKey(own, generateSm2KeyPair()))
        const keep = () => session.importPair(wrapping.keyId, 'encryption', sealed)
        // The private half is made first, then the public one.
        for (const nth of [1, 2, 2]) {
          addFault(house.home, 'HALF', { on: 'C_CreateObject', nth, action: { kind: 'full' } })
          await expect(keep()).rejects.toMatchObject({ code: 'token-full' })
          expect(halves()).toEqual(before)
        }
        await keep()
        expect(halves()).toHaveLength(before.length + 2)
      })
    })

  if (face === 'skf')
    it('keeps a container until nothing in it is needed any more', async () => {
      await house.insert('WHOLE')
      await house.inSession('WHOLE', async (session) => {
        const signing = await session.generateSm2('signing')
        const other = await session.generateSm2('other')
        const pair = generateSm2KeyPair()
        const sealed = encodeEnvelopedKey(sealEnvelopedKey(signing.publicKey ?? new Uint8Array(), pair))
        const encryption = await session.importPair(signing.keyId, 'encryption', sealed)
        await session.removeKey(signing.keyId)
        expect(await session.keys()).toHaveLength(3)
        await session.removeKey(encryption.keyId)
        await session.removeKey(encryption.keyId)
        expect(await session.keys()).toEqual([other])
      })
    })
})
