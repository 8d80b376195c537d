import { z } from 'zod'
import { errorReport } from '../errors/report.ts'
import { place } from '../places/place.ts'
import { type FindingKind, findingKinds } from './finding-kinds.ts'
import { type StepId, stepIds } from './step-ids.ts'

export const stepId = z.enum(stepIds)

/** What 修复 can do. Each is a file in `src/main/diagnosis/repairs`. */
export const repairKind = z.enum([
  'restart-drivers',
  'end-process',
  'listen-again',
  'trust-again',
  'register-again',
  'allow-loopback',
  'fetch-chain',
  'no-proxy',
  'set-aside',
  'keep-to-oneself',
  'autostart-again',
])

const said = z.discriminatedUnion('by', [
  z
    .object({
      by: z.literal('step'),
      kind: z.enum(findingKinds),
      params: z.readonly(z.record(z.string(), z.union([z.string().max(2_000), z.number()]))),
    })
    .readonly(),
  /** An entry of the catalogue of errors says it already. */
  z.object({ by: z.literal('catalogue'), report: errorReport }).readonly(),
])

export const finding = z.readonly(
  z.object({
    /** Unique in one run, and the same in the next one if the cause is. */
    key: z.string().max(600),
    level: z.enum(['attention', 'problem']),
    said,
    /** The message of the system or a library, not translated. */
    systemWords: z.string().max(2_000).nullable(),
    repair: repairKind.nullable(),
    /** What 修复 works on: a file, a process, a browser. Empty if its sentence needs none. */
    repairOn: z.string().max(1_000),
    /** Where the person can do something about it. */
    place: place.nullable(),
  }),
)

export const checkView = z.readonly(
  z.object({
    id: stepId,
    /** `none`: there is nothing here to check. `asked`: it runs only if the person asks for it. */
    state: z.enum(['waiting', 'running', 'done', 'none', 'asked']),
    startedAt: z.string().nullable(),
    milliseconds: z.int().nullable(),
    findings: z.array(finding).max(200).readonly(),
  }),
)

/** A repair that can be taken back. */
export const undoable = z.readonly(
  z.object({ id: z.string(), step: stepId, repair: repairKind, on: z.string().max(1_000), at: z.string() }),
)

export const diagnosisState = z.readonly(
  z.object({
    state: z.enum(['never', 'running', 'done']),
    startedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    /** The step that the person came for. It is shown before the others. */
    first: stepId.nullable(),
    steps: z.array(checkView).readonly(),
    /** The key of the finding that is being repaired, or of the repair that is being taken back. */
    repairing: z.string().nullable(),
    undoable: z.array(undoable).readonly(),
  }),
)

/** The part of the snapshot that belongs to this business. */
export const diagnosisSlice = { diagnosis: diagnosisState }

export type RepairKind = z.infer<typeof repairKind>
export type Finding = z.infer<typeof finding>
export type CheckView = z.infer<typeof checkView>
export type Undoable = z.infer<typeof undoable>
export type DiagnosisState = z.infer<typeof diagnosisState>
export type { FindingKind, StepId }
