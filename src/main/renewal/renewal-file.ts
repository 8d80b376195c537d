import { z } from 'zod'
import { renewalForm, renewalMoment } from '../../shared/models/index.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'

/** An identity number that the system sealed: only this user on this machine opens it. */
const sealed = z.readonly(z.object({ bytes: z.base64() }))

const keptForm = {
  /** Its identity number is always empty. */
  form: renewalForm,
  number: sealed.nullable(),
}

const draft = z.readonly(
  z.object({
    issuerId: z.string(),
    serial: z.string(),
    holder: z.string(),
    savedAt: z.iso.datetime(),
    moment: renewalMoment,
    ...keptForm,
  }),
)

const renewalFile = z.readonly(
  z.object({
    format: z.literal(1),
    drafts: z.array(draft).readonly(),
    /** Who handled the last renewal, for the next one. */
    remembered: z.readonly(z.object(keptForm)).nullable(),
  }),
)

export type KeptDraft = z.infer<typeof draft>
export type RenewalFile = z.infer<typeof renewalFile>

const empty: RenewalFile = { format: 1, drafts: [], remembered: null }

/** A file that cannot be read only costs the typing. */
export const readRenewals = (path: string, damaged?: (file: string) => void): RenewalFile =>
  smallJsonAt(path, renewalFile, damaged) ?? empty

export const writeRenewals = (path: string, file: RenewalFile): void =>
  writeAtomically(path, `${JSON.stringify(file, null, 1)}\n`, 0o600)
