import {
  type IssuanceStep,
  issuanceSteps,
  type Stand,
  type StepView,
  type TransactionView,
} from '../../../src/shared/models/index.ts'
import { longCompany, today } from '../../world.ts'

/** All of a transaction except its state. */
export type Facts = Omit<TransactionView, keyof Stand>

const took: Readonly<Partial<Record<IssuanceStep, number>>> = {
  request: 0.3,
  keypair: 2.8,
  csr: 0.4,
  submit: 0.2,
  await: 6.1,
  collect: 0.2,
  'write-signing': 0.5,
  'write-encryption': 0.9,
  verify: 0.7,
  confirm: 0.3,
  retire: 0.6,
}

/** The steps, with those before `at` done; null means that all are done. */
const stepsUpTo = (at: IssuanceStep | null, state: StepView['state']): readonly StepView[] => {
  const here = at === null ? issuanceSteps.length : issuanceSteps.indexOf(at)
  return issuanceSteps.map((name, index) => ({
    name,
    state: index < here ? 'done' : index === here ? state : 'ahead',
    seconds: index < here ? (took[name] ?? null) : null,
  }))
}

const transaction = (stand: Stand, rest: Partial<Facts>): TransactionView => ({
  id: 'tx-1',
  issuerId: 'demo',
  business: 'issue',
  tokenId: 'ukey-1',
  tokenName: '商标证书',
  tokenKind: 'ukey',
  holder: longCompany,
  startedAt: new Date(today.getTime() - 9_000).toISOString(),
  steps: [],
  needsPin: false,
  tokenPresent: true,
  pairId: null,
  ...rest,
  ...stand,
})

export const running = (at: IssuanceStep, rest: Partial<Facts> = {}): TransactionView =>
  transaction({ state: 'running', waiting: null, error: null }, { steps: stepsUpTo(at, 'running'), ...rest })

export const done = (rest: Partial<Facts> = {}): TransactionView =>
  transaction({ state: 'done', waiting: null, error: null }, { steps: stepsUpTo(null, 'done'), ...rest })

export const abandoned = (rest: Partial<Facts> = {}): TransactionView =>
  transaction({ state: 'abandoned', waiting: null, error: null }, rest)

/** Stopped by an error at this step. */
export const paused = (
  at: IssuanceStep,
  error: NonNullable<TransactionView['error']>,
  rest: Partial<Facts> = {},
): TransactionView =>
  transaction({ state: 'paused', waiting: null, error }, { steps: stepsUpTo(at, 'failed'), ...rest })

/** Waits at this step. */
export const waits = (
  at: IssuanceStep,
  waiting: NonNullable<TransactionView['waiting']>,
  rest: Partial<Facts> = {},
): TransactionView =>
  transaction({ state: 'waiting', waiting, error: null }, { steps: stepsUpTo(at, 'waiting'), ...rest })

export const asksForPin = { for: 'person', asked: 'pin' } as const
