import { z } from 'zod'
import { base, id, nothing } from '../contract/base.ts'
import { captcha, loginChannel, loginCode, loginForm, passwordLogin } from './model.ts'

const at = z.object({ issuerId: id })
/** One of the persons who are logged in at an authority. */
const person = z.object({ issuerId: id, userName: z.string().min(1).max(64) })

export const accountContract = {
  captcha: base.input(at).output(captcha),
  login: base.input(loginForm).output(nothing),
  loginByPassword: base.input(passwordLogin).output(nothing),
  sendCode: base.input(at.extend({ channel: loginChannel })).output(nothing),
  enterCode: base.input(at.extend({ code: loginCode })).output(nothing),
  logout: base.input(person).output(nothing),
  /** The accounts for which the handler who acts may act; himself is null. */
  actFor: base.input(at.extend({ accountId: id.nullable() })).output(nothing),
  /** From now on this person acts there. The others stay logged in. */
  actAs: base.input(person).output(nothing),
}
