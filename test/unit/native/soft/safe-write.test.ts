import {
  existsSync,
  lstatSync,
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
import {
  copyInto,
  diskTrouble,
  keepAside,
  makeFolder,
  moveInto,
  previousOf,
  retiredOf,
  safeRemove,
  safeRenew,
  safeWrite,
} from '../../../../src/native/soft/safe-write.ts'

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'safe-write-'))
  file = join(folder, 'a')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const bytes = (text: string): Uint8Array => Buffer.from(text)
/** What lies in the folder, by name. */
const inFolder = (): Readonly<Record<string, string>> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
const put = (name: string, text: string): void => writeFileSync(join(folder, name), text)
const isWhole = (content: Uint8Array): boolean => !Buffer.from(content).toString().startsWith('damaged')
const coded = (code: string): Error => Object.assign(new Error(code), { code })
/** A folder that is really a file. */
const closed = (): string => {
  put('closed', '')
  return join(folder, 'closed', 'a')
}

describe('a trouble of the disk', () => {
  it.each(['ENOSPC', 'EDQUOT'])('%s is a full disk', (code) => {
    const error = coded(code)
    expect(diskTrouble(error)).toMatchObject({ code: 'disk-full', cause: error })
  })

  it.each(['EACCES', 'EPERM', 'EBUSY', 'EROFS', 'ENOTDIR', 'EEXIST'])('%s is a closed folder', (code) => {
    const error = coded(code)
    expect(diskTrouble(error)).toMatchObject({ code: 'folder-not-writable', cause: error })
  })

  it.each(['ENOENT', 'EIO', ''])('“%s” is none that it should say', (code) => {
    expect(diskTrouble(coded(code))).toBeNull()
    expect(diskTrouble(new Error('ours'))).toBeNull()
  })
})

describe('a write', () => {
  it('of a new file leaves the file alone, for its owner only', async () => {
    await safeWrite(file, bytes('one'), isWhole)
    expect(inFolder()).toEqual({ a: 'one' })
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('keeps what was there before beside it, each time', async () => {
    await safeWrite(file, bytes('one'), isWhole)
    await safeWrite(file, bytes('two'), isWhole)
    expect(inFolder()).toEqual({ a: 'two', 'a.previous': 'one' })
    await safeWrite(file, bytes('three'), isWhole)
    expect(inFolder()).toEqual({ a: 'three', 'a.previous': 'two' })
  })

  it('keeps the copy that is there if what it replaces is not whole, or gone', async () => {
    put('a', 'damaged')
    put('a.previous', 'zero')
    await safeWrite(file, bytes('one'), isWhole)
    expect(inFolder()).toEqual({ a: 'one', 'a.previous': 'zero' })
    rmSync(file)
    await safeWrite(file, bytes('two'), isWhole)
    expect(inFolder()).toEqual({ a: 'two', 'a.previous': 'zero' })
  })

  it('goes over what an interrupted one left', async () => {
    put('a', 'one')
    put('a.next', 'half')
    put('a.previous.next', 'half')
    await safeWrite(file, bytes('two'), isWhole)
    expect(inFolder()).toEqual({ a: 'two', 'a.previous': 'one' })
  })

  it('that fails leaves nothing new', async () => {
    mkdirSync(file)
    await expect(safeWrite(file, bytes('two'), isWhole)).rejects.toBeInstanceOf(Error)
    expect(readdirSync(folder)).toEqual(['a'])
  })

  it('into a folder that is gone or closed says so', async () => {
    const refusal = { code: 'folder-not-writable' }
    await expect(safeWrite(join(folder, 'no', 'a'), bytes('one'), isWhole)).rejects.toMatchObject(refusal)
    await expect(safeWrite(closed(), bytes('one'), isWhole)).rejects.toMatchObject(refusal)
    await expect(safeRenew(join(folder, 'no', 'a'), bytes('one'))).rejects.toMatchObject(refusal)
    await expect(safeRenew(closed(), bytes('one'))).rejects.toMatchObject(refusal)
  })
})

describe('a renewal', () => {
  it('leaves the new content and a copy of it, and nothing of the old', async () => {
    put('a', 'one')
    put('a.previous', 'zero')
    put('a.previous.next', 'half')
    await safeRenew(file, bytes('two'))
    expect(inFolder()).toEqual({ a: 'two', 'a.previous': 'two' })
    expect(statSync(previousOf(file)).ino).not.toBe(statSync(file).ino)
    expect(statSync(previousOf(file)).mode & 0o777).toBe(0o600)
  })

  it('holds even if no copy can be made', async () => {
    put('a', 'one')
    mkdirSync(join(folder, 'a.previous.next'))
    put('a.previous', 'zero')
    await expect(safeRenew(file, bytes('two'))).rejects.toBeInstanceOf(Error)
    expect(readFileSync(file, 'utf8')).toBe('one')
    expect(existsSync(join(folder, 'a.next'))).toBe(false)
    rmSync(join(folder, 'a.previous.next'), { recursive: true })
    await safeRenew(file, bytes('two'))
    expect(inFolder()).toEqual({ a: 'two', 'a.previous': 'two' })
  })
})

describe('a removal', () => {
  it('takes the file and all that is beside it', async () => {
    for (const name of ['a', 'a.next', 'a.previous', 'a.previous.next', 'ab']) put(name, name)
    await safeRemove(file)
    expect(inFolder()).toEqual({ ab: 'ab' })
    await safeRemove(file)
    expect(inFolder()).toEqual({ ab: 'ab' })
  })
})

describe('a folder', () => {
  it('is made with those above it, for its owner only, once', async () => {
    const deep = join(folder, 'b', 'c')
    await makeFolder(deep)
    await makeFolder(deep)
    expect(statSync(deep).mode & 0o777).toBe(0o700)
  })

  it('cannot be made where a file stands', async () => {
    put('b', '')
    await expect(makeFolder(join(folder, 'b'))).rejects.toMatchObject({ code: 'folder-not-writable' })
  })
})

describe('a file that is moved', () => {
  it('goes into the folder without its copy, which could replace it', async () => {
    for (const name of ['a', 'a.previous', 'a.previous.next']) put(name, name)
    const other = join(folder, 'other')
    await moveInto(other, file)
    expect(readdirSync(folder)).toEqual(['other'])
    expect(readFileSync(join(other, 'a'), 'utf8')).toBe('a')
  })

  it('is missed if it is gone', async () => {
    await expect(moveInto(join(folder, 'other'), file)).rejects.toMatchObject({ code: 'folder-not-writable' })
  })
})

describe('a file that is copied', () => {
  it('stays, and stands under another name in the folder', async () => {
    put('a', 'one')
    await copyInto(join(folder, 'b', 'c'), file, 'copy')
    expect(readFileSync(file, 'utf8')).toBe('one')
    expect(readFileSync(join(folder, 'b', 'c', 'copy'), 'utf8')).toBe('one')
  })
})

describe('what a damaged file still holds', () => {
  it('is put aside under the time', async () => {
    put('a', 'damaged')
    await keepAside(file)
    expect(retiredOf(file)).toBe(join(folder, 'retired'))
    const [name = ''] = readdirSync(retiredOf(file))
    expect(name).toMatch(/^a-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.damaged$/)
    expect(readFileSync(join(retiredOf(file), name), 'utf8')).toBe('damaged')
    expect(existsSync(file)).toBe(false)
  })

  it('may be a folder, which is moved as a whole', async () => {
    mkdirSync(file)
    await keepAside(file)
    const [name = ''] = readdirSync(retiredOf(file))
    expect(lstatSync(join(retiredOf(file), name)).isDirectory()).toBe(true)
  })

  it('is nothing if there is no file, and no folder is made for it', async () => {
    await keepAside(file)
    expect(readdirSync(folder)).toEqual([])
  })
})
