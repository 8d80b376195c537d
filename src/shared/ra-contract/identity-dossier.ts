import { z } from 'zod'
import { account } from './account.ts'
import { base64, email, id, instant, nothing, ra, secret, words } from './base.ts'
import { maskedAddress } from './contact.ts'
import {
  appeal,
  appealCause,
  dossierKind,
  dossierPurpose,
  dossierStep,
  foreignEntity,
  mobile,
  person,
  place,
  registered,
  uploadPurpose,
} from './identity-values.ts'
import { raLimits } from './limits.ts'
import { captchaAnswer, clientId, password } from './session.ts'
import { told } from './told.ts'

const tags = ['identity']
const sixDigits = z.string().regex(/^[0-9]{6}$/)
const path = (end = ''): `/${string}` => `/identity/dossiers/{dossierId}${end}`

/**
 * open: the applicant fills it in. awaiting-review → done, refused or awaiting-correction (待补正), where it can be changed
 * and submitted again. expired: left unfinished for too long.
 */
export const dossierState = z.enum([
  'open',
  'awaiting-review',
  'awaiting-correction',
  'done',
  'refused',
  'expired',
])
export type RaDossierState = z.infer<typeof dossierState>

const sentCode = z.object({
  /** null: the code went to an address on record that is not told, if there is one. */
  masked: maskedAddress.nullable(),
  expiresAt: instant,
  againAt: instant,
})

/** What the old account knew, in clear, for the client that logged in to it. */
export const prefill = z.object({
  name: told(200).nullable(),
  number: told(64).nullable(),
  phone: told(64).nullable(),
  email: told(320).nullable(),
})

export const dossier = z.object({
  id,
  /** For people: on the page, in messages, at the hotline. */
  number: told(32),
  purpose: dossierPurpose,
  kind: dossierKind,
  state: dossierState,
  /** The parts that are still to be done, in order. Empty: it can be submitted. */
  missing: z.array(dossierStep).max(20),
  /** What was given so far, masked. */
  name: told(200).nullable(),
  maskedNumber: told(64).nullable(),
  phone: maskedAddress.nullable(),
  email: maskedAddress.nullable(),
  handler: z.object({ name: told(200), maskedPhone: maskedAddress }).nullable(),
  uploads: z
    .array(z.object({ uploadId: id, purpose: uploadPurpose, fileName: told(200), size: z.number().int() }))
    .max(20),
  prefill: prefill.nullable(),
  /** By when a review ends; why it was sent back or refused, and the parts to correct. */
  review: z
    .object({
      dueAt: instant,
      reason: told(500).nullable(),
      steps: z.array(dossierStep).max(20),
    })
    .nullable(),
  openedAt: instant,
  expiresAt: instant,
  /** Once it is done: the account (not of an appeal). */
  account: account.nullable(),
  /** Once it is done: the 机构代码 by which an entity without 统一社会信用代码 logs in. */
  organisationCode: told(32).nullable(),
})
export type RaDossier = z.infer<typeof dossier>

const view = z.object({ dossier })

/** Every call below takes the secret of the dossier as its bearer, and the header `x-ra-client` if it was opened with one. */
export const dossiers = {
  open: ra
    .route({
      method: 'POST',
      path: '/identity/dossiers',
      tags,
      summary:
        'Open a dossier. registration and appeal: with a captcha, without a session. completion, agency-change and handler: with the full session of the account; a completion that is under way is given back',
    })
    .input(
      z.object({
        purpose: dossierPurpose,
        kind: dossierKind,
        captchaId: captchaAnswer.captchaId.optional(),
        captchaAnswer: captchaAnswer.captchaAnswer.optional(),
        clientId,
      }),
    )
    .output(z.object({ secret, dossier })),
  get: ra
    .route({ method: 'GET', path: path(), tags, summary: 'How a dossier stands' })
    .input(z.object({ dossierId: id }))
    .output(view),
  abandon: ra
    .route({ method: 'DELETE', path: path(), tags, summary: 'Give up a dossier that is not submitted' })
    .input(z.object({ dossierId: id }))
    .output(nothing),
  sendCode: ra
    .route({
      method: 'POST',
      path: path('/codes'),
      tags,
      summary: 'Send a code to the phone or mail address that shall be proved; makes the one before useless',
    })
    .input(
      z.object({
        dossierId: id,
        contact: z.discriminatedUnion('channel', [
          z.object({ channel: z.literal('sms'), address: mobile }),
          z.object({ channel: z.literal('mail'), address: email }),
        ]),
      }),
    )
    .output(sentCode),
  proveContact: ra
    .route({
      method: 'POST',
      path: path('/proofs'),
      tags,
      summary: 'Give the code back. A phone of somebody else: identity-exists',
    })
    .input(z.object({ dossierId: id, channel: z.enum(['sms', 'mail']), code: sixDigits }))
    .output(view),
  putPerson: ra
    .route({ method: 'PUT', path: path('/person'), tags, summary: 'Details of a person' })
    .input(z.object({ dossierId: id, person }))
    .output(view),
  checkRegister: ra
    .route({
      method: 'PUT',
      path: path('/register'),
      tags,
      summary: 'Compare an entity or agency with the register (法人信息验证)',
    })
    .input(z.object({ dossierId: id, registered }))
    .output(view),
  putEntity: ra
    .route({ method: 'PUT', path: path('/entity'), tags, summary: 'An entity without credit code' })
    .input(z.object({ dossierId: id, entity: foreignEntity }))
    .output(view),
  putDetails: ra
    .route({ method: 'PUT', path: path('/details'), tags, summary: 'Where an entity or agency is' })
    .input(z.object({ dossierId: id, place }))
    .output(view),
  putAppeal: ra
    .route({ method: 'PUT', path: path('/appeal'), tags, summary: 'What an appeal (人工申诉) is about' })
    .input(z.object({ dossierId: id, appeal }))
    .output(view),
  upload: ra
    .route({
      method: 'POST',
      path: path('/uploads'),
      tags,
      summary: 'A PDF for this dossier, at most 10 MiB; the next one of the same purpose replaces it',
    })
    .input(
      z.object({
        dossierId: id,
        purpose: uploadPurpose,
        fileName: words(200),
        content: base64(raLimits.pdf),
      }),
    )
    .output(z.object({ uploadId: id, dossier })),
  askHandler: ra
    .route({
      method: 'POST',
      path: path('/handler/codes'),
      tags,
      summary:
        'Send a code to the phone of a handler: a registered person, or one who is registered on the spot',
    })
    .input(
      z.object({
        dossierId: id,
        handler: z.discriminatedUnion('how', [
          /** By phone or number of the document. The answer is the same whether there is such a person. */
          z.object({ how: z.literal('registered'), login: words(64) }),
          z.object({ how: z.literal('new'), phone: mobile }),
        ]),
      }),
    )
    .output(sentCode),
  bindHandler: ra
    .route({
      method: 'PUT',
      path: path('/handler'),
      tags,
      summary: 'The handler gives the code back; one who is new gives details and a password of his own',
    })
    .input(
      z.object({
        dossierId: id,
        code: sixDigits,
        /** Only for how: new. */
        person: person.optional(),
        password: password.optional(),
      }),
    )
    .output(view),
  submit: ra
    .route({
      method: 'POST',
      path: path('/submission'),
      tags,
      summary: 'Finish it, or hand it in for review. May be repeated: one that is done answers the same',
    })
    .input(
      z.object({
        dossierId: id,
        agreementVersion: words(64),
        /** The new password of the account: registration and completion. */
        password: password.optional(),
      }),
    )
    .output(view),
}

/** What a client needs to know before it asks. */
export const identityRules = ra
  .route({
    method: 'GET',
    path: '/identity/rules',
    tags,
    summary: '用户服务协议 and terms of this authority',
  })
  .input(nothing)
  .output(
    z.object({
      agreement: z.object({
        version: told(64),
        title: told(200),
        paragraphs: z.array(told(2000)).max(100),
      }),
      adultAge: z.number().int(),
      /** Only accounts of the old system from before this moment can be linked. */
      legacyEnd: instant,
      /** Working days that a review takes. */
      reviewDays: z.object({ from: z.number().int(), to: z.number().int() }),
      uploadPages: z.number().int(),
      appealCauses: z.array(appealCause).max(10),
    }),
  )
