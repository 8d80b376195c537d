import { z } from 'zod'
import { errorReport } from '../errors/report.ts'

/** The steps of an issuance, in order; each is idempotent (docs/architecture.md, "Issuance"). */
export const issuanceSteps = [
  'request',
  'keypair',
  'csr',
  'submit',
  'await',
  'collect',
  'write-signing',
  'write-encryption',
  'verify',
  'confirm',
  'retire',
] as const
export const issuanceStep = z.enum(issuanceSteps)

export const stepView = z.readonly(
  z.object({
    name: issuanceStep,
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    seconds: z.number().nullable(),
    error: errorReport.nullable(),
  }),
)

export const transactionView = z.readonly(
  z.object({
    id: z.string(),
    /** The authority it was begun with; it goes on there whoever is chosen now. */
    issuerId: z.string(),
    business: z.enum(['issue', 'replacement', 'renew']),
    /** replacement: the certificate that goes. */
    previousSerial: z.string().optional(),
    tokenId: z.string(),
    tokenName: z.string(),
    tokenKind: z.enum(['ukey', 'soft']),
    holder: z.string(),
    startedAt: z.string(),
    state: z.enum(['running', 'paused', 'done', 'abandoned']),
    steps: z.array(stepView).readonly(),
    /** Going on needs the PIN again (it is never kept). */
    needsPin: z.boolean(),
    /** The token of this transaction is present now. */
    tokenPresent: z.boolean(),
    error: errorReport.nullable(),
    pairId: z.string().nullable(),
  }),
)

/** Its part of the snapshot. */
export const transactionsSlice = { transactions: z.array(transactionView).readonly() }

export type IssuanceStep = z.infer<typeof issuanceStep>
export type StepView = z.infer<typeof stepView>
export type TransactionView = z.infer<typeof transactionView>
