import { describe, expect, it } from 'vitest'
import {
  type Checked,
  exitCode,
  reportJson,
  reportLines,
} from '../../../../src/main/documents/verification-report.ts'
import type { Outcome, SignatureVerdict } from '../../../../src/shared/documents/verdict.ts'
import { explain } from '../../../../src/shared/errors/index.ts'
import { namedSigner, signature, verdict } from './verdicts.ts'

const judged = (outcome: Outcome, kind: 'ofd' | null = 'ofd'): Checked => ({
  ...{ path: 'a.ofd', error: null, verdict: verdict({ outcome, kind }) },
})
const error = { code: 'document-gone', params: {} } as const
const failed: Checked = { path: 'b.ofd', verdict: null, error }

describe('the command ends', () => {
  it.each<[string, readonly Checked[], number]>([
    ['nothing', [], 0],
    ['a valid file', [judged('valid')], 0],
    ['an invalid file', [judged('invalid')], 1],
    ['an undecided file', [judged('undecided')], 2],
    ['an unsigned file', [judged('unsigned')], 2],
    ['an unreadable file', [judged('unreadable')], 2],
    ['a file that is gone', [failed], 2],
    ['no document, found invalid', [judged('invalid', null)], 2],
    ['no document, found valid', [judged('valid', null)], 2],
    ['a valid and an undecided file', [judged('valid'), judged('undecided')], 2],
    ['an undecided and an invalid file', [judged('undecided'), judged('invalid')], 1],
    ['an invalid and a valid file', [judged('invalid'), judged('valid')], 1],
  ])('for %s by its code', (_, checked, code) => {
    expect(exitCode(checked)).toBe(code)
  })
})

describe('a person reads', () => {
  const lines = (one: SignatureVerdict) =>
    reportLines({ path: 'a.ofd', error: null, verdict: verdict({ signatures: [one] }) }, 'en')

  it('what the file is, and why', () => {
    const reasons = [
      { code: 'damaged', details: ['x', 'y'] },
      { code: 'encrypted', details: [] },
    ] as const
    const checked: Checked = {
      ...{ path: 'a\u202eb.ofd', error: null, verdict: verdict({ outcome: 'invalid', reasons }) },
    }
    const [first, ...others] = reportLines(checked, 'en')
    expect(first).toMatch(/^a.+b\.ofd: The signature is not valid$/)
    expect(first).not.toContain('\u202e')
    expect(others).toEqual([
      '    [refused] The file is damaged and cannot be read completely: x, y',
      '    [doubt] The file is encrypted, so changes after the signature cannot be checked',
    ])
  })

  it('of each signature no more than is known', () => {
    expect(lines(signature())).toEqual([
      'a.ofd: The signature is valid',
      expect.stringMatching(/ S1: The signature is valid, Content intact$/),
    ])
  })

  it.each<[string, Partial<SignatureVerdict>, readonly string[]]>([
    ['the signer', { signer: namedSigner('CN=王芳') }, ['    Signer: CN=王芳']],
    [
      'the seal',
      {
        seal: {
          ...{ state: 'sealed', name: '公章', number: '1', standard: '', maker: '' },
          ...{ validFrom: '', validTo: '' },
        },
      },
      ['    Seal: 公章'],
    ],
    [
      'a time of the signer',
      { time: { state: 'claimed', at: 'T1' } },
      ["    Signed at (by the signer's word): T1"],
    ],
    [
      'a time stamp',
      { time: { state: 'stamped', at: 'T2', authority: 'A' } },
      ['    Signed at (time stamp): T2'],
    ],
    [
      'reasons',
      { reasons: [{ code: 'time-claimed', details: [] }] },
      ['    [note] The signing time was written by the signer; there is no time stamp'],
    ],
  ])('%s', (_, change, more) => {
    expect(lines(signature(change)).slice(2)).toEqual(more)
  })

  it('all signatures in their order', () => {
    const both = verdict({
      signatures: [signature({ id: 'S1' }), signature({ id: 'S2', outcome: 'invalid' })],
    })
    const all = reportLines({ path: 'a', error: null, verdict: both }, 'en')
    expect(all.map((line) => /S\d/.exec(line)?.[0])).toEqual([undefined, 'S1', 'S2'])
  })

  it('why there is no verdict', () => {
    const { happened, next, hotline } = explain(error, 'en')
    expect(reportLines(failed, 'en')).toEqual([`b.ofd: ${happened} ${next} [${hotline}]`])
  })
})

it('a program reads each verdict, or the code of the error', () => {
  expect(JSON.parse(reportJson([judged('valid'), failed]))).toEqual({
    version: 1,
    files: [
      { path: 'a.ofd', error: null, kind: 'ofd', outcome: 'valid', signatures: [], reasons: [] },
      {
        ...{ path: 'b.ofd', error: 'document-gone', kind: null, outcome: 'unreadable' },
        ...{ signatures: [], reasons: [] },
      },
    ],
  })
})
