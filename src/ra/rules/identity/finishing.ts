import type { Account, IdType } from '../../records.ts'
import { audit, type Change } from '../change.ts'
import { type Decision, decided, refused } from '../decision.ts'
import { type Dossier, type Fresh, type Identity, put, withoutSecrets } from './dossier.ts'

/** What the account is made of, beside the dossier. */
export type FinishingFacts = {
  /** The account that is completed or changed. */
  readonly account: Account | null
  /** The registered person who becomes the handler. */
  readonly handler: Account | null
}

type Finishing = { readonly fresh: Fresh; readonly passwordHash: string | null; readonly now: number }

/** Makes, completes or changes the account, and binds the handler. */
export function finished(
  facts: FinishingFacts,
  dossier: Dossier,
  { fresh, passwordHash, now }: Finishing,
  actor: string,
): Decision<Dossier> {
  const account = accountOf(facts, dossier, fresh, passwordHash, now)
  if (account === null) return refused('dossier-step-missing', { step: 'person' })
  const given = withoutSecrets(dossier.given)
  const after: Dossier = { ...dossier, state: 'done', accountId: account.id, given, steps: [] }
  return decided(
    [
      ...accountChanges(facts, dossier, account, now),
      ...handlerChanges(facts, dossier, account, fresh, now),
      put(after),
      audit(
        now,
        actor,
        `dossier done: ${dossier.purpose} ${dossier.kind}`,
        `${dossier.number} account ${account.id}`,
      ),
    ],
    after,
  )
}

function accountChanges(
  { account: before }: FinishingFacts,
  dossier: Dossier,
  account: Account,
  now: number,
): readonly Change[] {
  if (dossier.purpose === 'handler') return []
  return [
    { kind: 'put-account', account },
    { kind: 'put-identity', accountId: account.id, identity: identityOf(dossier), at: now },
    // A session that was opened when the account was another kind of account must not go on.
    ...(before === null ? [] : [{ kind: 'end-sessions', accountId: account.id, except: null } as const]),
    ...(dossier.purpose === 'agency-change'
      ? [{ kind: 'remove-handlers', accountId: account.id } as const]
      : []),
  ]
}

function identityOf({ given: { person, registered, entity, place } }: Dossier): Identity {
  return {
    ...(person === undefined ? {} : { person }),
    ...(registered === undefined ? {} : { registered }),
    ...(entity === undefined ? {} : { entity }),
    ...(place === undefined ? {} : { place }),
  }
}

function handlerChanges(
  { handler }: FinishingFacts,
  { given }: Dossier,
  account: Account,
  fresh: Fresh,
  now: number,
): readonly Change[] {
  const bound = given.handler
  if (bound === undefined) return []
  const isAgency = account.kind === 'agency'
  const binding = (personId: string): readonly Change[] => [
    { kind: 'add-handler', accountId: account.id, personId, isAgency, at: now },
    audit(now, `account ${account.id}`, 'handler bound', personId),
  ]
  if (bound.how === 'registered') return handler === null ? [] : binding(handler.id)
  const { person, phone, passwordHash } = bound
  const made: Account = {
    ...{ id: fresh.handler.id, userName: fresh.handler.userName, kind: 'person', applicantName: person.name },
    ...{ idType: person.document.kind, idNumber: person.document.number, phone, email: null, passwordHash },
    ...{ complete: true, closed: false, createdAt: now },
  }
  return [
    { kind: 'put-account', account: made },
    { kind: 'put-identity', accountId: made.id, identity: { person }, at: now },
    audit(now, `account ${account.id}`, 'handler registered', made.id),
    ...binding(made.id),
  ]
}

function accountOf(
  { account }: FinishingFacts,
  { given, kind, purpose }: Dossier,
  fresh: Fresh,
  passwordHash: string | null,
  now: number,
): Account | null {
  if (purpose === 'handler') return account
  if (purpose === 'agency-change') return account === null ? null : { ...account, kind: 'agency' }
  const named = namedBy(given, kind, fresh)
  if (named === null || passwordHash === null) return null
  return {
    ...(account ?? { ...fresh.account, createdAt: now, closed: false }),
    ...named,
    ...{ phone: given.phone ?? null, email: given.email ?? null, passwordHash, complete: true },
  }
}

type Named = Pick<Account, 'kind' | 'applicantName'> & { readonly idType: IdType; readonly idNumber: string }

function namedBy(
  { person, registered, entity }: Dossier['given'],
  kind: Dossier['kind'],
  { organisationCode }: Fresh,
): Named | null {
  if (kind === 'person') {
    if (person === undefined) return null
    const { kind: idType, number: idNumber } = person.document
    return { kind: 'person', applicantName: person.name, idType, idNumber }
  }
  if (kind === 'entity-without-code') {
    if (entity === undefined) return null
    return {
      kind: 'legal-entity',
      applicantName: entity.name,
      idType: 'organisation-code',
      idNumber: organisationCode,
    }
  }
  if (registered === undefined) return null
  const { name: applicantName, creditCode: idNumber } = registered
  return {
    kind: kind === 'agency' ? 'agency' : 'legal-entity',
    applicantName,
    idType: 'credit-code',
    idNumber,
  }
}
