import { describe, expect, it } from 'vitest'
import { verifyPdf } from '../../../../src/documents/pdf-verification/verify-pdf.ts'
import { plainObjects, signedAgain, signedPdf, unsignedPdf, updated } from '../../../forgeries/pdf-maker.ts'
import { trust } from '../../../forgeries/trust.ts'

const verify = (bytes: Uint8Array) => verifyPdf(bytes, trust)
const told = (bytes: Uint8Array) => {
  const { outcome, reasons, signatures } = verify(bytes)
  return {
    outcome,
    reasons: reasons.map(({ code }) => code),
    signatures: signatures.map(({ id, outcome: own, coverage, addedAfter }) => [
      id,
      own,
      coverage.state,
      addedAfter.state,
    ]),
  }
}
const signed = signedPdf()
const unknown = (id: string) => [id, 'invalid', 'unknown', 'unknown']
const usual = ['time-claimed', 'revocation-not-checked']

describe('a signed PDF', () => {
  it('has a verdict with everything that is known', () => {
    expect(verify(signed)).toEqual({
      ...{ kind: 'pdf', outcome: 'valid', reasons: [] },
      signatures: [
        {
          ...{
            id: 'Signature1',
            form: 'gm-cms',
            outcome: 'valid',
            integrity: 'intact',
            coverage: { state: 'whole' },
          },
          ...{ seal: { state: 'none' }, addedAfter: { state: 'nothing' } },
          signer: { state: 'named', certificate: expect.objectContaining({ serial: expect.any(String) }) },
          chain: { state: 'trusted', names: [expect.any(String), expect.any(String)] },
          time: { state: 'claimed', at: '2026-01-01T00:00:00.000Z' },
          reasons: usual.map((code) => ({ code, details: [] })),
        },
      ],
    })
  })

  it('tells of each signature what came after it', () => {
    const twice = signedAgain(signed)
    expect(told(twice).signatures).toEqual([
      ['Signature1', 'valid', 'whole', 'harmless'],
      ['Signature2', 'valid', 'whole', 'nothing'],
    ])
    expect(verify(twice).signatures[0]?.reasons).toEqual([
      ...usual.map((code) => ({ code, details: [] })),
      { code: 'signed-after', details: expect.arrayContaining(['Signature2']) },
    ])
  })

  it('is altered by what came later', () => {
    const changed = updated(signed, { 4: '<</Length 1>>stream\nx\nendstream' })
    expect(told(changed)).toEqual({
      ...{ outcome: 'invalid', reasons: [], signatures: [['Signature1', 'invalid', 'whole', 'visible']] },
    })
    expect(verify(changed).signatures[0]).toMatchObject({ integrity: 'altered' })
  })

  it('is not read where a later part cannot be', () => {
    const broken = updated(signed, {
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots 5 0 R/Kids[3 0 R]>>',
    })
    expect(told(broken).signatures).toEqual([['Signature1', 'invalid', 'unknown', 'unknown']])
    expect(verify(broken).signatures[0]?.reasons.map(({ code }) => code)).toEqual([
      ...usual,
      'revision-unreadable',
    ])
  })
})

describe('the range of a signature', () => {
  it('must fit, else nothing is known of it', () => {
    const short = signedPdf({ range: ([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, d - 2] })
    expect(told(short)).toEqual({ outcome: 'invalid', reasons: [], signatures: [unknown('Signature1')] })
    expect(verify(short).signatures[0]?.reasons).toEqual([{ code: 'byte-range-wrong', details: [] }])
  })
})

describe('a PDF without valid signatures', () => {
  it('is unsigned', () => {
    expect(verify(unsignedPdf(plainObjects('[]', '[]')))).toEqual({
      ...{ kind: 'pdf', outcome: 'unsigned', signatures: [], reasons: [] },
    })
  })

  it('tells of signatures that no field holds', () => {
    const loose = updated(signed, { 1: '<</Type/Catalog/Pages 2 0 R>>' })
    expect(told(loose)).toEqual({ outcome: 'undecided', reasons: ['signature-not-in-use'], signatures: [] })
  })

  it('is not read if it is encrypted', () => {
    const locked = updated(signed, {}, '/Size 20/Root 1 0 R/Encrypt<<>>')
    expect(told(locked)).toEqual({ outcome: 'undecided', reasons: ['encrypted'], signatures: [] })
  })

  it('is refused if it cannot be read, with the reason', () => {
    expect(verify(Buffer.from('%PDF-1.7'))).toEqual({
      ...{ kind: 'pdf', outcome: 'invalid', signatures: [], reasons: [{ code: 'damaged', details: [] }] },
    })
    const twice = updated(signed, { 1: '<</A 1/A 2>>' })
    expect(verify(twice).reasons).toEqual([{ code: 'readers-disagree', details: ['A'] }])
  })

  it('is checked up to a hundred signatures', () => {
    const many = (count: number) => {
      const fields = Array.from(
        { length: count },
        (_, i) => [100 + i, `<</FT/Sig/T(f${i})/V<</A ${i}>>>>`] as const,
      )
      const list = `[${fields.map(([number]) => `${number} 0 R`).join(' ')}]`
      return told(unsignedPdf({ ...plainObjects(list, '[]'), ...Object.fromEntries(fields) }))
    }
    expect(many(100)).toMatchObject({ reasons: [], signatures: { length: 100 } })
    expect(many(101)).toMatchObject({ reasons: ['not-all-checked'], signatures: { length: 100 } })
  })
})
