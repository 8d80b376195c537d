import { z } from 'zod'
import { errorReport } from '../errors/report.ts'
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
      /** An approved site whose address this one is easily mistaken for. */
      resembles: webOrigin.nullable(),
    })
    .readonly(),
])

export const promptPurpose = z.enum([
  /** A site wants to see certificates and to be allowed to ask. */
  'connect',
  'sign',
  'login',
  'decrypt',
  /** Of a file that the person picks: whether a signature belongs to it, to seal it, to tell its digest. */
  'verify',
  'encrypt',
  'digest',
  /** To see whether something can be decrypted; its content is not read. */
  'rehearse',
  /** 系统检测: signs something random and opens something that was just sealed. */
  'trial',
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

/** A longer text goes as data, and is shown by its size and digest. */
export const longestShownText = 10_000

/** What is to be signed or opened, as the person sees it before saying yes. */
export const promptContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }).readonly(),
  z
    .object({
      kind: z.literal('file'),
      name: z.string().max(1_000).nullable(),
      length: z.int(),
      /** SM3 in hexadecimal. */
      sm3: z.string().max(64),
    })
    .readonly(),
  /** Files of the person's own list, all with one PIN. */
  z
    .object({
      kind: z.literal('files'),
      count: z.int().min(1),
      /** The name of the only one. */
      name: z.string().max(1_000).nullable(),
      /** The key has its own keypad, and may want the PIN or a confirmation for each file. */
      onKey: z.boolean(),
    })
    .readonly(),
])

const wanted = {
  content: promptContent.nullable(),
  /** Whether another site could use such a signature, because it names none. */
  loose: z.boolean(),
}

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
  z
    .object({
      kind: z.literal('pin'),
      ...always,
      ...about,
      ...wanted,
      /** What was wrong with the PIN that was typed before. */
      problem: errorReport.nullable(),
    })
    .readonly(),
  z
    .object({
      kind: z.literal('consent'),
      ...always,
      ...about,
      ...wanted,
      /** Whether the person may allow this permanently. */
      remember: z.enum(['offered', 'not-offered']),
    })
    .readonly(),
  z.object({ kind: z.literal('choice'), ...always, choices: z.array(choice).readonly() }).readonly(),
  z
    .object({
      kind: z.literal('file'),
      ...always,
      tokenId: about.tokenId,
      /** The name that the page gave, without folders; nothing is looked for under it. */
      suggested: z.string().max(1_000).nullable(),
    })
    .readonly(),
  z
    .object({
      kind: z.literal('save'),
      ...always,
      name: z.string().max(1_000),
      length: z.int(),
      /** By a dialog of the system, or in the way of the browser that shows our page. */
      how: z.enum(['dialog', 'download']),
    })
    .readonly(),
])

/** The part of the snapshot that belongs to this business. */
export const promptSlice = { prompt: promptView.nullable() }

export type PromptView = z.infer<typeof promptView>
export type PromptKind = PromptView['kind']
export type PromptPurpose = z.infer<typeof promptPurpose>
export type PromptOf<Kind extends PromptKind> = Extract<PromptView, { readonly kind: Kind }>
export type PromptAsker = PromptView['asker']
export type PromptContent = z.infer<typeof promptContent>
export type PromptChoice = z.infer<typeof choice>
