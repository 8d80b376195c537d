import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand } from '../../../../src/main/certificate-store/run-command.ts'
import { createLoopbackTrust } from '../../../../src/main/loopback-trust/loopback-trust.ts'
import {
  macRoots,
  type TrustStore,
  trustStores,
  windowsRoots,
} from '../../../../src/main/loopback-trust/stores.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '本机 证书-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const at = (...names: readonly string[]) => join(folder, ...names)
const profile = '.mozilla/firefox/a1.default'

/** A person with the database that Chromium shares and one profile of Firefox, both made by NSS itself. */
const person = (): void => {
  for (const name of ['.pki/nssdb', profile]) {
    mkdirSync(at('home', name), { recursive: true })
    spawnSync('certutil', ['-N', '-d', `sql:${at('home', name)}`, '--empty-password'])
  }
}

const listed = (name: string): readonly string[] => {
  const { stdout } = spawnSync('certutil', ['-L', '-d', `sql:${at('home', name)}`], { encoding: 'utf8' })
  return stdout.split('\n').filter((line) => line.startsWith('cert-assistant loopback'))
}

const house = (rest: { readonly clock?: () => Date; readonly stores?: () => readonly TrustStore[] } = {}) => {
  const log: string[] = []
  const trust = createLoopbackTrust({
    ...{ folder: at('data'), run: runCommand, clock: () => new Date(), log: (line) => log.push(line) },
    stores: () => trustStores('linux', at('home')),
    ...rest,
  })
  return { trust, log }
}

describe('本机证书', () => {
  it('is nowhere until the person says so', async () => {
    person()
    const { trust } = house()
    await trust.look()
    expect(trust.tlsFor()).toBeNull()
    expect(trust.finding()).toMatchObject({ state: 'off', stores: [] })
    expect(existsSync(at('data'))).toBe(false)
    expect(listed('.pki/nssdb')).toEqual([])
  })

  it('goes into every store for servers alone, and its key can be read by this user alone', async () => {
    person()
    const { trust } = house()
    await trust.trust()
    expect(trust.finding()).toMatchObject({ state: 'trusted', stores: ['chromium', 'firefox'] })
    for (const name of ['.pki/nssdb', profile])
      expect(listed(name)).toEqual([expect.stringMatching(/ C,, *$/)])
    for (const name of readdirSync(at('data'))) expect(statSync(at('data', name)).mode & 0o077).toBe(0)
    expect(trust.tlsFor()?.key).toContain('PRIVATE KEY')
  })

  it('makes the database of Chromium if there is none yet', async () => {
    const { trust } = house()
    await trust.trust()
    expect(listed('.pki/nssdb')).toHaveLength(1)
  })

  it('移除 takes it out of every store, destroys the key and tells the carriers', async () => {
    person()
    const { trust } = house()
    await trust.trust()
    const told: unknown[] = []
    trust.onTlsChange(() => told.push(trust.tlsFor()))
    await house().trust.remove()
    await trust.remove()
    expect(told).toEqual([null])
    for (const name of ['.pki/nssdb', profile]) expect(listed(name)).toEqual([])
    expect(existsSync(at('data'))).toBe(false)
  })

  it('is the same after a restart, and comes to a profile that was made since', async () => {
    person()
    const { trust } = house()
    await trust.trust()
    const later = house().trust
    expect(later.tlsFor()).toEqual(trust.tlsFor())
    mkdirSync(at('home/.mozilla/firefox/b2.second'), { recursive: true })
    spawnSync('certutil', ['-N', '-d', `sql:${at('home/.mozilla/firefox/b2.second')}`, '--empty-password'])
    await later.look()
    expect(listed('.mozilla/firefox/b2.second')).toHaveLength(1)
    expect(listed('.pki/nssdb')).toHaveLength(1)
  })

  it('is renewed before it is over, by a new authority in place of the old one', async () => {
    person()
    const { trust } = house()
    await trust.trust()
    const before = listed('.pki/nssdb')
    const later = house({ clock: () => new Date(Date.now() + 370 * 86_400_000) }).trust
    const told: unknown[] = []
    later.onTlsChange(() => told.push('changed'))
    await later.look()
    expect(told).toEqual(['changed'])
    expect(later.tlsFor()?.key).not.toBe(trust.tlsFor()?.key)
    for (const name of ['.pki/nssdb', profile]) {
      expect(listed(name)).toHaveLength(1)
      expect(listed(name)).not.toEqual(before)
    }
  })

  it('says which program is missing, and trusts nothing', async () => {
    const lost = { program: 'no-such-program', args: [] }
    const store: TrustStore = { ...windowsRoots, tool: 'a tool', add: () => lost, remove: () => lost }
    const { trust } = house({ stores: () => [store] })
    await expect(trust.trust()).rejects.toMatchObject({
      code: 'loopback-trust-absent',
      params: { tool: 'a tool' },
    })
    expect(trust.finding()).toMatchObject({ state: 'failed', stores: [] })
  })

  it('registers it again where the person has taken it away by hand', async () => {
    person()
    const { trust } = house()
    await trust.trust()
    const name = (listed('.pki/nssdb')[0] ?? '').replace(/ +C,, *$/, '')
    spawnSync('certutil', ['-D', '-d', `sql:${at('home/.pki/nssdb')}`, '-n', name])
    expect(listed('.pki/nssdb')).toEqual([])
    await trust.trust()
    expect(listed('.pki/nssdb')).toHaveLength(1)
  })

  it('starts anew from a file that was damaged', async () => {
    person()
    mkdirSync(at('data'))
    writeFileSync(at('data', 'loopback.json'), '{"format":1,"current":{}}')
    const { trust } = house()
    expect(trust.tlsFor()).toBeNull()
    await trust.trust()
    expect(JSON.parse(readFileSync(at('data', 'loopback.json'), 'utf8')).placed).toHaveLength(2)
  })

  it('speaks to the stores of the current user on Windows and macOS', () => {
    const one = { file: 'C:\\x y\\a.cer', sha1: 'ab' }
    expect(windowsRoots.add(one)).toEqual({ store: 'Root', change: 'add', file: one.file })
    expect(windowsRoots.remove(one)).toEqual({ store: 'Root', change: 'remove', sha1: 'ab' })
    expect(macRoots.add(one)).toMatchObject({
      args: ['add-trusted-cert', '-r', 'trustRoot', '-p', 'ssl', one.file],
    })
    expect(trustStores('win32', '')).toEqual([windowsRoots])
    expect(trustStores('darwin', '')).toEqual([macRoots])
  })
})
