import { describe, expect, it } from 'vitest'
import { progressOf } from '../../../../src/main/transactions/progress.ts'
import type { Started } from '../../../../src/main/transactions/records.ts'
import { discardSoft, openTarget } from '../../../../src/main/transactions/targets.ts'
import type { TokenFacts } from '../../../../src/native/index.ts'
import { onDevice, typed } from '../given.ts'
import { keyringOf } from '../keyring-of.ts'
import { moments } from '../moments.ts'
import { pinStateOf, tokenAtHand } from '../token-at-hand.ts'
import { businesses, renewing } from './businesses-of.ts'
import { done, started, throughStep } from './recorded.ts'

const progressAfter = (records: ReturnType<typeof throughStep>) => {
  const progress = progressOf(records, businesses())
  if (!progress) throw new Error('these records do not fit together')
  return progress
}
const withFacts = (facts: Partial<TokenFacts>) => keyringOf([tokenAtHand({ facts }).present])

describe('the token of a transaction', () => {
  const noCheck = () => {}
  const opened = (
    keyring: ReturnType<typeof keyringOf>,
    records: ReturnType<typeof throughStep>,
    given = typed(),
    check: Parameters<typeof openTarget>[3] = noCheck,
  ) => openTarget(keyring.keyring, progressAfter(records), given, check)

  it('is opened with the PIN, or without one if it has a keypad', async () => {
    const one = tokenAtHand()
    const { token, pin } = await opened(keyringOf([one.present]), throughStep('keypair'))
    expect([token, pin?.reveal()]).toEqual([one.token, '123456'])
    const keypad = withFacts({ pin: pinStateOf({ entryOnDevice: true }) })
    expect((await opened(keypad, throughStep('keypair'), onDevice)).pin).toBeNull()
  })

  it('is missing by its serial number', async () => {
    const error = { code: 'token-absent', params: { serial: '1' } }
    await expect(opened(keyringOf(), throughStep('keypair'))).rejects.toMatchObject(error)
    const others = keyringOf([
      tokenAtHand({ facts: { id: 'other', vendor: 'w' } }).present,
      tokenAtHand({ facts: { id: 'soft', kind: 'soft', vendor: 'v' } }).present,
    ])
    await expect(opened(others, throughStep('keypair'))).rejects.toMatchObject(error)
  })

  it('was swapped if another Ukey of its maker is here', async () => {
    const other = withFacts({ id: 'other', vendor: 'v' })
    await expect(opened(other, throughStep('keypair'))).rejects.toMatchObject({
      ...{ code: 'token-swapped', params: { serial: '1' } },
    })
  })

  it('is lost with its keys if it was a soft one', async () => {
    await expect(opened(keyringOf(), throughStep('keypair', 'soft'))).rejects.toMatchObject({
      code: 'object-missing',
    })
  })

  it('is made under the PIN if it is a soft one, and what a crash left of it goes first', async () => {
    const label = '张三 · equest-1'
    const all = keyringOf([
      tokenAtHand({ facts: { id: 'left', kind: 'soft', label } }).present,
      tokenAtHand({ facts: { id: 'other', kind: 'soft', label: '张三' } }).present,
      tokenAtHand({ facts: { id: 'ukey', label } }).present,
    ])
    const checked: string[] = []
    const { token, pin } = await opened(all, throughStep('request', 'soft'), typed(), (given, issuerId) =>
      checked.push(`${given.reveal()} for ${issuerId}`),
    )
    expect(all.log).toEqual(['remove left', `create ${label} under 123456`])
    expect([token.id, pin?.reveal()]).toEqual(['soft-made', '123456'])
    expect(checked).toEqual(['123456 for demo'])
  })

  it('is made only when what was left of it is gone', async () => {
    const all = keyringOf([
      tokenAtHand({ facts: { id: 'left', kind: 'soft', label: '张三 · equest-1' } }).present,
    ])
    const gone = Promise.withResolvers<void>()
    const soft = { ...all.keyring.soft, remove: () => gone.promise }
    const opening = openTarget(
      { ...all.keyring, soft },
      progressAfter(throughStep('request', 'soft')),
      typed(),
      noCheck,
    )
    await moments()
    expect(all.log).toEqual([])
    gone.resolve()
    expect((await opening).token.id).toBe('soft-made')
  })

  it('is not made under a PIN that is refused', async () => {
    const all = keyringOf([
      tokenAtHand({ facts: { id: 'left', kind: 'soft', label: '张三 · equest-1' } }).present,
    ])
    const refuse = () => {
      throw new Error('weak')
    }
    await expect(opened(all, throughStep('request', 'soft'), typed(), refuse)).rejects.toThrow('weak')
    await expect(opened(all, throughStep('request', 'soft'), onDevice)).rejects.toMatchObject({
      code: 'pin-needed',
    })
    expect(all.log).toEqual([])
  })

  it('is made without a request, named by its holder alone', async () => {
    const all = keyringOf()
    await opened(all, [started({ kind: 'soft' })])
    expect(all.log).toEqual(['create 张三 ·  under 123456'])
  })

  it('is not made if its keys stay', async () => {
    const all = keyringOf([tokenAtHand({ facts: { kind: 'soft' } }).present])
    const records = [renewing('same', { kind: 'soft' }), done.request]
    expect((await opened(all, records)).token.id).toBe('token-1')
    expect(all.log).toEqual([])
  })
})

describe('a soft token that nothing depends on', () => {
  const label = '张三 · equest-1'
  const here = () => keyringOf([tokenAtHand({ facts: { id: 'left', kind: 'soft', label } }).present])
  const discarded = async (records: Parameters<typeof progressAfter>[0]) => {
    const all = here()
    await discardSoft(all.keyring, progressAfter(records))
    return all.log
  }

  it('is removed once its request is known', async () => {
    expect(await discarded([started({ kind: 'soft' })])).toEqual([])
    expect(await discarded(throughStep('request', 'soft'))).toEqual(['remove left'])
  })

  it('stays if its keys stay', async () => {
    const same = (keys: 'new' | 'same') => [renewing(keys, { kind: 'soft' }) as Started, done.request]
    expect(await discarded(same('same'))).toEqual([])
    expect(await discarded(same('new'))).toEqual(['remove left'])
  })
})
