import { describe, expect, it } from 'vitest'
import { dueNotifications } from '../../../../src/main/shell/due-notifications.ts'
import type { PairState, Snapshot } from '../../../../src/shared/models/index.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { pair, snapshotWith, ukey } from '../../../ui/scenes/world.ts'

const zh = texts('zh-CN')
const at = (rest: Partial<Snapshot> = {}): Snapshot => ({ ...snapshotWith(rest), revision: 1, at: '' })
const holding = (state: PairState, days: number) =>
  at({
    tokens: [ukey({ pairs: [pair(state, { id: 'c1', tokenId: 'ukey-1', days, holder: '张三' })] })],
  })
const inState = (state: Snapshot['transactions'][number]['state']) =>
  at({
    transactions: [
      {
        id: 't1',
        business: 'issue',
        tokenId: 'ukey-1',
        tokenName: '明华 eKey 3000',
        tokenKind: 'ukey',
        holder: '张三',
        startedAt: '',
        state,
        steps: [],
        needsPin: false,
        tokenPresent: true,
        error: null,
        pairId: null,
      },
    ],
  })

describe('a notification is due', () => {
  it('for a certificate that expires soon or has expired, and leads into renewal', () => {
    expect(dueNotifications(at(), holding('expiring', 12), zh)).toEqual([
      {
        id: 'expiry-pair-c1-12',
        title: '证书即将到期',
        body: '张三 的证书还有 12 天到期。点这里更新。',
        route: 'issue',
      },
    ])
    expect(dueNotifications(at(), holding('expired', -1), zh)).toMatchObject([{ title: '证书已过期' }])
  })

  it('once a day for the same certificate: by its name', () => {
    const [today] = dueNotifications(at(), holding('expiring', 12), zh)
    const [again] = dueNotifications(holding('expiring', 12), holding('expiring', 12), zh)
    const [tomorrow] = dueNotifications(at(), holding('expiring', 11), zh)
    expect(again?.id).toBe(today?.id)
    expect(tomorrow?.id).not.toBe(today?.id)
  })

  it('when a business that was running is done or has stopped', () => {
    expect(dueNotifications(inState('running'), inState('done'), zh)).toMatchObject([
      { title: '证书已签发', route: 'certificates' },
    ])
    expect(dueNotifications(inState('running'), inState('paused'), zh)).toMatchObject([
      { title: '办理暂停了', route: 'issue' },
    ])
  })

  it('not for what was so before, is valid, or was given up by the person', () => {
    expect(dueNotifications(at(), inState('paused'), zh)).toEqual([])
    expect(dueNotifications(inState('done'), inState('done'), zh)).toEqual([])
    expect(dueNotifications(inState('running'), inState('abandoned'), zh)).toEqual([])
    expect(dueNotifications(at(), holding('valid', 200), zh)).toEqual([])
  })
})
