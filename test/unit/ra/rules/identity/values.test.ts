import { describe, expect, it } from 'vitest'
import {
  newPasswordRefusal,
  personRefusal,
  plainEntity,
  plainPerson,
  plainRegistered,
  registeredRefusal,
} from '../../../../../src/ra/rules/identity/values.ts'
import type { RaDocument } from '../../../../../src/shared/ra-contract/identity-values.ts'
import { now, told } from '../samples.ts'
import { entity, person, registered } from './given.ts'

const typed = (document: RaDocument): RaDocument => ({
  ...document,
  number: ` ${document.number.toLowerCase()} `,
})

describe('what was typed', () => {
  it('is stored in one form', () => {
    expect(plainPerson({ ...person, name: ' 阿 ・ 里 ', document: typed(person.document) })).toEqual({
      ...{ ...person, name: '阿·里' },
    })
    const { representative } = registered
    const person2 = { ...representative, name: ' 王芳 ', document: typed(representative.document) }
    const typedCode = ` ${registered.creditCode.toLowerCase()}`
    expect(
      plainRegistered({ ...registered, name: ' 示例公司 ', creditCode: typedCode, representative: person2 }),
    ).toEqual(registered)
    expect(
      plainEntity({ ...entity, name: '境外公司 ', englishName: 'Abroad  Ltd', representative: person2 }),
    ).toEqual(entity)
  })
})

describe('a person', () => {
  const of = (more: Partial<RaDocument>, name = '王芳') =>
    told(personRefusal({ name, document: { ...person.document, ...more } }, 'person', now))

  it.each<[string, Partial<RaDocument>, string, unknown]>([
    ['fits', {}, '王芳', null],
    ['has no name', {}, '1', { code: 'name-unfit', field: 'person.name' }],
    [
      'has a wrong number',
      { number: '110105198804120041' },
      '王芳',
      { code: 'document-number-wrong', field: 'person.document.number' },
    ],
    [
      'is too young',
      { number: '110105201004120047' },
      '王芳',
      { code: 'person-too-young', age: 18, field: 'person.document.number' },
    ],
    [
      'has an expired document',
      { validity: { from: '2010-01-01', to: '2026-11-19' } },
      '王芳',
      { code: 'document-expired', field: 'person.document.validity' },
    ],
    ['has one that expires today', { validity: { from: '2010-01-01', to: '2026-11-20' } }, '王芳', null],
  ])('%s', (_, more, name, refusal) => {
    expect(of(more, name)).toEqual(refusal)
  })
})

describe('an entity in the register', () => {
  it('has a code and a representative', () => {
    expect(registeredRefusal(registered, now)).toBeNull()
    expect(told(registeredRefusal({ ...registered, creditCode: '91110108MA01DEM07J' }, now))).toEqual({
      ...{ code: 'credit-code-wrong', field: 'registered.creditCode' },
    })
    const representative = { ...registered.representative, name: '1' }
    expect(told(registeredRefusal({ ...registered, representative }, now))).toEqual({
      ...{ code: 'name-unfit', field: 'registered.representative.name' },
    })
  })
})

describe('a new password', () => {
  it.each<[string, readonly (string | null | undefined)[], string | null]>([
    ['a good Password 7', [], null],
    ['short1A', [], 'too-short'],
    ['a good Password 7', [null, undefined, 'else'], null],
    ['a good Password 7', [null, 'PASSWORD'], 'like-account'],
  ])('%s beside %j has the fault %s', (password, known, fault) => {
    expect(told(newPasswordRefusal(password, known))).toEqual(
      fault === null ? null : { code: 'password-unfit', fault },
    )
  })
})
