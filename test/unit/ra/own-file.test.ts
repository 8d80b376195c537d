import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeSecretly } from '../../../src/ra/own-file.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ra-file-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

it('a file of which only a part can be written leaves the old one whole', () => {
  const file = join(dir, 'list')
  writeSecretly(file, 'the old one')
  const module = new URL('../../../src/ra/own-file.ts', import.meta.url).href
  const program = `
    const { writeSecretly } = await import(${JSON.stringify(module)})
    try {
      writeSecretly(${JSON.stringify(file)}, 'x'.repeat(100_000))
    } catch (error) {
      console.log(error.code)
    }`
  // With the limit the system takes the first part of the text and refuses the rest, as a full disk does.
  const limited = `trap '' XFSZ; ulimit -f 8; exec "$0" --input-type=module -e "$1"`
  const { stdout } = spawnSync('sh', ['-c', limited, process.execPath, program], { encoding: 'utf8' })
  expect(readFileSync(file, 'utf8')).toBe('the old one')
  expect(stdout.trim()).toBe('EFBIG')
  expect(readdirSync(dir)).toEqual(['list'])
})
