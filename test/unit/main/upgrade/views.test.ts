import { expect, it } from 'vitest'
import { type UpgradeRecord, upgradeOf } from '../../../../src/main/upgrade/records.ts'
import { upgradeViewOf } from '../../../../src/main/upgrade/views.ts'

const at = '2027-01-01T08:00:00.000Z'
const begun: UpgradeRecord = {
  ...{ type: 'begun', at, issuerId: 'demo', userName: 'demo', holder: '王芳', previousSerial: 'AA01' },
  token: { kind: 'ukey', name: '公司 Ukey' },
  seals: [],
}
const certified: UpgradeRecord = { type: 'certificate-done', at, tokenId: 'ukey-1', serial: 'AA02' }

const nameIn = (records: readonly UpgradeRecord[], names: Readonly<Record<string, string>> = {}) => {
  const upgrade = upgradeOf('u1', records)
  return upgrade && upgradeViewOf(upgrade, (tokenId) => names[tokenId] ?? null).tokenName
}

it('a wizard names the key as its owner does, and else as it was called when it began', () => {
  expect(nameIn([begun, certified], { 'ukey-1': '财务室的' })).toBe('财务室的')
  expect(nameIn([begun, certified], { 'ukey-2': '另一支' })).toBe('公司 Ukey')
  expect(nameIn([begun])).toBe('公司 Ukey')
})
