import type { UpgradeWindowService } from '../../../src/main/upgrade/handlers.ts'
import type { UpgradeOffer } from '../../../src/shared/models/index.ts'
import { emptyUpgradeForm } from '../../../src/shared/upgrade/form.ts'
import { company, dayAway, longCompany } from '../../world.ts'

export const offer: UpgradeOffer = {
  standing: { may: 'yes' },
  subject: company,
  notAfter: dayAway(213),
  customerTypes: [
    { id: 'enterprise', name: '企业', number: 'organisation-code' },
    { id: 'institution', name: '事业单位、社会团体', number: 'organisation-code' },
    { id: 'individual-business', name: '个体工商户', number: 'registration-number' },
  ],
}

/** A calm day of 升级向导. */
export const upgradePlayed: UpgradeWindowService = {
  check: async () => offer,
  details: async () => ({
    details: [
      { label: '单位名称', value: longCompany },
      { label: '客户类型', value: '企业' },
      { label: '统一社会信用代码', value: '91110108MA01DEM07K' },
      { label: '工商注册号', value: '110108000000016' },
      { label: '地址', value: '内蒙古自治区呼伦贝尔市海拉尔区某某街道 100 号某某大厦 12 层 1203 室' },
    ],
    terms: [1, 2, 3].map((years) => ({ years, items: [], totalFen: 0, notAfter: dayAway(years * 365) })),
  }),
  start: async () => ({ upgradeId: 'up-1' }),
  updateSeal: async () => {},
  leaveSeal: async () => {},
  sealBefore: () => null,
  applications: async () => [
    { id: 'tax', name: '网上申报', about: '填报并签名申报表。', opened: true },
    { id: 'social', name: '社会保险自助经办', about: '办理社会保险登记与变更。', opened: false },
    { id: 'fund', name: '住房公积金网上业务', about: '办理公积金汇缴与查询。', opened: false },
    { id: 'tender', name: '电子招标投标', about: '加密并递交投标文件。', opened: false },
  ],
  openApplications: async () => {},
  resend: async () => {},
  finish: async () => {},
  views: () => [],
  goOn: async () => {},
  sweep: async () => {},
  drafts: {
    view: () => ({ form: emptyUpgradeForm, moment: 'certificate', savedAt: null }),
    save: () => {},
    discard: () => {},
  },
}
