import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readAccountFile, type StoredSession } from '../../../../src/main/account/account-file.ts'
import { createSessionBook } from '../../../../src/main/account/session-book.ts'
import { openSmallDisk, type SmallDisk, whyNoSmallDisk } from '../../../fault/disk/small-disk.ts'

let disk: SmallDisk
beforeEach(() => {
  disk = openSmallDisk()
})
afterEach(() => disk.close())

const store = () => join(disk.folder, 'account.json')
const now = new Date('2026-11-20T08:00:00.000Z')
const sessionOf = (userName: string): StoredSession => ({
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
const open = (path = store()) =>
  createSessionBook({
    authorities: { of: () => ({ now: () => now, speakFor: () => {} }) as never },
    store: path,
    isKnown: () => true,
    changed: () => {},
  })
const onDisk = () => readAccountFile(store())?.sessions.map(({ account }) => account.userName) ?? []

it('a session that its authority prolongs ends at its new time', () => {
  vi.useFakeTimers()
  let hours = 0
  const book = createSessionBook({
    authorities: {
      of: () => ({ now: () => new Date(now.getTime() + hours * 3_600_000), speakFor: () => {} }) as never,
    },
    ...{ store: join(mkdtempSync(join(tmpdir(), 'sessions-')), 'account.json'), isKnown: () => true },
    changed: () => {},
  })
  const one = sessionOf('one')
  book.put(one)
  book.replace({ ...one, account: { ...one.account, expiresAt: '2026-11-20T23:00:00.000Z' } })
  for (const hour of [13, 16]) {
    vi.advanceTimersByTime((hour - hours) * 3_600_000)
    hours = hour
    expect(book.all(), `after ${hour} hours`).toHaveLength(hour < 15 ? 1 : 0)
  }
  vi.useRealTimers()
})

it('an authority knows the device again after a kill, although nobody has logged in', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'sessions-')), 'account.json')
  const device = open(path).deviceAt('demo')
  expect(open(path).deviceAt('demo')).toBe(device)
})

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
