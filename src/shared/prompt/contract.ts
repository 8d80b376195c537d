import { z } from 'zod'
import { base, id, nothing } from '../contract/base.ts'
import { pinEntry, tries } from '../pin/entry.ts'

/**
 * An answer has the kind of its question, or is a refusal. Any other answer is refused, and the question stays open.
 */
const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pin'), promptId: id, pin: pinEntry, tries }).readonly(),
  z.object({ kind: z.literal('consent'), promptId: id, remember: z.boolean() }).readonly(),
  z.object({ kind: z.literal('choice'), promptId: id, certificateId: id }).readonly(),
  z.object({ kind: z.literal('refuse'), promptId: id }).readonly(),
])

export const promptContract = {
  answer: base.input(answer).output(nothing),
}

export type PromptAnswer = z.output<typeof answer>
/** The answer in the form that a window sends. */
export type SentAnswer = z.input<typeof answer>
