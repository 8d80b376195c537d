import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firstSeen, readSeen, writeSeen } from '../../../../src/main/updates/seen-file.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seen-file-'))
  path = join(folder, 'updates.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const versions = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `1.0.${at}`)
const seen = {
  ...firstSeen(),
  newest: { address: 'https://example.cn/', manifest: 'AQID', signatures: 'AQID' },
  lookedAt: '2026-01-02T03:04:05.000Z',
  refused: ['1.0.0'],
  told: ['1.0.1'],
}
const takes = (change: object): boolean => {
  writeFileSync(path, JSON.stringify({ ...seen, ...change }))
  return readSeen(path).told.includes('1.0.1')
}

describe('what was seen of new versions', () => {
  it('is nothing at first, with a seed of its own', () => {
    const first = readSeen(path)
    expect(first).toEqual({
      ...{ format: 1, seed: expect.stringMatching(/^[0-9a-f]{32}$/), newest: null, lookedAt: null },
      ...{ refused: [], told: [] },
    })
    expect(readSeen(path).seed).not.toBe(first.seed)
  })

  it('is read as it was written', () => {
    writeSeen(path, seen)
    expect(readSeen(path)).toEqual(seen)
    expect(readFileSync(path, 'utf8').endsWith('}\n')).toBe(true)
  })

  it('keeps the last ten versions of each kind', () => {
    writeSeen(path, { ...seen, refused: versions(11), told: versions(12) })
    expect(readSeen(path)).toMatchObject({ refused: versions(11).slice(1), told: versions(12).slice(2) })
    writeSeen(path, { ...seen, refused: versions(10) })
    expect(readSeen(path).refused).toEqual(versions(10))
  })

  it.each<readonly [boolean, object]>([
    [true, {}],
    [true, { newest: null, lookedAt: null }],
    [false, { format: 2 }],
    [false, { seed: 'a'.repeat(31) }],
    [false, { seed: 'A'.repeat(32) }],
    [false, { lookedAt: 'yesterday' }],
    [false, { refused: versions(11) }],
    [false, { refused: ['one'] }],
    [false, { told: [...versions(9), '1.0.1', '1.0.2'] }],
    [true, { newest: { ...seen.newest, address: 'x'.repeat(500) } }],
    [false, { newest: { ...seen.newest, address: 'x'.repeat(501) } }],
    [true, { newest: { ...seen.newest, manifest: 'A'.repeat(87_384) } }],
    [false, { newest: { ...seen.newest, manifest: 'A'.repeat(87_388) } }],
    [true, { newest: { ...seen.newest, signatures: 'A'.repeat(5_464) } }],
    [false, { newest: { ...seen.newest, signatures: 'A'.repeat(5_468) } }],
    [false, { newest: { ...seen.newest, signatures: '!' } }],
  ])('is taken or not (%s)', (taken, change) => {
    expect(takes(change)).toBe(taken)
  })

  it('that cannot be written says why', () => {
    mkdirSync(path)
    expect(() => writeSeen(path, seen)).toThrow()
    expect(() => writeSeen(join(folder, 'no', 'file'), seen)).toThrow(
      expect.not.objectContaining({ code: 'update-no-room' }),
    )
  })
})
