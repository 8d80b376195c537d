import { fork } from 'node:child_process'
import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type Authorities, type Authority, createAuthorities } from '../../../../src/main/authority/index.ts'
import { createChainCache } from '../../../../src/main/issuers/chain-cache.ts'
import { createKnownAuthorities } from '../../../../src/main/issuers/known-authorities.ts'
import { nodeFork } from '../../../../src/main/shell/node-fork.ts'
import type { Child, Fork } from '../../../../src/native/index.ts'
import { smallDisk } from '../../native/soft/full-disk.ts'

const home = mkdtempSync(join(tmpdir(), 'authority-inside-'))
const realFork = nodeFork(join(home, 'no-bundle'))
let authorities: Authorities | null = null
afterEach(() => authorities?.stop())

const inside = (fork: Fork, folder = home): Authority => {
  authorities = createAuthorities({
    find: (id) => ({ id, address: 'embedded' }),
    told: createKnownAuthorities({ issuers: [] }, createChainCache(join(folder, 'authorities'))),
    shell: { resolveProxy: async () => 'DIRECT' },
    home: folder,
    fork,
    clock: () => new Date(),
    captchaAnswer: 'K7Q2',
    proxy: () => ({ mode: 'system' }),
    changed: () => {},
  })
  return authorities.of('demo')
}

/** Room for a new authority with its journal, and little more. */
const disk = smallDisk(4096)
if (disk === null) console.log('skipped: a full disk (this user may not mount a file system)')
afterAll(() => disk?.unmount())

const patience = { timeout: 20_000 }

describe('the authority inside', () => {
  it('is started by the first call, kept for the next, and started again when it was killed', async () => {
    const children: Child[] = []
    const { client, chain, check } = inside((entry, argument) => {
      const child = realFork(entry, argument)
      children.push(child)
      return child
    })
    expect(children).toHaveLength(0)
    const first = await check()
    await client().captcha.create({})
    expect(children).toHaveLength(1)
    const gone = new Promise<void>((resolve) => children[0]?.onExit(() => resolve()))
    children[0]?.kill()
    await gone
    const second = await client().info({})
    expect(children).toHaveLength(2)
    expect(second.chain).toEqual(first.chain)
    expect(chain()).toHaveLength(first.chain.length)
    expect(first.demo).toBe(true)
  })

  it('reports a fault of the authority if it cannot start, and the next call tries again', async () => {
    let starts = 0
    const broken: Fork = (entry) => {
      starts++
      return realFork(entry, 'these are no settings')
    }
    const { client } = inside(broken)
    const form = { userName: 'a', applicantName: 'b', captchaId: '12345678', captchaAnswer: 'x' }
    await expect(client().sessions.byName(form)).rejects.toMatchObject({ code: 'authority-fault' })
    await expect(client().sessions.byName(form)).rejects.toMatchObject({ code: 'authority-fault' })
    expect(starts).toBe(2)
  })

  it('says every time how to go on if its database is lost, and makes no new one', async () => {
    const first = inside(realFork)
    await first.check()
    authorities?.stop()
    const folder = join(home, 'authority')
    // It must close its database before the database is taken away.
    await expect.poll(() => readdirSync(folder).filter((name) => name.endsWith('-wal')), patience).toEqual([])
    const kept = readdirSync(folder).filter((name) => name.startsWith('ra.db'))
    for (const name of kept) renameSync(join(folder, name), join(home, name))
    const told = { code: 'authority-data-incomplete', params: { folder } }
    const again = inside(realFork)
    await expect(again.check()).rejects.toMatchObject(told)
    await expect(again.client().captcha.create({})).rejects.toMatchObject(told)
    expect(again.connection()).toMatchObject({ state: 'offline', reason: 'authority-data-incomplete' })
    expect(readdirSync(folder).filter((name) => name.startsWith('ra.db'))).toEqual([])
    // Does what its message says to do, while the application runs.
    for (const name of kept) renameSync(join(home, name), join(folder, name))
    expect((await again.check()).demo).toBe(true)
  })

  it.skipIf(disk === null)('says that the disk is full, and goes on once there is room', async () => {
    if (disk === null) return
    const log = async (person: Authority) => {
      const { captchaId } = await person.client().captcha.create({})
      const form = { userName: 'wangfang', applicantName: '王芳', captchaId, captchaAnswer: 'K7Q2' }
      return person.client().sessions.byName(form)
    }
    const full = { code: 'authority-disk-full' }
    disk.fill(0)
    const started = inside(realFork, disk.folder)
    await expect(started.check()).rejects.toMatchObject(full)
    expect(started.connection()).toMatchObject({ state: 'offline', reason: 'authority-disk-full' })
    disk.empty()
    expect((await log(started)).account.applicantName).toBe('王芳')
    disk.fill(0)
    await expect(Promise.all(Array.from({ length: 40 }, () => log(started)))).rejects.toMatchObject(full)
    disk.empty()
    expect((await log(started)).account.applicantName).toBe('王芳')
  })

  it('ends by itself if the application is gone before it is ready', async () => {
    const settings = JSON.stringify({ dataDir: join(home, 'forsaken') })
    const program = join(import.meta.dirname, '../../../../src/ra/embedded.ts')
    const child = fork(program, [settings], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    let said = ''
    child.stderr?.on('data', (text) => (said += text))
    child.disconnect()
    await new Promise((resolve) => child.once('exit', resolve))
    expect(said).not.toContain('Error')
  })
})

process.on('exit', () => rmSync(home, { recursive: true, force: true }))
