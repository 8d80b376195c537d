import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isCreditCode,
  isOrganisationCode,
  isRegistrationNumber,
  isResidentId,
  normalNumber,
  organisationCodeOf,
} from '../../../src/shared/identity-numbers/identity-numbers.ts'

/** Numbers that were published with their check characters. */
const right = {
  creditCode: [
    '91330100799655058B',
    '91350100M000100Y43',
    '914403001922038216',
    '91440300708461136T',
    '12100000400010275N',
  ],
  residentId: ['11010519491231002X', '440524188001010014', '34052419800101001X'],
  organisationCode: ['D2143569X', '79965505-8'],
  registrationNumber: ['440301103097413', '100000000018983'],
}

const checks = {
  creditCode: isCreditCode,
  residentId: isResidentId,
  organisationCode: isOrganisationCode,
  registrationNumber: isRegistrationNumber,
}

const kinds = Object.keys(checks) as readonly (keyof typeof checks)[]

describe.each(kinds)('%s', (kind) => {
  it('accepts numbers that exist', () => {
    for (const number of right[kind]) expect(`${number} ${checks[kind](number)}`).toBe(`${number} true`)
  })

  it('refuses them with any one digit changed', () => {
    for (const number of right[kind].map(normalNumber)) {
      for (let i = 0; i < number.length; i++) {
        for (const digit of '0123456789') {
          if (number[i] === digit || /\D/.test(number[i] ?? '')) continue
          const typed = number.slice(0, i) + digit + number.slice(i + 1)
          expect(`${typed} ${checks[kind](typed)}`).toBe(`${typed} false`)
        }
      }
    }
  })

  it('reads full-width digits and spaces', () => {
    const wide = (text: string) =>
      Array.from(text, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)).join('')
    for (const number of right[kind].map(normalNumber)) expect(checks[kind](` ${wide(number)} `)).toBe(true)
  })

  it('takes any text', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof checks[kind](text) === 'boolean'))
  })
})

it('a resident identity number has a birthday that exists', () => {
  expect(isResidentId('110105194902310027')).toBe(false)
})

it('the organisation code inside a credit code has its own check character', () => {
  expect(isOrganisationCode(organisationCodeOf('91350100M000100Y43'))).toBe(true)
})
