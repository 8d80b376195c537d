import { z } from 'zod'
import { dossierForm } from './form.ts'
import { dossierKinds, dossierPurposes, dossierSteps } from './kinds.ts'
import { dossierMoments } from './moments.ts'

export const dossierKind = z.enum(dossierKinds)
export const dossierPurpose = z.enum(dossierPurposes)
export const dossierMoment = z.enum(dossierMoments)

export const uploadPurposes = ['handler-proof', 'subject-proof', 'appeal'] as const
export const uploadPurpose = z.enum(uploadPurposes)

/** How a dossier stands at its authority. */
export const dossierStanding = z.readonly(
  z.object({
    number: z.string(),
    state: z.enum(['open', 'awaiting-review', 'awaiting-correction', 'done', 'refused', 'expired']),
    missing: z.array(z.enum(dossierSteps)).readonly(),
    /** Proved and masked; null: not yet. */
    phone: z.string().nullable(),
    email: z.string().nullable(),
    handler: z.readonly(z.object({ name: z.string(), maskedPhone: z.string() })).nullable(),
    uploads: z
      .array(
        z.readonly(
          z.object({
            purpose: uploadPurpose,
            fileName: z.string(),
            size: z.int(),
            /** null: not known here any more. */
            pages: z.int().nullable(),
          }),
        ),
      )
      .readonly(),
    review: z
      .readonly(
        z.object({
          dueAt: z.string(),
          reason: z.string().nullable(),
          steps: z.array(z.enum(dossierSteps)).readonly(),
        }),
      )
      .nullable(),
    expiresAt: z.string(),
    /** Once it is done, of an entity without 统一社会信用代码. */
    organisationCode: z.string().nullable(),
  }),
)

/** A dossier as its page shows it: how it stands, and what was typed so far. */
export const dossierView = z.readonly(
  z.object({
    key: z.string(),
    purpose: dossierPurpose,
    kind: dossierKind,
    /** The user name of the account that it is about; null for 注册 and 人工申诉. */
    owner: z.string().nullable(),
    form: dossierForm,
    moment: dossierMoment,
    standing: dossierStanding,
  }),
)

/** A dossier that is not finished, as pages mention it. */
export const dossierMention = z.readonly(
  z.object({
    key: z.string(),
    issuerId: z.string(),
    owner: z.string().nullable(),
    purpose: dossierPurpose,
    kind: dossierKind,
    number: z.string(),
    savedAt: z.string(),
    /** It is on disk, sealed by the system. */
    keeps: z.boolean(),
  }),
)

/** A code is on its way. */
export const codeSent = z.readonly(z.object({ masked: z.string().nullable(), againAt: z.string() }))

export const identityRules = z.readonly(
  z.object({
    agreement: z.readonly(
      z.object({ version: z.string(), title: z.string(), paragraphs: z.array(z.string()).readonly() }),
    ),
    reviewDays: z.readonly(z.object({ from: z.int(), to: z.int() })),
    uploadPages: z.int(),
  }),
)

export const principal = z.readonly(
  z.object({
    accountId: z.string(),
    kind: z.enum(['person', 'legal-entity', 'agency']),
    applicantName: z.string(),
    maskedIdNumber: z.string().nullable(),
  }),
)

/** 个人中心 of the account that acts. */
export const identityCentre = z.readonly(
  z.object({
    maskedPhone: z.string().nullable(),
    maskedEmail: z.string().nullable(),
    complete: z.boolean(),
    legacy: z.readonly(z.object({ maskedLogin: z.string(), linkedAt: z.string().nullable() })).nullable(),
    handlers: z
      .array(
        z.readonly(
          z.object({
            personId: z.string(),
            name: z.string(),
            maskedNumber: z.string().nullable(),
            maskedPhone: z.string().nullable(),
          }),
        ),
      )
      .readonly(),
    principals: z.array(principal).readonly(),
    mayBecomeAgency: z.boolean(),
    unfinished: z
      .array(z.readonly(z.object({ kind: z.enum(['certificate', 'request', 'order']), name: z.string() })))
      .readonly(),
  }),
)

export const openedSession = z.readonly(
  z.object({
    id: z.string(),
    current: z.boolean(),
    handlerName: z.string().nullable(),
    openedAt: z.string(),
    expiresAt: z.string(),
  }),
)

export const resetWay = z.enum(['phone', 'id-number', 'credit-code', 'legacy'])

/** The part of the snapshot that belongs to this business. */
export const identitySlice = { dossiers: z.array(dossierMention).readonly() }

export type UploadPurpose = z.infer<typeof uploadPurpose>
export type DossierStanding = z.infer<typeof dossierStanding>
export type DossierView = z.infer<typeof dossierView>
export type DossierMention = z.infer<typeof dossierMention>
export type CodeSent = z.infer<typeof codeSent>
export type IdentityRules = z.infer<typeof identityRules>
export type Principal = z.infer<typeof principal>
export type IdentityCentre = z.infer<typeof identityCentre>
export type OpenedSession = z.infer<typeof openedSession>
export type ResetWay = z.infer<typeof resetWay>
