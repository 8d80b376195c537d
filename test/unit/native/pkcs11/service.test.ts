import { describe, expect, it, vi } from 'vitest'
import type { P11, Slot } from '../../../../src/native/pkcs11/library.ts'
import {
  CKA_ALWAYS_AUTHENTICATE,
  CKA_CLASS,
  CKA_EC_POINT,
  CKA_ID,
  CKA_KEY_TYPE,
  CKA_LABEL,
  CKA_VALUE,
  CKO_CERTIFICATE,
  CKO_DATA,
  CKO_PRIVATE_KEY,
  CKO_PUBLIC_KEY,
} from '../../../../src/native/pkcs11/numbers.ts'
import { readSeats } from '../../../../src/native/pkcs11/seats.ts'
import { createService } from '../../../../src/native/pkcs11/service.ts'
import type { Setup } from '../../../../src/native/pkcs11/setup.ts'
import { answered, infoOf, memoryToken, numbers, setup } from './memory-token.ts'

const id = 'maker|k1|s1'
const family: Setup['families'][number] = {
  ...{ id: 'test', name: 'Test', confidence: 'own' },
  sm2: {
    keyType: numbers.keyType,
    generate: [numbers.generate ?? 0],
    signDigest: [{ mechanism: numbers.sign?.mechanism ?? 0, form: 'raw' }],
    decrypt: [{ mechanism: numbers.decrypt?.mechanism ?? 0, form: 'raw' }],
  },
}
const slots = (...all: readonly number[]): Slot[] => all.map((one) => Buffer.of(one) as Slot)

const at = ({ withFamily = true, asks = false, change = {} as Partial<P11> } = {}) => {
  const token = memoryToken()
  Object.assign(token.p11, change)
  const listed = [numbers.generate, numbers.sign?.mechanism, numbers.decrypt?.mechanism]
  if (withFamily) token.p11.C_GetMechanismList = () => listed.map((one) => one ?? 0)
  const add = (
    objectClass: number,
    more: readonly { type: number; value: Buffer | number | boolean }[] = [],
  ) =>
    token.add([
      { type: CKA_CLASS, value: objectClass },
      { type: CKA_KEY_TYPE, value: numbers.keyType },
      { type: CKA_ID, value: Buffer.of(0xaa) },
      { type: CKA_LABEL, value: Buffer.from('x') },
      ...more,
    ])
  add(CKO_PUBLIC_KEY, [{ type: CKA_EC_POINT, value: Buffer.concat([Buffer.of(4), Buffer.alloc(64, 1)]) }])
  add(CKO_PRIVATE_KEY, [{ type: CKA_ALWAYS_AUTHENTICATE, value: asks }])
  add(CKO_CERTIFICATE, [{ type: CKA_VALUE, value: Buffer.from('a certificate') }])
  const saw: string[] = []
  const families = withFamily ? [family] : []
  const service = createService(token.p11, { ...setup, families }, (all) => {
    saw.push(all.map((slot) => slot.toString('hex')).join())
  })
  return { ...token, ...service, saw, addObject: add }
}
const listing = (all: readonly Slot[]): Partial<P11> => ({ C_GetSlotList: vi.fn(() => [...all]) })
const reads = (calls: readonly string[]): number =>
  calls.filter((call) => call === 'GetAttributeValue').length

describe('the tokens in the slots', () => {
  const seatsOf = (change: Partial<P11>) => readSeats(Object.assign(memoryToken().p11, change), setup)

  it('are listed once, and told apart by their order if they have one serial number', () => {
    const { seats, unreadable, slots: all, gone } = seatsOf(listing(slots(1, 2, 1, 3)))
    expect(seats.map(({ id: one, slot }) => [one, slot[0]])).toEqual([
      [id, 1],
      [`${id}|2`, 2],
      [`${id}|3`, 3],
    ])
    expect({ unreadable, gone }).toEqual({ unreadable: [], gone: false })
    expect(all).toEqual(slots(1, 2, 3))
  })

  it('are 256 at most', () => {
    const many = Array.from({ length: 300 }, (_, at) => Buffer.of(at % 256, at >> 8) as Slot)
    expect(seatsOf(listing(many)).slots).toHaveLength(256)
  })

  it.each([
    [0, 1],
    [1, 2],
    [2, 3],
  ])('are listed even if the list was too long %i times', (failures, asked) => {
    let times = 0
    const list = () => {
      times += 1
      if (times <= failures) throw answered(0x150)
      return slots(1)
    }
    expect(seatsOf({ C_GetSlotList: list }).seats).toHaveLength(1)
    expect(times).toBe(asked)
  })

  it('are not listed after three times, or after another error', () => {
    for (const [code, asked] of [
      [0x150, 3],
      [0x30, 1],
    ] as const) {
      let times = 0
      const list = () => {
        times += 1
        throw answered(code)
      }
      expect(() => seatsOf({ C_GetSlotList: list })).toThrow('CKR_SOMETHING')
      expect(times).toBe(asked)
    }
  })

  it('are shown without the list of what they can, but not if that fails otherwise', () => {
    const failing = (code: number) => () => {
      throw answered(code)
    }
    expect(seatsOf({ C_GetMechanismList: failing(0x54) }).seats).toMatchObject([{ mechanisms: [] }])
    expect(seatsOf({ C_GetMechanismList: failing(0x30) })).toMatchObject({
      seats: [],
      unreadable: ['CKR_SOMETHING'],
    })
  })

  it('are seen beside one that is gone, one that fails, and one that nobody has initialised', () => {
    const tell = (slot: Slot) => {
      if (slot[0] === 1) throw answered(0x32)
      if (slot[0] === 2) throw answered(0x30)
      return slot[0] === 3 ? infoOf({ flags: 0, serialNumber: '' }) : infoOf()
    }
    const found = seatsOf({ ...listing(slots(1, 2, 3, 4)), C_GetTokenInfo: tell })
    expect(found.seats.map(({ slot }) => slot[0])).toEqual([4])
    expect(found).toMatchObject({ unreadable: ['CKR_SOMETHING'], gone: true })
  })
})

describe('a look', () => {
  it('tells what is on the token, and which slots it saw', () => {
    const { operations, saw } = at()
    expect(operations.look(false)).toMatchObject({
      tokens: [
        {
          facts: { id, serial: 'S1' },
          keys: [{ keyId: 'aa', type: 'sm2' }],
          certificates: [{ keyId: 'aa', label: 'x' }],
          seals: [],
        },
      ],
      unreadable: [],
      incomplete: false,
    })
    expect(saw).toEqual(['01'])
  })

  it('reads a slot once, and again if it is to be fresh, was forgotten, or holds another token', () => {
    const { operations, forget, calls, p11 } = at()
    const count = (work: () => unknown): number => {
      const before = reads(calls)
      work()
      return reads(calls) - before
    }
    expect(count(() => operations.look(false))).toBeGreaterThan(0)
    expect(count(() => operations.look(false))).toBe(0)
    expect(count(() => operations.look(true))).toBeGreaterThan(0)
    forget(new Set(['02']))
    expect(count(() => operations.look(false))).toBe(0)
    forget(new Set(['01']))
    expect(count(() => operations.look(false))).toBeGreaterThan(0)
    p11.C_GetTokenInfo = () => infoOf({ serialNumber: 'S2' })
    expect(count(() => operations.look(false))).toBeGreaterThan(0)
  })

  it('is incomplete while an object cannot be read, and reads again', () => {
    const { operations, p11 } = at()
    const { C_GetAttributeValue: tell } = p11
    p11.C_GetAttributeValue = (session, object, template) => {
      if (template.some(({ type }) => type === CKA_VALUE)) throw answered(0x30)
      return tell(session, object, template)
    }
    expect(operations.look(false)).toMatchObject({ tokens: [{ certificates: [] }], incomplete: true })
    p11.C_GetAttributeValue = tell
    expect(operations.look(false)).toMatchObject({
      tokens: [{ certificates: [{ keyId: 'aa' }] }],
      incomplete: false,
    })
  })

  it('tells a token that refuses in its words, and one that went as incomplete', () => {
    const refusing = at()
    refusing.fail('C_FindObjectsInit', 0x30)
    expect(refusing.operations.look(false)).toEqual({
      tokens: [],
      unreadable: ['CKR_SOMETHING'],
      incomplete: true,
    })
    const gone = at()
    gone.fail('C_FindObjectsInit', 0x32)
    expect(gone.operations.look(false)).toEqual({ tokens: [], unreadable: [], incomplete: true })
  })
})

describe('a session', () => {
  it('is opened with the PIN, numbered from 1, and tells the forms of its token', async () => {
    const { operations, calls } = at()
    expect(await operations.open(id, '123456')).toEqual({
      ...{ session: 1, signatureForm: 'raw', cipherForm: 'raw', opens: 'ciphertexts', pinKept: false },
    })
    expect(calls).toContain('Login 1 123456')
    expect(await operations.open(id, '123456')).toMatchObject({ session: 2 })
    const plain = at({ withFamily: false })
    expect(await plain.operations.open(id, null)).toMatchObject({
      signatureForm: 'either',
      cipherForm: 'asn1',
    })
  })

  it('of a token that is not there is not opened', () => {
    expect(() => at().operations.open('other', '123456')).toThrow('token-absent')
    expect(() => at().operations.verifyPin('other', '123456')).toThrow('token-absent')
  })

  it('is not left open by a refused PIN', () => {
    const { operations, calls, fail } = at()
    fail('C_Login', 0xa4)
    expect(() => operations.open(id, '123456')).toThrow('pin-locked')
    expect(calls.at(-1)).toBe('CloseSession')
    expect(() => operations.keys(1)).toThrow('token-removed')
  })

  it('is closed once, logged out', async () => {
    const { operations, calls } = at()
    const { session } = await operations.open(id, '123456')
    calls.length = 0
    operations.close(session)
    operations.close(session)
    expect(calls).toEqual(['Logout', 'CloseSession'])
    expect(() => operations.keys(session)).toThrow('token-removed')
  })

  it('finds a key once for each use, until something changes', async () => {
    const { operations, calls } = at()
    const { session } = await operations.open(id, '123456')
    const searches = (work: () => unknown): number => {
      const before = calls.length
      work()
      return calls.slice(before).filter((call) => call === 'FindObjectsInit').length
    }
    const sign = () => operations.sign(session, 'aa', new Uint8Array(32), 'sm2-digest')
    expect(searches(sign)).toBe(1)
    expect(searches(sign)).toBe(0)
    expect(searches(() => operations.decrypt(session, 'aa', Buffer.from('c')))).toBe(1)
    operations.writeData(session, 'note', Buffer.from('text'))
    expect(searches(sign)).toBe(1)
  })

  it('opens no envelopes, because it opens ciphertexts', async () => {
    const { operations } = at()
    const { session } = await operations.open(id, '123456')
    const nothing = new Uint8Array()
    expect(() =>
      operations.openEnvelope(session, 'aa', { key: nothing, iv: nothing, data: nothing }),
    ).toThrow('token-lacks')
  })

  it.each([
    ['data', 'holder', 1],
    ['a seal', 'anybody', 0],
  ] as const)('writes %s for %s', async (what, _, isPrivate) => {
    const { operations, objects } = at()
    const { session } = await operations.open(id, '123456')
    const write = what === 'data' ? operations.writeData : operations.writeSeal
    write(session, 'seal-a', Buffer.from('text'))
    const isData = (one: ReadonlyMap<number, Buffer>) => one.get(CKA_CLASS)?.[0] === CKO_DATA
    expect(objects().find(isData)?.get(0x2)).toEqual(Buffer.of(isPrivate))
    const remove = what === 'data' ? operations.removeData : operations.removeSeal
    remove(session, 'seal-a')
    expect(objects().filter(isData)).toEqual([])
  })

  it('has what it changes read at the next look', async () => {
    const { operations } = at()
    operations.look(false)
    const { session } = await operations.open(id, '123456')
    operations.writeSeal(session, 'seal-a', Buffer.from('text'))
    expect(operations.look(false)).toMatchObject({ tokens: [{ seals: [{ label: 'seal-a' }] }] })
    operations.removeKey(session, 'aa')
    expect(operations.look(false)).toMatchObject({ tokens: [{ keys: [], certificates: [] }] })
  })
})

describe('a key that wants the PIN at each use', () => {
  const sign = async (token: ReturnType<typeof at>) => {
    const { session, pinKept } = await token.operations.open(id, '123456')
    const once = () => token.operations.sign(session, 'aa', new Uint8Array(32), 'sm2-digest')
    return { pinKept, once }
  }

  it('gets it each time, and the scope says that it keeps it', async () => {
    const token = at({ asks: true })
    const { pinKept, once } = await sign(token)
    expect(pinKept).toBe(true)
    once()
    once()
    expect(token.calls.filter((call) => call.startsWith('Login'))).toEqual([
      'Login 1 123456',
      'Login 2 123456',
      'Login 2 123456',
    ])
  })

  it('does not get a PIN that was refused a second time', async () => {
    const token = at({ asks: true })
    const { once } = await sign(token)
    token.fail('C_Login', 0xa4)
    expect(once).toThrow('pin-locked')
    token.fail('C_Login')
    const before = token.calls.length
    expect(once).toThrow('pin-needed')
    expect(token.calls.slice(before).filter((call) => call.startsWith('Login'))).toEqual([])
  })

  it('that came after the login finds no PIN', async () => {
    const token = at()
    const { once, pinKept } = await sign(token)
    expect(pinKept).toBe(false)
    for (const one of token.objects())
      if (one.get(CKA_CLASS)?.[0] === CKO_PRIVATE_KEY && one instanceof Map)
        one.set(CKA_ALWAYS_AUTHENTICATE, Buffer.of(1))
    expect(once).toThrow('pin-needed')
  })
})
