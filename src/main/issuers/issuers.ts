import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type IssuerView, pinRule } from '../../shared/models/index.ts'

const text = z.string().trim().min(1).max(2000)
const bilingual = z.object({ zh: text, en: text })

/** What differs between authorities is data: one file each in issuers/, or in the user's own folder. */
const issuerFile = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{2,40}$/),
  name: text,
  nameEn: text,
  demonstration: z.boolean().default(false),
  /** "embedded": the authority inside; an https address; null where none is publicly known. */
  authority: z.union([z.literal('embedded'), z.url({ protocol: /^https$/ }), z.null()]),
  loginFields: z.array(z.enum(['user-name', 'applicant-name', 'captcha'])).default([]),
  pinRule,
  retryLimit: z.int().min(1).max(30).nullable(),
  reminderDays: z.array(z.int().min(-365).max(365)),
  businesses: z.array(z.enum(['issue', 'replace', 'renew', 'upgrade', 'unlock'])),
  hotline: text.nullable(),
  servicePoints: z.array(z.object({ name: text, address: text, phone: text.nullable() })).default([]),
  /** What to bring along to a service point to have a PIN unlocked there. */
  unlockDocuments: z.array(bilingual).default([]),
  faq: z.array(z.object({ question: bilingual, answer: bilingual })).default([]),
  /** Where these facts come from, and which are not known. */
  notes: text.optional(),
})

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

/** Editors of Windows put a byte order mark before what they write. */
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))

/** Reads both folders; the user's file replaces ours of the same id, a faulty file is named with its reason. */
export const loadIssuers = (builtIn: string, own: string): IssuerSet => {
  const issuers = new Map<string, Issuer>()
  const problems: IssuerProblem[] = []
  /** Whatever lies in the user's folder, the product starts. */
  const telling = <T>(path: string, read: () => T, otherwise: T): T => {
    try {
      return read()
    } catch (error) {
      problems.push({ file: path, reason: reasonOf(error) })
      return otherwise
    }
  }
  for (const path of [...filesIn(builtIn), ...telling(own, () => filesIn(own), [])]) {
    const issuer = telling(path, () => issuerFile.parse(readJson(path)), null)
    if (issuer) issuers.set(issuer.id, issuer)
  }
  return { issuers: [...issuers.values()], problems }
}

/** The issuer the user chose; the demonstration where nothing (or something unknown) was chosen. */
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
  pinRule: issuer.pinRule,
  retryLimit: issuer.retryLimit,
  reminderDays: issuer.reminderDays,
  hotline: issuer.hotline,
})
