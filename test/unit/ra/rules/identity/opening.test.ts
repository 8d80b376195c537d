import { describe, expect, it } from 'vitest'
import type { Account } from '../../../../../src/ra/records.ts'
import type { Dossier } from '../../../../../src/ra/rules/identity/dossier.ts'
import {
  abandonDossier,
  type DossierOpening,
  type DossierOpeningFacts,
  openDossier,
} from '../../../../../src/ra/rules/identity/opening.ts'
import type { DossierKind } from '../../../../../src/shared/identity/kinds.ts'
import { account, now, outcome, written } from '../samples.ts'
import { audited } from './given.ts'
import { dossier } from './samples.ts'

const DAY = 86_400_000
const facts: DossierOpeningFacts = {
  ...{ number: 'D-1', account: null, legacy: null, siblings: { count: 0, named: null }, begun: null },
}
const opening: DossierOpening = {
  ...{ id: 'dossier-1', numbers: ['D-1'], purpose: 'registration', kind: 'person' },
  ...{ accountId: null, clientHash: 'client', now },
}
const opened = (wish: Partial<DossierOpening>, other: Partial<DossierOpeningFacts> = {}) =>
  openDossier({ ...facts, ...other }, { ...opening, ...wish })
const fresh: Dossier = {
  ...dossier,
  ...{ number: 'D-1', clientHash: 'client', openedAt: now, expiresAt: now + 30 * DAY },
}

describe('a dossier that is opened', () => {
  it('is empty and lasts thirty days', () => {
    expect(opened({})).toEqual({
      changes: [
        { kind: 'put-dossier', dossier: fresh },
        audited('applicant', 'dossier opened: registration person', 'D-1'),
      ],
      answer: fresh,
    })
  })

  it('is refused when all its numbers are taken', () => {
    const busy = opened({}, { number: null })
    expect([outcome(busy), written(busy)]).toEqual([{ code: 'server-busy' }, []])
  })

  it('for a registration or an appeal asks for no account', () => {
    const gone = { account: { ...account, closed: true } }
    expect(outcome(opened({}, gone))).toMatchObject({ state: 'open' })
    expect(outcome(opened({ purpose: 'appeal' }))).toMatchObject({ purpose: 'appeal', given: {} })
  })

  it.each(['completion', 'agency-change', 'handler'] as const)(
    'for %s asks for an open account',
    (purpose) => {
      expect(outcome(opened({ purpose }))).toEqual({ code: 'session-ended' })
      const closed = { account: { ...account, closed: true } }
      expect(outcome(opened({ purpose }, closed))).toEqual({ code: 'session-ended' })
    },
  )
})

describe('the change into an agency', () => {
  const wish = { purpose: 'agency-change', kind: 'agency', accountId: 'account-1' } as const

  it('begins with the phone of the account, and names it', () => {
    const one = opened(wish, { account })
    expect(outcome(one)).toMatchObject({ accountId: 'account-1', given: { phone: '13800000002' } })
    expect(one.changes[1]).toEqual(
      audited('account account-1', 'dossier opened: agency-change agency', 'D-1'),
    )
    expect(outcome(opened(wish, { account: { ...account, phone: null } }))).toMatchObject({ given: {} })
  })

  it.each<[string, Partial<Account>, DossierKind, object]>([
    ['is not complete', { complete: false }, 'agency', { code: 'dossier-step-missing', step: 'person' }],
    ['is a person', { kind: 'person' }, 'agency', { code: 'agency-change-unfit' }],
    ['has no credit code', { idType: 'organisation-code' }, 'agency', { code: 'agency-change-unfit' }],
    ['becomes something else', {}, 'entity', { code: 'agency-change-unfit' }],
  ])('is refused to an account that %s', (_, other, kind, refusal) => {
    const one = opened({ ...wish, kind }, { account: { ...account, ...other } })
    expect([outcome(one), written(one)]).toEqual([refusal, []])
  })
})

describe('another handler', () => {
  it.each<[Account['kind'], DossierKind, object]>([
    ['legal-entity', 'entity', { given: {} }],
    ['legal-entity', 'entity-without-code', { state: 'open' }],
    ['legal-entity', 'agency', { code: 'legacy-kind-differs', accountKind: 'legal-entity' }],
    ['agency', 'agency', { state: 'open' }],
    ['agency', 'entity', { code: 'legacy-kind-differs', accountKind: 'agency' }],
    ['person', 'person', { code: 'dossier-step-unfit', step: 'handler' }],
  ])('of an account that is a %s, asked for as %s: %o', (kind, asked, answer) => {
    const wish = { purpose: 'handler', kind: asked, accountId: 'account-1' } as const
    expect(outcome(opened(wish, { account: { ...account, kind } }))).toMatchObject(answer)
  })

  it('is refused to an account that is not complete', () => {
    const incomplete = { account: { ...account, complete: false } }
    expect(outcome(opened({ purpose: 'handler', kind: 'entity' }, incomplete))).toEqual({
      ...{ code: 'dossier-step-missing', step: 'person' },
    })
  })
})

describe('the completion of an old account', () => {
  const legacyEnd = Date.parse('2025-08-01T00:00:00+08:00')
  const old: Account = { ...account, complete: false, createdAt: legacyEnd - 1 }
  const legacy = {
    ...{ login: 'old', passwordHash: 'h', accountId: 'account-1', holder: null },
    ...{ registeredAt: legacyEnd - 1, named: false, linkedAt: null },
  }
  const wish = { purpose: 'completion', kind: 'entity', accountId: 'account-1' } as const
  const completed = (kind: DossierKind, one: Partial<Account>, other: Partial<DossierOpeningFacts> = {}) =>
    outcome(opened({ ...wish, kind }, { account: { ...old, ...one }, ...other }))

  it('is refused when it is complete, and to an account that is too new', () => {
    expect(completed('entity', {})).toMatchObject({ state: 'open', given: {} })
    expect(completed('entity', { complete: true })).toEqual({ code: 'identity-complete' })
    expect(completed('entity', { createdAt: legacyEnd })).toEqual({ code: 'legacy-too-new' })
    expect(completed('entity', { createdAt: legacyEnd }, { legacy })).toMatchObject({ state: 'open' })
    const unknown = { legacy: { ...legacy, registeredAt: null } }
    expect(completed('entity', { createdAt: legacyEnd }, unknown)).toEqual({ code: 'legacy-too-new' })
    const late = { legacy: { ...legacy, registeredAt: legacyEnd } }
    expect(completed('entity', {}, late)).toEqual({ code: 'legacy-too-new' })
  })

  it('is for the one that was named, of several', () => {
    const siblings = { count: 2, named: null }
    expect(completed('entity', {}, { legacy, siblings })).toEqual({ code: 'legacy-not-named', login: '–' })
    expect(completed('entity', {}, { siblings })).toMatchObject({ state: 'open' })
  })

  it.each<[Account['kind'], string | null, DossierKind[]]>([
    ['agency', null, ['agency']],
    ['legal-entity', null, ['entity', 'entity-without-code']],
    ['person', null, ['person', 'entity']],
    ['person', '91110108MA01DEM07K', ['entity']],
    ['person', '110105198804120040', ['person', 'entity']],
  ])('of an account that was a %s with the number %s is one as %o', (kind, holder, fit) => {
    const kinds = ['person', 'entity', 'entity-without-code', 'agency'] as const
    const differs = { code: 'legacy-kind-differs', accountKind: kind }
    const answers = kinds.map((one) => completed(one, { kind }, { legacy: { ...legacy, holder } }))
    expect(answers).toEqual(
      kinds.map((one) => (fit.includes(one) ? expect.objectContaining({ kind: one }) : differs)),
    )
  })

  it.each(['awaiting-review', 'awaiting-correction'] as const)(
    'that is %s goes to whoever logs in to the old account',
    (state) => {
      const begun: Dossier = { ...dossier, purpose: 'completion', state, clientHash: 'earlier' }
      const resumed = opened(wish, { account: old, begun, number: null })
      const taken = { ...begun, clientHash: 'client' }
      expect(resumed).toEqual({
        changes: [
          { kind: 'put-dossier', dossier: taken },
          audited('account account-1', 'dossier resumed', '1'),
        ],
        answer: taken,
      })
      const other = opened({ ...wish, purpose: 'handler' }, { account, begun })
      expect(outcome(other)).toMatchObject({ number: 'D-1', state: 'open' })
    },
  )

  it('begins anew when the earlier one was not handed in, or its time is over', () => {
    const begun: Dossier = { ...dossier, purpose: 'completion', number: 'D-0' }
    expect(outcome(opened(wish, { account: old, begun }))).toMatchObject({ number: 'D-1' })
    const late: Dossier = { ...begun, state: 'awaiting-correction', expiresAt: now }
    expect(outcome(opened(wish, { account: old, begun: late }))).toMatchObject({ number: 'D-1' })
  })
})

describe('a dossier that is given up', () => {
  it('keeps nothing of what was given, and is noted', () => {
    const given = { ...dossier, given: { phone: '1' } }
    expect(abandonDossier({ dossier: given }, { now })).toEqual({
      changes: [
        { kind: 'put-dossier', dossier: { ...dossier, state: 'expired', given: {} } },
        audited('applicant', 'dossier given up', '1'),
      ],
      answer: null,
    })
  })

  it('stays as it is once it was handed in', () => {
    const handedIn: Dossier = { ...dossier, state: 'awaiting-review' }
    expect(abandonDossier({ dossier: handedIn }, { now })).toEqual({ changes: [], answer: null })
    expect(outcome(abandonDossier({ dossier: null }, { now }))).toEqual({ code: 'dossier-unknown' })
  })
})
