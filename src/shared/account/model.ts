import { z } from 'zod'
import { errorReport } from '../errors/report.ts'
import { accountPassword } from '../pin/entry.ts'

export const accountKind = z.enum(['person', 'legal-entity', 'agency', 'legacy'])

export const loginChannel = z.enum(['sms', 'mail'])

/** The names were right, and the authority now wants a code that it sends to an address on record. */
const codeWanted = z.object({
  state: z.literal('code-wanted'),
  userName: z.string(),
  applicantName: z.string(),
  /** Masked; empty when no address is on record. */
  channels: z.array(z.readonly(z.object({ channel: loginChannel, masked: z.string() }))).readonly(),
  /** The last code that was sent, and the time from which another may be requested. */
  sent: z.readonly(z.object({ channel: loginChannel, masked: z.string(), againAt: z.string() })).nullable(),
  /** Why the first code could not be sent. */
  problem: errorReport.nullable(),
  expiresAt: z.string(),
})

export const signedInAccount = z.object({
  state: z.literal('signed-in'),
  userName: z.string(),
  applicantName: z.string(),
  kind: accountKind,
  /** Credit code or ID number, masked for display. */
  identity: z.string().nullable(),
  /** Masked. */
  phone: z.string().nullable().default(null),
  /** false: an account of the old system whose details are not completed yet (信息补录). */
  complete: z.boolean().default(true),
  /** The person (经办人) who acts for the account; null if it acts itself. */
  handler: z.string().nullable().default(null),
  since: z.string(),
  expiresAt: z.string(),
})

/** One person at one authority. */
export const accountAtIssuer = z.readonly(
  z.object({
    issuerId: z.string(),
    account: z.discriminatedUnion('state', [signedInAccount, codeWanted]),
  }),
)

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
  /** The issuer whose authority asks it. */
  issuerId: z.string().min(1).max(64),
  userName: z.string().trim().min(1).max(64),
  applicantName: z.string().trim().min(1).max(200),
  captchaId: z.string().max(64),
  captcha: z.string().trim().min(1).max(32),
})

/** As whom somebody logs in with a password. */
export const passwordWays = [
  'phone',
  'id-number',
  'credit-code',
  'organisation-code',
  'handler',
  'legacy',
] as const

export const passwordLogin = z.object({
  issuerId: z.string().min(1).max(64),
  way: z.enum(passwordWays),
  login: z.string().trim().min(1).max(64),
  password: accountPassword,
  captchaId: z.string().max(64),
  captcha: z.string().trim().min(1).max(32),
})

/** The part of the snapshot that belongs to this business. */
export const accountSlice = {
  /** All persons who are logged in or logging in, the last used first. The first of an issuer acts there. */
  accounts: z.array(accountAtIssuer).readonly(),
}

export const loginCode = z.string().regex(/^[0-9]{6}$/)

export type LoginChannel = z.infer<typeof loginChannel>
export type CodeWanted = z.infer<typeof codeWanted>
export type AccountKind = z.infer<typeof accountKind>
export type SignedIn = z.infer<typeof signedInAccount>
export type AccountAtIssuer = z.infer<typeof accountAtIssuer>
/** Who acts at one authority. */
export type AccountState = { readonly state: 'signed-out' } | SignedIn | CodeWanted
export type Captcha = z.infer<typeof captcha>
export type LoginForm = z.infer<typeof loginForm>
export type PasswordWay = (typeof passwordWays)[number]
export type PasswordLogin = z.output<typeof passwordLogin>
