import { base, nothing } from '../contract/base.ts'
import { captcha, loginForm } from './model.ts'

export const accountContract = {
  captcha: base.output(captcha),
  login: base.input(loginForm).output(nothing),
  logout: base.output(nothing),
}
