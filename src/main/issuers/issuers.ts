import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { feedKey, httpsAddress } from '../../shared/announcements/feed.ts'
import {
  carrierName,
  type IssuerDetails,
  type IssuerView,
  issuerBusiness,
  pinRule,
  renewalRule,
} from '../../shared/models/index.ts'
import { webOrigin } from '../../shared/prompt/origin.ts'

const text = z.string().trim().min(1).max(2000)
const bilingual = z.object({ zh: text, en: text })

const hex = (length: string) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`))
const objectId = z.string().regex(/^[0-2](\.[0-9]+)+$/)

/** An issuer's name in its certificates. Every part that is given must match. */
const issuerName = z.readonly(
  z
    .strictObject({ cn: text.optional(), o: text.optional() })
    .refine(({ cn, o }) => cn !== undefined || o !== undefined, 'a name without any part'),
)

/**
 * How to recognise a certificate of this issuer, the surest way first. What the authority itself answered counts before
 * all of these.
 */
const knownBy = z.strictObject({
  /** SHA-256 of its authorities' certificates. */
  fingerprints: z.array(hex('64')).default([]),
  /** Key identifiers of its authorities, as its certificates contain them (RFC 5280, 4.2.1.1). */
  keyIds: z.array(hex('8,64')).default([]),
  names: z.array(issuerName).default([]),
  /** Its own extensions, given as the beginning of their object identifier. */
  extensions: z.array(objectId).default([]),
})

/** What sites of this issuer need of 代理服务. Only an authority's own sites belong here. */
const webSigning = z.strictObject({
  /** Protocols that are on from the start, unless the person switches them off. */
  carriers: z.array(carrierName).default([]),
  /** Sites without https. No other site without https can be approved. */
  sites: z.array(webOrigin.startsWith('http://')).default([]),
})

/** Where people are served. What the issuer does not say stays out. */
const servicePoint = z.object({
  name: text,
  address: text,
  phone: text.nullable(),
  /** The province or city by which people look for it. */
  region: text.nullable().default(null),
  hours: text.nullable().default(null),
  /** What to bring. */
  documents: z.array(bilingual).max(30).default([]),
})

/** A page that the person's browser opens. */
const page = httpsAddress.nullable().default(null)

const linkId = z.string().regex(/^[a-z0-9-]{1,40}$/)

/** Its pages for people (办事大厅). `recommended` ones are offered for 我的应用. */
const link = z.strictObject({
  id: linkId,
  region: bilingual.nullable().default(null),
  name: bilingual,
  about: bilingual.nullable().default(null),
  address: httpsAddress,
  recommended: z.boolean().default(false),
})

/** Its notices, pictures and programs. Without a key nothing is taken from anybody. */
const feed = z.strictObject({
  /** Where the signed file is; null if its authority has it. */
  address: httpsAddress.nullable().default(null),
  /** "embedded" is the key of the authority inside, and only an issuer with that address can name it. */
  key: z.union([z.literal('embedded'), feedKey]),
})

/** The differences between authorities are data: one file for each in issuers/ or in the user's own folder. */
const issuerFile = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{2,40}$/),
    name: text,
    nameEn: text,
    demonstration: z.boolean().default(false),
    /** Where its authority answers: "embedded" is the one inside, else https; null if no public address is known. */
    address: z.union([z.literal('embedded'), z.url({ protocol: /^https$/ }), z.null()]),
    knownBy: z.readonly(knownBy).prefault({}),
    pinRule,
    retryLimit: z.int().min(1).max(30).nullable(),
    reminderDays: z.array(z.int().min(-365).max(365)),
    /** When a certificate can be renewed online. */
    renewal: renewalRule.nullable().default(null),
    /** Hosts of its payment pages, over https. */
    payHosts: z.array(z.string().regex(/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/)).default([]),
    businesses: z.array(issuerBusiness),
    hotline: text.nullable(),
    /** Further phones, each with what it is for. */
    hotlines: z
      .array(z.object({ number: text, purpose: bilingual }))
      .max(20)
      .default([]),
    servicePoints: z.array(servicePoint).max(500).default([]),
    /** 在线客服 and 在线帮助. */
    onlineService: page,
    onlineHelp: page,
    /** What to bring to a service point to have a PIN unlocked there. */
    unlockDocuments: z.array(bilingual).default([]),
    /** Frequent questions, shown with its certificates. */
    faq: z
      .array(z.object({ question: bilingual, answer: bilingual }))
      .max(200)
      .default([]),
    links: z
      .array(link)
      .max(60)
      .default([])
      .refine((links) => new Set(links.map(({ id }) => id)).size === links.length, 'two links have one id'),
    feed: z.readonly(feed).nullable().default(null),
    webSigning: z.readonly(webSigning).prefault({}),
    /** Where these facts come from, and which are not known. */
    notes: text.optional(),
  })
  .refine(
    ({ address, feed }) => feed?.key !== 'embedded' || address === 'embedded',
    'a key of the authority inside',
  )

/** Users' files for 0.1 can still be read. The address had another name then, and one list was never used. */
const withNamesOfToday = (content: unknown): unknown => {
  if (typeof content !== 'object' || content === null || 'address' in content) return content
  const { authority: address, loginFields: _unused, ...rest } = content as Record<string, unknown>
  return { ...rest, address }
}

export type IssuerFeed = Readonly<z.infer<typeof feed>>
export type Issuer = Readonly<z.infer<typeof issuerFile>>
export type IssuerProblem = { readonly file: string; readonly reason: string }
export type IssuerSet = { readonly issuers: readonly Issuer[]; readonly problems: readonly IssuerProblem[] }

const reasonOf = (error: unknown): string =>
  error instanceof z.ZodError
    ? error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`).join('; ')
    : error instanceof Error
      ? error.message
      : String(error)

const filesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => join(folder, name))
    : []

/** Hundreds of service points fit into this. A larger file was not written for us. */
const mostBytes = 1024 * 1024

/** Editors on Windows put a byte order mark at the start of a file. */
const readJson = (path: string): unknown => {
  if (statSync(path).size > mostBytes) throw new Error(`is larger than ${mostBytes} bytes`)
  return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
}

/** Reads both folders. The user's file replaces ours with the same id; a faulty file is reported with the reason. */
export const loadIssuers = (builtIn: string, own: string): IssuerSet => {
  const issuers = new Map<string, Issuer>()
  const problems: IssuerProblem[] = []
  /** The product starts whatever is in the user's folder. */
  const telling = <T>(path: string, read: () => T, otherwise: T): T => {
    try {
      return read()
    } catch (error) {
      problems.push({ file: path, reason: reasonOf(error) })
      return otherwise
    }
  }
  const take = (path: string, adapt: (content: unknown) => unknown): void => {
    const issuer = telling(path, () => issuerFile.parse(adapt(readJson(path))), null)
    if (issuer) issuers.set(issuer.id, issuer)
  }
  for (const path of filesIn(builtIn)) take(path, (content) => content)
  for (const path of telling(own, () => filesIn(own), [])) take(path, withNamesOfToday)
  return { issuers: [...issuers.values()], problems }
}

/** The issuer that the user chose, or the demonstration if the choice is empty or unknown. */
export const chosenIssuer = (set: IssuerSet, id: string): Issuer => {
  const chosen =
    set.issuers.find((issuer) => issuer.id === id) ?? set.issuers.find((issuer) => issuer.id === 'demo')
  if (!chosen) throw new Error('issuers/demo.json is missing: the installation is incomplete')
  return chosen
}

export const issuerView = (issuer: Issuer): IssuerView => ({
  id: issuer.id,
  name: issuer.name,
  nameEn: issuer.nameEn,
  demonstration: issuer.demonstration,
  connected: issuer.address !== null,
  businesses: issuer.businesses,
  pinRule: issuer.pinRule,
  retryLimit: issuer.retryLimit,
  reminderDays: issuer.reminderDays,
  hotline: issuer.hotline,
  renewal: issuer.renewal,
  links: issuer.links,
})

export const issuerDetails = ({ servicePoints, faq }: Issuer): IssuerDetails => ({
  servicePoints,
  questions: faq,
})
