import { describe, expect, it } from 'vitest'
import { verifyDocument } from '../../../src/documents/index.ts'
import type { ReasonCode } from '../../../src/shared/documents/reasons.ts'
import type { FileVerdict, Outcome } from '../../../src/shared/documents/verdict.ts'
import { ofdOpinions, pdfOpinion } from '../../forgeries/second-path.ts'
import { sample, samplesOf, sampleTrust } from './samples.ts'

const codesOf = ({ reasons, signatures }: FileVerdict): readonly ReasonCode[] =>
  [...reasons, ...signatures.flatMap((signature) => signature.reasons)].map(({ code }) => code)

/** What every honest sample is told: its seals come from a maker without a purpose, and nothing is looked up. */
const usual: ReadonlySet<ReasonCode> = new Set([
  'time-claimed',
  'revocation-not-checked',
  'seal-maker-unnamed',
  'signed-after',
])

const faulty: Readonly<Record<string, readonly [Outcome, readonly ReasonCode[]]>> = {
  'neg_content_changed.ofd': ['invalid', ['digest-differs']],
  'neg_duplicate_zip_entry.ofd': ['invalid', ['duplicate-names']],
  'neg_extra_unprotected_file.ofd': ['valid', ['unused-files-open']],
  'neg_locked_then_list_changed.ofd': ['invalid', ['digest-differs']],
  'neg_partial_coverage.ofd': ['invalid', ['covers-nothing']],
  'neg_propertyinfo_other_path.ofd': ['valid', ['other-signature-named']],
  'neg_protected_file_missing.ofd': ['invalid', ['file-missing']],
  'neg_seal_altered.ofd': ['invalid', ['seal-signature-wrong']],
  'neg_seal_expired.ofd': ['invalid', ['seal-expired']],
  'neg_seal_file_swapped.ofd': ['invalid', ['digest-differs', 'seal-file-differs']],
  'neg_seal_made_by_signer_itself.ofd': ['undecided', ['seal-made-by-its-user']],
  'neg_second_signature_dropped.ofd': ['valid', ['signature-may-be-gone', 'unused-files-open']],
  'neg_signature_xml_moved_stamp.ofd': ['invalid', ['description-changed']],
  'neg_signed_before_seal_valid.ofd': ['invalid', ['seal-not-yet-valid']],
  'neg_signed_value_flipped.ofd': ['invalid', ['signature-wrong']],
  'neg_signed_value_trailing_bytes.ofd': ['undecided', ['trailing-bytes']],
  'neg_signer_not_in_seal.ofd': ['invalid', ['signer-not-in-seal']],
  'neg_weak_digest_md5.ofd': ['invalid', ['refused-digest']],
  'neg_zip_prefixed_bytes.ofd': ['valid', ['prefixed-bytes']],
}
const badPdfs: Readonly<Record<string, ReasonCode>> = {
  'bad_byterange_short.pdf': 'byte-range-wrong',
  'bad_content_changed.pdf': 'digest-differs',
  'bad_update_after_signature.pdf': 'changed-after',
}

describe('files of another maker', () => {
  it.each(samplesOf('ofd-example'))('%s is valid and nothing else is said', (name) => {
    const verdict = verifyDocument(sample('ofd-example', name), sampleTrust)
    expect(verdict.outcome).toBe('valid')
    expect(codesOf(verdict).filter((code) => !usual.has(code))).toEqual([])
  })

  it.each(samplesOf('ofd-faulty'))('%s is judged by its fault', (name) => {
    const verdict = verifyDocument(sample('ofd-faulty', name), sampleTrust)
    const told = codesOf(verdict).filter((code) => !usual.has(code))
    expect([verdict.outcome, told]).toEqual(faulty[name])
  })

  it.each(samplesOf('pdf'))('%s is valid, or judged by its fault', (name) => {
    const verdict = verifyDocument(sample('pdf', name), sampleTrust)
    const fault = badPdfs[name]
    expect(verdict.outcome).toBe(fault === undefined ? 'valid' : 'invalid')
    expect(codesOf(verdict).filter((code) => !usual.has(code))).toEqual(fault === undefined ? [] : [fault])
  })

  it('has its time from a time stamp where one is there', () => {
    const stamped = [
      verifyDocument(sample('ofd-example', 'valid_v4_seal_timestamp.ofd'), sampleTrust),
      verifyDocument(sample('pdf', 'sm2_cms_attributes_timestamp.pdf'), sampleTrust),
    ]
    for (const { signatures } of stamped)
      expect(signatures[0]?.time).toMatchObject({ state: 'stamped', at: '2026-01-01T00:00:05.000Z' })
  })

  it('leads to no known root unless that root is given', () => {
    const trust = { ...sampleTrust, roots: [] }
    const { outcome, signatures } = verifyDocument(sample('ofd-example', 'valid_v4_seal.ofd'), trust)
    expect([outcome, signatures[0]?.chain.state]).toEqual(['undecided', 'untrusted'])
    expect(signatures[0]?.reasons.map(({ code }) => code)).toContain('unknown-root')
  })
})

/** The faults that numbers alone show. The others are questions of rules, dates and trust. */
const numeric = [
  'neg_content_changed.ofd',
  'neg_seal_altered.ofd',
  'neg_signature_xml_moved_stamp.ofd',
  'neg_signed_value_flipped.ofd',
  'neg_seal_expired.ofd',
]

describe('OpenSSL, over bytes that were cut out without our code,', () => {
  const opinionIn = ({ signatures }: FileVerdict) =>
    signatures.map(({ reasons }) => {
      const has = (code: ReasonCode) => reasons.some((reason) => reason.code === code)
      return {
        digests: !has('digest-differs'),
        described: !has('description-changed'),
        signature: !has('signature-wrong'),
        seal: !has('seal-signature-wrong'),
      }
    })

  it.each([
    ...samplesOf('ofd-example').map((name) => ['ofd-example', name] as const),
    ...numeric.map((name) => ['ofd-faulty', name] as const),
  ])('says the same about digests, signatures and seals: %s %s', (set, name) => {
    const bytes = sample(set, name)
    expect(opinionIn(verifyDocument(bytes, sampleTrust))).toEqual(ofdOpinions(bytes))
  })

  it.each(samplesOf('pdf').filter((name) => name.startsWith('sm2')))('says the same: %s', (name) => {
    const bytes = sample('pdf', name)
    expect(opinionIn(verifyDocument(bytes, sampleTrust))).toEqual([pdfOpinion(bytes)])
  })
})
