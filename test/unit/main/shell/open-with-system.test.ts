import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openWithSystem } from '../../../../src/main/shell/web/browser.ts'

const path = process.env.PATH

/** A system whose opener ends so. */
const systemWith = (script: string): void => {
  const folder = mkdtempSync(join(tmpdir(), 'opener-'))
  writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, 'xdg-open'), 0o755)
  process.env.PATH = `${folder}${delimiter}${path}`
}
afterAll(() => {
  process.env.PATH = path
})

describe.runIf(process.platform === 'linux')('opening with the system', () => {
  it.each([
    ['works where the opener says so', 'exit 0', true],
    // xdg-open ends with 3 where no program can open the target, and says nothing to us.
    ['fails where nothing can open it', 'exit 3', false],
    ['works where the opener stays as long as the program that it started', 'exec sleep 20', true],
  ])('%s', async (_what, script, opened) => {
    systemWith(script)
    expect(await openWithSystem('https://example.cn/')).toBe(opened)
  })

  it('fails where there is no opener', async () => {
    process.env.PATH = mkdtempSync(join(tmpdir(), 'no-opener-'))
    expect(await openWithSystem('https://example.cn/')).toBe(false)
  })
})
