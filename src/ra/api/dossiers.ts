import { adultAge } from '../../shared/identity/documents.ts'
import { appealCauses, legacyEnd, needsPassword } from '../../shared/identity/kinds.ts'
import { normalNumber } from '../../shared/identity-numbers/identity-numbers.ts'
import { clientHashOf } from '../accounts/device.ts'
import { contentDigest, dossierNumbers, freshNames } from '../accounts/identity/sending.ts'
import { networkOf } from '../accounts/network.ts'
import { hashPassword } from '../accounts/password.ts'
import { iso } from '../clock.ts'
import { randomId } from '../random.ts'
import { Refusal } from '../refusal.ts'
import { workingDaysLater } from '../rules/calendar.ts'
import type { Dossier } from '../rules/identity/dossier.ts'
import type { Part } from '../rules/identity/parts.ts'
import { demoIdentityAgreement, identityReviewDays } from '../rules/identity/terms.ts'
import { newPasswordRefusal } from '../rules/identity/values.ts'
import { PAGES } from '../rules/upload.ts'
import { api, type Call, dossierSecret, ownerOf, requireDossier, requireFullSession } from './call.ts'
import { given, viewed } from './dossier-call.ts'
import { dossierProofsApi } from './dossier-proofs.ts'

export const identityRulesApi = api.identity.rules.handler(() => ({
  agreement: { ...demoIdentityAgreement, paragraphs: [...demoIdentityAgreement.paragraphs] },
  ...{ adultAge, legacyEnd: iso(legacyEnd), reviewDays: identityReviewDays, uploadPages: PAGES },
  appealCauses: [...appealCauses],
}))

export const dossiersApi = {
  ...dossierProofsApi,
  open: api.identity.dossiers.open.handler(async ({ input, context }) => {
    const { services, address } = context
    await services.limits.logins(address)
    const { purpose, kind, captchaId, captchaAnswer } = input
    const isOpen = purpose === 'registration' || purpose === 'appeal'
    if (isOpen && (captchaId === undefined || captchaAnswer === undefined)) throw new Refusal('captcha-wrong')
    if (captchaId !== undefined) await services.captcha.check(captchaId, captchaAnswer ?? '')
    const now = services.clock()
    const owner = isOpen ? null : ownerOf(await requireFullSession(context), now)
    if (owner !== null && owner.handlerId !== null) throw new Refusal('account-owner-wanted')
    const dossier = await services.store.openDossier({
      ...{ id: randomId(), numbers: dossierNumbers(now), purpose, kind },
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
    await services.limits.logins(address)
    const { dossierId, now } = await given(context, input)
    // Counted under the code that is looked up, so another spelling gives no new tries.
    const name = `register ${normalNumber(input.registered.creditCode)}`
    const guess = { name, network: networkOf(address), device: null, captcha: true, now }
    const { registered } = input
    return viewed(context, await services.store.checkRegister({ dossierId, registered, guess, now }))
  }),
  upload: api.identity.dossiers.upload.handler(async ({ input, context }) => {
    const { services, address } = context
    await services.limits.uploads(address)
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
  submit: api.identity.dossiers.submit.handler(async ({ input, context }) => {
    const { services } = context
    await services.limits.logins(context.address)
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

async function putPart(context: Call, dossierId: string, part: Part) {
  const { now } = await given(context, { dossierId })
  return viewed(context, await context.services.store.putPart({ dossierId, part, now }))
}
