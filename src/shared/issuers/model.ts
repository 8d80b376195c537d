import { z } from 'zod'
import { pinRule } from '../tokens/model.ts'

export const issuerBusiness = z.enum(['issue', 'replace', 'renew', 'upgrade', 'unlock'])

/** When a certificate can be renewed online; null where the authority does not say. Its own answer counts before this. */
export const renewalRule = z.readonly(
  z.object({
    daysBefore: z.int().nullable(),
    daysAfter: z.int().nullable(),
    /** The version that the authority's own client must have for an expired certificate. */
    clientWhenExpired: z.string().nullable(),
  }),
)

const bilingual = z.readonly(z.object({ zh: z.string(), en: z.string() }))

/** A page of an authority (办事大厅). Its address comes from a source that the issuer's file names. */
export const issuerLink = z.readonly(
  z.object({
    id: z.string(),
    /** Where it is for; null for the whole country. */
    region: bilingual.nullable(),
    name: bilingual,
    about: bilingual.nullable(),
    address: z.string(),
    /** 推荐应用. */
    recommended: z.boolean(),
  }),
)

export const issuerView = z.readonly(
  z.object({
    id: z.string(),
    name: z.string(),
    nameEn: z.string(),
    /** The authority inside the product, for trying out and training. Everything that shows it marks it. */
    demonstration: z.boolean(),
    /** Whether the address of its authority is known, so that its business can be done here. */
    connected: z.boolean(),
    businesses: z.array(issuerBusiness).readonly(),
    pinRule,
    /** null if the authority does not say. */
    retryLimit: z.int().nullable(),
    reminderDays: z.array(z.int()).readonly(),
    hotline: z.string().nullable(),
    renewal: renewalRule.nullable(),
    links: z.array(issuerLink).readonly(),
  }),
)

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

/** The part of the snapshot that belongs to this business. */
export const issuersSlice = {
  /** Where new business starts. For a matter of a certificate, use the issuer of that certificate instead. */
  issuer: issuerView,
  issuers: z.array(issuerView).readonly(),
}

export type IssuerBusiness = z.infer<typeof issuerBusiness>
export type IssuerView = z.infer<typeof issuerView>
export type IssuerLink = z.infer<typeof issuerLink>
export type IssuerDetails = z.infer<typeof issuerDetails>
