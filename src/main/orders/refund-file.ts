import { z } from 'zod'
import { refundView } from '../../shared/models/index.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'

/** A business that ended, whose money may have to go back. */
const ended = z.readonly(
  z.object({
    id: z.string(),
    issuerId: z.string(),
    /** Whose order it is; missing for journals of older versions. */
    userName: z.string().optional(),
    holder: z.string(),
    requestId: z.string(),
    /** null until its authority was asked. */
    refund: refundView.nullable(),
  }),
)

const refundFile = z.readonly(z.object({ format: z.literal(1), ended: z.array(ended).readonly() }))

export type Ended = z.infer<typeof ended>

/** A file that cannot be read only costs the view of the refunds; the money goes back all the same. */
export const readRefunds = (path: string, damaged?: (file: string) => void): readonly Ended[] =>
  smallJsonAt(path, refundFile, damaged)?.ended ?? []

export const writeRefunds = (path: string, all: readonly Ended[]): void =>
  writeAtomically(path, `${JSON.stringify({ format: 1, ended: all }, null, 1)}\n`, 0o600)
