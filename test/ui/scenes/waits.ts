import type { OrderToPay, WaitFor } from '../../../src/shared/models/index.ts'
import { demo, signedIn, snapshotWith, today, ukey } from '../../world.ts'
import type { Scene } from './scene.ts'
import { asksForPin, waits } from './transactions.ts'

const ago = (minutes: number): string => new Date(today.getTime() - minutes * 60_000).toISOString()

const payee = { name: '证书助手演示认证机构', account: '0000 0000 0000 0000 000', bank: '演示银行（不收款）' }
const payUrl = 'http://127.0.0.1/pay'

const toPay = (ways: OrderToPay['ways']): WaitFor<'payment'> => ({
  for: 'payment',
  since: ago(3),
  order: {
    number: 'BZ20261120000017',
    items: [{ kind: 'replacement', unitFen: 5000, quantity: 1, sumFen: 5000 }],
    totalFen: 5000,
    receivedFen: 0,
    ways,
  },
})

const review: WaitFor<'review'> = { for: 'review', since: ago(180), expected: null }

export const cutOff: WaitFor<'network'> = {
  for: 'network',
  since: ago(2),
  report: { code: 'network-none', params: {} },
  nextTry: new Date(today.getTime() + 30_000).toISOString(),
}

const atIssue = (transaction: ReturnType<typeof waits>, rest: Parameters<typeof snapshotWith>[0] = {}) => ({
  hash: '#/issue',
  state: snapshotWith({
    ...{ issuer: demo, account: signedIn, tokens: [ukey()] },
    transactions: [transaction],
    ...rest,
  }),
})

const replacement = { business: 'replacement', previousSerial: '4A2F1C8890D3' } as const
const payment = (ways: OrderToPay['ways']) => atIssue(waits('await', toPay(ways), replacement))

/** Everything that a business can wait for, first on its own page and then on 主页. */
export const waitScenes: readonly Scene[] = [
  { name: 'wait-payment', ...payment({ payUrl, payee }) },
  {
    name: 'wait-payment-transfer',
    ...payment({ payUrl, payee }),
    act: async (page) => page.getByRole('radio', { name: /^银行转账|^Bank transfer/ }).check(),
  },
  { name: 'wait-payment-transfer-only', ...payment({ payUrl: null, payee }) },
  { name: 'wait-payment-not-set-up', ...payment({ payUrl: null, payee: null }) },
  {
    name: 'wait-payment-logged-out',
    ...atIssue(waits('await', toPay(null)), { accounts: [] }),
  },
  { name: 'wait-review', ...atIssue(waits('await', review)) },
  { name: 'wait-review-expected', ...atIssue(waits('await', { ...review, expected: ago(-2_880) })) },
  { name: 'wait-network', ...atIssue(waits('collect', cutOff)) },
  { name: 'wait-pin', ...atIssue(waits('write-signing', asksForPin, { needsPin: true })) },
  {
    name: 'wait-token',
    ...atIssue(
      waits('write-signing', { for: 'person', asked: 'token' }, { needsPin: true, tokenPresent: false }),
      { tokens: [] },
    ),
  },
  {
    name: 'wait-home',
    ...atIssue(waits('await', toPay({ payUrl, payee }), replacement)),
    hash: '#/home',
  },
  {
    name: 'wait-home-pin',
    ...atIssue(waits('write-signing', asksForPin, { needsPin: true })),
    hash: '#/home',
  },
  {
    name: 'wait-several',
    ...atIssue(waits('await', review), {
      transactions: [
        waits('await', review),
        waits('await', toPay({ payUrl, payee }), {
          ...replacement,
          id: 'tx-2',
          tokenId: 'soft-1',
          tokenName: '软证书',
        }),
      ],
    }),
  },
]
