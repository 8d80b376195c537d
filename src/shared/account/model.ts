import { z } from 'zod'

export const accountKind = z.enum(['person', 'legal-entity', 'agency', 'legacy'])

export const accountState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('signed-out') }),
  z.object({
    state: z.literal('signed-in'),
    userName: z.string(),
    applicantName: z.string(),
    kind: accountKind,
    /** Credit code or ID number, masked for display. */
    identity: z.string().nullable(),
    since: z.string(),
    expiresAt: z.string(),
  }),
])

export const captcha = z.readonly(
  z.object({
    id: z.string(),
    /** SVG text; shown as an image, never as markup. */
    picture: z.string(),
    /** The same question in words, for people who cannot see the picture. */
    question: z.string().nullable(),
    expiresAt: z.string(),
  }),
)

export const loginForm = z.object({
  userName: z.string().trim().min(1).max(64),
  applicantName: z.string().trim().min(1).max(200),
  captchaId: z.string().max(64),
  captcha: z.string().trim().min(1).max(32),
})

/** Its part of the snapshot. */
export const accountSlice = { account: accountState }

export type AccountKind = z.infer<typeof accountKind>
export type AccountState = z.infer<typeof accountState>
export type Captcha = z.infer<typeof captcha>
export type LoginForm = z.infer<typeof loginForm>
