import { maskPhone } from '../../shared/masking/mask.ts'
import { clientHashOf } from '../accounts/device.ts'
import { redeemIdentificationCode, sendIdentificationCode } from '../accounts/identification.ts'
import { loginByName, loginByPassword, openSession, sessionView } from '../accounts/login.ts'
import { redeemLoginCode, sendLoginCode } from '../accounts/login-code.ts'
import { iso } from '../clock.ts'
import { secretHash } from '../random.ts'
import { api, requireAnySession, requireCodeSession } from './call.ts'

export const captchaApi = {
  create: api.captcha.create.handler(async ({ context: { services, address } }) => {
    await services.limits.captchas(address)
    return services.captcha.create()
  }),
}

export const sessionsApi = {
  byName: api.sessions.byName.handler(async ({ input, context: { services, address } }) => {
    await services.limits.logins(address)
    await services.captcha.check(input.captchaId, input.captchaAnswer)
    const { store, clock, demo } = services
    const visitor = { address, clientHash: clientHashOf(input.clientId) }
    const account = await loginByName(services, input.userName, input.applicantName, visitor)
    // Names are no secret: they open everything only where nothing is real.
    const who = { account, handler: null, scope: demo ? 'full' : 'code' } as const
    return openSession(store, clock, who, visitor.clientHash)
  }),
  sendCode: api.sessions.sendCode.handler(async ({ input, context }) => {
    const { services, address } = context
    await services.limits.codes(address)
    const caller = await requireCodeSession(context)
    const { contact, expiresAt, againAt } = await sendLoginCode(services, caller, input.channel, address)
    return { masked: contact.masked, expiresAt: iso(expiresAt), againAt: iso(againAt) }
  }),
  byCode: api.sessions.byCode.handler(async ({ input, context }) => {
    const { services, address } = context
    await services.limits.logins(address)
    const { session, account } = await requireCodeSession(context)
    await redeemLoginCode(services, session, input.code)
    await services.store.removeSession(session.tokenHash)
    const who = { account, handler: null, scope: 'full' } as const
    return openSession(services.store, services.clock, who, session.clientHash)
  }),
  byPassword: api.sessions.byPassword.handler(async ({ input, context: { services, address } }) => {
    await services.limits.logins(address)
    await services.captcha.check(input.captchaId, input.captchaAnswer)
    const { store, clock } = services
    const visitor = { address, clientHash: clientHashOf(input.clientId) }
    const { account, handler } = await loginByPassword(services, input, visitor)
    return openSession(store, clock, { account, handler, scope: 'full' }, visitor.clientHash)
  }),
  identify: api.sessions.identify.handler(async ({ input, context: { services, address } }) => {
    await services.limits.codes(address)
    await services.captcha.check(input.captchaId, input.captchaAnswer)
    const visitor = { address, clientHash: clientHashOf(input.clientId) }
    const { identificationId, expiresAt } = await sendIdentificationCode(services, input, visitor)
    return { identificationId, maskedPhone: maskPhone(input.phone), expiresAt: iso(expiresAt) }
  }),
  byIdentification: api.sessions.byIdentification.handler(
    async ({ input, context: { services, address } }) => {
      await services.limits.logins(address)
      const account = await redeemIdentificationCode(services, input)
      const who = { account, handler: null, scope: 'identified' } as const
      return openSession(services.store, services.clock, who, clientHashOf(input.clientId))
    },
  ),
  current: api.sessions.current.handler(async ({ context }) => {
    const { session, account } = await requireAnySession(context)
    const handler =
      session.handlerId === null ? null : await context.services.store.account(session.handlerId)
    return sessionView(account, handler, session.scope, session.expiresAt)
  }),
  close: api.sessions.close.handler(async ({ context }) => {
    if (context.bearer !== null) await context.services.store.removeSession(secretHash(context.bearer))
    return {}
  }),
}
