import { z } from 'zod'
import { errorReport } from '../errors/report.ts'
import { issuanceSteps } from '../issuance/steps.ts'
import { renewalSteps } from '../renewal/steps.ts'
import { replacementSteps } from '../replacement/steps.ts'
import { upgradeSteps } from '../upgrade/steps.ts'
import { wait } from './wait.ts'

/** The steps of all businesses. Steps that do the same have the same name. */
export const stepName = z.enum([...issuanceSteps, ...replacementSteps, ...renewalSteps, ...upgradeSteps])

export const stepView = z.readonly(
  z.object({
    name: stepName,
    /** ahead: not yet begun. waiting: the business waits for something at this step. */
    state: z.enum(['ahead', 'running', 'waiting', 'done', 'failed']),
    seconds: z.number().nullable(),
  }),
)

const common = {
  id: z.string(),
  /** The authority where it began. It goes on there, whichever issuer is chosen now. */
  issuerId: z.string(),
  business: z.enum(['issue', 'replacement', 'renew', 'upgrade']),
  /** replacement, renew and upgrade: the certificate that is replaced. */
  previousSerial: z.string().optional(),
  /** renew: the version of the agreement that was accepted. */
  agreementVersion: z.string().optional(),
  /** renew: same if the keys stay and only their certificates change. */
  keys: z.enum(['new', 'same']).optional(),
  /** upgrade: the wizard that it belongs to. */
  upgradeId: z.string().optional(),
  tokenId: z.string(),
  tokenName: z.string(),
  tokenKind: z.enum(['ukey', 'soft']),
  holder: z.string(),
  startedAt: z.string(),
  steps: z.array(stepView).readonly(),
  /** Whether going on needs the PIN again, because the PIN is never kept. */
  needsPin: z.boolean(),
  /** Whether the token of this transaction is plugged in now. */
  tokenPresent: z.boolean(),
  pairId: z.string().nullable(),
}

const stand = <State extends string, W extends z.ZodType, E extends z.ZodType>(
  state: State,
  waiting: W,
  error: E,
) => z.object({ ...common, state: z.literal(state), waiting, error })

/** waiting: nothing is wrong; it goes on when what it waits for comes. paused: an error stopped it. */
export const transactionView = z.readonly(
  z.discriminatedUnion('state', [
    stand('running', z.null(), z.null()),
    stand('waiting', wait, z.null()),
    stand('paused', z.null(), errorReport),
    stand('done', z.null(), z.null()),
    stand('abandoned', z.null(), z.null()),
  ]),
)

/** The part of the snapshot that belongs to this business. */
export const transactionsSlice = { transactions: z.array(transactionView).readonly() }

export type StepName = z.infer<typeof stepName>
export type StepView = z.infer<typeof stepView>
export type TransactionView = z.infer<typeof transactionView>
/** The state of a transaction, with the fields that only this state has. */
export type Stand = {
  readonly [State in TransactionView['state']]: Pick<
    Extract<TransactionView, { readonly state: State }>,
    'state' | 'waiting' | 'error'
  >
}[TransactionView['state']]
