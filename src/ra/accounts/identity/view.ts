import { maskEmail, maskIdNumber, maskName, maskPhone } from '../../../shared/masking/mask.ts'
import type { RaCentre, RaPrincipal } from '../../../shared/ra-contract/identity-account.ts'
import type { RaDossier } from '../../../shared/ra-contract/identity-dossier.ts'
import type { RaDossierFile, RaLegacyAccount } from '../../../shared/ra-contract/identity-operator.ts'
import { iso } from '../../clock.ts'
import type { Account } from '../../records.ts'
import { missingSteps, stateAt } from '../../rules/identity/dossier.ts'
import type { LegacyListed, LegacyLogin } from '../../rules/identity/legacy.ts'
import type { DossierFile } from '../../store/identity.ts'
import type { Store } from '../../store/store.ts'
import { accountView } from '../account-view.ts'

/** A dossier for whoever opened it: what was given comes back masked. */
export function dossierView(
  { dossier, uploads, account }: DossierFile,
  legacy: LegacyLogin | null,
  now: number,
): RaDossier {
  const { given, purpose, state } = dossier
  const isDone = state === 'done'
  const own = isDone && purpose !== 'appeal' ? account : null
  return {
    ...{ id: dossier.id, number: dossier.number, purpose, kind: dossier.kind, state: stateAt(dossier, now) },
    missing: isDone ? [] : [...missingSteps(dossier, uploads)],
    name: nameOf(given),
    maskedNumber: masked(numberOf(given), maskIdNumber),
    phone: masked(given.phone, maskPhone),
    email: masked(given.email, maskEmail),
    handler: handlerOf(given),
    uploads: uploads.map(({ id, purpose: use, name, size }) => ({
      uploadId: id,
      purpose: use,
      fileName: name,
      size,
    })),
    prefill: purpose === 'completion' && state === 'open' ? prefillOf(account, legacy) : null,
    review: reviewOf(dossier),
    openedAt: iso(dossier.openedAt),
    expiresAt: iso(dossier.expiresAt),
    account: own === null ? null : accountView(own),
    organisationCode: own?.idType === 'organisation-code' ? own.idNumber : null,
  }
}

type Given = DossierFile['dossier']['given']

function nameOf({ person, registered, entity, appeal }: Given): string | null {
  return person?.name ?? registered?.name ?? entity?.name ?? appeal?.name ?? null
}

function numberOf({ person, registered, entity, appeal }: Given): string | undefined {
  const representative = entity?.representative.document.number
  return person?.document.number ?? registered?.creditCode ?? representative ?? appeal?.number
}

function masked(value: string | undefined, mask: (value: string) => string): string | null {
  return value === undefined ? null : mask(value)
}

function handlerOf({ handler }: Given): RaDossier['handler'] {
  if (handler === undefined) return null
  const name = handler.how === 'new' ? handler.person.name : handler.name
  return { name: handler.how === 'new' ? name : maskName(name), maskedPhone: maskPhone(handler.phone) }
}

function reviewOf({ dueAt, reason, steps }: DossierFile['dossier']): RaDossier['review'] {
  return dueAt === null ? null : { dueAt: iso(dueAt), reason, steps: [...steps] }
}

function prefillOf(account: Account | null, legacy: LegacyLogin | null): RaDossier['prefill'] {
  if (account === null || account.complete) return null
  return {
    ...{ name: account.applicantName, number: account.idNumber ?? legacy?.holder ?? null },
    ...{ phone: account.phone, email: account.email },
  }
}

/** A dossier for operators, who compare it with the documents. */
export function dossierFileView(file: DossierFile, now: number): RaDossierFile {
  const { given, decidedBy } = file.dossier
  const {
    phone = null,
    email = null,
    person = null,
    registered = null,
    entity = null,
    place = null,
    appeal = null,
  } = given
  const dossier = { ...dossierView(file, null, now), prefill: null }
  return { dossier, phone, email, person, registered, entity, place, appeal, decidedBy }
}

/** An account of the old system for operators. */
export function legacyView({ holder, registeredAt, linkedAt, ...legacy }: LegacyListed): RaLegacyAccount {
  const { login, applicantName, kind, count, named } = legacy
  return {
    ...{ login, applicantName, kind, count, named },
    maskedHolder: holder === null ? null : maskIdNumber(holder),
    registeredAt: registeredAt === null ? null : iso(registeredAt),
    linkedAt: linkedAt === null ? null : iso(linkedAt),
  }
}

export function principalView({ id, kind, applicantName, idNumber }: Account): RaPrincipal {
  const maskedIdNumber = idNumber === null ? null : maskIdNumber(idNumber)
  return { accountId: id, kind, applicantName, maskedIdNumber }
}

async function openPrincipals(store: Store, personId: string): Promise<readonly Account[]> {
  return (await store.principalsOf(personId)).filter(({ closed }) => !closed)
}

/** 个人中心 of an account; `handlerId`: of the person who acts for it. */
export async function centreView(
  store: Store,
  { account, handlerId }: { readonly account: Account; readonly handlerId: string | null },
  now: number,
): Promise<RaCentre> {
  const personId = handlerId ?? (account.kind === 'person' ? account.id : null)
  const [legacy, handlers, principals, unfinished] = await Promise.all([
    store.legacyOf(account.id),
    store.handlersOf(account.id),
    personId === null ? [] : openPrincipals(store, personId),
    store.unfinishedOf(account.id, now),
  ])
  return {
    account: accountView(account),
    legacy:
      legacy === null
        ? null
        : {
            maskedLogin: maskName(legacy.login),
            linkedAt: legacy.linkedAt === null ? null : iso(legacy.linkedAt),
          },
    handlers: handlers.map(({ person, boundAt }) => ({
      ...{ personId: person.id, name: person.applicantName },
      maskedNumber: person.idNumber === null ? null : maskIdNumber(person.idNumber),
      maskedPhone: person.phone === null ? null : maskPhone(person.phone),
      boundAt: boundAt === null ? null : iso(boundAt),
    })),
    principals: principals.map(principalView),
    mayBecomeAgency: account.kind === 'legal-entity' && account.idType === 'credit-code' && account.complete,
    unfinished: unfinished.slice(0, 200).map(({ kind, name }) => ({ kind, name })),
  }
}
