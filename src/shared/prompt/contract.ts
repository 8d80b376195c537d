import { z } from 'zod'
import { base, id, nothing, pin, tries } from '../contract/base.ts'

const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pin'), promptId: id, pin, tries, certificateId: id.optional() }).readonly(),
  z.object({ kind: z.literal('consent'), promptId: id, remember: z.boolean() }).readonly(),
  z.object({ kind: z.literal('refuse'), promptId: id }).readonly(),
])

export const promptContract = {
  answer: base.input(answer).output(nothing),
}

export type PromptAnswer = z.infer<typeof answer>
