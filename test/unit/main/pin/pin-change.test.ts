import { describe, expect, it } from 'vitest'
import type { NewPinStrength } from '../../../../src/shared/contract/index.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { pinWith } from '../../../world.ts'
import { consent, fail, noted, pin, refused, setUp, type Wish } from './open-pin-service.ts'

describe('a PIN is changed', () => {
  const change = ({ service }: ReturnType<typeof setUp>, to = '975310', from = '246813') =>
    service.change('ukey-1', pin(from), pin(to), consent)

  it('and that is written down', async () => {
    const made = setUp({ facts: { label: '' } })
    const [before, after] = made.counts
    expect(await change(made)).toEqual({ before, after })
    expect(made.did).toEqual([
      ['change', '246813', '975310'],
      ['offer', 'ukey-1', '975310'],
    ])
    expect(made.history).toEqual([noted('pin-changed', made.present.facts.vendor)])
  })

  it.each([
    ...[new AssistantError('token-removed'), new AssistantError('token-absent')],
    ...[
      new AssistantError('token-refused', { words: 'CKR_X' }),
      new AssistantError('token-answered-nonsense'),
    ],
    ...[new AssistantError('driver-crashed'), new AssistantError('driver-not-answering')],
  ])('or nobody knows after $code', async (error) => {
    const made = setUp({ change: () => Promise.reject(error) })
    await expect(change(made)).rejects.toMatchObject({ code: 'pin-change-unsure', cause: error })
    expect(made.history).toEqual([])
  })

  it('or not: the old one was wrong, or is locked now', async () => {
    const wrong = setUp({ change: () => fail('pin-wrong-uncounted') })
    await expect(change(wrong)).rejects.toEqual(refused('pin-wrong-uncounted'))
    const locked = setUp({ change: () => fail('pin-locked') })
    await expect(change(locked)).rejects.toEqual(refused('pin-locked'))
    expect([wrong.history, locked.history]).toEqual([[], [noted('pin-locked')]])
    const last = setUp()
    last.counts[0] = pinWith({ lastTry: true })
    await expect(change(last)).rejects.toEqual(refused('last-try-unconfirmed'))
  })

  it('to another one that the rules allow', async () => {
    const made = setUp()
    await expect(change(made, '246813')).rejects.toMatchObject({ code: 'pin-unchanged' })
    await expect(change(made, '975310', '1')).rejects.toMatchObject({ code: 'pin-length' })
    await expect(change(made, '1')).rejects.toMatchObject({ code: 'pin-length' })
    expect(made.did).toEqual([])
  })
})

describe('a new PIN', () => {
  const check = (text: string, wish: Wish = {}, strength: NewPinStrength = 'checked') => {
    const { service, present } = setUp(wish)
    try {
      service.checkNew(present, pin(text), { strength })
      return null
    } catch (error) {
      return error
    }
  }

  it('has no spaces', () => {
    expect(check('24 813')).toEqual(refused('pin-not-encodable'))
  })

  it('is within the rule of each issuer', () => {
    const rule = () => ({ min: 8, max: 9 })
    expect(check('2468135', { rule })).toEqual(refused('pin-length', { min: 8, max: 9 }))
    expect(check('24681357', { rule })).toBeNull()
    expect(check('2468135702', { rule })).toEqual(refused('pin-length', { min: 8, max: 9 }))
  })

  it('is none that others can guess from what they know', () => {
    expect(check('138000')).toMatchObject({ code: 'pin-weak' })
    expect(check('serial-ukey-1')).toMatchObject({ code: 'pin-weak' })
  })

  it('that is a date is one only if the person wants it so, and one that is known never is', () => {
    expect(check('19870623')).toEqual(refused('pin-weak', { weakness: 'date' }))
    expect(check('19870623', {}, 'kept-although-weak')).toBeNull()
    expect(check('12345678', {}, 'kept-although-weak')).toMatchObject({ code: 'pin-weak' })
  })

  it('of a soft certificate is checked before there is one', () => {
    const { service } = setUp({ rule: (id) => (id === 'demo' ? { min: 10, max: 64 } : null) })
    const soft = (text: string, ids: readonly (string | null)[]) => () =>
      service.checkNewSoft(pin(text), { strength: 'checked' }, ids)
    expect(soft('Blue7Mou!', [null])).not.toThrow()
    expect(soft('Blue7Mou!', [null, 'demo'])).toThrow(expect.objectContaining({ code: 'pin-length' }))
    expect(soft('13800138000', [])).toThrow(expect.objectContaining({ code: 'pin-weak' }))
  })
})
