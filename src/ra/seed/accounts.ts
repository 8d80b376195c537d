import { hashPassword } from '../accounts/password.ts'
import { randomId } from '../random.ts'
import type { Account } from '../records.ts'
import type { Store } from '../store/store.ts'

/** The password of every demo account that has one. It protects nothing. */
export const demoPassword = 'Demo-2026'

/** When the old accounts of the demonstration were registered. */
const legacySince = Date.parse('2016-05-04T10:00:00+08:00')

type Demo = Pick<
  Account,
  'kind' | 'userName' | 'applicantName' | 'idType' | 'idNumber' | 'phone' | 'email'
> & {
  readonly complete?: boolean
  /** Logs in by the name of the old system (历史账号). */
  readonly legacyLogin?: string
  /** The number that the old system knew. */
  readonly legacyHolder?: string
  /** User names of the people (经办人) who act for it. */
  readonly handlers?: readonly string[]
}

/** People and organisations that do not exist; their numbers have right check digits. */
export const demoAccounts: readonly Demo[] = [
  {
    kind: 'agency',
    userName: 'demo',
    applicantName: '北京示例知识产权代理有限公司',
    idType: 'credit-code',
    idNumber: '91110108MA01DEM07K',
    phone: '13800000001',
    email: 'demo@example.cn',
    handlers: ['wangfang'],
  },
  {
    kind: 'person',
    userName: 'wangfang',
    applicantName: '王芳',
    idType: 'resident-id',
    idNumber: '110105198804120040',
    phone: '13800000002',
    email: 'wangfang@example.cn',
  },
  {
    kind: 'person',
    userName: 'ouyang',
    applicantName: '欧阳龘㐂',
    idType: 'resident-id',
    idNumber: '150702199103050014',
    phone: '13800000003',
    email: null,
  },
  {
    kind: 'agency',
    userName: 'hailar',
    applicantName: '内蒙古自治区呼伦贝尔市海拉尔区某某知识产权代理有限责任公司',
    idType: 'credit-code',
    idNumber: '91150702MA0HLR0869',
    phone: '13800000004',
    email: 'hailar@example.cn',
    handlers: ['ouyang'],
  },
  {
    kind: 'legal-entity',
    userName: 'qingyun',
    applicantName: '上海青云精密仪器有限公司',
    idType: 'credit-code',
    idNumber: '91310115MA1QY2N69M',
    phone: '13800000005',
    email: 'qingyun@example.cn',
    handlers: ['lijun'],
  },
  {
    kind: 'person',
    userName: 'lijun',
    applicantName: '李军',
    idType: 'resident-id',
    idNumber: '31011519760822311X',
    phone: '13800000006',
    email: 'lijun@example.cn',
  },
  {
    kind: 'legal-entity',
    userName: 'fanyu1998',
    applicantName: '广州市番禺区老字号食品厂',
    idType: null,
    idNumber: null,
    phone: '13800000007',
    email: null,
    complete: false,
    legacyLogin: 'fanyu1998',
    legacyHolder: '91440113MA5FANY01H',
  },
  {
    kind: 'legal-entity',
    userName: 'gusu',
    applicantName: '苏州姑苏示例软件有限公司',
    idType: 'credit-code',
    idNumber: '91320500MA1DEMR17D',
    phone: '13800000008',
    email: 'gusu@example.cn',
  },
  {
    kind: 'legal-entity',
    userName: 'yuecheng',
    applicantName: '广州越城示例贸易有限公司',
    idType: 'credit-code',
    idNumber: '91440100MA5DEMR222',
    phone: '13800000009',
    email: 'yuecheng@example.cn',
  },
  {
    kind: 'legal-entity',
    userName: 'rongjiang',
    applicantName: '成都蓉江示例文化传播有限公司',
    idType: 'credit-code',
    idNumber: '91510100MA6DEMR32K',
    phone: '13800000010',
    email: 'rongjiang@example.cn',
  },
  old('person', 'chenxi2016', '陈曦', '110101199505050045', '13800000021'),
  // One holder with two old accounts: an operator names the one that can be linked.
  old('person', 'sunyue2015', '孙悦', '440113198506150029', '13800000022'),
  old('person', 'sunyue2019', '孙悦', '440113198506150029', '13800000022'),
  old('agency', 'xincheng2014', '北京新程示例商标代理有限公司', '91110108MA0AGEN015', '13800000023'),
  // 个体工商户 with a trade name, which the old system took for a person.
  old('person', 'chenji2012', '广州市番禺区陈记示例茶铺', '92440113MA5TRAD01P', '13800000024'),
  old('legal-entity', 'haiwai2017', '海外示例株式会社', null, '13800000025'),
]

/** An account of the old system whose details were never completed. */
function old(
  kind: Demo['kind'],
  login: string,
  applicantName: string,
  holder: string | null,
  phone: string,
): Demo {
  return {
    ...{ kind, userName: login, applicantName, idType: null, idNumber: null, phone },
    ...{ email: `${login}@example.cn`, complete: false, legacyLogin: login },
    ...(holder === null ? {} : { legacyHolder: holder }),
  }
}

/** Adds the demo accounts that do not exist yet. */
export async function seedDemoAccounts(store: Store, now: number): Promise<void> {
  const missing: Demo[] = []
  for (const demo of demoAccounts)
    if ((await store.accountByUserName(demo.userName)) === null) missing.push(demo)
  if (missing.length === 0) return
  const passwordHash = await hashPassword(demoPassword)
  await Promise.all(missing.map((demo) => add(store, demo, passwordHash, now)))
  await Promise.all(missing.map((demo) => bindHandlers(store, demo)))
}

async function add(store: Store, demo: Demo, passwordHash: string, now: number): Promise<void> {
  const { handlers: _handlers, legacyLogin, legacyHolder: _holder, complete, ...fields } = demo
  const id = randomId()
  await store.addAccount({
    ...fields,
    id,
    passwordHash: legacyLogin === undefined ? passwordHash : null,
    complete: complete ?? true,
    closed: false,
    createdAt: now,
  })
  if (legacyLogin !== undefined) {
    const holder = demo.legacyHolder ?? demo.idNumber
    await store.addLegacyLogin({
      login: legacyLogin,
      passwordHash,
      accountId: id,
      holder,
      registeredAt: legacySince,
    })
  }
}

async function bindHandlers(store: Store, demo: Demo): Promise<void> {
  const account = await store.accountByUserName(demo.userName)
  for (const userName of demo.handlers ?? []) {
    const person = await store.accountByUserName(userName)
    if (account !== null && person !== null) await store.addHandler(account.id, person.id)
  }
}
