import { z } from 'zod'
import { base, id, lastTry, nothing, pin } from '../contract/base.ts'

export const promptContract = {
  answer: base
    .input(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('pin'), promptId: id, pin, lastTry, certificateId: id.optional() }),
        z.object({ kind: z.literal('consent'), promptId: id, remember: z.boolean() }),
        z.object({ kind: z.literal('refuse'), promptId: id }),
      ]),
    )
    .output(nothing),
}
