import { describe, expect, it } from 'vitest'
import { endedJob } from '../../../../src/main/notifications/ended-jobs.ts'
import type { DocumentJob, Snapshot } from '../../../../src/shared/models/index.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { job } from '../../../ui/scenes/documents.ts'
import { snapshotWith } from '../../../world.ts'

const zh = texts('zh-CN')
const at = (documentJob: DocumentJob | null): Snapshot => ({
  ...snapshotWith({ documentJob }),
  revision: 1,
  at: '',
})
const ended = { is: 'ended', at: '2026-11-20T02:20:00.000Z' } as const
const held = { is: 'held', error: { code: 'token-removed', params: {} } } as const

describe('a job on files is told of', () => {
  it('when it has ended, with how many failed', () => {
    const told = endedJob(at(job()), at(job({ state: ended, done: 195, failed: 5 })), zh)
    expect(told).toMatchObject({ title: '文件签名完成', place: { page: 'documents' } })
    expect(told?.body).toContain('195 个完成，5 个没有成功')
  })

  it('when it waits for the person', () => {
    expect(endedJob(at(job()), at(job({ state: held })), zh)?.body).toContain('200 个文件已完成 56 个')
  })

  it('not while it goes on, not when the person paused or stopped it, and not for what is over already', () => {
    const stopped = job({ state: ended })
    for (const [before, after] of [
      [job(), job({ done: 57 })],
      [job(), job({ state: { is: 'paused' } })],
      [job(), stopped],
      [stopped, stopped],
      [null, job({ state: ended, done: 200 })],
    ] as const)
      expect(endedJob(at(before), at(after), zh)).toBeNull()
  })
})
