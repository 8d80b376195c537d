import { describe, expect, it } from 'vitest'
import {
  freshLock,
  onNewKey,
  openedBy,
  type UnlockLock,
  withLock,
} from '../../../../src/native/soft/unlock-locks.ts'
import { Pin } from '../../../../src/shared/pin/pin.ts'

const fileKey = Buffer.alloc(32, 7)
const machine = new Uint8Array(32).fill(9)
const made = await freshLock('S1', fileKey, null)
const named = (id: string, held: boolean): UnlockLock => ({ ...made.lock, id, held })
const row = (letters: string): readonly UnlockLock[] =>
  [...letters].map((letter, at) => named(`${letter}${at}`, letter === 'h'))
const ids = (locks: readonly UnlockLock[]): readonly string[] => locks.map(({ id }) => id)

describe('a fresh lock', () => {
  it('has a secret of 32 bytes, an id of its own, and is held by nobody yet', async () => {
    expect(made.secret.reveal()).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(made.lock).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{32}$/), held: false })
    expect(made.lock.lock.kdf).toEqual({ N: 1024, r: 8, p: 1 })
    expect(made.key.id).toBe(made.lock.id)
    expect(Buffer.from(made.key.publicKey, 'base64')).toHaveLength(65)
    const other = await freshLock('S1', fileKey, null)
    expect(other.lock.id).not.toBe(made.lock.id)
    expect(other.secret.reveal()).not.toBe(made.secret.reveal())
  })

  it('gives the key of the file to its secret alone', async () => {
    const other = await freshLock('S1', fileKey, null)
    const opened = await openedBy(made.secret, [other.lock, made.lock], 'S1', null)
    expect(opened?.lock).toBe(made.lock)
    expect(opened?.fileKey).toEqual(fileKey)
    expect(await openedBy(new Pin('another'), [other.lock, made.lock], 'S1', null)).toBeNull()
    expect(await openedBy(made.secret, [], 'S1', null)).toBeNull()
  })

  it('gives no key in another file, under another id, or if its key was exchanged', async () => {
    expect(await openedBy(made.secret, [made.lock], 'S2', null)).toEqual({ lock: made.lock, fileKey: null })
    const moved = named('other', false)
    expect(await openedBy(made.secret, [moved], 'S1', null)).toEqual({ lock: moved, fileKey: null })
    const changed = { ...made.lock, fileKey: Buffer.alloc(100, 1).toString('base64') }
    expect(await openedBy(made.secret, [changed], 'S1', null)).toEqual({ lock: changed, fileKey: null })
  })

  it('of a machine opens there and nowhere else', async () => {
    const bound = await freshLock('S1', fileKey, machine)
    expect((await openedBy(bound.secret, [bound.lock], 'S1', machine))?.fileKey).toEqual(fileKey)
    expect(await openedBy(bound.secret, [bound.lock], 'S1', null)).toBeNull()
  })
})

describe('one more lock', () => {
  it.each([
    ['', ['new']],
    ['uuuuuuu', ['u0', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'new']],
    ['uuuuuuuu', ['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'new']],
    ['uuuuuuuuu', ['u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8', 'new']],
    ['huuuuuuu', ['h0', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'new']],
    ['uhhhhhhh', ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7', 'new']],
    ['hhhhhhhh', ['h0', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7', 'new']],
  ])('beside %s leaves %j', (before, after) => {
    expect(ids(withLock(row(before), named('new', false)))).toEqual(after)
  })
})

describe('locks on a new key of the file', () => {
  it('give that key to their secrets, and keep the rest', async () => {
    const fresh = Buffer.alloc(32, 8)
    const [lock] = onNewKey([{ ...made.lock, held: true }], [made.key], fresh)
    expect(lock).toEqual({ ...made.lock, held: true, fileKey: expect.any(String) })
    expect((await openedBy(made.secret, lock ? [lock] : [], 'S1', null))?.fileKey).toEqual(fresh)
  })

  it('are without those whose public key is not known', () => {
    expect(onNewKey([made.lock], [], fileKey)).toEqual([])
    expect(onNewKey([made.lock], [{ ...made.key, id: 'other' }], fileKey)).toEqual([])
    expect(ids(onNewKey([named('other', true), made.lock], [made.key], fileKey))).toEqual([made.lock.id])
  })
})
