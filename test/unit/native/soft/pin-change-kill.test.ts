import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { SoftFolder } from '../../../../src/native/soft/soft-folder.ts'
import { Pin } from '../../../../src/shared/pin/pin.ts'
import { type Blow, strike } from './struck.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pin-change-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const opened = async () => {
  const soft = new SoftFolder({ folder, onChange: () => undefined, kdf: { N: 1024, r: 8, p: 1 } })
  await soft.scan()
  return soft
}
/** Which of the PINs opens the soft token with its key. */
const opensWith = async (...pins: readonly string[]): Promise<string | null> => {
  const [present] = (await opened()).tokens
  for (const pin of pins) {
    const keys = await present?.token.withSession(new Pin(pin), (session) => session.keys()).catch(() => [])
    if (keys?.length === 1) return pin
  }
  return null
}
const struck = (business: Blow['business'], pins: readonly string[], at: number) =>
  strike({ folder, business, pins, blow: 'kill', before: null, from: at, to: at })
const touchesOf = async (...of: Parameters<typeof struck>) => (await struck(...of))[0]?.touches ?? 0

it('a change of the PIN that is killed at any disk operation leaves one PIN, in the file and in its copy', async () => {
  const token = await (await opened()).create({ label: 'x', pin: new Pin('pin-000') })
  await token.withSession(new Pin('pin-000'), (session) => session.generateSm2('signing'))
  const { path } = token
  // The old PIN is counted first, like any PIN; that write has its own test.
  const counted = await touchesOf('verify', ['pin-000'], 0)
  const touches = await touchesOf('change', ['pin-000', 'pin-001'], 0)
  expect(touches).toBeGreaterThan(counted + 8)
  let now = 'pin-001'
  const ends = new Set<string>()
  for (let at = counted + 1; at <= touches; at++) {
    const next = `pin-${String(at + 1).padStart(3, '0')}`
    expect(await struck('change', [now, next], at)).toEqual([])
    const [main, copy] = [readFileSync(path), existsSync(`${path}.previous`)]
    if (copy) {
      // A kill may leave two names on one content, so only this name is removed.
      rmSync(path)
      const kept = readFileSync(`${path}.previous`)
      const byCopy = await opensWith(now, next)
      writeFileSync(path, main)
      writeFileSync(`${path}.previous`, kept)
      expect([at, byCopy]).toEqual([at, await opensWith(now, next)])
    }
    const opens = await opensWith(now, next)
    expect([at, opens]).toEqual([at, expect.toSatisfy((pin) => pin === now || pin === next)])
    ends.add(opens === next ? 'new' : 'old')
    now = opens ?? next
  }
  expect([...ends].sort()).toEqual(['new', 'old'])
}, 120_000)
