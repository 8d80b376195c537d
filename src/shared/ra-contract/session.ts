import { z } from 'zod'
import { account } from './account.ts'
import { id, instant, nothing, phone, ra, secret, words } from './base.ts'
import { contactChannel, maskedAddress, maskedContact } from './contact.ts'
import { told } from './told.ts'

/**
 * full: everything that the account may do. identified: opened with the reserved phone number; may only unlock, suspend
 * and replace. code: opened with names alone; may only have a code sent to an address on record and give it back.
 */
export const sessionScope = z.enum(['full', 'identified', 'code'])
export type SessionScope = z.infer<typeof sessionScope>

export const session = z.object({
  /** Goes into `authorization: Bearer …`. The authority keeps only its hash. */
  token: secret,
  scope: sessionScope,
  expiresAt: instant,
  account,
  /** The person (经办人) who acts for an entity or agency, if one logged in. */
  handler: z.object({ name: told(200) }).nullable(),
  /** Only for a session of scope code: where its code can be sent. Empty if no address is on record. */
  codeChannels: z.array(maskedContact).max(2).default([]),
})
export type RaSession = z.infer<typeof session>

export const captchaAnswer = { captchaId: id, captchaAnswer: z.string().min(1).max(32) }

/**
 * A random text that the client keeps to itself, a different one for every authority. A session opened with one is only
 * valid for calls that carry the same text in the header `x-ra-client`. A client from which somebody has logged in
 * before is let through even if strangers have given too many wrong answers.
 */
export const clientId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/)
  .optional()

const sixDigits = z.string().regex(/^[0-9]{6}$/)

/** Passwords are taken as typed. The limit keeps the input of scrypt small. */
export const password = z.string().min(1).max(128)

export const captcha = {
  create: ra
    .route({ method: 'POST', path: '/captchas', tags: ['login'], summary: 'A new captcha' })
    .input(nothing)
    .output(
      z.object({
        captchaId: id,
        /** The picture as SVG. */
        svg: z.string().max(256 * 1024),
        /** The same as a question in words, for people who cannot see the picture. Its answer counts too. */
        question: z.object({ zh: told(300), en: told(300) }),
        expiresAt: instant,
      }),
    ),
}

export const sessions = {
  byName: ra
    .route({
      method: 'POST',
      path: '/sessions/by-name',
      tags: ['login'],
      summary:
        'Log in with user name, applicant name and captcha (账号登录). A session of scope code, except at an authority for trying out',
    })
    .input(z.object({ userName: words(64), applicantName: words(200), ...captchaAnswer, clientId }))
    .output(session),
  sendCode: ra
    .route({
      method: 'POST',
      path: '/sessions/current/code',
      tags: ['login'],
      summary: 'Send the code that a session of scope code waits for; a new one makes the one before useless',
    })
    .input(z.object({ channel: contactChannel }))
    .output(z.object({ masked: maskedAddress, expiresAt: instant, againAt: instant })),
  byCode: ra
    .route({
      method: 'POST',
      path: '/sessions/by-code',
      tags: ['login'],
      summary: 'Give the code back: ends the session of scope code and opens a full one for the same client',
    })
    .input(z.object({ code: sixDigits }))
    .output(session),
  byPassword: ra
    .route({
      method: 'POST',
      path: '/sessions/by-password',
      tags: ['login'],
      summary: 'Login with a password',
    })
    .input(
      z.object({
        /**
         * credit-code: 统一社会信用代码, or the 机构代码 of an entity without one. handler: phone or ID number of a person
         * who acts for an entity or agency.
         */
        loginKind: z.enum(['phone', 'id-number', 'credit-code', 'handler', 'legacy']),
        login: words(64),
        password,
        /** handler: the credit code of the entity, if the person acts for several. */
        creditCode: words(64).optional(),
        ...captchaAnswer,
        clientId,
      }),
    )
    .output(session),
  identify: ra
    .route({
      method: 'POST',
      path: '/sessions/identifications',
      tags: ['login'],
      summary: 'Identify by the reserved phone number: sends a code when number and token belong together',
    })
    .input(z.object({ phone, tokenSerial: words(64), ...captchaAnswer, clientId }))
    .output(z.object({ identificationId: id, maskedPhone: told(64), expiresAt: instant })),
  byIdentification: ra
    .route({
      method: 'POST',
      path: '/sessions/by-identification',
      tags: ['login'],
      summary: 'A session of scope identified',
    })
    .input(z.object({ identificationId: id, code: sixDigits, clientId }))
    .output(session),
  current: ra
    .route({ method: 'GET', path: '/sessions/current', tags: ['login'], summary: 'Whose session this is' })
    .input(nothing)
    .output(session.omit({ token: true })),
  close: ra
    .route({ method: 'DELETE', path: '/sessions/current', tags: ['login'], summary: '退出登录' })
    .input(nothing)
    .output(nothing),
}
