import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { publicHex, signedFeed } from '../../../../scripts/release/feed.ts'
import {
  checkFresh,
  fileFor,
  isExpired,
  isNewer,
  openManifest,
  timeAtLeast,
} from '../../../../src/main/updates/judgement.ts'
import { nextPause, pauses } from '../../../../src/main/updates/schedule.ts'
import { here, manifestWith } from '../../../flow/updates/feed.ts'
import { refused } from '../refused.ts'

const key = generateKeyPairSync('ed25519').privateKey
const other = generateKeyPairSync('ed25519').privateKey

describe('a manifest', () => {
  const { bytes, signatures } = signedFeed(manifestWith(), [key])

  it('is what one of the pinned keys has signed', () => {
    const content = openManifest(bytes, signatures, [publicHex(other), publicHex(key)])
    expect(content).toEqual(manifestWith())
  })

  it('is nothing without a pinned key, or with one that is no key', () => {
    for (const keys of [[], [publicHex(other)], ['ff'.repeat(32)], ['00'.repeat(32)]])
      expect(() => openManifest(bytes, signatures, keys)).toThrow(refused('update-signature-wrong'))
  })

  it('is not valid with one byte more', () => {
    const longer = Buffer.concat([bytes, Buffer.from(' ')])
    expect(() => openManifest(longer, signatures, [publicHex(key)])).toThrow(
      refused('update-signature-wrong'),
    )
  })

  it('ends at the second that it names', () => {
    const end = Date.parse(manifestWith().expires)
    expect(isExpired(manifestWith(), new Date(end - 1))).toBe(false)
    expect(isExpired(manifestWith(), new Date(end))).toBe(true)
  })

  it('may come again, and not with a lower number', () => {
    const newest = { sequence: 5, sha256: 'a', issued: manifestWith().issued }
    const now = new Date('2026-11-28T00:00:00Z')
    expect(() => checkFresh(manifestWith(), 'a', newest, now)).not.toThrow()
    expect(() => checkFresh(manifestWith({ sequence: 6 }), 'b', newest, now)).not.toThrow()
    expect(() => checkFresh(manifestWith({ sequence: 4 }), 'a', newest, now)).toThrow(
      refused('update-replayed'),
    )
    expect(() => checkFresh(manifestWith(), 'b', newest, now)).toThrow(refused('update-contradicts'))
  })

  it('names the package of this computer, by all three of its properties', () => {
    expect(fileFor(manifestWith(), here).url).toMatch(/AppImage$/)
    for (const rest of [{ system: 'darwin' }, { architecture: 'arm64' }, { kind: 'nsis' } as const])
      expect(() => fileFor(manifestWith(), { ...here, ...rest })).toThrow(
        refused('update-none-for-this-computer'),
      )
  })
})

it.each([
  ['0.1.0', true],
  ['0.2.0', false],
])('version 0.2.0 is newer than %s: %s', (running, newer) =>
  expect(isNewer(manifestWith(), running)).toBe(newer),
)

it('time is at least that of the build and of the newest manifest', () => {
  const [early, middle, late] = ['2026-01-01', '2026-06-01', '2026-11-01'].map((day) => new Date(day))
  if (!early || !middle || !late) throw new Error('three days')
  const issued = (date: Date) => ({ issued: date.toISOString() })
  expect(timeAtLeast(late, early, issued(middle))).toEqual(late)
  expect(timeAtLeast(early, late, issued(middle))).toEqual(late)
  expect(timeAtLeast(early, middle, issued(late))).toEqual(late)
  expect(timeAtLeast(early, null, null)).toEqual(early)
})

it('pauses grow with failures, up to that between two successes', () => {
  const of = (failures: number, luck: number) => nextPause(failures, () => luck) / 3_600_000
  expect([of(0, 0), of(0, 1)]).toEqual([22, 26])
  expect([1, 2, 3, 4, 5, 6, 90].map((failures) => of(failures, 0))).toEqual([1, 2, 4, 8, 16, 16, 16])
  expect(nextPause(9, () => 1)).toBe(pauses.usual.to)
})
