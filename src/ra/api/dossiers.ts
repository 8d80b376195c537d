import { adultAge } from '../../shared/identity/documents.ts'
import { appealCauses, legacyEnd, needsPassword } from '../../shared/identity/kinds.ts'
import { normalNumber } from '../../shared/identity-numbers/identity-numbers.ts'
import { clientHashOf } from '../accounts/device.ts'
import {
  contentDigest,
  dossierNumber,
  freshNames,
  identityCodeHash,
  newSending,
} from '../accounts/identity/sending.ts'
import { dossierView } from '../accounts/identity/view.ts'
import { networkOf } from '../accounts/network.ts'
import { hashPassword } from '../accounts/password.ts'
import { iso } from '../clock.ts'
import { maskEmail, maskPhone } from '../mask.ts'
import { randomId } from '../random.ts'
import { Refusal } from '../refusal.ts'
import { workingDaysLater } from '../rules/calendar.ts'
import { CODE_SPACING } from '../rules/identity/codes.ts'
import type { Dossier } from '../rules/identity/dossier.ts'
import type { Part } from '../rules/identity/parts.ts'
import { demoIdentityAgreement, identityReviewDays } from '../rules/identity/terms.ts'
import { newPasswordRefusal } from '../rules/identity/values.ts'
import { PAGES } from '../rules/upload.ts'
import type { DossierFile } from '../store/store.ts'
import { api, type Call, dossierSecret, ownerOf, requireDossier, requireFullSession } from './call.ts'

export const identityRulesApi = api.identity.rules.handler(() => ({
  agreement: { ...demoIdentityAgreement, paragraphs: [...demoIdentityAgreement.paragraphs] },
  ...{ adultAge, legacyEnd: iso(legacyEnd), reviewDays: identityReviewDays, uploadPages: PAGES },
  appealCauses: [...appealCauses],
}))

export const dossiersApi = {
  open: api.identity.dossiers.open.handler(async ({ input, context }) => {
    const { services, address } = context
    services.limits.logins(address)
    const { purpose, kind, captchaId, captchaAnswer } = input
    const isOpen = purpose === 'registration' || purpose === 'appeal'
    if (isOpen && (captchaId === undefined || captchaAnswer === undefined)) throw new Refusal('captcha-wrong')
    if (captchaId !== undefined) services.captcha.check(captchaId, captchaAnswer ?? '')
    const now = services.clock()
    const owner = isOpen ? null : ownerOf(await requireFullSession(context), now)
    if (owner !== null && owner.handlerId !== null) throw new Refusal('account-owner-wanted')
    const dossier = await services.store.openDossier({
      ...{ id: randomId(), number: dossierNumber(now), purpose, kind },
      ...{ accountId: owner?.accountId ?? null, clientHash: clientHashOf(input.clientId), now },
    })
    return { secret: dossierSecret(services, dossier.id), ...(await viewed(context, dossier)) }
  }),
  get: api.identity.dossiers.get.handler(async ({ input, context }) => {
    const file = await requireDossier(context, input.dossierId)
    return viewed(context, file.dossier)
  }),
  abandon: api.identity.dossiers.abandon.handler(async ({ input, context }) => {
    const { dossierId } = await given(context, input)
    await context.services.store.abandonDossier({ dossierId, now: context.services.clock() })
    return {}
  }),
  sendCode: api.identity.dossiers.sendCode.handler(async ({ input, context }) => {
    const { services, address: caller } = context
    services.limits.codes(caller)
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
    context.services.limits.logins(context.address)
    const { dossierId, now } = await given(context, input)
    const codeHash = identityCodeHash(`${dossierId} ${input.channel}`, input.code)
    const proof = { dossierId, channel: input.channel, codeHash, now }
    return viewed(context, await context.services.store.proveContact(proof))
  }),
  putPerson: api.identity.dossiers.putPerson.handler(({ input, context }) =>
    putPart(context, input.dossierId, { step: 'person', person: input.person }),
  ),
  putEntity: api.identity.dossiers.putEntity.handler(({ input, context }) =>
    putPart(context, input.dossierId, { step: 'entity', entity: input.entity }),
  ),
  putDetails: api.identity.dossiers.putDetails.handler(({ input, context }) =>
    putPart(context, input.dossierId, { step: 'details', place: input.place }),
  ),
  putAppeal: api.identity.dossiers.putAppeal.handler(({ input, context }) =>
    putPart(context, input.dossierId, { step: 'appeal', appeal: input.appeal }),
  ),
  checkRegister: api.identity.dossiers.checkRegister.handler(async ({ input, context }) => {
    const { services, address } = context
    services.limits.logins(address)
    const { dossierId, now } = await given(context, input)
    // Counted under the code that is looked up, so another spelling gives no new tries.
    const name = `register ${normalNumber(input.registered.creditCode)}`
    const guess = { name, network: networkOf(address), device: null, captcha: true, now }
    const { registered } = input
    return viewed(context, await services.store.checkRegister({ dossierId, registered, guess, now }))
  }),
  upload: api.identity.dossiers.upload.handler(async ({ input, context }) => {
    const { services, address } = context
    services.limits.uploads(address)
    const { dossierId, now } = await given(context, input)
    const content = new Uint8Array(Buffer.from(input.content, 'base64'))
    const upload = {
      ...{ id: randomId(), dossierId, purpose: input.purpose, name: input.fileName },
      ...{ size: content.length, digest: contentDigest(content) },
    }
    const dossier = await services.store.addDossierUpload({
      upload,
      content,
      network: networkOf(address),
      now,
    })
    return { uploadId: upload.id, ...(await viewed(context, dossier)) }
  }),
  askHandler: api.identity.dossiers.askHandler.handler(async ({ input, context }) => {
    const { services, address } = context
    services.limits.codes(address)
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
    services.limits.logins(address)
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
  submit: api.identity.dossiers.submit.handler(async ({ input, context }) => {
    const { services } = context
    services.limits.logins(context.address)
    const { dossierId, now, file } = await given(context, input)
    const { dossier } = file
    if (input.agreementVersion !== demoIdentityAgreement.version) {
      throw new Refusal('agreement-changed', { version: demoIdentityAgreement.version })
    }
    const isOver = dossier.state === 'done' || dossier.state === 'awaiting-review'
    const passwordHash = isOver ? null : await newPasswordOf(dossier, input.password)
    const submitted = await services.store.submitDossier({
      ...{ dossierId, passwordHash, now, sender: services.name },
      fresh: freshNames(dossier.given.entity?.country ?? 'XX'),
      dueAt: workingDaysLater(services.profile.calendar, now, identityReviewDays.to),
    })
    return viewed(context, submitted)
  }),
}

async function newPasswordOf(dossier: Dossier, password: string | undefined): Promise<string | null> {
  if (!needsPassword(dossier)) return null
  if (password === undefined) throw new Refusal('application-missing', { field: 'password' })
  const { person, registered, entity, phone } = dossier.given
  const known = [
    person?.document.number,
    person?.name,
    registered?.creditCode,
    registered?.name,
    entity?.name,
    phone,
  ]
  const refusal = newPasswordRefusal(password, known)
  if (refusal !== null) throw refusal
  return hashPassword(password)
}

async function given(
  context: Call,
  { dossierId }: { readonly dossierId: string },
): Promise<{ readonly file: DossierFile; readonly dossierId: string; readonly now: number }> {
  return { file: await requireDossier(context, dossierId), dossierId, now: context.services.clock() }
}

async function putPart(context: Call, dossierId: string, part: Part) {
  const { now } = await given(context, { dossierId })
  return viewed(context, await context.services.store.putPart({ dossierId, part, now }))
}

async function viewed({ services }: Call, { id, accountId }: Dossier) {
  const { store, clock } = services
  const file = await store.dossier(id)
  if (file === null) throw new Refusal('dossier-unknown')
  const legacy = accountId === null ? null : await store.legacyOf(accountId)
  return { dossier: dossierView(file, legacy, clock()) }
}

function sent(masked: string | null, now: number, expiresAt: number) {
  return { masked, expiresAt: iso(expiresAt), againAt: iso(now + CODE_SPACING) }
}
