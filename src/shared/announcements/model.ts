import { z } from 'zod'
import { errorReport } from '../errors/report.ts'

const bilingual = z.readonly(z.object({ zh: z.string(), en: z.string() }))

export const announcement = z.readonly(
  z.object({
    id: z.string(),
    publishedOn: z.string(),
    title: bilingual,
    text: bilingual.nullable(),
    /** The host of its page; null if it has none. */
    host: z.string().nullable(),
    unread: z.boolean(),
  }),
)

/** 图片链接. The window asks for the picture itself. */
export const linkedPicture = z.readonly(z.object({ id: z.string(), title: bilingual, host: z.string() }))

export const offeredProgram = z.readonly(
  z.object({
    id: z.string(),
    name: bilingual,
    about: bilingual,
    /** As the issuer's signed list says. */
    publisher: z.string(),
    version: z.string(),
    host: z.string(),
    bytes: z.int(),
    sha256: z.string(),
  }),
)

/** What an issuer makes known, as far as it could be fetched and its signature is right. */
export const feedView = z.readonly(
  z.object({
    issuerId: z.string(),
    /** When it was last fetched; null if it never was. */
    fetchedAt: z.string().nullable(),
    /** Whether it is older than its issuer says it is good for. */
    outdated: z.boolean(),
    /** Why the last attempt brought nothing; what is known stays. */
    problem: errorReport.nullable(),
    announcements: z.array(announcement).readonly(),
    pictures: z.array(linkedPicture).readonly(),
    /** Those for this system. */
    programs: z.array(offeredProgram).readonly(),
  }),
)

/** The part of the snapshot that belongs to this business: only issuers whose file names the key of a feed. */
export const announcementsSlice = { feeds: z.array(feedView).readonly() }

export type Announcement = z.infer<typeof announcement>
export type LinkedPicture = z.infer<typeof linkedPicture>
export type OfferedProgram = z.infer<typeof offeredProgram>
export type FeedView = z.infer<typeof feedView>
