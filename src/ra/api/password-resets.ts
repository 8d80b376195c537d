import { identityCodeHash, newSending } from '../accounts/identity/sending.ts'
import { networkOf } from '../accounts/network.ts'
import { hashPassword } from '../accounts/password.ts'
import { iso } from '../clock.ts'
import { randomId } from '../random.ts'
import { CODE_SPACING } from '../rules/identity/codes.ts'
import { newPasswordRefusal } from '../rules/identity/values.ts'
import { api } from './call.ts'

export const passwordResetsApi = {
  open: api.identity.passwordResets.open.handler(async ({ input, context: { services, address } }) => {
    await services.limits.codes(address)
    await services.captcha.check(input.captchaId, input.captchaAnswer)
    const { way, contact } = input
    const plain = input.login.normalize('NFKC')
    const login = way === 'phone' || way === 'legacy' ? plain : plain.toUpperCase()
    const resetId = randomId()
    const now = services.clock()
    const sending = newSending({
      ...{ subject: resetId, channel: contact.channel, to: contact.address, paced: contact.address, now },
      ...{ network: networkOf(address), sender: services.name, purpose: '重置密码' },
    })
    await services.store.askReset({ ...sending, way, login, contact })
    return { resetId, expiresAt: iso(sending.code.expiresAt), againAt: iso(now + CODE_SPACING) }
  }),
  finish: api.identity.passwordResets.finish.handler(async ({ input, context: { services, address } }) => {
    await services.limits.logins(address)
    const { resetId, code, password } = input
    // Before anything is known about whose it is, so that nothing of the account is told.
    const early = newPasswordRefusal(password, [])
    if (early !== null) throw early
    const passwordHash = await hashPassword(password)
    const codeHash = identityCodeHash(resetId, code)
    await services.store.finishReset({ resetId, codeHash, passwordHash, now: services.clock() })
    return {}
  }),
}
