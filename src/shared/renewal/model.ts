import { z } from 'zod'
import { orderItem } from '../orders/model.ts'
import { idTypes, renewalForm } from './form.ts'

/** A term that can be chosen, its price, and the end of the certificate if it were issued now. */
export const renewalTerm = z.readonly(
  z.object({
    years: z.int(),
    items: z.array(orderItem).readonly(),
    totalFen: z.int(),
    notAfter: z.string(),
  }),
)

/** Whether a certificate can be renewed now, and how, as its authority says. */
export const renewalStanding = z.readonly(
  z.discriminatedUnion('may', [
    z.object({ may: z.literal('online') }),
    z.object({ may: z.literal('with-form'), until: z.string() }),
    z.object({ may: z.literal('too-early'), from: z.string() }),
    z.object({ may: z.literal('too-late'), since: z.string() }),
    z.object({
      may: z.literal('unfinished'),
      orderNumber: z.string().nullable(),
      /** The business of this computer; null if it was begun on another one. */
      transactionId: z.string().nullable(),
    }),
    z.object({ may: z.literal('no'), because: z.enum(['suspended', 'revoked', 'superseded']) }),
  ]),
)

export const renewalQuote = z.readonly(
  z.object({
    serial: z.string(),
    subject: z.string(),
    notAfter: z.string(),
    standing: renewalStanding,
    terms: z.array(renewalTerm).readonly(),
    /** The oldest client that may renew this certificate, if this one is older. */
    olderThan: z.string().nullable(),
    agreementVersion: z.string(),
    reviewDays: z.readonly(z.object({ from: z.int(), to: z.int() })).nullable(),
    /** same: the keys stay, and only their certificates change. */
    keys: z.enum(['new', 'same']),
  }),
)

/** 电子认证服务协议. */
export const agreementText = z.readonly(
  z.object({
    version: z.string(),
    title: z.string(),
    sections: z
      .array(z.readonly(z.object({ heading: z.string(), paragraphs: z.array(z.string()).readonly() })))
      .readonly(),
  }),
)

/** The pages of the application, in order. */
export const renewalMoments = ['before', 'agreement', 'term', 'people', 'confirm'] as const
export const renewalMoment = z.enum(renewalMoments)

/** What is kept of an application that was not submitted. An identity number that is kept is only ever shown masked. */
export const renewalDraft = z.readonly(
  z.object({
    form: renewalForm,
    moment: renewalMoment,
    /** The number that is kept, masked; null if none is. It is used where `form.handler.idNumber` is empty. */
    keptIdNumber: z.string().nullable(),
    /** null: no draft; the form has what was remembered from the last time. */
    savedAt: z.string().nullable(),
    /** Whether this computer can keep identity numbers, sealed by the system. */
    keepsNumbers: z.boolean(),
  }),
)

export const progressMoment = z.enum([
  'recorded',
  'awaiting-payment',
  'paid',
  'reviewing',
  'correction',
  'installable',
  'completed',
  'withdrawn',
  'refused',
  'expired',
  'refunding',
  'refunded',
])

export const correctionField = z.enum(['handler', 'recipient', 'invoice', 'attachments', 'other'])

/** 查询进度. */
export const renewalProgress = z.readonly(
  z.object({
    orderNumber: z.string().nullable(),
    moments: z.array(z.readonly(z.object({ moment: progressMoment, at: z.string() }))).readonly(),
    awaited: z
      .readonly(z.object({ from: z.enum(['applicant', 'bank', 'authority']), by: z.string().nullable() }))
      .nullable(),
    /** Why it was refused or sent back. */
    reason: z.string().nullable(),
    refund: z
      .readonly(z.object({ state: z.enum(['due', 'sent']), amountFen: z.int(), since: z.string() }))
      .nullable(),
  }),
)

/** An application as its authority shows it again. */
export const applicationView = z.readonly(
  z.object({
    handler: z
      .readonly(
        z.object({
          idType: z.enum(idTypes),
          maskedIdNumber: z.string(),
          name: z.string(),
          maskedPhone: z.string(),
          maskedEmail: z.string().nullable(),
          maskedAddress: z.string().nullable(),
        }),
      )
      .nullable(),
    recipient: z
      .readonly(z.object({ name: z.string(), maskedPhone: z.string(), maskedAddress: z.string() }))
      .nullable(),
    invoice: z.readonly(z.object({ title: z.string(), taxNumber: z.string().nullable() })).nullable(),
    attachments: z.int(),
  }),
)

/** A draft, as the list of certificates mentions it. */
export const draftMention = z.readonly(
  z.object({ issuerId: z.string(), serial: z.string(), holder: z.string(), savedAt: z.string() }),
)

/** The part of the snapshot that belongs to this business. */
export const renewalSlice = { renewalDrafts: z.array(draftMention).readonly() }

export type RenewalTerm = z.infer<typeof renewalTerm>
export type RenewalStanding = z.infer<typeof renewalStanding>
export type RenewalQuote = z.infer<typeof renewalQuote>
export type AgreementText = z.infer<typeof agreementText>
export type RenewalMoment = z.infer<typeof renewalMoment>
export type RenewalDraft = z.infer<typeof renewalDraft>
export type ProgressMoment = z.infer<typeof progressMoment>
export type CorrectionField = z.infer<typeof correctionField>
export type RenewalProgress = z.infer<typeof renewalProgress>
export type ApplicationView = z.infer<typeof applicationView>
export type DraftMention = z.infer<typeof draftMention>
