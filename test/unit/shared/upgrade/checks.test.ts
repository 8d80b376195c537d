import { describe, expect, it } from 'vitest'
import { numberFault } from '../../../../src/shared/upgrade/checks.ts'

describe('the number of an organisation', () => {
  it.each([
    ['organisation-code', 'MA01DEM07', null],
    ['organisation-code', ' ma01dem0-7 ', null],
    ['organisation-code', 'ＭＡ０１ＤＥＭ０７', null],
    ['organisation-code', '91110108MA01DEM07K', null],
    ['registration-number', '91110108MA01DEM07K', null],
    ['registration-number', '１１０１０８０００００００１６', null],
    ['organisation-code', 'MA01DEM08', 'check'],
    ['organisation-code', '91110108MA01DEM07A', 'check'],
    ['registration-number', '110108000000017', 'check'],
    ['registration-number', 'MA01DEM07', 'length'],
    ['organisation-code', '110108000000016', 'length'],
    ['organisation-code', 'MA01DEM0', 'length'],
    ['organisation-code', 'MA01DEM０七', 'characters'],
    ['organisation-code', 'MA01DEM07\u202e', 'characters'],
    ['organisation-code', '　', 'missing'],
    ['organisation-code', '', 'missing'],
  ] as const)('as %s, "%s" is judged %s', (kind, typed, fault) => {
    expect(numberFault(kind, typed)).toBe(fault)
  })
})
