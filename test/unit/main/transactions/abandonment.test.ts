import { describe, expect, it } from 'vitest'
import { abandonTransaction } from '../../../../src/main/transactions/abandonment.ts'
import { AssistantError, type ErrorCode, errorOf } from '../../../../src/shared/errors/index.ts'
import { onDevice, typed } from '../given.ts'
import { moments } from '../moments.ts'
import { factsOf, keyOf, pinStateOf, tokenAtHand } from '../token-at-hand.ts'
import { abandoning, refusing } from './abandoning.ts'
import { renewing } from './businesses-of.ts'
import { done, started, throughStep } from './recorded.ts'

const ourKeys = [keyOf('k', 'CA-request-1-S'), keyOf('e', 'CA-request-1-E'), keyOf('x', 'CA-request-2-S')]

describe('a transaction that is given up', () => {
  it('ends at once if it has no request, without a word to the authority', async () => {
    const { abandon, asked, last, log } = abandoning([started()])
    await abandon()
    expect([asked, log]).toEqual([[], ['ended', 'closed']])
    expect(last()).toEqual({ type: 'ended', at: abandoning.at, how: 'abandoned', leftover: false })
  })

  it('cannot end once its certificate is in force', async () => {
    const { abandon, asked, log } = abandoning(throughStep('confirm'))
    await expect(abandon()).rejects.toMatchObject({ code: 'already-in-force' })
    expect([asked, log]).toEqual([[], []])
  })

  it('tells the authority by the request alone, and removes its own pair with the PIN', async () => {
    const one = tokenAtHand({ keys: ourKeys })
    const { abandon, asked, last, log } = abandoning(throughStep('csr'), { tokens: [one.present] })
    await abandon(typed())
    expect(asked).toEqual(['r: abandon request-1'])
    expect(one.log).toEqual(['in 123456', 'remove key k', 'remove key e', 'out'])
    expect([last(), log]).toMatchObject([{ leftover: false }, ['ended', 'closed']])
  })

  it('leaves its pair on a key whose PIN is not given, and stays open for that', async () => {
    const one = tokenAtHand({ keys: ourKeys })
    const { abandon, last, log } = abandoning(throughStep('csr'), { tokens: [one.present] })
    await abandon()
    expect([one.log, last(), log]).toMatchObject([[], { leftover: true }, ['ended']])
  })

  it('leaves its pair on a key that is away, also if a PIN is given', async () => {
    const { abandon, last, log } = abandoning(throughStep('verify'))
    await abandon(typed())
    expect([last(), log]).toMatchObject([{ leftover: true }, ['ended']])
  })

  it('asks a key with a keypad for no typed PIN', async () => {
    const one = tokenAtHand({ keys: ourKeys, facts: { pin: pinStateOf({ entryOnDevice: true }) } })
    await abandoning(throughStep('csr'), { tokens: [one.present] }).abandon(onDevice)
    expect(one.log[0]).toBe('in by its keypad')
  })

  it('spends no last try that the person has not confirmed, and tells nobody before', async () => {
    const now = () => factsOf({ pin: pinStateOf({ lastTry: true }) })
    const one = tokenAtHand({ keys: ourKeys, now })
    const { abandon, asked, log } = abandoning(throughStep('csr'), { tokens: [one.present] })
    await expect(abandon(typed())).rejects.toMatchObject({ code: 'last-try-unconfirmed' })
    expect([one.log, asked, log]).toEqual([[], [], []])
  })

  it('stays as it is if its pair could not be removed', async () => {
    const failure = new AssistantError('token-removed')
    const one = tokenAtHand({ withSession: async () => Promise.reject(failure) })
    const { abandon, log } = abandoning(throughStep('csr'), { tokens: [one.present] })
    await expect(abandon(typed())).rejects.toBe(failure)
    expect(log).toEqual([])
  })

  it('has ended when its journal is closed', async () => {
    const { parts } = abandoning([started()])
    const closed = Promise.withResolvers<void>()
    const transaction = { ...parts.transaction, close: () => closed.promise }
    const over: string[] = []
    const ended = abandonTransaction({ ...parts, transaction }).then(() => over.push('ended'))
    await moments()
    expect(over).toEqual([])
    closed.resolve()
    await ended
  })

  it('does not end before its pair is removed', async () => {
    const gone = Promise.withResolvers<void>()
    const one = tokenAtHand({ keys: ourKeys.slice(0, 1), session: { removeKey: () => gone.promise } })
    const { abandon, log } = abandoning(throughStep('csr'), { tokens: [one.present] })
    const over = abandon(typed())
    await moments()
    expect([one.log, log]).toEqual([['in 123456'], []])
    gone.resolve()
    await over
    expect([one.log, log]).toEqual([
      ['in 123456', 'out'],
      ['ended', 'closed'],
    ])
  })
})

describe('a soft token of a transaction that is given up', () => {
  const soft = (id: string, label: string) => tokenAtHand({ facts: { id, kind: 'soft', label } }).present

  it('is removed without a PIN, also after the answer was collected', async () => {
    const token = soft('token-1', '张三 · equest-1')
    const { abandon, removed, last } = abandoning(throughStep('verify', 'soft'), { tokens: [token] })
    await abandon()
    expect([removed, last()]).toMatchObject([['remove token-1'], { leftover: false }])
  })

  it('stays if its keys were there before', async () => {
    const records = [renewing('same', { kind: 'soft' }), done.request]
    const { abandon, removed, last } = abandoning(records, { tokens: [soft('token-1', '张三 · equest-1')] })
    await abandon()
    expect([removed, last()]).toMatchObject([[], { leftover: false }])
  })
})

describe('the authority of a transaction that is given up', () => {
  it.each<readonly [ErrorCode, Parameters<typeof throughStep>[0]]>([
    ['request-unknown', 'verify'],
    ['request-expired', 'verify'],
    ['request-refused', 'verify'],
    ['network-timeout', 'csr'],
  ])('may answer %s after %s', async (code, step) => {
    const { abandon, asked, last } = abandoning(throughStep(step), { answers: refusing(code) })
    await abandon(typed())
    expect([asked, last()]).toMatchObject([['r: abandon request-1'], { how: 'abandoned' }])
  })

  it('must not fail in an unforeseen way', async () => {
    const fault = new Error('a fault')
    const { abandon, log } = abandoning(throughStep('csr'), {
      answers: { abandon: async () => Promise.reject(fault) },
    })
    await expect(abandon()).rejects.toBe(fault)
    expect(log).toEqual([])
  })

  it.each([
    ['active', 'already-in-force'],
    ['ready', 'network-timeout'],
    ['issued', 'network-timeout'],
  ])('must be reached if it may have been asked to confirm: %s means %s', async (state, code) => {
    const { abandon, asked, log } = abandoning(throughStep('verify'), {
      answers: { ...refusing('network-timeout'), state },
    })
    await expect(abandon(typed())).rejects.toMatchObject({ code })
    expect([asked, log]).toEqual([['r: abandon request-1', 'r: get request-1'], []])
  })

  it.each(['abandoned', 'expired'])('has ended it if the request is %s', async (state) => {
    const { abandon, last } = abandoning(throughStep('verify'), {
      answers: { ...refusing('network-timeout'), state },
    })
    await abandon(typed())
    expect(last()).toMatchObject({ how: 'abandoned' })
  })

  it('may be unknown by now, as long as nothing may be in force', async () => {
    const gone = () => {
      throw errorOf({ code: 'issuer-unknown', params: {} })
    }
    const { parts, last } = abandoning(throughStep('csr'))
    await abandonTransaction({ ...parts, authority: gone })
    expect(last()).toMatchObject({ how: 'abandoned', leftover: true })
    const late = abandoning(throughStep('verify'))
    await expect(
      abandonTransaction({ ...late.parts, given: typed(), authority: gone }),
    ).rejects.toMatchObject({ code: 'issuer-unknown' })
  })
})
