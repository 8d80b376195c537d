import { z } from 'zod'
import { type ReasonCode, reasonWeights } from './reasons.ts'
import type { FileVerdict } from './verdict.ts'

const reasonCodes = Object.keys(reasonWeights) as [ReasonCode, ...ReasonCode[]]

export const outcome = z.enum(['valid', 'undecided', 'invalid', 'unsigned', 'unreadable'])
const texts = z.array(z.string()).readonly()

const reason = z.object({ code: z.enum(reasonCodes), details: texts }).readonly()
const certificate = z
  .object({
    subject: z.string(),
    issuer: z.string(),
    serial: z.string(),
    validFrom: z.string(),
    validTo: z.string(),
    fingerprint: z.string(),
  })
  .readonly()

const coverage = z.discriminatedUnion('state', [
  z.object({ state: z.literal('whole') }).readonly(),
  z.object({ state: z.literal('part'), open: texts }).readonly(),
  z.object({ state: z.literal('nothing') }).readonly(),
  z.object({ state: z.literal('unknown') }).readonly(),
])
const signer = z.discriminatedUnion('state', [
  z.object({ state: z.literal('named'), certificate }).readonly(),
  z.object({ state: z.literal('unknown') }).readonly(),
])
const seal = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }).readonly(),
  z
    .object({
      state: z.literal('sealed'),
      name: z.string(),
      number: z.string(),
      standard: z.string(),
      maker: z.string(),
      validFrom: z.string(),
      validTo: z.string(),
    })
    .readonly(),
])
const chain = z.discriminatedUnion('state', [
  z.object({ state: z.literal('trusted'), names: texts }).readonly(),
  z.object({ state: z.literal('untrusted'), names: texts }).readonly(),
  z.object({ state: z.literal('not-checked') }).readonly(),
])
const time = z.discriminatedUnion('state', [
  z.object({ state: z.literal('stamped'), at: z.string(), authority: z.string() }).readonly(),
  z.object({ state: z.literal('claimed'), at: z.string() }).readonly(),
  z.object({ state: z.literal('none') }).readonly(),
])
const addedAfter = z.discriminatedUnion('state', [
  z.object({ state: z.literal('nothing') }).readonly(),
  z.object({ state: z.literal('harmless'), what: texts }).readonly(),
  z.object({ state: z.literal('visible'), what: texts }).readonly(),
  z.object({ state: z.literal('unknown') }).readonly(),
])

const signature = z
  .object({
    id: z.string(),
    form: z.enum(['seal', 'gm-cms', 'cms', 'bare']),
    outcome: z.enum(['valid', 'undecided', 'invalid']),
    integrity: z.enum(['intact', 'altered', 'unknown']),
    coverage,
    signer,
    seal,
    chain,
    time,
    addedAfter,
    reasons: z.array(reason).readonly(),
  })
  .readonly()

/** The verdict as it crosses a border. */
export const fileVerdict: z.ZodType<FileVerdict, FileVerdict> = z
  .object({
    kind: z.enum(['ofd', 'pdf', 'cms']).nullable(),
    outcome,
    signatures: z.array(signature).readonly(),
    reasons: z.array(reason).readonly(),
  })
  .readonly()
