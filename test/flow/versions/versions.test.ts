import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compileLauncher } from '../../../scripts/launcher.mjs'
import { startAgain } from '../../../src/main/versions/layout.ts'
import { reportOf } from '../../../src/shared/errors/index.ts'
import { openSmallDisk, whyNoSmallDisk } from '../../fault/disk/small-disk.ts'
import { openSmallInstallation } from './stage.ts'

const made = mkdtempSync(join(tmpdir(), 'launcher-'))
const launcher = join(made, 'cert-assistant')
beforeAll(() => expect(compileLauncher(launcher)).toBeNull())
afterAll(() => rmSync(made, { recursive: true }))

let folder: string
let installation: ReturnType<typeof openSmallInstallation>
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'versions-'))
  mkdirSync(join(folder, 'workshop'))
  installation = openSmallInstallation(launcher, join(folder, '程序 root'), join(folder, 'workshop'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => reportOf(error).code,
  )

describe('putting a version in place', () => {
  it('makes it the next to start, keeps the one before, and tidies up once it is ready', async () => {
    const old = installation.product('0.1.0')
    expect(old.installation).toEqual({ kind: 'windows' })
    await old.take(installation.package('0.2.0'))
    expect(installation.state()).toMatchObject({ current: '0.2.0', before: '0.1.0', ready: false, starts: 0 })
    expect(installation.started()).toBe('0.2.0')
    await old.restart()
    expect([old.quits(), old.exitCode()]).toEqual([1, startAgain])
    const next = installation.product('0.2.0')
    expect(next.isNew()).toBe(true)
    next.ready()
    await next.settled()
    expect([next.isNew(), installation.product('0.2.0', {}).isNew()]).toEqual([false, false])
    expect(installation.state()).toEqual({
      ...{ current: '0.2.0', before: null, ready: true, starts: 0, back: null },
    })
    expect(installation.names()).toEqual(['0.2.0', 'lock', 'state'])
  })
  it('goes back from one that is never ready, says which, and removes it', async () => {
    await installation.product('0.1.0').take(installation.package('0.2.0'))
    expect([installation.started(), installation.started(), installation.started()]).toEqual([
      ...['0.2.0', '0.2.0', '0.1.0'],
    ])
    const old = installation.product('0.1.0')
    expect(old.rolledBack()).toEqual({ version: '0.2.0', reason: 'not-ready' })
    old.ready()
    await old.settled()
    expect(installation.names()).toEqual(['0.1.0', 'lock', 'state'])
    // It is remembered while the next one is tried.
    await old.take(installation.package('0.3.0'))
    expect(old.rolledBack()?.version).toBe('0.2.0')
  })
  it('does not count a start that ended for a known reason', async () => {
    await installation.product('0.1.0').take(installation.package('0.2.0'))
    for (let n = 0; n < 4; n++) {
      expect(installation.started()).toBe('0.2.0')
      installation.product('0.2.0').excuse()
    }
    expect(installation.state()?.starts).toBe(0)
  })
  it('takes a newer one before the last one was started, and would go back to the one that works', async () => {
    const old = installation.product('0.1.0')
    await old.take(installation.package('0.2.0'))
    await old.take(installation.package('0.3.0'))
    expect(installation.state()).toMatchObject({ current: '0.3.0', before: '0.1.0' })
  })
  it('takes none while the running one is not known to work', async () => {
    const old = installation.product('0.1.0')
    await old.take(installation.package('0.2.0'))
    expect(await codeOf(installation.product('0.2.0').take(installation.package('0.3.0')))).toBe(
      'update-not-placed',
    )
    expect(await codeOf(old.take(installation.package('0.1.0')))).toBe('update-not-placed')
  })
  it('refuses a package that is another one now', async () => {
    const update = installation.package('0.2.0')
    appendFileSync(update.file, 'x')
    expect(await codeOf(installation.product('0.1.0').take(update))).toBe('update-file-wrong')
    expect(installation.state()?.current).toBe('0.1.0')
  })
  it.each([
    ['fails', 'exit 7', []],
    ['says that all is well and leaves nothing', 'exit 0', []],
    ['is killed', 'kill -9 $$', []],
    ['lacks a file', '', ['two']],
  ] as const)('changes nothing if the package %s', async (_, before, lacks) => {
    const update = installation.package('0.2.0', before, lacks)
    expect(await codeOf(installation.product('0.1.0').take(update))).toBe('update-not-placed')
    expect(installation.state()).toMatchObject({ current: '0.1.0', ready: true })
    expect(installation.started()).toBe('0.1.0')
    await installation.product('0.1.0').take(installation.package('0.2.0'))
    expect(installation.started()).toBe('0.2.0')
  })
  it('only tells where nobody stands behind the process, or an administrator installed it', async () => {
    expect(installation.product('0.1.0', {}).installation).toEqual({ kind: 'told', by: 'folder' })
    writeFileSync(installation.versions('for-everybody'), '')
    const everybody = installation.product('0.1.0')
    expect(everybody.installation).toEqual({ kind: 'told', by: 'administrator' })
    expect(await codeOf(everybody.take(installation.package('0.2.0')))).toBe('update-not-placed')
    expect(await codeOf(everybody.restart())).toBe('update-not-placed')
  })
})

const why = whyNoSmallDisk()

it.skipIf(why !== null)(
  `a disk that is full at any write leaves the version that works${why ?? ''}`,
  async () => {
    const disk = openSmallDisk()
    try {
      const small = openSmallInstallation(launcher, join(disk.folder, 'root'), join(folder, 'workshop'))
      const update = small.package('0.2.0')
      const outcomes: string[] = []
      for (const count of [0, 1, 2, 3, 40, 76, 150, 224, 225, 226, 227, 228, 229, 230, 231, 232]) {
        disk.fill({ of: 'pages', count })
        outcomes.push(await codeOf(small.product('0.1.0').take(update)))
        expect(['0.1.0', '0.2.0']).toContain(small.started())
        if (outcomes.at(-1) !== 'done') expect(small.state()).toMatchObject({ current: '0.1.0', ready: true })
        disk.giveBack()
        const { current } = small.state() ?? { current: '' }
        expect(small.started()).toBe(current)
        if (current === '0.2.0') break
      }
      expect(outcomes[0]).toBe('update-not-placed')
      expect(outcomes.at(-1)).toBe('done')
      // Without room for the note it is tried again.
      disk.fill({ of: 'pages', count: 0 })
      const next = small.product('0.2.0')
      next.ready()
      expect(small.state()?.ready).toBe(false)
      expect(small.log.join()).toContain('not noted')
      disk.giveBack()
      await expect.poll(() => small.state()?.ready, { timeout: 15_000 }).toBe(true)
    } finally {
      disk.close()
    }
  },
)
