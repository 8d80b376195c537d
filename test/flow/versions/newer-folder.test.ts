import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { folderFormat } from '../../../src/main/versions/folder-format.ts'
import { freshHome, runWebShell } from '../../ui/web-shell-process.ts'

/** Names, contents and times of everything below a folder. */
const stateOf = (folder: string): readonly string[] => [
  `. ${statSync(folder).mtimeMs}`,
  ...readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => {
      const facts = statSync(path)
      return `${path} ${facts.mtimeMs} ${facts.isFile() ? readFileSync(path, 'base64') : ''}`
    }),
]

it('the product refuses a newer data folder with code 2 and words, and touches nothing', async () => {
  const home = freshHome()
  mkdirSync(join(home, 'soft'))
  writeFileSync(join(home, 'soft', 'one.json'), 'of the future')
  writeFileSync(join(home, 'folder.json'), JSON.stringify({ format: folderFormat + 1, version: '9.8.7' }))
  const before = stateOf(home)
  const ended = await runWebShell(['--no-open', '--home', home])
  expect(ended.code).toBe(2)
  expect(ended.stderr).toContain('newer version 9.8.7')
  expect(ended.stderr).toContain('[B30]')
  expect(ended.stdout).toBe('')
  expect(stateOf(home)).toEqual(before)
  rmSync(home, { recursive: true })
})
