import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createNotifications } from '../../../../src/main/notifications/notifications.ts'
import { openNotifiedFile } from '../../../../src/main/notifications/notified-file.ts'
import type { Notification } from '../../../../src/main/shell/shell.ts'
import type { Notified } from '../../../../src/shared/models/index.ts'

const expiring: Notification = {
  ...{ id: 'r1', title: '证书快要到期', body: '还有 12 天。' },
  place: { page: 'renewals' },
}

const begin = (folder = mkdtempSync(join(tmpdir(), 'notified-'))) => {
  const path = join(folder, 'notifications.json')
  const shown: Notification[] = []
  const logged: string[] = []
  const file = openNotifiedFile(path, (line) => logged.push(line))
  let entries: readonly Notified[] = file.read()
  const notifications = createNotifications({
    file,
    now: () => new Date('2026-11-20T02:20:00Z'),
    current: () => entries,
    change: (next) => {
      entries = next
    },
    show: (one) => shown.push(one),
  })
  return { folder, path, shown, logged, notifications, entries: () => entries }
}

describe('what was notified', () => {
  it('is shown by the system, kept as new, and there after a restart', () => {
    const { notifications, shown, entries, folder } = begin()
    notifications.notify(expiring)
    expect(shown).toEqual([expiring])
    expect(entries()).toMatchObject([
      { title: '证书快要到期', body: '还有 12 天。', place: { page: 'renewals' }, read: false },
    ])
    expect(begin(folder).entries()).toEqual(entries())
  })

  it('is kept as read, and not shown by the system, if the window is in view', () => {
    const { notifications, shown, entries } = begin()
    notifications.note(expiring)
    expect([shown, entries().map(({ read }) => read)]).toEqual([[], [true]])
  })

  it('stands once for each time, the latest first, each with a name of its own', () => {
    const { notifications, entries } = begin()
    for (const title of ['一', '二', '三']) notifications.notify({ ...expiring, title })
    expect(entries().map(({ title }) => title)).toEqual(['三', '二', '一'])
    expect(new Set(entries().map(({ id }) => id)).size).toBe(3)
  })

  it('is read when the person has seen it, and gone when the person clears it', () => {
    const { notifications, entries, folder } = begin()
    notifications.notify(expiring)
    notifications.markRead()
    expect(begin(folder).entries()).toMatchObject([{ read: true }])
    notifications.clear()
    expect([entries(), begin(folder).entries()]).toEqual([[], []])
  })

  it('is bounded: a hundred entries, short texts, nothing hidden in them', () => {
    const { notifications, entries } = begin()
    for (let time = 0; time < 150; time += 1)
      notifications.notify({ ...expiring, id: 'x'.repeat(500), title: `甲\u202e${'长'.repeat(500)}` })
    expect(entries()).toHaveLength(100)
    expect(entries()[0]?.title.length).toBeLessThan(140)
    expect(entries()[0]?.title).toContain('⟨U+202E⟩')
    expect(entries()[0]?.id.length).toBeLessThanOrEqual(200)
  })

  it('is readable only by its owner', () => {
    const { notifications, path } = begin()
    notifications.notify(expiring)
    expect(statSync(path).mode & 0o077).toBe(0)
  })

  it.each([
    ['torn', '{"format":1,"entr'],
    ['of a newer version', '{"format":2,"entries":[]}'],
    [
      'leading to no place',
      JSON.stringify({
        format: 1,
        entries: [{ id: '1', at: '', title: '', body: '', read: false, place: { page: 'https://x.cn' } }],
      }),
    ],
  ])('is set aside if its file is %s, and the next one is kept', (_, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'notified-'))
    writeFileSync(join(folder, 'notifications.json'), text)
    const { notifications, entries, path } = begin(folder)
    expect(entries()).toEqual([])
    notifications.notify(expiring)
    expect(readFileSync(path, 'utf8')).toContain('证书快要到期')
    expect(readdirSync(folder).filter((name) => name.endsWith('.aside'))).toHaveLength(1)
  })

  it('refuses nobody if it cannot be kept', () => {
    const { notifications, entries, shown, logged } = begin('/proc/nowhere')
    notifications.notify(expiring)
    expect([entries().length, shown.length, logged.length]).toEqual([1, 1, 1])
  })
})
