import { describe, expect, it } from 'vitest'
import {
  emailFault,
  entityFaults,
  personFaults,
  personOf,
  phoneFault,
  placeOf,
  plainPhone,
} from '../../../../src/shared/identity/faults.ts'
import { emptyDossierForm, type PersonForm } from '../../../../src/shared/identity/form.ts'
import {
  identityDocument,
  person as personShape,
} from '../../../../src/shared/ra-contract/identity-values.ts'
import { isWholeRegion, provinces, regionPath } from '../../../../src/shared/regions/regions.ts'

const today = '2026-11-20'
const filled: PersonForm = {
  name: '陈曦',
  document: { kind: 'resident-id', number: '110101199505050045', from: '2020-01-31', to: '', longTerm: true },
  place: { region: '440113', address: '市桥街道示例路 1 号', postcode: '511400' },
}
const documentWith = (change: Partial<PersonForm['document']>): PersonForm => ({
  ...filled,
  document: { ...filled.document, ...change },
})

describe('a person', () => {
  it('without faults becomes what the contract takes', () => {
    expect(personFaults(filled, today)).toEqual({})
    expect(personShape.parse(personOf(filled))).toMatchObject({
      place: { regionCode: '440113', province: '广东省', city: '广州市', county: '番禺区' },
    })
  })

  it.each([
    ['a wrong check digit', documentWith({ number: '110101199505050046' }), { number: 'number-check' }],
    ['a day that never was', documentWith({ number: '110101199502300045' }), { number: 'number-birthday' }],
    ['another kind of number', documentWith({ kind: 'passport' }), { number: 'number-form' }],
    ['a child', documentWith({ number: '110101201505050045' }), { number: 'too-young' }],
    ['a document that has ended', documentWith({ longTerm: false, to: '2026-11-19' }), { to: 'over' }],
    ['one that has not begun', documentWith({ from: '2026-11-21' }), { from: 'not-yet' }],
    [
      'an end before the beginning',
      documentWith({ longTerm: false, to: '2019-01-01' }),
      { to: 'wrong-order' },
    ],
    ['half a date', documentWith({ from: '2020-02-30' }), { from: 'day' }],
    ['a name with a tag', { ...filled, name: '<b>陈' }, { name: 'name' }],
    ['a name that reads backwards', { ...filled, name: '陈\u202e曦' }, { name: 'hidden' }],
    [
      'a city without county',
      { ...filled, place: { ...filled.place, region: '4401' } },
      { region: 'region' },
    ],
    [
      'half a postcode',
      { ...filled, place: { ...filled.place, postcode: '51140' } },
      { postcode: 'postcode' },
    ],
  ] as const)('with %s gets the sentence at its field', (_, form, faults) => {
    expect(personFaults(form, today)).toEqual(faults)
  })

  it('may have rare characters, middle dots and Latin letters in the name', () => {
    for (const name of ['欧阳龘㐂', '𠮷田', '阿卜杜拉·买买提', "Anne-Marie O'Neil"])
      expect(personFaults({ ...filled, name }, today)).toEqual({})
  })

  it('may write numbers in full width and with spaces', () => {
    const typed = documentWith({ number: ' １１０１０１ 19950505 0045 ' })
    expect(personFaults(typed, today)).toEqual({})
    expect(identityDocument.parse(personOf(typed).document).number).toBe('110101199505050045')
  })
})

describe('an entity', () => {
  const { entity } = emptyDossierForm
  it('with a code has its check digit, and one without has country and English name', () => {
    const faults = entityFaults({ ...entity, creditCode: '91440113MA5FANY01X' }, 'entity', today)
    expect(faults.creditCode).toBe('credit-code')
    const foreign = entityFaults({ ...entity, englishName: '海外' }, 'entity-without-code', today)
    expect([foreign.country, foreign.englishName, foreign.creditCode]).toEqual([
      'missing',
      'english',
      undefined,
    ])
  })
})

describe('phone and mail address', () => {
  it('are taken as people write them', () => {
    expect(plainPhone('+86 139-1111-0021')).toBe('13911110021')
    expect(['+86 139 1111 0021', '１３９１１１１００２１'].map(phoneFault)).toEqual([null, null])
    expect([phoneFault(''), phoneFault('010-63218500'), emailFault('a@b')]).toEqual([
      'missing',
      'phone',
      'email',
    ])
  })
})

describe('省, 市, 县', () => {
  it('are all there, each with its own code', () => {
    const all = provinces().flatMap((one) => [one, ...one.parts, ...one.parts.flatMap(({ parts }) => parts)])
    expect([provinces().length, all.length]).toEqual([34, 34 + 342 + 2974])
    expect(new Set(all.map(({ code }) => code)).size).toBe(all.length)
    for (const { code, name } of all) {
      expect(code).toMatch(/^(?:[0-9]{2}){1,3}$/)
      expect(name).toMatch(/^\p{Script=Han}+$/u)
    }
  })

  it('are found by their codes', () => {
    expect(regionPath('150702').map(({ name }) => name)).toEqual(['内蒙古自治区', '呼伦贝尔市', '海拉尔区'])
    expect([regionPath('990101'), regionPath('110199')]).toEqual([[], []])
    expect(['110101', '1101', '71', '4419'].map(isWholeRegion)).toEqual([true, false, true, true])
    expect(placeOf({ region: '81', address: '中环', postcode: '999077' }).regionCode).toBe('810000')
  })
})
