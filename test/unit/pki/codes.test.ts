import { describe, expect, it } from 'vitest'
import {
  isCreditCode,
  isOrganisationCode,
  isResidentId,
  maskedResidentId,
  organisationCodeWithin,
} from '../../../src/pki/index.ts'

const CREDIT = [
  '91330100799655058B',
  '91350100M000100Y43',
  '914403001922038216',
  '91440300708461136T',
  '12100000400010275N',
]
const RESIDENT = ['11010519491231002X', '440524188001010014', '34052419800101001X']

const changed = (code: string) =>
  [...code].flatMap((symbol, i) => {
    const other = symbol === '7' ? '8' : '7'
    return i < code.length ? [code.slice(0, i) + other + code.slice(i + 1)] : []
  })

describe('unified social credit codes', () => {
  it.each(CREDIT)('accepts %s', (code) => expect(isCreditCode(code)).toBe(true))

  it.each([
    ['a wrong check symbol', '91110000633674814C'],
    ['lower case', '91330100799655058b'],
    ['a letter outside the alphabet', '9133010079965505IB'],
    ['letters in the region', '91A30100799655058B'],
    ['17 symbols', '9133010079965505B'],
    ['nothing', ''],
  ])('refuses %s', (_, code) => expect(isCreditCode(code)).toBe(false))

  it('notices any single symbol that is wrong', () => {
    for (const code of CREDIT) for (const wrong of changed(code)) expect(isCreditCode(wrong)).toBe(false)
  })
})

describe('organisation codes', () => {
  it('accepts the code inside a credit code, with and without hyphen', () => {
    for (const code of CREDIT.slice(0, 4)) {
      const inner = organisationCodeWithin(code)
      expect(isOrganisationCode(inner)).toBe(true)
      expect(isOrganisationCode(inner.replace('-', ''))).toBe(true)
    }
  })

  it.each(['79965505-7', '799655058B', '7996-55058', 'x9965505-8', ''])('refuses %j', (code) => {
    expect(isOrganisationCode(code)).toBe(false)
  })
})

describe('resident identity numbers', () => {
  it.each(RESIDENT)('accepts %s', (number) => expect(isResidentId(number)).toBe(true))

  it.each([
    ['a wrong check symbol', '110105194912310021'],
    ['a small x', '11010519491231002x'],
    ['a day that does not exist', '110105194902300027'],
    ['15 digits', '110105491231002'],
  ])('refuses %s', (_, number) => expect(isResidentId(number)).toBe(false))

  it('notices any single digit that is wrong', () => {
    for (const number of RESIDENT)
      for (const wrong of changed(number)) expect(isResidentId(wrong)).toBe(false)
  })

  it('hides the middle for the screen', () => {
    expect(maskedResidentId('11010519491231002X')).toBe('1101***********02X')
    expect(maskedResidentId('1234')).toBe('****')
  })
})
