import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SoftFolder } from '../../../../src/native/soft/soft-folder.ts'
import { Pin } from '../../../../src/shared/pin/pin.ts'
import { smallDisk } from './full-disk.ts'
import { type Blow, strike } from './struck.ts'

const RIGHT = 'right-pin'
const WRONG = 'wrong-pin'
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'right',
    ({ code }) => code,
  )
const folderAt = (folder: string) =>
  new SoftFolder({ folder, onChange: () => undefined, kdf: { N: 1024, r: 8, p: 1 } })
const tokenAt = async (folder: string) => {
  const soft = folderAt(folder)
  await soft.scan()
  const [present] = soft.tokens
  if (present === undefined) throw new Error('no soft token')
  return present.token
}
const triesAt = async (folder: string) => (await (await tokenAt(folder)).facts()).pin.triesLeft

const disk = smallDisk()
if (disk === null) console.log('skipped: a full disk (this user may not mount a file system)')
else disk.unmount()

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'soft-tries-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const create = () => folderAt(folder).create({ label: 'x', pin: new Pin(RIGHT) })
const verify = async (pin: string) => codeOf((await tokenAt(folder)).verifyPin(new Pin(pin)))
const sweep = (pin: string, more: Partial<Blow>) =>
  strike({ folder, business: 'verify', pins: [pin], blow: 'full', before: null, from: 0, to: 0, ...more })
const touchesOf = async (pin: string): Promise<number> => (await sweep(pin, {}))[0]?.touches ?? 0

describe('the tries of a soft PIN', { timeout: 120_000 }, () => {
  it('are never spent by a right PIN, whichever disk operation the program is killed at', async () => {
    await create()
    await verify(WRONG)
    await verify(WRONG)
    const touches = await touchesOf(RIGHT)
    expect(touches).toBeGreaterThan(4)
    for (let at = 1; at <= touches; at++) {
      await verify(WRONG)
      expect(await sweep(RIGHT, { blow: 'kill', from: at, to: at })).toEqual([])
      expect([9, 10]).toContain(await triesAt(folder))
      expect(await verify(RIGHT)).toBe('right')
    }
  })

  it('are never spent by a right PIN, whichever disk operation finds the disk full', async () => {
    await create()
    const touches = await touchesOf(RIGHT)
    const struck = await sweep(RIGHT, { before: RIGHT, from: 1, to: touches })
    expect(struck).toHaveLength(touches)
    for (const { outcome, triesLeft } of struck) expect([outcome, triesLeft]).toEqual(['disk-full', 10])
  })

  it('are spent by a wrong PIN before anybody can tell that it was wrong', async () => {
    await create()
    const touches = await touchesOf(WRONG)
    const all = { from: 1, to: touches + 1 }
    const wrong = await sweep(WRONG, { ...all, before: RIGHT })
    const right = await sweep(RIGHT, { ...all, before: RIGHT })
    expect(wrong.slice(0, -1).map(({ outcome }) => outcome)).toEqual(Array(touches).fill('disk-full'))
    expect(right.slice(0, -1).map(({ outcome }) => outcome)).toEqual(Array(touches).fill('disk-full'))
    expect(wrong.at(-1)).toMatchObject({ outcome: 'pin-wrong', triesLeft: 9 })
    expect(right.at(-1)).toMatchObject({ outcome: 'right', triesLeft: 10 })
    // Killed with the answer ready, the try is on disk.
    expect(await sweep(WRONG, { blow: 'kill', before: RIGHT, from: touches, to: touches })).toEqual([])
    expect(await triesAt(folder)).toBe(9)
  })

  it('take as many disk operations and leave a file of the same length, right or wrong', async () => {
    const { path } = await create()
    await verify(RIGHT)
    const afterRight = [await touchesOf(RIGHT), statSync(path).size]
    expect([await touchesOf(WRONG), statSync(path).size]).toEqual(afterRight)
  })

  it('are not counted when the file itself was changed and refuses the right PIN', async () => {
    const { path } = await create()
    const file = JSON.parse(readFileSync(path, 'utf8'))
    const salt = Buffer.from(file.pin.lock.salt, 'base64')
    salt[0] = (salt[0] ?? 0) ^ 1
    file.pin.lock.salt = salt.toString('base64')
    writeFileSync(path, JSON.stringify(file))
    rmSync(`${path}.previous`)
    for (let n = 0; n < 11; n++) expect(await verify(RIGHT)).toBe('soft-file-damaged')
    expect(await triesAt(folder)).toBe(10)
  })

  it.skipIf(disk === null)(
    'are all left after a hundred right PINs on a disk that is full at any page',
    async () => {
      const small = smallDisk()
      if (small === null) throw new Error('the disk could be mounted a moment ago')
      try {
        const soft = folderAt(small.folder)
        const token = await soft.create({ label: 'x', pin: new Pin(RIGHT) })
        const answers = new Set<string>()
        for (let n = 0; n < 100; n++) {
          small.fill(n % 7)
          answers.add(await codeOf(token.verifyPin(new Pin(RIGHT))))
          expect(await triesAt(small.folder)).toBe(10)
        }
        small.fill(0)
        expect(await codeOf(token.verifyPin(new Pin(WRONG)))).toBe('disk-full')
        expect(await triesAt(small.folder)).toBe(10)
        expect([...answers].sort()).toEqual(['disk-full', 'right'])
      } finally {
        small.unmount()
      }
    },
  )
})
