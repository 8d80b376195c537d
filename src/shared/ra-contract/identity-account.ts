import { z } from 'zod'
import { account, accountKind } from './account.ts'
import { email, id, instant, nothing, ra, words } from './base.ts'
import { contactChannel, maskedAddress } from './contact.ts'
import { mobile } from './identity-values.ts'
import { captchaAnswer, clientId, password, session, sessionScope } from './session.ts'
import { told } from './told.ts'

const tags = ['identity']
const sixDigits = z.string().regex(/^[0-9]{6}$/)
const sent = z.object({ expiresAt: instant, againAt: instant })

/** An account for which a handler (经办人) may act. */
export const principal = z.object({
  accountId: id,
  kind: accountKind,
  applicantName: told(200),
  maskedIdNumber: told(64).nullable(),
})
export type RaPrincipal = z.infer<typeof principal>

/** 个人中心. */
export const centre = z.object({
  account,
  /** 旧账号管理: the account of the old system; null: none is linked. */
  legacy: z.object({ maskedLogin: told(64), linkedAt: instant.nullable() }).nullable(),
  /** 经办人 of an entity or agency. */
  handlers: z
    .array(
      z.object({
        personId: id,
        name: told(200),
        maskedNumber: told(64).nullable(),
        maskedPhone: maskedAddress.nullable(),
        boundAt: instant.nullable(),
      }),
    )
    .max(200),
  /** For whom the person of this session may act. */
  principals: z.array(principal).max(200),
  /** 变更为代理机构 is possible. */
  mayBecomeAgency: z.boolean(),
  /** What keeps the account from being closed (注销): certificates in force and unfinished requests and orders. */
  unfinished: z
    .array(z.object({ kind: z.enum(['certificate', 'request', 'order']), name: told(200) }))
    .max(200),
})
export type RaCentre = z.infer<typeof centre>

export const openedSession = z.object({
  id,
  scope: sessionScope,
  /** It is the one that asks. */
  current: z.boolean(),
  /** The handler who opened it. */
  handlerName: told(200).nullable(),
  openedAt: instant,
  expiresAt: instant,
})
export type RaOpenedSession = z.infer<typeof openedSession>

/** 个人中心. All calls need a full session; those that change the account need its own, not that of a handler. */
export const identityAccount = {
  centre: ra
    .route({ method: 'GET', path: '/identity/account', tags, summary: '个人中心' })
    .input(nothing)
    .output(centre),
  linkLegacy: ra
    .route({
      method: 'POST',
      path: '/identity/legacy-link',
      tags,
      summary: 'Link one account of the old system with its password. Cannot be undone',
    })
    .input(z.object({ login: words(64), password, ...captchaAnswer }))
    .output(z.object({ centre })),
  removeHandler: ra
    .route({ method: 'DELETE', path: '/identity/handlers/{personId}', tags, summary: 'Remove a handler' })
    .input(z.object({ personId: id }))
    .output(z.object({ centre })),
  actFor: ra
    .route({
      method: 'POST',
      path: '/identity/acting',
      tags,
      summary:
        'A handler chooses for whom to act; null: for himself. Ends this session and opens the one that is given back',
    })
    .input(z.object({ accountId: id.nullable(), clientId }))
    .output(session),
  sendContactCode: ra
    .route({
      method: 'POST',
      path: '/identity/contact-codes',
      tags,
      summary:
        'A code for a change of phone or mail address: to the present one (to the other channel if there is none), or to the new one',
    })
    .input(
      z.object({
        channel: contactChannel,
        /** null: to the present one. */
        address: z.union([mobile, email]).nullable(),
      }),
    )
    .output(sent.extend({ masked: maskedAddress })),
  changeContact: ra
    .route({
      method: 'PUT',
      path: '/identity/contact',
      tags,
      summary: 'Change phone or mail address with both codes',
    })
    .input(z.object({ channel: contactChannel, presentCode: sixDigits, newCode: sixDigits }))
    .output(z.object({ centre })),
  changePassword: ra
    .route({
      method: 'PUT',
      path: '/identity/password',
      tags,
      summary: 'Change the password with the present one; ends all other sessions',
    })
    .input(z.object({ present: password, next: password }))
    .output(nothing),
  sessions: ra
    .route({ method: 'GET', path: '/identity/sessions', tags, summary: 'Where this account is logged in' })
    .input(nothing)
    .output(z.object({ sessions: z.array(openedSession).max(200) })),
  endSession: ra
    .route({ method: 'DELETE', path: '/identity/sessions/{sessionId}', tags, summary: 'End a session' })
    .input(z.object({ sessionId: id }))
    .output(nothing),
  close: ra
    .route({
      method: 'POST',
      path: '/identity/closing',
      tags,
      summary:
        'Close the account (注销). The document can never register again; refused while something is unfinished',
    })
    .input(z.object({ password }))
    .output(nothing),
}

/** How somebody names the account whose password is forgotten: as at the login. */
export const resetWay = z.enum(['phone', 'id-number', 'credit-code', 'legacy'])

/** 忘记密码, without a session. */
export const passwordResets = {
  open: ra
    .route({
      method: 'POST',
      path: '/identity/password-resets',
      tags,
      summary:
        'Ask for a code to the phone or mail address on record. The answer is the same whatever is known',
    })
    .input(
      z.object({
        way: resetWay,
        login: words(64),
        /** As on record; with another one no code is sent. */
        contact: z.discriminatedUnion('channel', [
          z.object({ channel: z.literal('sms'), address: mobile }),
          z.object({ channel: z.literal('mail'), address: email }),
        ]),
        ...captchaAnswer,
      }),
    )
    .output(sent.extend({ resetId: id })),
  finish: ra
    .route({
      method: 'POST',
      path: '/identity/password-resets/{resetId}',
      tags,
      summary: 'Set the new password with the code; ends all sessions of the account',
    })
    .input(z.object({ resetId: id, code: sixDigits, password }))
    .output(nothing),
}
