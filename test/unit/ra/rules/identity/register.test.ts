import { describe, expect, it } from 'vitest'
import type { Dossier } from '../../../../../src/ra/rules/identity/dossier.ts'
import {
  checkRegister,
  importPractitioners,
  importRegister,
} from '../../../../../src/ra/rules/identity/register.ts'
import type { RaRegisterEntry } from '../../../../../src/shared/ra-contract/identity-operator.ts'
import type { RaRegistered } from '../../../../../src/shared/ra-contract/identity-values.ts'
import { account, attempts, now, outcome, written } from '../samples.ts'
import { dossier } from './samples.ts'

const creditCode = '91110108MA01DEM07K'
const number = '110105198804120040'
const registered: RaRegistered = {
  ...{ entityType: 'enterprise', name: '示例公司', creditCode },
  representative: {
    ...{ name: '王芳', nationality: 'CN' },
    document: { kind: 'resident-id', number, validity: { from: '2020-01-01', to: null } },
  },
}
const entry: RaRegisterEntry = {
  ...{ creditCode, name: '示例公司', entityType: 'enterprise', agency: false },
  ...{ representativeName: '王芳', representativeNumber: number },
}
const entity: Dossier = { ...dossier, kind: 'entity' }
const guess = { name: 'register', network: 'n', device: null, captcha: false, now }
const none = { everywhere: attempts(0), here: attempts(0), device: null }
const facts = { dossier: entity, entry, account: null, byNumber: null, tries: none }
const checked = (other: Partial<Parameters<typeof checkRegister>[0]>, given = registered) =>
  checkRegister({ ...facts, ...other }, { dossierId: 'dossier-1', registered: given, guess, now })
const differs = { code: 'register-differs', triesLeft: 4 }

describe('what an entity tells of itself', () => {
  it('is kept when the register says the same', () => {
    const small = { ...registered, creditCode: creditCode.toLowerCase(), name: ' 示例公司 ' }
    const decision = checked({}, small)
    expect(written(decision)).toEqual(['put-dossier', 'audit'])
    expect(outcome(decision)).toMatchObject({ given: { registered } })
    expect(decision.changes[1]).toMatchObject({ action: 'register agreed', subject: `1 ${creditCode}` })
  })

  it.each([
    { name: '示例集团' },
    { entityType: 'other' as const },
    { representativeName: '王方' },
    { representativeNumber: '110105198804120041' },
  ])('counts as a wrong answer if the register says %o', (other) => {
    const decision = checked({ entry: { ...entry, ...other } })
    expect([outcome(decision), written(decision)]).toEqual([differs, ['put-tries', 'put-tries']])
  })

  it('counts as a wrong answer if it is in no register, and for an agency if it is none', () => {
    expect(outcome(checked({ entry: null }))).toEqual(differs)
    const agency = { ...entity, kind: 'agency' } as const
    expect(outcome(checked({ dossier: agency }))).toEqual({ code: 'agency-not-on-record', triesLeft: 4 })
    expect(outcome(checked({ dossier: agency, entry: { ...entry, agency: true } }))).toMatchObject({
      id: 'dossier-1',
    })
  })

  it('becomes an agency under its own code only', () => {
    const change = { ...entity, purpose: 'agency-change', accountId: 'account-1' } as const
    expect(outcome(checked({ dossier: change, account }))).toMatchObject({ id: 'dossier-1' })
    expect(outcome(checked({ dossier: change, account: { ...account, idNumber: '1' } }))).toEqual(differs)
    expect(outcome(checked({ dossier: change }))).toEqual(differs)
  })

  it('is not looked at without a captcha after two wrong answers, be it right or wrong', () => {
    const tries = { ...none, here: attempts(2) }
    for (const one of [entry, null]) {
      const decision = checked({ tries, entry: one })
      expect([outcome(decision), written(decision)]).toEqual([{ code: 'captcha-wanted' }, []])
    }
  })

  it('clears what was counted, even if the entity has an account', () => {
    const tries = { ...none, here: attempts(1) }
    expect(written(checked({ tries }))).toEqual(['put-tries', 'put-dossier', 'audit'])
    const known = checked({ tries, byNumber: account })
    expect([outcome(known), written(known)]).toMatchObject([{ code: 'identity-exists' }, ['put-tries']])
    const own = { ...entity, accountId: account.id }
    expect(outcome(checked({ dossier: own, byNumber: account }))).toMatchObject({ id: 'dossier-1' })
  })

  it('is refused for a dossier that has no such part, or with a code that cannot be', () => {
    expect(outcome(checked({ dossier }))).toEqual({ code: 'dossier-step-unfit', step: 'register' })
    expect(outcome(checked({ dossier: null }))).toEqual({ code: 'dossier-unknown' })
    const wrong = checked({}, { ...registered, creditCode: '91110108MA01DEM07X' })
    const refusal = { code: 'credit-code-wrong', field: 'registered.creditCode' }
    expect([outcome(wrong), written(wrong)]).toEqual([refusal, []])
  })
})

describe('a file of the register', () => {
  it('tells what is new, changed and the same, whatever the order of fields', () => {
    const { agency, ...rest } = entry
    const turned = { agency, ...rest }
    const other = { ...entry, creditCode: '91440300708461136T' }
    const rows = [entry, { ...entry, name: '新名' }, { ...other, creditCode: '91440300708461136t' }]
    const decision = importRegister({ before: [turned, entry, null] }, { rows, operator: 'operator w', now })
    expect(outcome(decision)).toEqual({ added: 1, changed: 1, same: 1 })
    expect(decision.changes[2]).toEqual({ kind: 'put-register-entry', entry: other })
    expect(decision.changes[3]).toMatchObject({
      actor: 'operator w',
      action: 'register imported',
      subject: '3',
    })
  })

  it('is refused whole for one wrong code, which is told', () => {
    const rows = [entry, { ...entry, creditCode: '9111' }]
    const decision = importRegister({ before: [] }, { rows, operator: 'w', now })
    expect([outcome(decision), written(decision)]).toEqual([{ code: 'credit-code-wrong', field: '9111' }, []])
  })

  it('of practitioners has their numbers in one form', () => {
    const row = { name: '王芳', number: '11010519880412004x', agencyCode: creditCode.toLowerCase() }
    const decision = importPractitioners({ before: [] }, { rows: [row], operator: 'w', now })
    expect(decision.changes[0]).toMatchObject({
      practitioner: { number: '11010519880412004X', agencyCode: creditCode },
    })
    expect(decision.changes[1]).toMatchObject({ action: 'practitioners imported', subject: '1' })
    expect(outcome(decision)).toEqual({ added: 1, changed: 0, same: 0 })
  })
})
