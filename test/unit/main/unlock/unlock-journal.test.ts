import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createUnlockJournal } from '../../../../src/main/unlock/unlock-journal.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unlock-journal-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('tells of journals that cannot be read, and of nothing where all can be', async () => {
  const damaged: (readonly string[])[] = []
  const journal = createUnlockJournal({
    ...{ folder, clock: () => new Date(), log: () => {} },
    notices: { show: () => {} },
    damaged: (files) => damaged.push(files),
  })
  expect(await journal.unfinished()).toEqual([])
  expect(damaged).toEqual([])
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'unlock.x.journal'), 'damaged')
  expect(await journal.unfinished()).toEqual([])
  expect(damaged).toMatchObject([[expect.stringContaining('unlock.x.journal')]])
})
