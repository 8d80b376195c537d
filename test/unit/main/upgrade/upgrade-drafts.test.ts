import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createUpgradeDrafts } from '../../../../src/main/upgrade/upgrade-drafts.ts'
import { emptyUpgradeForm } from '../../../../src/shared/models/index.ts'

let path = ''
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drafts-'))
  path = join(folder, 'upgrades.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const one = { issuerId: 'a', serial: '01' }
const other = { issuerId: 'b', serial: '01' }
const third = { issuerId: 'a', serial: '02' }
const whole = (which: typeof one) => ({
  ...which,
  ...({ holder: '某公司', form: emptyUpgradeForm, moment: 'certificate' } as const),
})

const opened = () => {
  const [changed, damaged] = [vi.fn(), vi.fn()]
  const drafts = createUpgradeDrafts({
    path,
    clock: () => new Date('2026-11-20T02:20:00Z'),
    changed,
    damaged,
  })
  return { changed, damaged, drafts }
}

describe('what was typed into a wizard', () => {
  it('is empty before anything was typed, and no file is there', () => {
    const { drafts } = opened()
    expect(drafts.view(one)).toEqual({ form: emptyUpgradeForm, moment: 'certificate', savedAt: null })
    expect([drafts.mentions(), existsSync(path)]).toEqual([[], false])
  })

  it('is there after a new start, for nobody else to read', () => {
    const { drafts, changed } = opened()
    drafts.save(whole(one))
    expect(changed).toHaveBeenCalledOnce()
    const again = opened().drafts
    const savedAt = '2026-11-20T02:20:00.000Z'
    expect(again.view(one)).toEqual({ form: emptyUpgradeForm, moment: 'certificate', savedAt })
    expect(again.view(other).savedAt).toBeNull()
    expect(again.view(third).savedAt).toBeNull()
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8')).toContain('"format": 1')
  })

  it('is kept once for each certificate, the last one last', () => {
    const { drafts } = opened()
    for (const which of [one, other, third, one]) drafts.save(whole(which))
    expect(drafts.mentions()).toEqual([other, third, one])
  })

  it('goes when it is discarded, and the others stay', () => {
    const { drafts, changed } = opened()
    for (const which of [one, other]) drafts.save(whole(which))
    drafts.discard(one)
    expect(opened().drafts.mentions()).toEqual([other])
    drafts.discard(one)
    expect(changed).toHaveBeenCalledTimes(3)
  })

  it('is set aside if the file is damaged', () => {
    writeFileSync(path, '{"format":2}')
    const { drafts, damaged } = opened()
    expect(drafts.mentions()).toEqual([])
    expect(damaged).toHaveBeenCalledOnce()
  })
})
