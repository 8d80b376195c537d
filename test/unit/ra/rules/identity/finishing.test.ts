import { describe, expect, it } from 'vitest'
import type { Account } from '../../../../../src/ra/records.ts'
import type { Dossier } from '../../../../../src/ra/rules/identity/dossier.ts'
import { type FinishingFacts, finished } from '../../../../../src/ra/rules/identity/finishing.ts'
import { account, now, outcome, written } from '../samples.ts'
import { audited, entity, fresh, person, place, registered, whole } from './given.ts'

const handler: Account = { ...account, id: 'person-1', kind: 'person', applicantName: '王芳' }
const facts: FinishingFacts = { account: null, handler }
const finishing = { fresh, passwordHash: 'hash', now }
const finish = (
  dossier: Dossier,
  other: Partial<FinishingFacts> = {},
  passwordHash: string | null = 'hash',
) => finished({ ...facts, ...other }, dossier, { ...finishing, passwordHash }, 'applicant')
const made: Account = {
  ...{ id: 'new-account', userName: 'u1', kind: 'person', applicantName: '王芳', idType: 'resident-id' },
  ...{ idNumber: '110105198804120040', phone: '13800000001', email: 'w@example.cn', passwordHash: 'hash' },
  ...{ complete: true, closed: false, createdAt: now },
}
const binding = (accountId: string, personId: string, isAgency: boolean) => [
  { kind: 'add-handler', accountId, personId, isAgency, at: now },
  audited(`account ${accountId}`, 'handler bound', personId),
]

describe('a registration', () => {
  it('of a person makes the account, and the dossier keeps no secret', () => {
    const given = { ...whole.person.given, passwordHash: 'hash', fresh }
    const dossier: Dossier = { ...whole.person, given, steps: ['email'] }
    const after: Dossier = {
      ...{ ...dossier, state: 'done', accountId: 'new-account', steps: [] },
      given: whole.person.given,
    }
    expect(finish(dossier)).toEqual({
      changes: [
        { kind: 'put-account', account: made },
        { kind: 'put-identity', accountId: 'new-account', identity: { person }, at: now },
        { kind: 'put-dossier', dossier: after },
        audited('applicant', 'dossier done: registration person', '1 account new-account'),
      ],
      answer: after,
    })
  })

  it('of an entity binds its handler, who is registered', () => {
    const { changes } = finish(whole.entity)
    const named = { kind: 'legal-entity', applicantName: '示例公司', idType: 'credit-code' } as const
    expect(changes.slice(0, 4)).toEqual([
      { kind: 'put-account', account: { ...made, ...named, idNumber: '91110108MA01DEM07K' } },
      { kind: 'put-identity', accountId: 'new-account', identity: { registered, place }, at: now },
      ...binding('new-account', 'person-1', false),
    ])
    expect(written(finish(whole.entity, { handler: null }))).not.toContain('add-handler')
  })

  it('of an agency makes one, and says so where the handler is bound', () => {
    const { changes } = finish({ ...whole.entity, kind: 'agency' })
    expect(changes[0]).toMatchObject({ account: { kind: 'agency', idType: 'credit-code' } })
    expect(changes.slice(2, 4)).toEqual(binding('new-account', 'person-1', true))
  })

  it('of an entity without credit code has the code of the authority', () => {
    const { changes } = finish(whole.foreign)
    expect(changes[0]).toMatchObject({
      account: {
        ...{
          kind: 'legal-entity',
          applicantName: '境外公司',
          idType: 'organisation-code',
          idNumber: 'ORG-1',
        },
      },
    })
    expect(changes[1]).toMatchObject({ identity: { entity, place } })
  })

  it('registers a handler on the spot', () => {
    const bound = { how: 'new', phone: '13800000003', person, passwordHash: 'h' } as const
    const { changes, answer } = finish({ ...whole.entity, given: { ...whole.entity.given, handler: bound } })
    const registeredHandler: Account = {
      ...{ ...made, id: 'new-handler', userName: 'u2', phone: '13800000003', email: null, passwordHash: 'h' },
    }
    expect(changes.slice(2, 7)).toEqual([
      { kind: 'put-account', account: registeredHandler },
      { kind: 'put-identity', accountId: 'new-handler', identity: { person }, at: now },
      audited('account new-account', 'handler registered', 'new-handler'),
      ...binding('new-account', 'new-handler', false),
    ])
    expect(answer).toMatchObject({ given: { handler: { ...bound, passwordHash: null } } })
  })

  it.each([
    ['person', whole.person],
    ['entity', whole.entity],
    ['agency', { ...whole.entity, kind: 'agency' }],
    ['entity-without-code', whole.foreign],
  ] as const)('of a dossier for %s that lacks who it is about, or a password, is refused', (_, dossier) => {
    const missing = { code: 'dossier-step-missing', step: 'person' }
    const empty = finish({ ...dossier, given: { phone: '1' } })
    expect([outcome(empty), written(empty)]).toEqual([missing, []])
    expect(outcome(finish(dossier, {}, null))).toEqual(missing)
  })

  it('without proved addresses has none', () => {
    const { changes } = finish({ ...whole.person, given: { person } })
    expect(changes[0]).toMatchObject({ account: { phone: null, email: null } })
  })
})

describe('a completion', () => {
  it('keeps the account and its user name, and ends its sessions', () => {
    const old: Account = { ...account, complete: false, passwordHash: null, createdAt: 7 }
    const completion = { ...whole.person, purpose: 'completion', accountId: 'account-1' } as const
    const { changes, answer } = finish(completion, { account: old })
    expect(changes.slice(0, 4)).toMatchObject([
      {
        kind: 'put-account',
        account: { ...made, id: 'account-1', userName: 'demo', createdAt: 7 },
      },
      { kind: 'put-identity', accountId: 'account-1' },
      { kind: 'end-sessions', accountId: 'account-1', except: null },
      { kind: 'put-dossier' },
    ])
    expect(answer).toMatchObject({ accountId: 'account-1', state: 'done' })
  })
})

describe('the change into an agency', () => {
  it('changes the kind only, and replaces the handlers', () => {
    const { changes } = finish(whole.agencyChange, { account }, null)
    expect(changes.slice(0, 6)).toEqual([
      { kind: 'put-account', account: { ...account, kind: 'agency' } },
      { kind: 'put-identity', accountId: 'account-1', identity: { registered }, at: now },
      { kind: 'end-sessions', accountId: 'account-1', except: null },
      { kind: 'remove-handlers', accountId: 'account-1' },
      ...binding('account-1', 'person-1', true),
    ])
    expect(outcome(finish(whole.agencyChange))).toMatchObject({ code: 'dossier-step-missing' })
  })
})

describe('another handler', () => {
  it('changes nothing of the account', () => {
    const done = finish(whole.handler, { account }, null)
    expect(done.changes.slice(0, 2)).toEqual(binding('account-1', 'person-1', false))
    expect(written(done)).toEqual(['add-handler', 'audit', 'put-dossier', 'audit'])
    const agency = finish(whole.handler, { account: { ...account, kind: 'agency' } }, null)
    expect(agency.changes.slice(0, 2)).toEqual(binding('account-1', 'person-1', true))
    expect(outcome(finish(whole.handler))).toMatchObject({ code: 'dossier-step-missing' })
  })
})
