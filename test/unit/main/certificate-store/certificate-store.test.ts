import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCertificateStore } from '../../../../src/main/certificate-store/certificate-store.ts'
import {
  macCommands,
  nssCommands,
  type StoreCommands,
  storeCommands,
  windowsCommands,
} from '../../../../src/main/certificate-store/commands.ts'
import { runCommand } from '../../../../src/main/certificate-store/run-command.ts'
import type { PresentToken } from '../../../../src/native/index.ts'
import { generateSm2KeyPair } from '../../../../src/pki/index.ts'
import { testAuthority } from '../../../flow/tokens/certificates.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const authority = testAuthority()
const der = (profile: 'signing' | 'encryption') => authority.certify(generateSm2KeyPair().publicKey, profile)
const token = (...certificates: readonly Uint8Array[]) =>
  ({ certificates: certificates.map((bytes) => ({ der: bytes })) }) as unknown as PresentToken

/** A program that writes down its arguments, and refuses while the file `refuse` exists. */
const program = (): { readonly commands: StoreCommands; readonly asked: () => readonly string[] } => {
  const script = join(folder, 'certutil.sh')
  const record = join(folder, 'asked')
  writeFileSync(script, `#!/bin/sh\necho "$@" >> '${record}'\n[ ! -e '${join(folder, 'refuse')}' ]\n`)
  chmodSync(script, 0o700)
  return {
    commands: {
      name: 'test',
      tool: 'a tool',
      verified: true,
      database: null,
      create: null,
      add: ({ file }) => ({ program: script, args: ['add', file] }),
      remove: ({ sha1 }) => ({ program: script, args: ['remove', sha1] }),
    },
    asked: () => (existsSync(record) ? readFileSync(record, 'utf8').trim().split('\n') : []),
  }
}

const house = (commands: StoreCommands | null) => {
  const state = { settled: true, tokens: [] as readonly PresentToken[], enabled: true }
  const store = createCertificateStore({
    folder: join(folder, 'system-store'),
    commands,
    run: runCommand,
    enabled: () => state.enabled,
    present: () => state,
    log: () => {},
  })
  const look = async (change: Partial<typeof state> = {}) => {
    Object.assign(state, change)
    store.look()
    await store.settled()
    return store.finding()
  }
  return { store, look }
}

describe('导入签名证书', () => {
  it('registers the signing certificate while its token is there, and removes it when the token goes', async () => {
    const { commands, asked } = program()
    const { look } = house(commands)
    const [signing, encryption] = [der('signing'), der('encryption')]
    expect(await look({ tokens: [token(signing, encryption)] })).toMatchObject({
      state: 'fine',
      registered: 1,
    })
    expect(asked()).toHaveLength(1)
    expect(readFileSync(asked()[0]?.split(' ')[1] ?? '')).toEqual(Buffer.from(signing))
    await look()
    expect(asked()).toHaveLength(1)
    expect(await look({ tokens: [] })).toMatchObject({ state: 'fine', registered: 0 })
    expect(asked().map((line) => line.split(' ')[0])).toEqual(['add', 'remove'])
  })

  it('removes what an earlier run has left there', async () => {
    const { commands, asked } = program()
    await house(commands).look({ tokens: [token(der('signing'))] })
    expect((await house(commands).look({ settled: false })).registered).toBe(1)
    expect((await house(commands).look()).registered).toBe(0)
    expect(asked().at(-1)).toMatch(/^remove [0-9a-f]{40}$/)
  })

  it('does nothing if the setting is off, and removes what was there', async () => {
    const { commands, asked } = program()
    const { look } = house(commands)
    await look({ tokens: [token(der('signing'))] })
    expect(await look({ enabled: false })).toMatchObject({ state: 'off', registered: 0, report: null })
    expect(asked().map((line) => line.split(' ')[0])).toEqual(['add', 'remove'])
  })

  it('reports a refusal as a line of the system check, and tries again only when somebody refreshes', async () => {
    const { commands, asked } = program()
    writeFileSync(join(folder, 'refuse'), '')
    const { look, store } = house(commands)
    const failed = await look({ tokens: [token(der('signing'))] })
    expect(failed).toMatchObject({ state: 'failed', report: { code: 'certificate-store-failed' } })
    await look()
    expect(asked()).toHaveLength(1)
    rmSync(join(folder, 'refuse'))
    store.refresh()
    await store.settled()
    expect(store.finding()).toMatchObject({ state: 'fine', registered: 1, report: null })
  })

  it('says what to install if the program or the database is missing', async () => {
    const { commands } = program()
    const gone = { ...commands, add: () => ({ program: join(folder, 'no-such-program'), args: [] }) }
    expect(await house(gone).look({ tokens: [token(der('signing'))] })).toMatchObject({
      state: 'absent',
      report: { code: 'certificate-store-absent', params: { tool: 'a tool' } },
    })
    expect((await house(null).look({ tokens: [token(der('signing'))] })).state).toBe('absent')
  })

  it('makes the database that is missing, and says so if it cannot', async () => {
    const { commands, asked } = program()
    const database = join(folder, 'not-yet', 'cert9.db')
    const create = { program: join(folder, 'certutil.sh'), args: ['create'] }
    const found = await house({ ...commands, database, create }).look({ tokens: [token(der('signing'))] })
    expect([found.state, found.registered]).toEqual(['fine', 1])
    expect(asked()[0]).toBe('create')
    expect(existsSync(join(folder, 'not-yet'))).toBe(true)
    const without = { ...commands, database: join(folder, 'never'), create: { program: 'no-such', args: [] } }
    expect((await house(without).look({ tokens: [token(der('signing'))] })).state).toBe('absent')
  })

  it('works with the real NSS database, an SM2 certificate included', async ({ skip }) => {
    if (spawnSync('certutil', ['-H']).error) {
      console.log('skipped: certutil is not installed (package libnss3-tools)')
      skip()
    }
    const database = join(folder, '.pki', 'nssdb')
    const nss = (...args: readonly string[]) =>
      execFileSync('certutil', [...args, '-d', `sql:${database}`], { encoding: 'utf8' })
    const { look } = house(nssCommands(folder))
    expect(await look({ tokens: [token(der('signing'))] })).toMatchObject({ state: 'fine', registered: 1 })
    expect(nss('-L')).toMatch(/cert-assistant [0-9a-f]{16} +,,/)
    expect(await look({ tokens: [] })).toMatchObject({ state: 'fine', registered: 0 })
    expect(nss('-L')).not.toContain('cert-assistant')
  })

  it('has commands for the three systems, and says honestly which were tried', () => {
    const certificate = { file: '/f.cer', sha1: 'ab', nickname: 'n' }
    const nss = storeCommands('linux', '/home/u')
    expect(nss?.add(certificate)).toEqual({
      program: 'certutil',
      args: ['-A', '-d', 'sql:/home/u/.pki/nssdb', '-n', 'n', '-t', ',,', '-i', '/f.cer'],
    })
    expect(storeCommands('win32', '')).toBe(windowsCommands)
    expect(storeCommands('darwin', '')).toBe(macCommands)
    expect([nss, windowsCommands, macCommands].map((one) => one?.verified)).toEqual([true, false, false])
    expect(storeCommands('aix', '')).toBeNull()
  })
})
