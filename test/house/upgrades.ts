import type { UpgradeForm } from '../../src/shared/models/index.ts'
import type { WholeHouse } from './businesses.ts'
import { given } from './issuance.ts'
import { certificateOn } from './renewals.ts'

/** The numbers under which the demonstration knows 北京示例知识产权代理有限公司. */
export const numbers = {
  creditCode: '91110108MA01DEM07K',
  organisationCode: 'MA01DEM07',
  registrationNumber: '110108000000016',
} as const

export const upgradeForm: UpgradeForm = {
  customerType: 'enterprise',
  number: numbers.organisationCode,
  termYears: 1,
}

/** Does what the pages do until the submission. */
export const submitUpgrade = async (
  house: WholeHouse,
  tokenId: string,
  more: Partial<UpgradeForm> & { readonly expectedTotalFen?: number; readonly pin?: string } = {},
) => {
  const { issuerId, serial, holder } = certificateOn(house, tokenId)
  const { expectedTotalFen = 0, pin: typed, ...changed } = more
  const soft = house.state.current().tokens.find(({ id }) => id === tokenId)?.kind === 'soft'
  const { pin, tries } = given(typed ?? (soft ? 'Winter-26' : '12345678'))
  const { upgradeId } = await house.upgrade.start({
    ...{ issuerId, serial, holder, expectedTotalFen, pin, tries },
    form: { ...upgradeForm, ...changed },
    target: soft ? { kind: 'soft' } : { kind: 'ukey', tokenId },
  })
  return upgradeId
}

/** The transaction of the first tick. */
export const transactionOf = (house: WholeHouse, upgradeId: string): string => {
  const found = house.issuance.views().find((one) => one.upgradeId === upgradeId)
  if (!found) throw new Error('no transaction')
  return found.id
}
