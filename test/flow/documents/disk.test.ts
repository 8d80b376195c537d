import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DocumentState } from '../../../src/shared/documents/model.ts'
import { openSmallDisk, type SmallDisk, whyNoSmallDisk } from '../../fault/disk/small-disk.ts'
import { type DocumentsHouse, openDocumentsHouse, signMessage } from '../../house/documents.ts'

const why = whyNoSmallDisk()
if (why !== null) console.log(`not tried: a full disk under a job, because ${why}`)

const halves = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.part'))

describe.skipIf(why !== null)('a job on a disk that is full', () => {
  let house: DocumentsHouse
  let disk: SmallDisk
  beforeAll(async () => {
    house = await openDocumentsHouse('soft')
    disk = openSmallDisk()
  }, 60_000)
  afterAll(async () => {
    disk.close()
    await house.end()
  })

  const held = () => house.shows(({ documentJob }) => documentJob?.state.is === 'held')
  const errorOf = async () => {
    const { documentJob } = await held()
    return documentJob?.state.is === 'held' ? documentJob.state.error.code : null
  }
  const put = (name: string, bytes: number): string => {
    writeFileSync(join(disk.folder, name), Buffer.alloc(bytes, name))
    return join(disk.folder, name)
  }
  const megabyte = 2 ** 20

  it.each([
    ['pages for its result', { of: 'pages', count: 16 }],
    ['names for a new file', { of: 'files', count: 0 }],
  ] as const)(
    'waits before the file for want of %s, leaves nothing half, and goes on with room',
    async (_, left) => {
      const person = house.sayYes()
      const [first, second] = [put(`甲-${left.of}.bin`, megabyte), put(`乙-${left.of}.txt`, 100)]
      disk.fill(left)
      const before = readdirSync(disk.folder)
      const ids = await house.list(first, second)
      await house.documents.start({ fileIds: [...ids], work: signMessage(house.signing(), 'attached') })
      expect(await errorOf()).toBe('document-disk-full')
      expect(ids.map((id) => house.view(id).state.is)).toEqual(['waiting', 'waiting'])
      expect(readdirSync(disk.folder)).toEqual(before)
      // Without room it only comes to rest again.
      await house.documents.goOn(undefined)
      expect(await errorOf()).toBe('document-disk-full')
      expect(readdirSync(disk.folder)).toEqual(before)
      disk.giveBack()
      await house.documents.goOn(undefined)
      await house.ended()
      person.stop()
      expect(house.state.current().documentJob).toMatchObject({ done: 2, failed: 0 })
      expect(halves(disk.folder)).toEqual([])
      const message = readFileSync(`${first}.p7m`)
      expect(message.includes(readFileSync(first))).toBe(true)
      for (const path of [first, second]) rmSync(`${path}.p7m`)
      await house.documents.remove({ fileIds: [...ids] })
    },
    30_000,
  )

  it('keeps a sealed file and nothing of its content if there is no room to decrypt it', async () => {
    const person = house.sayYes()
    const path = put('密.bin', megabyte)
    const work = { kind: 'encrypt', recipients: [await house.recipient()], signer: null } as const
    await house.work(await house.list(path), work)
    rmSync(path)
    disk.fill({ of: 'pages', count: 16 })
    const before = readdirSync(disk.folder)
    const ids = await house.list(`${path}.p7m`)
    await house.documents.start({ fileIds: [...ids], work: { kind: 'decrypt' } })
    expect(await errorOf()).toBe('document-disk-full')
    expect(readdirSync(disk.folder)).toEqual(before)
    disk.giveBack()
    await house.documents.goOn(undefined)
    await house.ended()
    person.stop()
    expect(readFileSync(path).equals(Buffer.alloc(megabyte, '密.bin'))).toBe(true)
  }, 60_000)
})

describe('one file of a job that cannot be done', () => {
  let house: DocumentsHouse
  beforeAll(async () => {
    house = await openDocumentsHouse('soft')
  }, 60_000)
  afterAll(() => house.end())

  const told = (states: readonly DocumentState[]) =>
    states.map((state) => (state.is === 'failed' ? state.error.code : state.is))

  // Nothing but a mount keeps the administrator out.
  const isRoot = process.getuid?.() === 0
  const whyNotClosed = isRoot ? why : null
  if (whyNotClosed !== null) console.log(`not tried: a closed folder under a job, because ${whyNotClosed}`)

  /** Closes a folder to everybody, and returns how to open it. */
  const closed = (folder: string): (() => void) => {
    if (!isRoot) {
      chmodSync(folder, 0o555)
      return () => chmodSync(folder, 0o755)
    }
    execFileSync('mount', ['--bind', folder, folder])
    execFileSync('mount', ['-o', 'remount,bind,ro', folder])
    return () => execFileSync('umount', ['-l', folder])
  }

  it.skipIf(whyNotClosed !== null)(
    'is told to lie in a folder that is closed, and the next one is done',
    async () => {
      const person = house.sayYes()
      const folder = join(house.folder, '只读')
      mkdirSync(folder)
      const inside = house.put('只读/合同.txt', 'a contract')
      const outside = house.put('可写.txt', 'a letter')
      const ids = await house.list(inside, outside)
      const open = closed(folder)
      try {
        const recipients = [await house.recipient()]
        for (const work of [
          signMessage(house.signing(), 'detached'),
          signMessage(house.signing(), 'attached'),
          { kind: 'encrypt', recipients, signer: null } as const,
        ])
          expect(told(await house.work(ids, work))).toEqual(['document-folder-closed', 'done'])
        expect(readdirSync(folder)).toEqual(['合同.txt'])
      } finally {
        open()
        person.stop()
      }
      // Once it is open, nothing stands in the way.
      expect(told(await house.work(ids.slice(0, 1), { kind: 'verify' }))).toEqual(['done'])
    },
    30_000,
  )

  it('is told to be changing while it is read, nothing of it is left, and the next one is done', async () => {
    const person = house.sayYes()
    const [changing, calm] = [house.put('变.bin', ''), house.put('不变.txt', 'calm')]
    const ids = await house.list(changing, calm)
    const recipients = [await house.recipient()]
    for (const work of [
      signMessage(house.signing(), 'detached'),
      signMessage(house.signing(), 'attached'),
      { kind: 'encrypt', recipients, signer: null } as const,
    ]) {
      // So long that it cannot be read between two changes.
      truncateSync(changing, 64 * 2 ** 20)
      const writing = setInterval(() => appendFileSync(changing, 'more'), 10)
      try {
        expect(told(await house.work(ids, work))).toEqual(['document-changed', 'done'])
      } finally {
        clearInterval(writing)
      }
      expect(halves(house.folder)).toEqual([])
      expect(readdirSync(house.folder).filter((name) => name.startsWith('变.bin.'))).toEqual([])
    }
    person.stop()
  }, 60_000)
})
