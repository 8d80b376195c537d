import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { builtFile } from '../../built.ts'

const names = ['AssistantFailure', 'connect', 'connectSof', 'explain']

describe('what a site loads', () => {
  it.each(['cert-assistant.mjs', 'cert-assistant.js'])('%s has fewer than 12 kB gzipped', (name) => {
    const size = gzipSync(readFileSync(builtFile('site-sdk', name)), { level: 9 }).length
    expect(size).toBeLessThan(12_000)
    expect(size).toBeGreaterThan(2000)
  })

  it('is a module that needs no other file', async () => {
    const file = builtFile('site-sdk', 'cert-assistant.mjs')
    expect(Object.keys(await import(pathToFileURL(file).href)).sort()).toEqual(names)
    expect(readFileSync(file, 'utf8')).not.toMatch(/\bimport\b\s*[({"']|\bfrom\s*"/)
  })

  it('is a classic script that adds one name', () => {
    const page = createContext({})
    runInContext(readFileSync(builtFile('site-sdk', 'cert-assistant.js'), 'utf8'), page)
    expect(Object.keys(page)).toContain('CertAssistant')
    expect(Object.keys(page.CertAssistant).sort()).toEqual(names)
    expect(Object.keys(page).length).toBeLessThanOrEqual(2)
  })

  it('has types that a strict site compiles with', () => {
    const folder = mkdtempSync(join(tmpdir(), 'site-'))
    const types = builtFile('site-sdk', 'types', 'site-sdk', 'index.d.ts').replace(/index\.d\.ts$/, '')
    const site = [
      `import { connect, AssistantFailure, type Signed } from '${types}index.js'`,
      `import { verifySignIn, type Verdict } from '${types}server/index.js'`,
      'const signed: Promise<Signed> = connect().then((one) => one.signIn({ nonce: "" }))',
      '// @ts-expect-error: a sign-in needs a nonce',
      'void connect().then((one) => one.signIn({}))',
      'export const code = (error: unknown) => (error instanceof AssistantFailure ? error.code : null)',
      'export const verdict: typeof verifySignIn extends (...a: never) => Promise<Verdict> ? 1 : 2 = 1',
      'export { signed }',
    ]
    writeFileSync(join(folder, 'site.mts'), site.join('\n'))
    const tsc = join(import.meta.dirname, '../../../node_modules/typescript/bin/tsc')
    const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--lib', 'es2024,dom', '--types', '']
    const { stdout } = spawnSync(
      process.execPath,
      [tsc, '--ignoreConfig', ...flags, join(folder, 'site.mts')],
      {
        encoding: 'utf8',
      },
    )
    rmSync(folder, { recursive: true })
    expect(stdout).toBe('')
  })

  it('has a server half that runs in Node alone', async () => {
    const server = await import(pathToFileURL(builtFile('site-sdk', 'server.mjs')).href)
    const signed = { form: 'plain' }
    const refused = await server.verifySignIn(signed, { origin: '', nonce: '', trusted: [] })
    expect(refused).toEqual({ ok: false, because: 'malformed' })
  })
})
