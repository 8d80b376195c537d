import { describe, expect, it } from 'vitest'
import { explainedNotification } from '../../../../src/main/notices/notice-notification.ts'
import { createNotices, type Told } from '../../../../src/main/notices/notices.ts'
import { softNotice } from '../../../../src/main/tokens/soft-notices.ts'
import type { Notice } from '../../../../src/shared/models/index.ts'

const told = (key: string, rest: Partial<Told> = {}): Told => ({
  ...{ key, level: 'attention', dismissable: true, announced: false },
  ...{ report: { code: 'journal-damaged', params: { file: key } }, action: { kind: 'none' } },
  ...rest,
})

const setUp = () => {
  let shown: readonly Notice[] = []
  let changes = 0
  const announced: string[] = []
  const notices = createNotices({
    current: () => shown,
    change: (all) => {
      shown = all
      changes += 1
    },
    announce: ({ id }) => announced.push(id),
  })
  return { notices, announced, ids: () => shown.map(({ id }) => id), changes: () => changes }
}

describe('a source of notices', () => {
  it('replaces its own list and no other', () => {
    const { notices, ids } = setUp()
    const [journals, soft] = [notices.of('journals'), notices.of('soft-files')]
    journals.show([told('a'), told('b')])
    soft.show([told('a')])
    expect(ids()).toEqual(['soft-files a', 'journals a', 'journals b'])
    journals.show([told('b')])
    expect(ids()).toEqual(['soft-files a', 'journals b'])
    soft.show([])
    expect(ids()).toEqual(['journals b'])
  })

  it('changes nothing if it tells the same again', () => {
    const { notices, changes } = setUp()
    notices.of('soft-files').show([told('of another')])
    for (let n = 0; n < 3; n++) notices.of('journals').show([told('a')])
    expect(changes()).toBe(2)
    notices.of('journals').show([told('a', { level: 'problem' })])
    expect(changes()).toBe(3)
  })
})

describe('a notice that was dismissed', () => {
  it('does not come back while its cause lasts, and comes back when the cause does', () => {
    const { notices, ids } = setUp()
    const source = notices.of('soft-files')
    source.show([told('a'), told('b')])
    notices.dismiss('soft-files a')
    expect(ids()).toEqual(['soft-files b'])
    source.show([told('a'), told('b'), told('c')])
    expect(ids()).toEqual(['soft-files b', 'soft-files c'])
    source.show([told('b')])
    source.show([told('a'), told('b')])
    expect(ids()).toEqual(['soft-files a', 'soft-files b'])
  })

  it('is forgotten only when its own source tells something else', () => {
    const { notices, ids } = setUp()
    notices.of('journals').show([told('a')])
    notices.dismiss('journals a')
    notices.of('soft-files').show([told('a')])
    notices.of('journals').show([told('a')])
    expect(ids()).toEqual(['soft-files a'])
  })

  it('may already be gone, and one that cannot be dismissed stays', () => {
    const { notices, ids } = setUp()
    notices.of('journals').show([told('a', { dismissable: false })])
    notices.dismiss('journals of another window')
    expect(() => notices.dismiss('journals a')).toThrow(expect.objectContaining({ code: 'input-invalid' }))
    expect(ids()).toEqual(['journals a'])
  })
})

describe('a notice that is announced', () => {
  it('is a notification of the system once, when it comes, and again when its cause comes again', () => {
    const { notices, announced } = setUp()
    const source = notices.of('default-pin')
    source.show([told('a', { announced: true }), told('quiet')])
    source.show([told('a', { announced: true }), told('b', { announced: true })])
    expect(announced).toEqual(['default-pin a', 'default-pin b'])
    notices.dismiss('default-pin a')
    source.show([told('a', { announced: true }), told('b', { announced: true, level: 'info' })])
    expect(announced).toHaveLength(2)
    source.show([])
    source.show([told('a', { announced: true })])
    expect(announced).toEqual(['default-pin a', 'default-pin b', 'default-pin a'])
  })

  it('leads where its button leads, or else to the first page', () => {
    const place = { page: 'pin', tokenId: 'a' } as const
    const notice = (action: Notice['action']): Notice => {
      const { key, ...rest } = told('a')
      return { ...rest, id: 'journals a', source: 'journals', action }
    }
    const placeOf = (action: Notice['action']) => explainedNotification(notice(action), 'zh-CN').place
    expect(placeOf({ kind: 'go', verb: 'change-pin', place })).toEqual(place)
    expect(placeOf({ kind: 'none' })).toEqual({ page: 'home' })
  })
})

describe('a soft certificate whose file something happened to', () => {
  it('leads to the backup, unless only a newer version can help', () => {
    const broken = { file: 'a.soft.json', code: 'soft-file-damaged' } as const
    const newer = { file: 'b.soft.json', code: 'soft-file-newer' } as const
    expect(softNotice(broken)).toMatchObject({ level: 'problem', action: { kind: 'go', verb: 'restore' } })
    expect(softNotice(newer).action).toEqual({ kind: 'none' })
    const saved = { ...broken, code: 'soft-file-copy-used' } as const
    expect(softNotice(saved).action).toMatchObject({ kind: 'go', verb: 'back-up' })
    const full = { ...broken, code: 'folder-not-writable' } as const
    expect(softNotice(full).action).toEqual({ kind: 'act', verb: 'open-data-folder' })
    expect(softNotice(broken).key).not.toBe(softNotice({ ...broken, code: 'soft-file-changed' }).key)
  })
})
