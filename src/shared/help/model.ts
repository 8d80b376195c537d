import { z } from 'zod'

/** The groups of articles, in the order in which they are shown. */
export const helpGroup = z.enum([
  'ukey',
  'pin',
  'certificate',
  'renewal',
  'soft',
  'web',
  'account',
  'computer',
])

export const articleHead = z.readonly(
  z.object({
    id: z.string(),
    title: z.string(),
    group: helpGroup,
    /** The issuer whose own answer it is; null for an article of the assistant. */
    issuerId: z.string().nullable(),
  }),
)

export const article = z.readonly(
  z.object({
    head: articleHead,
    /** In the small markdown of `markdown.ts`. An issuer's answer is plain text. */
    body: z.string(),
    plain: z.boolean(),
    /** As in `action.ts`. */
    action: z.string(),
  }),
)

export const helpContact = z.readonly(
  z.object({
    issuerId: z.string(),
    servicePoints: z
      .array(
        z.readonly(
          z.object({
            name: z.string(),
            region: z.string().nullable(),
            address: z.string(),
            phone: z.string().nullable(),
            hours: z.string().nullable(),
            documents: z.array(z.string()).readonly(),
          }),
        ),
      )
      .readonly(),
    hotlines: z
      .array(z.readonly(z.object({ number: z.string(), purpose: z.string().nullable() })))
      .readonly(),
    onlineService: z.string().nullable(),
    onlineHelp: z.string().nullable(),
  }),
)

/** The part of the snapshot that belongs to this business: the article that explains each hotline code. */
export const helpSlice = { articleOfCode: z.readonly(z.record(z.string(), z.string())) }

export type HelpGroup = z.infer<typeof helpGroup>
export type ArticleHead = z.infer<typeof articleHead>
export type Article = z.infer<typeof article>
export type HelpContact = z.infer<typeof helpContact>
