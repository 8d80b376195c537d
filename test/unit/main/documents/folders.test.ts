import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { publishUnder } from '../../../../src/main/documents/file-work/result-file.ts'
import { folderView } from '../../../../src/main/documents/folder-view.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folders-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('a folder is shown as a person counts: folders first, 2 before 10, nothing hidden', async () => {
  for (const name of ['合同 10.pdf', '合同 2.pdf', '.hidden', '~$合同 2.pdf'])
    writeFileSync(join(folder, name), 'x')
  for (const name of ['第10期', '第9期']) mkdirSync(join(folder, name))
  const { entries } = await folderView(folder)
  expect(entries.map(({ name }) => name)).toEqual(['第9期', '第10期', '合同 2.pdf', '合同 10.pdf'])
})

it('a result takes the first name that is free, and never the place of another file', async () => {
  writeFileSync(join(folder, 'a.p7s'), 'of somebody')
  const draft = join(folder, 'draft')
  writeFileSync(draft, 'result')
  expect(await publishUnder(draft, folder, ['a.p7s', 'a (2).p7s', 'a (3).p7s'])).toBe(
    join(folder, 'a (2).p7s'),
  )
  expect(readFileSync(join(folder, 'a.p7s'), 'utf8')).toBe('of somebody')
  expect([existsSync(draft), existsSync(join(folder, 'a (3).p7s'))]).toEqual([false, false])
})

it('a result that no name helps says what is wrong, after one try', async () => {
  const tried: string[] = []
  const names = function* () {
    for (let n = 0; n < 3; n += 1) {
      tried.push(`a (${n})`)
      yield `a (${n})`
    }
  }
  await expect(publishUnder(join(folder, 'gone'), folder, names())).rejects.toMatchObject({ code: 'ENOENT' })
  expect(tried).toHaveLength(1)
})
