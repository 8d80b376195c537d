import { maskEmail, maskPhone } from '../../shared/masking/mask.ts'
import { identityCodeHash, newSending } from '../accounts/identity/sending.ts'
import { networkOf } from '../accounts/network.ts'
import { hashPassword } from '../accounts/password.ts'
import { iso } from '../clock.ts'
import { CODE_SPACING } from '../rules/identity/codes.ts'
import { newPasswordRefusal } from '../rules/identity/values.ts'
import { api } from './call.ts'
import { given, viewed } from './dossier-call.ts'

/** Codes to the addresses that a dossier proves, and to its handler. */
export const dossierProofsApi = {
  sendCode: api.identity.dossiers.sendCode.handler(async ({ input, context }) => {
    const { services, address: caller } = context
    await services.limits.codes(caller)
    const { dossierId } = await given(context, input)
    const { channel } = input.contact
    const address = channel === 'mail' ? input.contact.address.toLowerCase() : input.contact.address
    const sending = newSending({
      ...{ subject: `${dossierId} ${channel}`, channel, to: address, paced: address },
      ...{
        network: networkOf(caller),
        sender: services.name,
        purpose: '核验联系方式',
        now: services.clock(),
      },
    })
    await services.store.askContact({ ...sending, dossierId, channel, address })
    return sent(
      channel === 'sms' ? maskPhone(address) : maskEmail(address),
      sending.now,
      sending.code.expiresAt,
    )
  }),
  proveContact: api.identity.dossiers.proveContact.handler(async ({ input, context }) => {
    await context.services.limits.logins(context.address)
    const { dossierId, now } = await given(context, input)
    const codeHash = identityCodeHash(`${dossierId} ${input.channel}`, input.code)
    const proof = { dossierId, channel: input.channel, codeHash, now }
    return viewed(context, await context.services.store.proveContact(proof))
  }),
  askHandler: api.identity.dossiers.askHandler.handler(async ({ input, context }) => {
    const { services, address } = context
    await services.limits.codes(address)
    const { dossierId, now } = await given(context, input)
    const handler =
      input.handler.how === 'new'
        ? input.handler
        : { how: 'registered' as const, login: input.handler.login.normalize('NFKC').toUpperCase() }
    const typed = handler.how === 'new' ? handler.phone : handler.login
    const sending = newSending({
      ...{ subject: `${dossierId} handler`, channel: 'sms', to: typed, paced: typed, now },
      ...{ network: networkOf(address), sender: services.name, purpose: '关联经办人' },
    })
    await services.store.askHandler({ ...sending, dossierId, handler })
    return sent(/^1\d{10}$/.test(typed) ? maskPhone(typed) : null, now, sending.code.expiresAt)
  }),
  bindHandler: api.identity.dossiers.bindHandler.handler(async ({ input, context }) => {
    const { services, address } = context
    await services.limits.logins(address)
    const { dossierId, now, file } = await given(context, input)
    const { code, person, password } = input
    const asked = file.dossier.given.asked?.handler
    const phone = asked?.how === 'new' ? asked.phone : null
    const isNew = person !== undefined && password !== undefined
    const unfit = isNew ? newPasswordRefusal(password, [person.document.number, person.name, phone]) : null
    if (unfit !== null) throw unfit
    const fresh = isNew ? { person, passwordHash: await hashPassword(password) } : null
    const codeHash = identityCodeHash(`${dossierId} handler`, code)
    return viewed(context, await services.store.bindHandler({ dossierId, codeHash, fresh, now }))
  }),
}

function sent(masked: string | null, now: number, expiresAt: number) {
  return { masked, expiresAt: iso(expiresAt), againAt: iso(now + CODE_SPACING) }
}
