import { describe, expect, it } from 'vitest'
import {
  concluded,
  concludedFile,
  type Judged,
  unread,
} from '../../../../src/documents/judgement/signature-verdict.ts'
import { type ReasonCode, reason, reasonWeights } from '../../../../src/shared/documents/reasons.ts'
import type { SignatureVerdict } from '../../../../src/shared/documents/verdict.ts'

const judged: Judged = {
  ...{ id: 'one', form: 'cms', coverage: { state: 'whole' }, signer: { state: 'unknown' } },
  ...{ seal: { state: 'none' }, chain: { state: 'not-checked' }, time: { state: 'none' } },
  ...{ addedAfter: { state: 'nothing' }, reasons: [] },
}
const withReasons = (...codes: readonly ReasonCode[]): Judged => ({
  ...judged,
  reasons: codes.map((code) => reason(code)),
})
const integrity = (...codes: readonly ReasonCode[]) => concluded(withReasons(...codes)).integrity

const altering: readonly ReasonCode[] = [
  ...(['digest-differs', 'file-missing', 'description-changed', 'signature-wrong'] as const),
  ...(['changed-after', 'forbidden-after'] as const),
]
const undeciding: readonly ReasonCode[] = [
  ...(['refused-digest', 'unknown-digest', 'signature-unreadable', 'content-inside'] as const),
  ...(['content-missing', 'no-signer-certificate', 'unsupported-algorithm', 'byte-range-wrong'] as const),
  ...(['revision-unreadable', 'not-all-compared', 'sealed'] as const),
]
const codes = Object.keys(reasonWeights) as readonly ReasonCode[]

describe('what is signed', () => {
  it.each(altering)('is altered with %s, whatever else is said', (code) => {
    expect(integrity(code)).toBe('altered')
    expect(integrity('sealed', code)).toBe('altered')
  })

  it.each(undeciding)('is not known to be intact with %s', (code) => {
    expect(integrity(code)).toBe('unknown')
    expect(integrity('time-claimed', code)).toBe('unknown')
  })

  it('is intact with every other reason, or none', () => {
    const others = codes.filter((code) => !altering.includes(code) && !undeciding.includes(code))
    expect(integrity()).toBe('intact')
    expect(integrity(...others)).toBe('intact')
    expect(others).toHaveLength(codes.length - 17)
  })
})

describe('the outcome of a signature', () => {
  it.each<[readonly ReasonCode[], string]>([
    [[], 'valid'],
    [['time-claimed'], 'valid'],
    [['time-claimed', 'unknown-root'], 'undecided'],
    [['unknown-root', 'digest-differs', 'time-claimed'], 'invalid'],
  ])('with %j is %s, and all else stays', (found, outcome) => {
    const one = withReasons(...found)
    expect(concluded(one)).toEqual({
      ...one,
      outcome,
      integrity: outcome === 'invalid' ? 'altered' : 'intact',
    })
  })

  it('of one that cannot be read tells nothing of it', () => {
    const reasons = [reason('byte-range-wrong')]
    expect(unread('two', reasons)).toEqual({
      ...{ id: 'two', form: 'bare', coverage: { state: 'unknown' }, signer: { state: 'unknown' } },
      ...{ seal: { state: 'none' }, chain: { state: 'not-checked' }, time: { state: 'none' } },
      ...{ addedAfter: { state: 'unknown' }, reasons, outcome: 'invalid', integrity: 'unknown' },
    })
  })
})

describe('the outcome of a file', () => {
  const valid = concluded(withReasons())
  const undecided = concluded(withReasons('unknown-root'))
  const invalid = concluded(withReasons('digest-differs'))
  const outcome = (signatures: readonly SignatureVerdict[], ...own: readonly ReasonCode[]) =>
    concludedFile({ kind: 'pdf', signatures, reasons: own.map((code) => reason(code)) }).outcome

  it('is the worst of its signatures', () => {
    expect(outcome([valid])).toBe('valid')
    expect(outcome([valid, undecided])).toBe('undecided')
    expect(outcome([valid, undecided, invalid])).toBe('invalid')
    expect(outcome([valid, invalid])).toBe('invalid')
  })

  it('is that of the file if that is worse', () => {
    expect(outcome([valid], 'encrypted')).toBe('undecided')
    expect(outcome([undecided], 'damaged')).toBe('invalid')
    expect(outcome([valid], 'prefixed-bytes')).toBe('valid')
    expect(outcome([invalid], 'prefixed-bytes')).toBe('invalid')
  })

  it('without a signature is never valid', () => {
    expect(outcome([])).toBe('unsigned')
    expect(outcome([], 'encrypted')).toBe('undecided')
    expect(outcome([], 'damaged')).toBe('invalid')
  })

  it('of no known kind is unreadable, whatever else is said', () => {
    const file = { kind: null, signatures: [], reasons: [reason('not-a-document')] }
    expect(concludedFile(file)).toEqual({ ...file, outcome: 'unreadable' })
    expect(concludedFile({ ...file, reasons: [] }).outcome).toBe('unreadable')
  })
})
