import type { RaBusinessOffer } from '../../shared/ra-contract/info.ts'
import type { RaKeyRule } from '../../shared/ra-contract/key-rule.ts'
import type { RaAgreement } from '../../shared/ra-contract/renewal.ts'
import { demoAgreement } from './agreement.ts'
import type { Calendar } from './calendar.ts'
import { demoCalendar } from './demo-calendar.ts'
import { offers } from './offers.ts'
import type { UpgradeRules } from './upgrade.ts'

/** What one authority rules, as data: another authority has another profile and the same rules. */
export type Profile = {
  readonly offers: readonly RaBusinessOffer[]
  readonly renewal: {
    /** From how many days before its end a certificate can be renewed. */
    readonly opensDaysBefore: number
    /** Until how many days after its end, with a signed form. */
    readonly closesDaysAfter: number
    /** The oldest client that may renew an expired certificate; null: any. */
    readonly minClientVersionWhenExpired: string | null
    /** new: every renewal is for a new key pair. same: it certifies the keys of the old certificate again. */
    readonly keys: RaKeyRule
    /** For how many years after its first request a key may be certified again. */
    readonly sameKeyForYears: number
  }
  /** How many working days a review takes. */
  readonly reviewDays: { readonly from: number; readonly to: number }
  readonly calendar: Calendar
  readonly agreement: RaAgreement
  readonly upgrade: UpgradeRules
  /** Services that can be opened for a certificate (应用开通). */
  readonly applications: readonly { readonly id: string; readonly name: string; readonly about: string }[]
}

export const demoProfile: Profile = {
  offers,
  renewal: {
    opensDaysBefore: 90,
    closesDaysAfter: 365,
    minClientVersionWhenExpired: null,
    keys: 'new',
    sameKeyForYears: 5,
  },
  reviewDays: { from: 1, to: 3 },
  calendar: demoCalendar,
  agreement: demoAgreement,
  upgrade: {
    customerTypes: [
      { id: 'enterprise', name: '企业', number: 'organisation-code' },
      { id: 'institution', name: '事业单位、社会团体', number: 'organisation-code' },
      { id: 'individual-business', name: '个体工商户', number: 'registration-number' },
    ],
    records: {
      '91110108MA01DEM07K': { registrationNumber: '110108000000016', address: '北京市海淀区示例路 1 号' },
    },
  },
  applications: [
    { id: 'demo-tax-filing', name: '网上申报', about: '演示应用：填报并签名申报表。' },
    { id: 'demo-social-security', name: '社会保险自助经办', about: '演示应用：办理社会保险登记与变更。' },
    { id: 'demo-housing-fund', name: '住房公积金网上业务', about: '演示应用：办理公积金汇缴与查询。' },
    { id: 'demo-tendering', name: '电子招标投标', about: '演示应用：加密并递交投标文件。' },
  ],
}
