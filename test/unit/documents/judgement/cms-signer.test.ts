import { describe, expect, it } from 'vitest'
import { judgeCmsSigner } from '../../../../src/documents/judgement/cms-signer.ts'
import { certificateFacts } from '../../../../src/documents/judgement/facts.ts'
import {
  parseCertificate,
  parseSignedMessage,
  type SignerVerdict,
  verifySignedMessage,
} from '../../../../src/pki/index.ts'
import { type SignerPlan, signedMessage, timeStamp } from '../../../forgeries/cms-maker.ts'
import { signer, stampMaker, stranger } from '../../../forgeries/parties.ts'
import { trust } from '../../../forgeries/trust.ts'

const content = Buffer.from('content')
const verdictOf = (plan: SignerPlan = {}): SignerVerdict => {
  const [verdict] = verifySignedMessage(parseSignedMessage(signedMessage({ content, signers: [plan] })))
  if (verdict === undefined) throw new Error('no signer')
  return verdict
}
const judge = (verdict: SignerVerdict, stated: Date | null = null) =>
  judgeCmsSigner({ verdict, beside: [], stated, trust })
const codes = (verdict: SignerVerdict, stated?: Date) =>
  judge(verdict, stated).reasons.map(({ code }) => code)
const honest = verdictOf()
const rest = ['time-claimed', 'revocation-not-checked']

describe('the signer of a message', () => {
  it('is named, with chain and time', () => {
    expect(judge(honest)).toEqual({
      signer: { state: 'named', certificate: certificateFacts(parseCertificate(signer.certificate)) },
      chain: {
        state: 'trusted',
        names: [expect.stringContaining('Seal User'), expect.stringContaining('Root')],
      },
      time: { state: 'claimed', at: '2026-01-01T00:00:00.000Z' },
      reasons: rest.map((code) => ({ code, details: [] })),
    })
  })

  it('is unknown without a certificate, and what is known of value and time is told', () => {
    expect(judge({ ...honest, certificate: null, problem: 'no-certificate' })).toEqual({
      signer: { state: 'unknown' },
      chain: { state: 'not-checked' },
      time: { state: 'claimed', at: '2026-01-01T00:00:00.000Z' },
      reasons: ['no-signer-certificate', 'time-claimed'].map((code) => ({ code, details: [] })),
    })
  })

  it('is told after value and time', () => {
    expect(codes({ ...verdictOf({ by: stranger }), problem: 'bad-signature' })).toEqual([
      ...['signature-wrong', 'time-claimed', 'unknown-root'],
    ])
  })
})

describe('the value of a signer', () => {
  it.each<[NonNullable<SignerVerdict['problem']>, string]>([
    ['no-certificate', 'no-signer-certificate'],
    ['bad-signature', 'signature-wrong'],
    ['wrong-digest', 'digest-differs'],
    ['unsupported-algorithm', 'unsupported-algorithm'],
    ['content-missing', 'content-missing'],
  ])('with %s is %s', (problem, code) => {
    expect(codes({ ...honest, problem })).toEqual([code, ...rest])
    expect(codes({ ...honest, problem, weak: true })).toEqual([code, 'weak-digest', ...rest])
  })

  it('may be weak', () => expect(codes({ ...honest, weak: true })).toEqual(['weak-digest', ...rest]))

  it.each([
    '1.2.840.113549.2.2',
    '1.2.840.113549.2.4',
    '1.2.840.113549.2.5',
    '1.2.840.113549.1.1.2',
    '1.2.840.113549.1.1.3',
    '1.2.840.113549.1.1.4',
  ])('is refused with %s alone, as digest or signature, whatever else is wrong', (number) => {
    const asDigest = { ...honest.signer, digestAlgorithm: number }
    const asSignature = { ...honest.signer, signatureAlgorithm: { oid: number, parameters: null } }
    for (const one of [asDigest, asSignature])
      expect(codes({ ...honest, signer: one, problem: 'bad-signature', weak: true })).toEqual([
        ...['refused-digest', ...rest],
      ])
  })

  it.each([
    '1.2.840.113549.2.3',
    '1.2.840.113549.2.6',
    '1.2.840.113549.1.1.1',
    '1.2.840.113549.1.1.5',
    '1.2.840.113549.1.1.11',
    '1.2.840.113549.2.51',
    '11.2.840.113549.2.5',
    '1x2x840x113549x2x5',
  ])('is not refused with %s', (number) => {
    expect(codes({ ...honest, signer: { ...honest.signer, digestAlgorithm: number } })).toEqual(rest)
  })
})

describe('the time of a signer', () => {
  const stated = new Date('2026-02-02T00:00:00Z')
  const timeOf = (plan: SignerPlan, given: Date | null) => judge(verdictOf(plan), given).time

  it('is that of the message before that of the document', () => {
    expect(timeOf({}, stated)).toEqual({ state: 'claimed', at: '2026-01-01T00:00:00.000Z' })
    expect(timeOf({ time: null }, stated)).toEqual({ state: 'claimed', at: '2026-02-02T00:00:00.000Z' })
    expect(timeOf({ time: null }, null)).toEqual({ state: 'none' })
  })

  it('is that of a stamp over the signature', () => {
    const stamp = (signature: Buffer) => timeStamp(signature, { by: stampMaker })
    expect(timeOf({ stamp }, stated)).toMatchObject({ state: 'stamped', at: '2026-01-01T00:00:05.000Z' })
    const other = () => timeStamp(Buffer.from('x'), { by: stampMaker })
    expect(codes(verdictOf({ stamp: other }))).toEqual([
      ...['time-claimed', 'time-stamp-wrong', 'revocation-not-checked'],
    ])
  })
})
