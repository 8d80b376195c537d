import { z } from 'zod'
import { base, nothing } from '../contract/base.ts'
import { captcha, loginChannel, loginCode, loginForm } from './model.ts'

export const accountContract = {
  captcha: base.output(captcha),
  login: base.input(loginForm).output(nothing),
  sendCode: base.input(z.object({ channel: loginChannel })).output(nothing),
  enterCode: base.input(z.object({ code: loginCode })).output(nothing),
  logout: base.output(nothing),
}
