import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { notificationsPart } from '../../../../src/main/notifications/part.ts'
import type { Notification } from '../../../../src/main/shell/shell.ts'
import { createWebShell } from '../../../../src/main/shell/web/web-shell.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { done, running } from '../../../ui/scenes/transactions.ts'
import { calmState } from '../calm-state.ts'

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A business that is done while the window is open, or while it is not. */
const business = async (pages: number) => {
  const clock = () => new Date('2026-11-20T02:20:00Z')
  const state = calmState(clock)
  const shown: Notification[] = []
  const shell = {
    ...createWebShell({ bundle: '', pages: () => pages, quit: () => {}, command: [] }),
    notify: (one: Notification) => void shown.push(one),
  }
  const home = mkdtempSync(join(tmpdir(), 'notified-'))
  notificationsPart({ home, log: () => {}, state, shell, words: () => texts('zh-CN'), clock })
  state.change({ transactions: [running('await')] })
  await settled()
  state.change({ transactions: [done()] })
  await settled()
  // Another change tells nothing again.
  state.change({ transactions: [done()] })
  await settled()
  return { shown, kept: state.current().notifications }
}

describe('a business that ends', () => {
  it('is notified and new while no window is in view', async () => {
    const { shown, kept } = await business(0)
    expect(shown.map(({ title }) => title)).toEqual(['证书已签发'])
    expect(kept).toMatchObject([{ title: '证书已签发', place: { page: 'certificates' }, read: false }])
  })

  it('is only noted while the person has the window in view', async () => {
    const { shown, kept } = await business(1)
    expect(shown).toEqual([])
    expect(kept).toMatchObject([{ title: '证书已签发', read: true }])
  })
})
