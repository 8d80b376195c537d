import { z } from 'zod'
import { base, code, id, nothing } from '../contract/base.ts'
import { accountPassword } from '../pin/entry.ts'
import { appeal, foreignEntity, mobile, person, place, registered } from '../ra-contract/identity-values.ts'
import { base64Length, raLimits } from '../ra-contract/limits.ts'
import { dossierForm } from './form.ts'
import {
  codeSent,
  dossierKind,
  dossierMoment,
  dossierPurpose,
  dossierView,
  identityCentre,
  identityRules,
  openedSession,
  resetWay,
  uploadPurpose,
} from './model.ts'

const at = z.object({ issuerId: id })
const one = z.object({ key: id })
const captcha = { captchaId: z.string().max(64), captcha: z.string().trim().min(1).max(32) }
const email = z.email().max(254)

/** Where a code is sent. */
export const contact = z.discriminatedUnion('channel', [
  z.object({ channel: z.literal('sms'), address: mobile }),
  z.object({ channel: z.literal('mail'), address: email }),
])

export const handlerAsked = z.discriminatedUnion('how', [
  z.object({ how: z.literal('registered'), login: z.string().trim().min(1).max(64) }),
  z.object({ how: z.literal('new'), phone: mobile }),
])

const channel = z.enum(['sms', 'mail'])

export const identityContract = {
  rules: base.input(at).output(identityRules),
  /** 注册 and 人工申诉 with a captcha; all others for the person who acts there. One that is under way goes on. */
  begin: base
    .input(at.extend({ purpose: dossierPurpose, kind: dossierKind, ...z.object(captcha).partial().shape }))
    .output(one),
  /** How it stands now. */
  dossier: base.input(one).output(dossierView),
  save: base.input(one.extend({ form: dossierForm, moment: dossierMoment })).output(nothing),
  abandon: base.input(one).output(nothing),
  /** Forgets one that is over. */
  forget: base.input(one).output(nothing),
  sendCode: base.input(one.extend({ contact })).output(codeSent),
  proveContact: base.input(one.extend({ channel, code })).output(dossierView),
  putPerson: base.input(one.extend({ person })).output(dossierView),
  checkRegister: base.input(one.extend({ registered })).output(dossierView),
  putEntity: base.input(one.extend({ entity: foreignEntity })).output(dossierView),
  putDetails: base.input(one.extend({ place })).output(dossierView),
  putAppeal: base.input(one.extend({ appeal })).output(dossierView),
  /** Checks a PDF and hands it to the authority. */
  upload: base
    .input(
      one.extend({
        purpose: uploadPurpose,
        fileName: z.string().min(1).max(200),
        base64: z.string().max(base64Length(raLimits.pdf) + 1024),
      }),
    )
    .output(dossierView),
  askHandler: base.input(one.extend({ handler: handlerAsked })).output(codeSent),
  bindHandler: base
    .input(one.extend({ code, person: person.optional(), password: accountPassword.optional() }))
    .output(dossierView),
  submit: base
    .input(one.extend({ agreementVersion: z.string().min(1).max(64), password: accountPassword.optional() }))
    .output(dossierView),
  centre: base.input(at).output(identityCentre),
  linkLegacy: base
    .input(at.extend({ login: z.string().trim().min(1).max(64), password: accountPassword, ...captcha }))
    .output(identityCentre),
  removeHandler: base.input(at.extend({ personId: id })).output(identityCentre),
  sendContactCode: base
    .input(at.extend({ channel, address: z.union([mobile, email]).nullable() }))
    .output(codeSent),
  changeContact: base.input(at.extend({ channel, presentCode: code, newCode: code })).output(identityCentre),
  changePassword: base.input(at.extend({ present: accountPassword, next: accountPassword })).output(nothing),
  sessions: base.input(at).output(z.array(openedSession).readonly()),
  endSession: base.input(at.extend({ sessionId: id })).output(nothing),
  close: base.input(at.extend({ password: accountPassword })).output(nothing),
  /** 忘记密码: the answer is the same whatever is known. */
  askReset: base
    .input(at.extend({ way: resetWay, login: z.string().trim().min(1).max(64), contact, ...captcha }))
    .output(codeSent.unwrap().extend({ resetId: z.string() })),
  finishReset: base
    .input(at.extend({ resetId: z.string().max(64), code, password: accountPassword }))
    .output(nothing),
}
