import { z } from 'zod'
import { webOrigin } from './origin.ts'

/** Who asks: the assistant itself, or a web page. */
const asker = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('assistant') }).readonly(),
  z
    .object({
      kind: z.literal('page'),
      origin: webOrigin,
      /** How the name of an international domain reads; null if the origin already shows it. */
      reads: z.string().max(300).nullable(),
    })
    .readonly(),
])

export const promptPurpose = z.enum([
  /** A site wants to see certificates and to be allowed to ask. */
  'connect',
  'sign',
  'login',
  'decrypt',
  /** To see whether something can be decrypted; its content is not read. */
  'rehearse',
  'issue',
  'change-pin',
  'unlock',
  'delete',
  'write-seal',
  'delete-seal',
  /** To end the assistant while a business runs. */
  'quit',
])

/** One of several certificates, and the reason if it cannot be chosen. */
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
  /** When the question is withdrawn by itself; null if it waits without a limit. */
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
      /** Whether the person may allow this permanently. */
      remember: z.enum(['offered', 'not-offered']),
    })
    .readonly(),
  z.object({ kind: z.literal('choice'), ...always, choices: z.array(choice).readonly() }).readonly(),
])

/** The part of the snapshot that belongs to this business. */
export const promptSlice = { prompt: promptView.nullable() }

export type PromptView = z.infer<typeof promptView>
export type PromptKind = PromptView['kind']
export type PromptPurpose = z.infer<typeof promptPurpose>
export type PromptOf<Kind extends PromptKind> = Extract<PromptView, { readonly kind: Kind }>
export type PromptAsker = PromptView['asker']
export type PromptChoice = z.infer<typeof choice>
