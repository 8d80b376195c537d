import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const reader = pathToFileURL(join(process.cwd(), 'src', 'main', 'shell', 'page-files.ts')).href

/** Opens files until no more can be opened, and closes them again after a while. */
const program = (root: string) => `
  const { openSync, closeSync } = await import('node:fs')
  const { readPageFile } = await import(${JSON.stringify(reader)})
  await readPageFile(${JSON.stringify(root)}, '/warm.html')
  const open = []
  try { for (;;) open.push(openSync('/dev/null', 'r')) } catch {}
  setTimeout(() => open.forEach((one) => closeSync(one)), 300)
  const found = await readPageFile(${JSON.stringify(root)}, '/')
  const missing = await readPageFile(${JSON.stringify(root)}, '/none.html')
  process.stdout.write(JSON.stringify([found === null ? null : Buffer.from(found.body).toString(), missing]))
`

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pages-'))
  writeFileSync(join(root, 'index.html'), '<p>here</p>')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('a page that is asked for while no file can be opened', () => {
  it('is read as soon as one can, and a missing one is still missing', () => {
    const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program(root)]
    const shell = ['-c', 'ulimit -n 64; exec "$0" "$@"', process.execPath, ...args]
    expect(JSON.parse(execFileSync('sh', shell, { encoding: 'utf8' }))).toEqual(['<p>here</p>', null])
  })
})
