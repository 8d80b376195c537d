import { describe, expect, it } from 'vitest'
import type { Listed } from '../../../../src/main/documents/document-list.ts'
import { reportRow } from '../../../../src/main/documents/report-rows.ts'
import type { DocumentResult, DocumentState } from '../../../../src/shared/documents/model.ts'
import type { FileVerdict } from '../../../../src/shared/documents/verdict.ts'
import { explain } from '../../../../src/shared/errors/text.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { namedSigner, signature, verdict } from './verdicts.ts'

const words = texts('en')
const listed = (state: DocumentState, found: FileVerdict | null = null): Listed => ({
  view: {
    ...{ id: '1', name: 'a.pdf', folder: '~/work', size: 12_345, content: 'pdf', companion: null },
    state,
  },
  ...{ path: '/home/a/work/a.pdf', beside: null, verdict: found, judged: null },
})
const rowOf = (state: DocumentState, found?: FileVerdict) => reportRow(listed(state, found), words, 'en')
const resultOf = (result: DocumentResult) => rowOf({ is: 'done', result })

describe('the row of a file', () => {
  it.each<[DocumentState, string]>([
    [{ is: 'listed' }, 'Not processed'],
    [{ is: 'arriving', percent: 1 }, 'Arriving'],
    [{ is: 'waiting' }, 'Waiting'],
    [{ is: 'working', percent: 1 }, 'In work'],
  ])('that is %j', (state, text) => {
    expect(rowOf(state)).toEqual(['a.pdf', '~/work', '12345', text, '', '', '', ''])
  })

  it.each<[DocumentResult, string, string]>([
    [{ kind: 'verified', outcome: 'invalid', signatures: 1 }, 'The signature is not valid', ''],
    [{ kind: 'signed', output: 'a\u202e.p7s' }, 'Signed', 'a⟨U+202E⟩.p7s'],
    [{ kind: 'encrypted', output: 'a.p7m', recipients: 2 }, 'Encrypted to 2 certificates', 'a.p7m'],
    [{ kind: 'decrypted', output: 'b', signature: null }, 'Decrypted', 'b'],
    [{ kind: 'decrypted', output: 'b', signature: 'unsigned' }, 'Decrypted; not signed', 'b'],
  ])('that is done: %j', (result, text, output) => {
    expect(resultOf(result)).toEqual(['a.pdf', '~/work', '12345', text, '', '', '', output])
  })

  it('that failed says why', () => {
    const error = { code: 'document-gone', params: {} } as const
    const { title, happened, hotline } = explain(error, 'en')
    const found = verdict({ reasons: [{ code: 'damaged', details: [] }] })
    expect(rowOf({ is: 'failed', error }, found).slice(3)).toEqual([
      ...['Not finished', '', '', `${title}: ${happened} (${hotline})`, ''],
    ])
  })

  it('that was verified names signers, times and reasons, each once', () => {
    const found = verdict({
      reasons: [{ code: 'damaged', details: ['x'] }],
      signatures: [
        signature({ signer: namedSigner('CN=a\u202e'), time: { state: 'claimed', at: 'T1' } }),
        signature({ reasons: [{ code: 'damaged', details: [] }] }),
        signature({
          ...{ signer: namedSigner('CN=b'), time: { state: 'stamped', at: 'T2', authority: 'A' } },
          reasons: [{ code: 'no-time', details: [] }],
        }),
      ],
    })
    const { reasons } = words.verification
    const row = rowOf({ is: 'done', result: { kind: 'verified', outcome: 'valid', signatures: 3 } }, found)
    expect(row.slice(4)).toEqual([
      'CN=a⟨U+202E⟩; CN=b',
      'T1 (as the signer says); T2 (time stamp)',
      `${reasons.damaged}; ${reasons['no-time']}`,
      '',
    ])
  })
})
