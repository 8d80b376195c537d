import type { RaPractitioner, RaRegisterEntry } from '../../shared/ra-contract/identity-operator.ts'
import type { Store } from '../store/store.ts'

// Organisations and people that do not exist; their numbers have right check digits.

const wangFang = { representativeName: '王芳', representativeNumber: '110105198804120040' } as const
const liJun = { representativeName: '李军', representativeNumber: '31011519760822311X' } as const

/** The register of the demonstration: the demo accounts, and entities and an agency that have no account yet. */
export const demoRegister: readonly RaRegisterEntry[] = [
  entry('91110108MA01DEM07K', '北京示例知识产权代理有限公司', wangFang, true),
  entry('91310115MA1QY2N69M', '上海青云精密仪器有限公司', liJun, false),
  entry(demoCode('91440113MA5FANY01'), '广州市番禺区老字号食品厂', liJun, false),
  entry(demoCode('91320500MA1NEW101'), '苏州新芽示例科技有限公司', wangFang, false),
  entry(demoCode('91110108MA0AGEN01'), '北京新程示例商标代理有限公司', liJun, true),
  {
    ...entry(demoCode('92440113MA5TRAD01'), '广州市番禺区陈记示例茶铺', liJun, false),
    entityType: 'individual-business',
  },
]

/** Practitioners of the agencies that are on record. */
export const demoPractitioners: readonly RaPractitioner[] = [
  { number: '110105198804120040', name: '王芳', agencyCode: '91110108MA01DEM07K' },
  { number: '31011519760822311X', name: '李军', agencyCode: demoCode('91110108MA0AGEN01') },
  { number: '110105199001010037', name: '赵敏', agencyCode: demoCode('91110108MA0AGEN01') },
]

function entry(
  creditCode: string,
  name: string,
  representative: Pick<RaRegisterEntry, 'representativeName' | 'representativeNumber'>,
  agency: boolean,
): RaRegisterEntry {
  return { creditCode, name, entityType: 'enterprise', ...representative, agency }
}

/** Puts the check digit of GB 32100 behind 17 characters. */
function demoCode(start: string): string {
  const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const sum = Array.from(start).reduce((all, c, i) => all + characters.indexOf(c) * (3 ** i % 31), 0)
  return `${start}${characters[(31 - (sum % 31)) % 31] ?? ''}`
}

/** Only what is missing: an operator may have changed the rest. */
export async function seedDemoRegister(store: Store, now: number): Promise<void> {
  const known = await store.register({ text: '', after: null, limit: 1 })
  if (known.rows.length > 0) return
  await store.importRegister({ rows: demoRegister, operator: 'seed', now })
  await store.importPractitioners({ rows: demoPractitioners, operator: 'seed', now })
}
