import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeProblem } from '../../../../src/main/files/atomic-file.ts'
import { createHistory, type Happened } from '../../../../src/main/history/index.ts'
import { openLog } from '../../../../src/main/log/log.ts'
import { lockHome } from '../../../../src/main/shell/home-lock.ts'
import { takeDataFolder } from '../../../../src/ra/data-folder.ts'
import { isFullDisk } from '../../../../src/ra/full-disk.ts'
import { openSqliteStore } from '../../../../src/ra/store/sqlite/sqlite-store.ts'
import { openSmallDisk, type SmallDisk, whyNoSmallDisk } from '../../../fault/disk/small-disk.ts'

// On a real file system that is full; what `npm run fault -- disk` found.

const now = () => new Date('2026-11-20T08:00:00.000Z')
let disk: SmallDisk
beforeEach(() => {
  disk = openSmallDisk()
})
afterEach(() => disk.close())

const noPages = { of: 'pages', count: 0 } as const
const noFiles = { of: 'files', count: 0 } as const

const why = whyNoSmallDisk()
if (why !== null) console.log(`skipped: a full disk: ${why}`)

describe.skipIf(why !== null)('on a full disk', () => {
  const happened = (detail: string): Happened => ({
    kind: 'backed-up',
    tokenId: 'token',
    tokenName: 'Ukey',
    holder: '王芳',
    serial: '0A',
    detail,
  })
  const open = () => createHistory({ path: join(disk.folder, 'history.jsonl'), clock: now, log: () => {} })
  /** So that the next line but one finds half of its room in the page. */
  const almostOnePage = (history: ReturnType<typeof open>): void => {
    const size = () => statSync(join(disk.folder, 'history.jsonl')).size
    do history.add(happened('before'))
    while (size() < 3_750)
  }
  const details = (history: ReturnType<typeof open>) => history.list().map(({ detail }) => detail)

  it('the history tears no line, and what it could not write is written with the next', () => {
    const history = open()
    almostOnePage(history)
    disk.fill(noPages)
    for (const detail of ['one', 'two', 'three']) history.add(happened(detail))
    disk.giveBack()
    history.add(happened('four'))
    const again = open()
    expect(again.trouble).toBeNull()
    expect(details(again)).toEqual(details(history))
  })

  it('the history that could not be written is written at the end, if there is room by then', () => {
    const history = open()
    almostOnePage(history)
    disk.fill(noPages)
    for (const detail of ['one', 'two', 'three']) history.add(happened(detail))
    disk.giveBack()
    history.close()
    expect(details(open())).toEqual(details(history))
  })

  it('the log tears no line', () => {
    const log = openLog({ folder: disk.folder, now })
    const file = join(disk.folder, 'assistant.log')
    do log.write('before')
    while (statSync(file).size < 4_060)
    disk.fill(noPages)
    log.write('a line for which there is room up to the half')
    disk.giveBack()
    log.write('whole')
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect(lines.at(-1)).toBe('2026-11-20T08:00:00.000Z whole')
    expect(new Set(lines.slice(0, -1))).toEqual(new Set(['2026-11-20T08:00:00.000Z before']))
  })

  it('without names for new files a first start says that the disk is full', () => {
    const home = join(disk.folder, 'home')
    mkdirSync(home)
    disk.fill(noFiles)
    expect(() => lockHome(home)).toThrow(expect.objectContaining({ code: 'disk-full' }))
    disk.giveBack()
    lockHome(home)?.release()
  })

  /** What an authority that starts says of its disk. */
  const start = async (home: string): Promise<unknown> => {
    try {
      const release = takeDataFolder(home)
      try {
        const store = openSqliteStore(join(home, 'ra.db'))
        await store.meta('authority').finally(store.close)
      } finally {
        release()
      }
      return 'started'
    } catch (error) {
      return isFullDisk(error) ? 'full' : error
    }
  }

  it.each([0, 1, 2, 3])(
    'with %i names for new files the authority says that the disk is full',
    async (count) => {
      disk.fill({ of: 'files', count })
      expect(await start(disk.folder)).toBe('full')
      disk.giveBack()
      expect(await start(disk.folder)).toBe('started')
    },
  )

  it.each([0, 1, 2, 3])('with %i pages the authority that was there says so, too', async (count) => {
    expect(await start(disk.folder)).toBe('started')
    disk.fill({ of: 'pages', count })
    expect(await start(disk.folder)).toBe('full')
    disk.giveBack()
    expect(await start(disk.folder)).toBe('started')
  })
})

it('a user who may take no more of a disk hears the same as one whose disk is full', () => {
  expect(writeProblem(Object.assign(new Error('quota'), { code: 'EDQUOT' })).code).toBe('disk-full')
})
