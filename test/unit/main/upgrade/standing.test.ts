import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createUpgradeBook } from '../../../../src/main/upgrade/upgrade-book.ts'
import { createUpgradeService, type UpgradeParts } from '../../../../src/main/upgrade/upgrade-service.ts'

const folder = mkdtempSync(join(tmpdir(), 'standing-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('an unfinished upgrade goes on in its own wizard, not in that of another certificate or authority', async () => {
  const book = createUpgradeBook({ folder, clock: () => new Date(), log: () => {} })
  const begin = (issuerId: string, previousSerial: string) =>
    book.begin({
      ...{ issuerId, previousSerial, userName: 'demo', holder: '王芳', seals: [] },
      token: { kind: 'ukey', name: '公司 Ukey' },
    })
  const client = { upgrades: { check: async () => ({ standing: { may: 'unfinished' }, terms: [] }) } }
  const upgrades = createUpgradeService({
    book,
    accounts: { of: () => ({ state: () => ({ state: 'signed-in' }) }) },
    authorities: { of: () => ({ client: () => client }) },
  } as unknown as UpgradeParts)
  await begin('other', 'AA01')
  await begin('demo', 'AA02')
  const own = await begin('demo', 'AA01')
  const wizardOf = async (issuerId: string, serial: string) =>
    (await upgrades.check({ issuerId, serial })).standing
  expect(await wizardOf('demo', 'AA01')).toEqual({ may: 'unfinished', upgradeId: own })
  // It was begun on another computer.
  expect(await wizardOf('demo', 'AA03')).toEqual({ may: 'unfinished', upgradeId: null })
})
