import { describe, expect, it } from 'vitest'
import { endedBusinesses } from '../../../../src/main/notifications/ended-businesses.ts'
import type { Snapshot, TransactionView } from '../../../../src/shared/models/index.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { abandoned, asksForPin, done, paused, running, waits } from '../../../ui/scenes/transactions.ts'
import { cutOff } from '../../../ui/scenes/waits.ts'
import { snapshotWith } from '../../../world.ts'

const zh = texts('zh-CN')
const at = (rest: Partial<Snapshot> = {}): Snapshot => ({ ...snapshotWith(rest), revision: 1, at: '' })
const having = (transaction: TransactionView) => at({ transactions: [transaction] })
const error = { code: 'certificate-untrusted', params: {} } as const
const review = { for: 'review', since: '', expected: null } as const
const payment = {
  for: 'payment',
  since: '',
  order: { number: 'BZ1', items: [], totalFen: 5000, receivedFen: 0, ways: null },
} as const
const isRunning = having(running('await'))

describe('a notification is due', () => {
  it('when a business that was running is done or has stopped', () => {
    expect(endedBusinesses(isRunning, having(done()), zh)).toMatchObject([
      { title: '证书已签发', place: { page: 'certificates' } },
    ])
    expect(endedBusinesses(isRunning, having(paused('collect', error)), zh)).toMatchObject([
      { title: '办理暂停了', place: { page: 'issue', tokenId: null } },
    ])
  })

  it('when it has come to wait for the person, or for their payment', () => {
    expect(endedBusinesses(isRunning, having(waits('await', payment)), zh)).toMatchObject([
      { title: '等待缴费', place: { page: 'issue', tokenId: null } },
    ])
    const asked = having(waits('write-signing', asksForPin))
    for (const before of [isRunning, having(waits('await', payment)), having(waits('await', review))])
      expect(endedBusinesses(before, asked, zh)).toMatchObject([{ title: '可以继续办理了' }])
  })

  it('not while it still waits for the same, nor for a wait without the person', () => {
    const unpaid = having(waits('await', payment))
    expect(endedBusinesses(unpaid, unpaid, zh)).toEqual([])
    expect(endedBusinesses(isRunning, having(waits('await', review)), zh)).toEqual([])
    expect(endedBusinesses(unpaid, having(waits('await', review)), zh)).toEqual([])
    expect(endedBusinesses(isRunning, having(waits('collect', cutOff)), zh)).toEqual([])
  })

  it('not for a state from before, nor for what the person gave up', () => {
    const stopped = having(paused('collect', error))
    expect(endedBusinesses(at(), stopped, zh)).toEqual([])
    expect(endedBusinesses(at(), having(waits('await', payment)), zh)).toEqual([])
    expect(endedBusinesses(having(done()), having(done()), zh)).toEqual([])
    expect(endedBusinesses(isRunning, having(abandoned()), zh)).toEqual([])
  })
})
