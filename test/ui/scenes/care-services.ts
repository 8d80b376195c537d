import type { CareServices } from '../../../src/main/care.ts'
import type { PinState, UnlockView, UnlockWays } from '../../../src/shared/models/index.ts'
import { today } from './world.ts'

const pin = (triesLeft: number): PinState => ({
  triesLeft,
  triesMax: 10,
  countLow: triesLeft < 10,
  lastTry: triesLeft === 1,
  locked: triesLeft === 0,
  isDefault: false,
  initialised: true,
  entryOnDevice: false,
})

export const unlockWays: UnlockWays = {
  begun: null,
  online: true,
  reason: null,
  hotline: '010-82031677 转 8004',
  servicePoints: [
    {
      name: '证书服务大厅',
      address: '北京市西城区裕民东路3号京版信息港1层',
      phone: '010-82031677 转 8004',
    },
  ],
  documents: [
    { zh: '经办人身份证复印件，盖公章', en: "A stamped copy of the handler's identity card" },
    { zh: '需要解锁的 Ukey', en: 'The Ukey itself' },
  ],
}

const unlockView = (state: UnlockView['state']): UnlockView => ({
  id: 'unlock-1',
  tokenId: 'token',
  state,
  channels: [
    { channel: 'sms', masked: '138****0002' },
    { channel: 'mail', masked: 'wa***@example.com' },
  ],
  sentTo: state === 'choose-channel' ? null : '138****0002',
  againAt: new Date(today.getTime() + 60_000).toISOString(),
  expiresAt: new Date(today.getTime() + 600_000).toISOString(),
  authorisationCode: state === 'authorised-elsewhere' ? '4821-0937-5516' : null,
})

/** The care of certificates as prepared scenes answer it; a scene replaces what it wants otherwise. */
export const playedCare: CareServices = {
  pin: {
    verify: async () => ({ before: pin(8), after: pin(10) }),
    change: async () => ({ before: pin(10), after: pin(10) }),
    checkNew: () => {},
    checkNewSoft: () => {},
  },
  unlock: {
    ways: async () => unlockWays,
    begin: async (_token, who) => unlockView(who.kind === 'account' ? 'choose-channel' : 'identify'),
    identify: async () => unlockView('choose-channel'),
    sendCode: async () => unlockView('code-sent'),
    finish: async () => unlockView('done'),
    cancel: () => {},
    tokensChanged: () => {},
    stop: () => {},
  },
  replacement: {
    offer: async () => ({
      feeFen: 5000,
      certificates: [
        {
          serial: '4A2F1C8890D3',
          holder: '北京示例知识产权代理有限公司',
          notAfter: '2027-06-20T08:00:00.000Z',
          status: 'active',
          tokenKind: 'ukey',
          tokenSerial: 'VU2026112001',
          present: false,
        },
      ],
    }),
    suspend: async () => {},
    start: async () => ({ transactionId: 'tx-1' }),
    payment: async () => ({
      number: 'BZ20261120000017',
      totalFen: 5000,
      state: 'unpaid',
      payUrl: 'http://127.0.0.1/pay',
      payee: { name: '证书助手演示认证机构', account: '0000 0000 0000 0000 000', bank: '演示银行（不收款）' },
    }),
    openPayment: async () => {},
  },
  reminders: { snooze: () => {} },
  backup: {
    create: async () => ({ fileName: '王芳-2026-11-20.certbackup', base64: 'e30=' }),
    moved: async () => {},
    restore: async () => ({ tokenIds: ['soft|1'] }),
    importPfx: async () => ({ tokenId: 'soft|1' }),
  },
  history: {
    list: () => [
      {
        at: '2026-11-20T02:31:00.000Z',
        kind: 'signed',
        tokenId: 'token',
        tokenName: '公司公章 Ukey',
        holder: '北京示例知识产权代理有限公司',
        serial: '4A2F1C8890D3',
        detail: 'https://wssq.example.cn',
      },
      {
        at: '2026-11-18T09:02:00.000Z',
        kind: 'pin-changed',
        tokenId: 'token',
        tokenName: '公司公章 Ukey',
        holder: null,
        serial: null,
        detail: null,
      },
      {
        at: '2026-06-20T08:00:00.000Z',
        kind: 'issued',
        tokenId: 'token',
        tokenName: '公司公章 Ukey',
        holder: '北京示例知识产权代理有限公司',
        serial: '4A2F1C8890D3',
        detail: null,
      },
    ],
    export: () => ({ fileName: '证书使用记录-2026-11-20.csv', base64: '' }),
  },
  certificateStore: {
    finding: () => ({ state: 'fine', store: 'NSS', registered: 1, verified: false, report: null }),
    refresh: () => {},
  },
}
