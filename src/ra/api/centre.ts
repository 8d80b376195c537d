import { maskEmail, maskPhone } from '../../shared/masking/mask.ts'
import { identityCodeHash, newSending } from '../accounts/identity/sending.ts'
import { centreView } from '../accounts/identity/view.ts'
import { answererAs, exchangeSession } from '../accounts/login.ts'
import { networkOf } from '../accounts/network.ts'
import { hashPassword, verifyPassword } from '../accounts/password.ts'
import { iso } from '../clock.ts'
import { secretHash } from '../random.ts'
import type { Account } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { presentAddress } from '../rules/identity/centre.ts'
import { CODE_SPACING } from '../rules/identity/codes.ts'
import { newPasswordRefusal } from '../rules/identity/values.ts'
import type { Services } from '../services.ts'
import { api, type Call, type Caller, ownerOf, requireFullSession } from './call.ts'

export const centreApi = {
  centre: api.identity.account.centre.handler(async ({ context }) => {
    const { session, account } = await requireFullSession(context)
    const { store, clock } = context.services
    return centreView(store, { account, handlerId: session.handlerId }, clock())
  }),
  linkLegacy: api.identity.account.linkLegacy.handler(async ({ input, context }) => {
    const { services, address } = context
    await services.limits.logins(address)
    const caller = await requireOwner(context)
    await services.captcha.check(input.captchaId, input.captchaAnswer)
    const login = input.login.normalize('NFKC')
    const known = await services.store.secretOf('legacy', login)
    // The same counter as that of the login: whoever guesses here has no tries of his own.
    const by = answererAs(known?.ownerId ?? null, { address, clientHash: caller.session.clientHash })
    await requireRight(services, `legacy ${login}`, by, input.password, known?.secret ?? null)
    const legacy = known === null ? null : await services.store.legacyOf(known.ownerId)
    if (legacy === null) throw new Refusal('legacy-linked-elsewhere')
    const now = services.clock()
    await services.store.linkLegacy({ login: legacy.login, accountId: caller.account.id, now })
    return { centre: await centreOf(context, caller) }
  }),
  removeHandler: api.identity.account.removeHandler.handler(async ({ input, context }) => {
    const caller = await requireOwner(context)
    const owner = ownerOf(caller, context.services.clock())
    await context.services.store.removeHandler({ ...owner, personId: input.personId })
    return { centre: await centreOf(context, caller) }
  }),
  actFor: api.identity.account.actFor.handler(async ({ input, context }) => {
    const { services } = context
    const { session, account } = await requireFullSession(context)
    const personId = session.handlerId ?? (account.kind === 'person' ? account.id : null)
    const person = personId === null ? null : await services.store.account(personId)
    if (person === null || person.closed) throw new Refusal('account-owner-wanted')
    const principals = await services.store.principalsOf(person.id)
    const principal = principals.find(({ id, closed }) => id === input.accountId && !closed)
    if (input.accountId !== null && principal === undefined) throw new Refusal('not-found')
    const who = {
      account: principal ?? person,
      handler: principal === undefined ? null : person,
      scope: 'full',
    } as const
    return exchangeSession(services.store, services.clock, who, session)
  }),
  sendContactCode: api.identity.account.sendContactCode.handler(async ({ input, context }) => {
    const { services, address: caller } = context
    await services.limits.codes(caller)
    const { session, account } = await requireOwner(context)
    const { channel } = input
    const address = input.address === null ? null : fitting(channel, input.address)
    const to = address ?? presentAddress(account, channel)
    if (to === null) throw new Refusal('contact-missing', { channel })
    const now = services.clock()
    const which = address === null ? 'present' : 'new'
    const sending = newSending({
      ...{ subject: `${account.id} ${channel} ${which}`, channel: channelOf(to), to, paced: to, now },
      ...{ network: networkOf(caller), sender: services.name, purpose: '变更联系方式' },
    })
    const owner = { accountId: account.id, handlerId: session.handlerId }
    await services.store.askContactChange({ ...sending, ...owner, channel, address })
    const masked = channelOf(to) === 'sms' ? maskPhone(to) : maskEmail(to)
    return { masked, expiresAt: iso(sending.code.expiresAt), againAt: iso(now + CODE_SPACING) }
  }),
  changeContact: api.identity.account.changeContact.handler(async ({ input, context }) => {
    const { services, address } = context
    await services.limits.logins(address)
    const caller = await requireOwner(context)
    const { channel, presentCode, newCode } = input
    const subject = `${caller.account.id} ${channel}`
    await services.store.changeContact({
      ...ownerOf(caller, services.clock()),
      channel,
      presentHash: identityCodeHash(`${subject} present`, presentCode),
      newHash: identityCodeHash(`${subject} new`, newCode),
    })
    return { centre: await centreOf(context, caller) }
  }),
  changePassword: api.identity.account.changePassword.handler(async ({ input, context }) => {
    const { services } = context
    await services.limits.logins(context.address)
    const caller = await requireOwner(context)
    const { account, session } = caller
    await requireOwnPassword(context, caller, input.present)
    const refusal = newPasswordRefusal(input.next, [account.idNumber, account.phone, account.applicantName])
    if (refusal !== null) throw refusal
    await services.store.changePassword({
      ...ownerOf(caller, services.clock()),
      passwordHash: await hashPassword(input.next),
      seenHash: account.passwordHash,
      tokenHash: session.tokenHash,
    })
    return {}
  }),
  sessions: api.identity.account.sessions.handler(async ({ context }) => {
    const { session, account } = await requireOwner(context)
    const { store, clock } = context.services
    const open = await store.sessionsOf(account.id, clock())
    return {
      sessions: open.map(({ tokenHash, scope, handlerName, openedAt, expiresAt }) => ({
        ...{ id: sessionId(tokenHash), scope, current: tokenHash === session.tokenHash, handlerName },
        ...{ openedAt: iso(openedAt), expiresAt: iso(expiresAt) },
      })),
    }
  }),
  endSession: api.identity.account.endSession.handler(async ({ input, context }) => {
    const { account } = await requireOwner(context)
    const { store, clock } = context.services
    const open = await store.sessionsOf(account.id, clock())
    const found = open.find(({ tokenHash }) => sessionId(tokenHash) === input.sessionId)
    if (found !== undefined) await store.endSession(account.id, found.tokenHash)
    return {}
  }),
  close: api.identity.account.close.handler(async ({ input, context }) => {
    const { services } = context
    await services.limits.logins(context.address)
    const caller = await requireOwner(context)
    await requireOwnPassword(context, caller, input.password)
    await services.store.closeAccount(ownerOf(caller, services.clock()))
    return {}
  }),
}

/** A full session of the account itself: handlers cannot change what belongs to it. */
async function requireOwner(context: Call): Promise<Caller> {
  const caller = await requireFullSession(context)
  if (caller.session.handlerId !== null) throw new Refusal('account-owner-wanted')
  return caller
}

/** What lists of sessions call a session; it opens nothing. */
function sessionId(tokenHash: string): string {
  return secretHash(`session ${tokenHash}`).slice(0, 22)
}

function channelOf(address: string): 'sms' | 'mail' {
  return address.includes('@') ? 'mail' : 'sms'
}

function fitting(channel: 'sms' | 'mail', address: string): string {
  if (channelOf(address) !== channel) throw new Refusal('bad-payload', { field: 'address' })
  return channel === 'mail' ? address.toLowerCase() : address
}

async function centreOf({ services }: Call, { session, account }: Caller) {
  const { store, clock } = services
  const now: Account = (await store.account(account.id)) ?? account
  return centreView(store, { account: now, handlerId: session.handlerId }, clock())
}

/** Counted as the login of the account is, so a stolen session is no place to guess its password. */
async function requireOwnPassword(
  { services, address }: Call,
  { account, session }: Caller,
  password: string,
) {
  const by = answererAs(account.id, { address, clientHash: session.clientHash })
  await requireRight(services, `own ${account.id}`, by, password, account.passwordHash)
}

async function requireRight(
  { tries }: Services,
  name: string,
  by: ReturnType<typeof answererAs>,
  password: string,
  stored: string | null,
): Promise<void> {
  await tries.requireOpen(name, by)
  const right = await verifyPassword(password, stored)
  if (!right) throw new Refusal('password-wrong', { triesLeft: await tries.wrong(name, by) })
  await tries.right(name, by)
}
