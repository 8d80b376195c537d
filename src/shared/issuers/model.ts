import { z } from 'zod'
import { pinRule } from '../tokens/model.ts'

export const issuerBusiness = z.enum(['issue', 'replace', 'renew', 'upgrade', 'unlock'])

export const issuerView = z.readonly(
  z.object({
    id: z.string(),
    name: z.string(),
    nameEn: z.string(),
    /** The authority inside: for trying out and training; marked wherever it shows. */
    demonstration: z.boolean(),
    /** Where its authority answers is known: its business can be done here. */
    connected: z.boolean(),
    businesses: z.array(issuerBusiness).readonly(),
    pinRule,
    /** null where the authority does not say. */
    retryLimit: z.int().nullable(),
    reminderDays: z.array(z.int()).readonly(),
    hotline: z.string().nullable(),
  }),
)

const bilingual = z.readonly(z.object({ zh: z.string(), en: z.string() }))

export const servicePoint = z.readonly(
  z.object({ name: z.string(), address: z.string(), phone: z.string().nullable() }),
)

/** What a page asks for when it shows an issuer in full. */
export const issuerDetails = z.readonly(
  z.object({
    servicePoints: z.array(servicePoint).readonly(),
    questions: z.array(z.readonly(z.object({ question: bilingual, answer: bilingual }))).readonly(),
  }),
)

/** Its part of the snapshot. */
export const issuersSlice = {
  /** Where new business starts; what concerns a certificate is asked of the issuer of that certificate. */
  issuer: issuerView,
  issuers: z.array(issuerView).readonly(),
}

export type IssuerBusiness = z.infer<typeof issuerBusiness>
export type IssuerView = z.infer<typeof issuerView>
export type IssuerDetails = z.infer<typeof issuerDetails>
