import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { typeOnKeypad } from '../../../src/native/virtual-ukey/ukey.ts'
import { faces, serialsOf } from '../../house/tokens.ts'
import { openUkeyHouse, UKEY_PIN, type UkeyHouse, ukeyPin } from './ukey-house.ts'

describe.each(faces)('a PIN through %s', (face) => {
  let house: UkeyHouse
  beforeAll(async () => {
    house = await openUkeyHouse({ face })
  })
  afterEach(() => house.clear())
  afterAll(() => house.close())

  const codeOf = (work: Promise<unknown>) =>
    work.then(() => 'right').catch(({ code, params }) => ({ code, params }))

  it('is checked once each time it is given, and the tries left are reported', async () => {
    await house.insert('TRIES', { userTries: 4 })
    const give = (text: string) => codeOf(house.present('TRIES').token.verifyPin(ukeyPin(text)))
    expect(await give('wrong-1')).toEqual({ code: 'pin-wrong', params: { triesLeft: 3 } })
    expect(await give('wrong-2')).toEqual({ code: 'pin-wrong', params: { triesLeft: 2 } })
    expect(await give(UKEY_PIN)).toBe('right')
    const state = await house.until(
      ({ tokens }) => tokens.find(({ facts }) => facts.serial === 'TRIES')?.facts.pin.triesLeft === 4,
    )
    expect(serialsOf(state)).toContain('TRIES')
    for (const text of ['wrong-1', 'wrong-2']) await give(text)
    expect(await give('wrong-3')).toEqual({ code: 'pin-wrong-last-try', params: {} })
    expect(await give('wrong-4')).toEqual({ code: 'pin-locked', params: {} })
    expect(await give(UKEY_PIN)).toEqual({ code: 'pin-locked', params: {} })
    await house.until(
      ({ tokens }) => tokens.find(({ facts }) => facts.serial === 'TRIES')?.facts.pin.locked === true,
    )
  })

  it('is refused without spending a try when no Ukey can have it', async () => {
    await house.insert('RULES')
    expect(await codeOf(house.present('RULES').token.verifyPin(ukeyPin('12345')))).toEqual({
      code: 'pin-length',
      params: { min: 6, max: 16 },
    })
    expect(await codeOf(house.present('RULES').token.verifyPin(ukeyPin('1'.repeat(17))))).toMatchObject({
      code: 'pin-length',
    })
    expect(await codeOf(house.present('RULES').token.verifyPin(ukeyPin('密码密码密码')))).toMatchObject({
      code: 'pin-not-encodable',
    })
    expect((await house.present('RULES').token.facts()).pin.triesLeft).toBe(6)
  })

  it('is changed with the old one, but not to itself', async () => {
    await house.insert('CHANGE')
    expect(await codeOf(house.present('CHANGE').token.changePin(ukeyPin(), ukeyPin()))).toMatchObject({
      code: 'pin-unchanged',
    })
    expect(
      await codeOf(house.present('CHANGE').token.changePin(ukeyPin('000000'), ukeyPin('new-pin-1'))),
    ).toEqual({
      code: 'pin-wrong',
      params: { triesLeft: 5 },
    })
    expect(await codeOf(house.present('CHANGE').token.changePin(ukeyPin(), ukeyPin('new-pin-1')))).toBe(
      'right',
    )
    expect(await codeOf(house.present('CHANGE').token.verifyPin(ukeyPin('new-pin-1')))).toBe('right')
    const { pin: state } = await house.present('CHANGE').token.facts()
    expect(state).toMatchObject({ isDefault: false, triesLeft: 6 })
  })

  it('can be set again, once locked, with the administrator’s secret and no other', async () => {
    await house.insert('LOCKED', { userTries: 2 })
    for (const text of ['wrong-1', 'wrong-2'])
      await codeOf(house.present('LOCKED').token.verifyPin(ukeyPin(text)))
    const unlock = (secret: string) =>
      codeOf(
        house
          .present('LOCKED')
          .token.unlock({ kind: 'administrator', pin: ukeyPin(secret) }, ukeyPin('654321')),
      )
    expect(await unlock('not-the-secret')).toMatchObject({ code: 'secret-wrong' })
    expect(await unlock('admin123')).toBe('right')
    expect(await codeOf(house.present('LOCKED').token.verifyPin(ukeyPin('654321')))).toBe('right')
  })

  if (face === 'pkcs11')
    it('may be typed on the key itself', async () => {
      await house.insert('KEYPAD', { keypad: true })
      expect(house.present('KEYPAD').facts.pin.entryOnDevice).toBe(true)
      typeOnKeypad(house.home, 'KEYPAD', UKEY_PIN)
      const keys = await house.present('KEYPAD').token.withSession(null, (session) => session.keys())
      expect(keys).toEqual([])
    })
})
