import { z } from 'zod'
import { webOrigin } from './origin.ts'

/** Who asks: the assistant itself, or a web page. */
const asker = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('assistant') }).readonly(),
  z
    .object({
      kind: z.literal('page'),
      origin: webOrigin,
      /** How the name of an international domain reads; null where the origin says it already. */
      reads: z.string().max(300).nullable(),
    })
    .readonly(),
])

export const promptPurpose = z.enum([
  /** A site wants to see certificates and to ask at all. */
  'connect',
  'sign',
  'login',
  'decrypt',
  'issue',
  'change-pin',
  'unlock',
  'delete',
])

/** One certificate out of several, and why it cannot be the one. */
const choice = z.readonly(
  z.object({
    certificateId: z.string(),
    tokenId: z.string(),
    obstacle: z
      .enum(['expired', 'not-yet-valid', 'revoked', 'keyless', 'pin-locked', 'not-accepted'])
      .nullable(),
  }),
)

const always = {
  id: z.string(),
  asker,
  purpose: promptPurpose,
  /** When it is taken back by itself; null where it waits for as long as it takes. */
  expiresAt: z.string().nullable(),
}
const about = { tokenId: z.string().nullable(), certificateId: z.string().nullable() }

/** A question that only the assistant's own window may ask. */
export const promptView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pin'), ...always, ...about }).readonly(),
  z
    .object({
      kind: z.literal('consent'),
      ...always,
      ...about,
      /** Whether the person may let it be from now on. */
      remember: z.enum(['offered', 'not-offered']),
    })
    .readonly(),
  z.object({ kind: z.literal('choice'), ...always, choices: z.array(choice).readonly() }).readonly(),
])

/** Its part of the snapshot. */
export const promptSlice = { prompt: promptView.nullable() }

export type PromptView = z.infer<typeof promptView>
export type PromptKind = PromptView['kind']
export type PromptPurpose = z.infer<typeof promptPurpose>
export type PromptOf<Kind extends PromptKind> = Extract<PromptView, { readonly kind: Kind }>
export type PromptAsker = PromptView['asker']
export type PromptChoice = z.infer<typeof choice>
