import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readAccountFile } from '../../../../src/main/account/account-file.ts'
import { createSessionBook, type Session } from '../../../../src/main/account/session-book.ts'
import { openSmallDisk, type SmallDisk, whyNoSmallDisk } from '../../../fault/disk/small-disk.ts'

let disk: SmallDisk
beforeEach(() => {
  disk = openSmallDisk()
})
afterEach(() => disk.close())

const store = () => join(disk.folder, 'account.json')
const now = new Date('2026-11-20T08:00:00.000Z')
const sessionOf = (userName: string): Session => ({
  issuerId: 'demo',
  token: `token-${userName}`,
  account: {
    state: 'signed-in',
    userName,
    applicantName: userName,
    kind: 'person',
    identity: null,
    phone: null,
    complete: true,
    handler: null,
    since: now.toISOString(),
    expiresAt: '2026-11-20T20:00:00.000Z',
  },
})
const open = () =>
  createSessionBook({
    authorities: { of: () => ({ now: () => now, speakFor: () => {} }) as never },
    store: store(),
    isKnown: () => true,
    changed: () => {},
  })
const onDisk = () => readAccountFile(store())?.sessions.map(({ account }) => account.userName) ?? []

const why = whyNoSmallDisk()
if (why !== null) console.log(`skipped: a full disk: ${why}`)

describe.skipIf(why !== null)('the sessions, on a full disk', () => {
  it('let in who has logged in, and are kept as soon as there is room', () => {
    const book = open()
    disk.fill({ of: 'pages', count: 0 })
    book.put(sessionOf('one'))
    book.keep()
    expect([book.all().length, onDisk()]).toEqual([1, []])
    disk.giveBack()
    book.catchUp()
    expect(onDisk()).toEqual(['one'])
    book.stop()
  })

  it('are kept at the end at the latest', () => {
    const book = open()
    disk.fill({ of: 'files', count: 0 })
    book.put(sessionOf('one'))
    book.keep()
    disk.giveBack()
    book.stop()
    expect(onDisk()).toEqual(['one'])
  })

  it('forget who has logged out and nobody else, and the device stays the same', () => {
    const book = open()
    for (const name of ['one', 'two']) book.put(sessionOf(name))
    book.keep()
    const device = book.deviceAt('demo')
    disk.fill({ of: 'pages', count: 0 })
    book.remove('token-two')
    expect(onDisk()).toEqual(['one'])
    disk.giveBack()
    book.stop()
    expect(open().deviceAt('demo')).toBe(device)
  })
})
