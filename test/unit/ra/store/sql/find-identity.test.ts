import { describe, expect, it } from 'vitest'
import type { Code } from '../../../../../src/ra/records.ts'
import { paceNames } from '../../../../../src/ra/rules/identity/pace.ts'
import {
  agenciesOf,
  findBegun,
  findByNumber,
  findByPhone,
  findDossier,
  findLegacy,
  findLegacyOf,
  findPerson,
  findPractitioner,
  findRegisterEntry,
  sendingFacts,
  siblingsOf,
  uploadsOf,
} from '../../../../../src/ra/store/sql/find-identity.ts'
import { memory } from './memory.ts'

const known = (row: Readonly<Record<string, string | number | null>>) => {
  const made = memory()
  made.insert('accounts', { id: 'a', phone: 'p', id_number: 'n', ...row })
  return made
}

describe('a dossier', () => {
  it('is found by its id', () => {
    const { ask, insert, sql } = memory()
    insert('dossiers', { id: 'd', number: 'n' })
    expect([ask(findDossier(sql, 'd'))?.number, ask(findDossier(sql, 'e'))]).toEqual(['n', null])
  })

  it('that was begun is the newest completion that waits', () => {
    const { ask, insert, sql } = memory()
    const own = { account_id: 'a', purpose: 'completion', state: 'awaiting-review' }
    for (const row of [
      { ...own, id: 'first' },
      { ...own, id: 'newest', state: 'awaiting-correction' },
      { ...own, id: 'open', state: 'open' },
      { ...own, id: 'done', state: 'done' },
      { ...own, id: 'other-purpose', purpose: 'appeal' },
      { ...own, id: 'other-account', account_id: 'b' },
    ])
      insert('dossiers', row)
    expect([ask(findBegun(sql, 'a'))?.id, ask(findBegun(sql, 'c'))]).toEqual(['newest', null])
  })

  it('has its uploads in their order, without those that were replaced', () => {
    const { ask, insert, sql } = memory()
    insert('dossier_uploads', { id: '1', dossier_id: 'd', purpose: 'subject-proof' })
    insert('dossier_uploads', { id: '2', dossier_id: 'd', purpose: 'appeal', content: null })
    insert('dossier_uploads', { id: '3', dossier_id: 'd', purpose: 'appeal' })
    insert('dossier_uploads', { id: '4', dossier_id: 'e', purpose: 'appeal' })
    expect(ask(uploadsOf(sql, 'd')).map(({ id }) => id)).toEqual(['1', '3'])
    expect(ask(uploadsOf(sql, 'x'))).toEqual([])
  })
})

describe('an account', () => {
  it.each<[Readonly<Record<string, string | number>>, boolean]>([
    [{}, true],
    [{ closed: 1 }, true],
    [{ kind: 'agency' }, true],
    [{ complete: 0 }, false],
    [{ id_number: 'm' }, false],
  ])('with %o is found by its number: %s', (row, found) => {
    const { ask, sql } = known(row)
    expect(ask(findByNumber(sql, 'n'))?.id ?? null).toBe(found ? 'a' : null)
    expect([ask(findByNumber(sql, null)), ask(findByNumber(sql, undefined))]).toEqual([null, null])
  })

  it.each<[Readonly<Record<string, string | number>>, boolean]>([
    [{}, true],
    [{ closed: 1 }, false],
    [{ kind: 'agency' }, false],
    [{ kind: 'legal-entity' }, false],
    [{ complete: 0 }, false],
    [{ phone: 'q' }, false],
  ])('with %o is found by its phone: %s', (row, found) => {
    const { ask, sql } = known(row)
    expect(ask(findByPhone(sql, 'p'))?.id ?? null).toBe(found ? 'a' : null)
    expect([ask(findByPhone(sql, null)), ask(findByPhone(sql, undefined))]).toEqual([null, null])
  })

  it.each<[Readonly<Record<string, string | number | null>>, boolean]>([
    [{}, true],
    [{ phone: null }, true],
    [{ closed: 1 }, false],
    [{ kind: 'legal-entity' }, false],
    [{ complete: 0 }, false],
  ])('with %o can be a handler: %s', (row, found) => {
    const { ask, sql } = known(row)
    expect(ask(findPerson(sql, 'n'))?.id ?? null).toBe(found ? 'a' : null)
    expect(ask(findPerson(sql, 'x'))).toBeNull()
  })

  it('that has this phone is meant rather than one that has this number', () => {
    const { ask, insert, sql } = known({ phone: 'same' })
    insert('accounts', { id: 'b', id_number: 'same' })
    expect(ask(findPerson(sql, 'same'))?.id).toBe('a')
  })
})

describe('the agencies of a person', () => {
  it('are those that he acts for, and no entities', () => {
    const { ask, insert, sql } = memory()
    insert('accounts', { id: 'a', kind: 'agency', applicant_name: '代理' })
    insert('accounts', { id: 'e', kind: 'legal-entity' })
    insert('accounts', { id: 'b', kind: 'agency' })
    for (const account_id of ['a', 'e']) insert('handlers', { account_id, person_id: 'p' })
    insert('handlers', { account_id: 'b', person_id: 'q' })
    expect(ask(agenciesOf(sql, 'p'))).toEqual([{ id: 'a', applicantName: '代理' }])
    expect([ask(agenciesOf(sql, null)), ask(agenciesOf(sql, 'x'))]).toEqual([[], []])
  })
})

describe('the registers', () => {
  it('know a practitioner of an agency, and no other', () => {
    const { ask, insert, sql } = memory()
    insert('practitioners', { number: 'n', agency_code: 'c', name: '王芳' })
    insert('practitioners', { number: '', agency_code: 'c' })
    const found = { number: 'n', agencyCode: 'c', name: '王芳' }
    expect(ask(findPractitioner(sql, 'n', 'c'))).toEqual(found)
    for (const [number, code] of [
      ['m', 'c'],
      ['n', 'd'],
      ['n', null],
      ['n', undefined],
    ] as const)
      expect(ask(findPractitioner(sql, number, code))).toBeNull()
    expect(ask(findPractitioner(sql, null, 'd'))).toBeNull()
    expect(ask(findPractitioner(sql, undefined, 'c'))?.number).toBe('')
  })

  it('know an entity by its code', () => {
    const { ask, insert, sql } = memory()
    insert('register', { credit_code: 'c', name: '示例' })
    expect([ask(findRegisterEntry(sql, 'c'))?.name, ask(findRegisterEntry(sql, 'd'))]).toEqual(['示例', null])
  })
})

describe('an old login', () => {
  it('is found by its name and by its account', () => {
    const { ask, insert, sql } = memory()
    insert('legacy_logins', { login: 'l', account_id: 'a' })
    expect([ask(findLegacy(sql, 'l'))?.accountId, ask(findLegacyOf(sql, 'a'))?.login]).toEqual(['a', 'l'])
    expect([ask(findLegacy(sql, 'a')), ask(findLegacyOf(sql, 'l'))]).toEqual([null, null])
  })

  it('has siblings with the same holder, of which one may be named', () => {
    const { ask, insert, sql } = memory()
    insert('legacy_logins', { login: '1', account_id: 'a', holder: 'h' })
    insert('legacy_logins', { login: '2', account_id: 'b', holder: 'h' })
    insert('legacy_logins', { login: '3', account_id: 'c', holder: 'i', named: 1 })
    insert('legacy_logins', { login: '4', account_id: 'd', named: 1 })
    const siblings = (login: string) => ask(siblingsOf(sql, ask(findLegacy(sql, login))))
    expect(siblings('1')).toEqual({ count: 2, named: null })
    expect(siblings('3')).toEqual({ count: 1, named: '3' })
    expect([siblings('4'), siblings('x')]).toEqual(Array(2).fill({ count: 1, named: null }))
    insert('legacy_logins', { login: '5', account_id: 'e', holder: 'h', named: 1 })
    expect(siblings('1')).toEqual({ count: 3, named: '5' })
  })
})

describe('the facts of a sending', () => {
  it('are the code before and the pace of address and network', () => {
    const { ask, insert, sql } = memory()
    const names = paceNames('p', '192.0.2.1')
    insert('codes', { id: 'before', purpose: 'identity', subject: 's' })
    insert('attempts', { name: names.to, failures: 1 })
    insert('attempts', { name: names.from, failures: 2 })
    const code: Code = {
      ...{ id: 'i', purpose: 'identity', subject: 's', codeHash: 'h', triesLeft: 5 },
      ...{ sentAt: 0, expiresAt: 1 },
    } as const
    const message = { id: 'm', channel: 'sms', to: 'p', text: 't', createdAt: 0 } as const
    const facts = (subject: string, paced: string, network: string) =>
      ask(sendingFacts(sql, { code: { ...code, subject }, message, paced, network, now: 0 }))
    expect(facts('s', 'p', '192.0.2.1')).toMatchObject({
      ...{ before: { id: 'before' }, toAddress: { failures: 1 }, fromNetwork: { failures: 2 } },
    })
    expect(facts('t', 'q', '198.51.100.1')).toMatchObject({
      ...{ before: null, toAddress: { failures: 0 }, fromNetwork: { failures: 0 } },
    })
  })
})
