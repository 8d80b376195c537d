import { describe, expect, it } from 'vitest'
import { endedBusinesses } from '../../../../src/main/shell/ended-businesses.ts'
import type { Snapshot } from '../../../../src/shared/models/index.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { snapshotWith } from '../../../ui/scenes/world.ts'

const zh = texts('zh-CN')
const at = (rest: Partial<Snapshot> = {}): Snapshot => ({ ...snapshotWith(rest), revision: 1, at: '' })
const inState = (state: Snapshot['transactions'][number]['state']) =>
  at({
    transactions: [
      {
        id: 't1',

        issuerId: 'demo',
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
  it('when a business that was running is done or has stopped', () => {
    expect(endedBusinesses(inState('running'), inState('done'), zh)).toMatchObject([
      { title: '证书已签发', place: { page: 'certificates' } },
    ])
    expect(endedBusinesses(inState('running'), inState('paused'), zh)).toMatchObject([
      { title: '办理暂停了', place: { page: 'issue', tokenId: null } },
    ])
  })

  it('not for what was so before or was given up by the person', () => {
    expect(endedBusinesses(at(), inState('paused'), zh)).toEqual([])
    expect(endedBusinesses(inState('done'), inState('done'), zh)).toEqual([])
    expect(endedBusinesses(inState('running'), inState('abandoned'), zh)).toEqual([])
  })
})
