import { describe, expect, it } from 'vitest'
import { verifyDocument } from '../../../src/documents/index.ts'
import { forgedOfdSignedHere, forgedPdfSignedHere } from '../../forgeries/forged-signed-here.ts'
import { trust } from '../../forgeries/trust.ts'

describe('a file that the product signed and somebody forged is not accepted, and the reason is said', () => {
  const cases = [
    ...forgedOfdSignedHere.map(([name, make, reason]) => [`OFD: ${name}`, make, reason] as const),
    ...forgedPdfSignedHere.map(([name, make, reason]) => [`PDF: ${name}`, make, reason] as const),
  ]
  it.each(cases)('%s', (_, make, reason) => {
    const { outcome, reasons, signatures } = verifyDocument(make(), trust)
    const codes = [...reasons, ...signatures.flatMap((one) => one.reasons)].map(({ code }) => code)
    expect(outcome).not.toBe('valid')
    expect(codes).toContain(reason)
  })
})
