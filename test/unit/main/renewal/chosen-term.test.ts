import { expect, it } from 'vitest'
import { chosenTerm } from '../../../../src/main/renewal/chosen-term.ts'

const terms = [1, 3].map((years) => ({ years, totalFen: years * 10_050 })) as unknown as Parameters<
  typeof chosenTerm
>[0]

it('a term is taken at the price that the person saw, and at no other', () => {
  expect(chosenTerm(terms, 3, 30_150)).toBe(terms[1])
  for (const seen of [30_149, 30_151, 10_050])
    expect(() => chosenTerm(terms, 3, seen)).toThrow(
      expect.objectContaining({ code: 'price-changed', params: { yuan: '301.50' } }),
    )
})

it('a term that is not offered is refused, whatever was paid for it', () => {
  for (const years of [2, null])
    expect(() => chosenTerm(terms, years, 10_050)).toThrow(expect.objectContaining({ code: 'input-invalid' }))
})
