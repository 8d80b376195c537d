import { z } from 'zod'
import { base, exportedFile, id, nothing } from '../contract/base.ts'
import { stepId } from './model.ts'

const key = z.string().min(1).max(600)

export const diagnosisContract = {
  /** Checks everything and answers when it is over. `first` is the step that the person came for. */
  run: base.input(z.object({ first: stepId.nullable() })).output(nothing),
  /** Signs, verifies and decrypts once with this token, with the person's word and PIN. */
  rehearse: base.input(z.object({ tokenId: id })).output(nothing),
  repair: base.input(z.object({ key })).output(nothing),
  undo: base.input(z.object({ id })).output(nothing),
  /** What was found, without secrets. */
  report: base.input(z.object({ form: z.enum(['text', 'html']) })).output(exportedFile),
}
