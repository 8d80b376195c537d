import { z } from 'zod'
import { webOrigin } from '../prompt/origin.ts'

/** The protocols that pages speak with the assistant. `own` is that of wire.ts; `extension` carries the same. */
export const carrierName = z.enum(['own', 'extension', 'xtxapp', 'mtoken', 'netca', 'jszh'])

/**
 * How often a site has to ask. `ask`: the PIN for each signature. `confirm`: the PIN once, then a click for each one.
 * `free`: the PIN once, and nothing more until the scope ends.
 */
export const siteLeave = z.enum(['no', 'ask', 'confirm', 'free'])

export const siteScopes = z.readonly(
  z.object({ certificates: z.boolean(), signIn: siteLeave, sign: siteLeave }),
)

export const siteView = z.readonly(
  z.object({
    origin: webOrigin,
    /** How the name of an international domain reads; null if the origin already shows it. */
    reads: z.string().max(300).nullable(),
    scopes: siteScopes,
    /** Whether the approval lasts. Otherwise it ends with the connection. */
    remembered: z.boolean(),
    approvedAt: z.string(),
    lastUsedAt: z.string().nullable(),
    /** How many of its pages are connected now. */
    connections: z.int(),
  }),
)

export const carrierView = z.readonly(
  z.object({
    name: carrierName,
    /** Whether it is switched on, by the person or because an issuer's file asks for it. */
    on: z.boolean(),
    askedBy: z.string().nullable(),
    /** `needs-certificate`: it has only ports with TLS, and browsers trust no certificate of ours. */
    state: z.enum(['off', 'listening', 'taken', 'failed', 'needs-certificate']),
    ports: z.array(z.int()).readonly(),
    /** Ports of this carrier that another program holds, with its name if the system tells. */
    taken: z
      .array(z.readonly(z.object({ port: z.int(), program: z.string().max(200).nullable() })))
      .readonly(),
  }),
)

export const webSigningState = z.readonly(
  z.object({
    on: z.boolean(),
    carriers: z.array(carrierView).readonly(),
    sites: z.array(siteView).readonly(),
  }),
)

export const sitePurpose = z.enum(['connect', 'sign-in', 'sign', 'decrypt'])

/** One thing that a site was given. It holds no content, only its digest. */
export const siteUse = z.readonly(
  z.object({
    at: z.string().max(40),
    origin: z.string().max(300),
    carrier: carrierName,
    purpose: sitePurpose,
    holder: z.string().max(1_000).nullable(),
    serial: z.string().max(200).nullable(),
    /** SM3 of what was signed or opened, in hexadecimal. */
    digest: z.string().max(64).nullable(),
    /** A signature that names no site. */
    loose: z.boolean(),
  }),
)

/** The part of the snapshot that belongs to this business. */
export const webSigningSlice = { webSigning: webSigningState }

export type CarrierName = z.infer<typeof carrierName>
export type CarrierView = z.infer<typeof carrierView>
export type SiteLeave = z.infer<typeof siteLeave>
export type SitePurpose = z.infer<typeof sitePurpose>
export type SiteScopes = z.infer<typeof siteScopes>
export type SiteUse = z.infer<typeof siteUse>
export type SiteView = z.infer<typeof siteView>
export type WebSigningState = z.infer<typeof webSigningState>
