import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataFolderStep } from '../../../../../src/main/diagnosis/steps/data-folder.ts'
import type { Notice } from '../../../../../src/shared/models/index.ts'
import { today } from '../../../../world.ts'
import { computer, saidIn } from '../step-world.ts'

const { put, top, worldWith } = computer()

describe('the check of the data folder', () => {
  const check = (notices: readonly Notice[] = []) => dataFolderStep.check(worldWith({}, { notices }))
  const aged = (name: string, milliseconds: number) => {
    const at = new Date(today.getTime() - milliseconds)
    utimesSync(put(name), at, at)
  }

  it('finds what a broken write left, in every folder of ours, and offers to move it', () => {
    const folders = ['.', 'soft', 'journal', 'authorities', 'drivers', 'issuers', 'loopback-trust']
    for (const folder of folders) aged(join(folder, 'a.json.tmp'), 61_000)
    const findings = check()
    expect(saidIn(findings)).toEqual(folders.map(() => ['leftover-file', 'attention']))
    expect(findings.map(({ repair, repairOn }) => [repair, repairOn])).toEqual(
      folders.map((folder) => ['set-aside', join(top(), folder, 'a.json.tmp')]),
    )
  })

  it('says nothing of a write that may still go on, or of another file', () => {
    aged('a.tmp', 60_000)
    aged('a.tmp.json', 61_000)
    aged('logs/a.tmp', 61_000)
    expect(check()).toEqual([])
  })

  it.each(['a.json.aside', 'a.damaged'])('tells of %s, which was set aside before', (name) => {
    put(name)
    expect(saidIn(check())).toEqual([['set-aside-file', 'attention']])
  })

  const notice = (change: Partial<Notice>): Notice =>
    ({
      ...{ id: 'n', source: 'history-file', level: 'problem', action: { kind: 'none' } },
      ...{ report: { code: 'history-not-kept', params: { file: 'f' } } },
      ...change,
    }) as Notice

  it('tells what a notice about a file says, as grave as it is, with the same way to go', () => {
    const place = { page: 'settings', section: 'general' } as const
    const [one, other] = check([
      notice({}),
      notice({ level: 'attention', action: { kind: 'go', verb: 'view', place } as never }),
    ])
    expect([one?.level, one?.place]).toEqual(['problem', null])
    expect([other?.level, other?.place]).toEqual(['attention', place])
  })

  it('leaves out notices that are only news, and those that are not about files', () => {
    expect(check([notice({ level: 'info' }), notice({ source: 'default-pin' })])).toEqual([])
  })
})
