import { describe, expect, it } from 'vitest'
import { outcomeOf, reason, reasonWeights } from '../../../../src/shared/documents/reasons.ts'

describe('a reason', () => {
  it('has no details unless there are some', () => {
    expect(reason('damaged')).toEqual({ code: 'damaged', details: [] })
    expect(reason('damaged', ['a', 'b'])).toEqual({ code: 'damaged', details: ['a', 'b'] })
  })

  it('has twenty details, and a mark where there are more', () => {
    const names = (count: number) => Array.from({ length: count }, (_, at) => `name ${at}`)
    expect(reason('damaged', names(20)).details).toEqual(names(20))
    expect(reason('damaged', names(21)).details).toEqual([...names(20), '…'])
    expect(reason('damaged', names(200)).details).toHaveLength(21)
  })

  it('shows what is hidden in a detail, and cuts a long one', () => {
    const { details } = reason('damaged', ['a\u202eb', 'x'.repeat(201)])
    expect(details).toEqual(['a⟨U+202E⟩b', `${'x'.repeat(200)}…`])
  })
})

describe('what reasons come to', () => {
  it.each([
    ['valid', []],
    ['valid', ['no-time', 'time-claimed']],
    ['undecided', ['no-time', 'unknown-root']],
    ['undecided', ['weak-digest', 'unknown-root']],
    ['invalid', ['unknown-root', 'digest-differs', 'no-time']],
    ['invalid', ['signer-revoked']],
  ] as const)('is %s for %j', (outcome, codes) => {
    expect(outcomeOf(codes.map((code) => reason(code)))).toBe(outcome)
  })

  const of = (weight: string): readonly string[] =>
    Object.entries(reasonWeights).flatMap(([code, one]) => (one === weight ? [code] : []))

  it('is refused by nothing but these', () => {
    expect(of('refuses').toSorted()).toEqual(
      [
        ...['not-a-document', 'damaged', 'limits-exceeded', 'duplicate-names', 'unsafe-name'],
        ...['readers-disagree', 'changed-while-read', 'digest-differs', 'file-missing', 'refused-digest'],
        ...['description-changed', 'signature-wrong', 'signature-unreadable', 'content-inside'],
        ...['byte-range-wrong', 'seal-file-differs', 'seal-file-missing', 'seal-signature-wrong'],
        ...['signer-not-in-seal', 'seal-not-yet-valid', 'seal-expired', 'seal-maker-wrong'],
        ...['signer-expired', 'signer-not-yet-valid', 'signer-not-for-signing', 'signer-revoked'],
        ...['chain-wrong', 'covers-nothing', 'relative-invalid', 'changed-after', 'forbidden-after'],
        'revision-unreadable',
      ].toSorted(),
    )
  })

  it('is left valid by nothing but these', () => {
    expect(of('notes').toSorted()).toEqual(
      [
        ...['prefixed-bytes', 'bytes-after-end', 'versions-present', 'signature-may-be-gone'],
        ...['seal-maker-unnamed', 'other-signature-named', 'revocation-not-checked', 'time-claimed'],
        ...['no-time', 'extras-open', 'unused-files-open', 'permitted-after', 'signed-after'],
        ...['validation-data-after', 'properties-after'],
      ].toSorted(),
    )
  })
})
