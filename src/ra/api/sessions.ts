import { codeHash, sendCode } from '../accounts/codes.ts'
import { clientHashOf, loginByName, loginByPassword, openSession, sessionView } from '../accounts/login.ts'
import { redeemLoginCode, sendLoginCode } from '../accounts/login-code.ts'
import { maskPhone } from '../accounts/mask.ts'
import { iso } from '../clock.ts'
import { secretHash } from '../random.ts'
import type { Account } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { api, requireAnySession, requireCodeSession } from './call.ts'

export const captchaApi = {
  create: api.captcha.create.handler(({ context: { services, address } }) => {
    services.limits.captchas(address)
    return services.captcha.create()
  }),
}

export const sessionsApi = {
  byName: api.sessions.byName.handler(async ({ input, context: { services, address } }) => {
    services.limits.logins(address)
    services.captcha.check(input.captchaId, input.captchaAnswer)
    const { store, clock, demo } = services
    const account = await loginByName(services, input.userName, input.applicantName, address)
    // Names are no secret, so they open everything only where nothing is real.
    const who = { account, handler: null, scope: demo ? 'full' : 'code' } as const
    return openSession(store, clock, who, clientHashOf(input.clientId))
  }),
  sendCode: api.sessions.sendCode.handler(async ({ input, context }) => {
    const { services, address } = context
    services.limits.codes(address)
    const caller = await requireCodeSession(context)
    const { contact, expiresAt, againAt } = await sendLoginCode(services, caller, input.channel, address)
    return { masked: contact.masked, expiresAt: iso(expiresAt), againAt: iso(againAt) }
  }),
  byCode: api.sessions.byCode.handler(async ({ input, context }) => {
    const { services, address } = context
    services.limits.logins(address)
    const { session, account } = await requireCodeSession(context)
    await redeemLoginCode(services, session, input.code)
    await services.store.removeSession(session.tokenHash)
    const who = { account, handler: null, scope: 'full' } as const
    return openSession(services.store, services.clock, who, session.clientHash)
  }),
  byPassword: api.sessions.byPassword.handler(async ({ input, context: { services, address } }) => {
    services.limits.logins(address)
    services.captcha.check(input.captchaId, input.captchaAnswer)
    const { store, clock } = services
    const { account, handler } = await loginByPassword(services, input, address)
    return openSession(store, clock, { account, handler, scope: 'full' }, clientHashOf(input.clientId))
  }),
  identify: api.sessions.identify.handler(async ({ input, context: { services, address } }) => {
    services.limits.codes(address)
    services.captcha.check(input.captchaId, input.captchaAnswer)
    const account = await accountOfToken(services, input.tokenSerial, input.phone, address)
    const sent = await sendCode(
      services.store,
      services.clock,
      { purpose: 'identify', subject: account.id },
      {
        channel: 'sms',
        to: input.phone,
        text: (digits) =>
          `【${services.name}】验证码 ${digits}，用于核实您的身份，10 分钟内有效。请勿告诉他人。`,
      },
    )
    const code = await services.store.codeOf('identify', account.id)
    return {
      identificationId: code?.id ?? '',
      maskedPhone: maskPhone(input.phone),
      expiresAt: iso(sent.expiresAt),
    }
  }),
  byIdentification: api.sessions.byIdentification.handler(
    async ({ input, context: { services, address } }) => {
      services.limits.logins(address)
      const { store, clock } = services
      const code = await store.code(input.identificationId)
      if (code === null || code.purpose !== 'identify') throw new Refusal('code-stale')
      const { purpose, subject } = code
      await store.redeemCode({
        purpose,
        subject,
        codeHash: codeHash(purpose, subject, input.code),
        now: clock(),
      })
      const account = await store.account(code.subject)
      if (account === null || account.closed) throw new Refusal('account-closed')
      return openSession(
        store,
        clock,
        { account, handler: null, scope: 'care' },
        clientHashOf(input.clientId),
      )
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

/** The account that this token belongs to, if the number is the one that it reserved. */
async function accountOfToken(
  services: Services,
  tokenSerial: string,
  phone: string,
  address: string,
): Promise<Account> {
  const { store, tries } = services
  const name = `identify ${tokenSerial}`
  await tries.requireNotPaused(name, address)
  for (const id of await store.tokenOwners(tokenSerial)) {
    const account = await store.account(id)
    if (account !== null && !account.closed && account.phone === phone) {
      await tries.right(name, address)
      return account
    }
  }
  throw new Refusal('phone-differs', { triesLeft: await tries.wrong(name, address) })
}
