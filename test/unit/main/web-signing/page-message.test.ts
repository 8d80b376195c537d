import { describe, expect, it } from 'vitest'
import { dataIn } from '../../../../src/main/web-signing/carriers/netca-param.ts'
import { largestMessage, readMessage } from '../../../../src/main/web-signing/page-message.ts'
import { bytes } from '../../../../src/main/web-signing/sof/args.ts'
import { SofError } from '../../../../src/main/web-signing/sof/sof-error.ts'

const nonce = 'AAAAAAAAAAAAAAAAAAAAAA=='
const sign = (data: string) =>
  readMessage(JSON.stringify({ id: 1, ask: 'sign', nonce, content: { kind: 'data', data } }))
const most = 'A'.repeat(largestMessage - 1_024)

describe('base64 of a page', () => {
  it('may be as long as a message may be', () => {
    expect(sign(most)).toMatchObject({ id: 1, request: { ask: 'sign' } })
    expect(sign(`${most.slice(1)}!`)).toMatchObject({ id: 1, refusal: { message: 'malformed' } })
    expect(dataIn({ text: most })).toBe(most)
    expect(dataIn({ text: `${most.slice(1)}!` })).toHaveLength(Math.ceil(most.length / 3) * 4)
  })

  it('is whole: four letters at a time, and at most two signs that fill it up', () => {
    for (const text of ['', 'AAAA', 'AAA=', 'AA==', 'AAAAAA=='])
      expect([text, 'request' in sign(text)]).toEqual([text, true])
    for (const text of ['A', 'AA', 'AAA', 'A===', '====', '==', 'AA=A', 'AAAA=', 'AA==AAAA', 'AA-_', 'AAA\n'])
      expect([text, 'request' in sign(text)]).toEqual([text, false])
  })
})

describe('base64 of an older client’s page', () => {
  it('may have white space in it, and as much of it as fits costs no time', () => {
    expect(bytes([' QU\r\nJD \n'], 0)).toEqual(Uint8Array.of(65, 66, 67))
    expect(bytes(['QUI=\n'], 0)).toEqual(Uint8Array.of(65, 66))
    // Two million blanks took hours when each was tried as the first of those at the end.
    for (const text of [`${' '.repeat(2_000_000)}!`, `QU${'\n'.repeat(2_000_000)}-`, '=QUI', 'QU===', '*'])
      expect(() => bytes([text], 0)).toThrow(SofError)
  })
})
