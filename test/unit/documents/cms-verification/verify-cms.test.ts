import { describe, expect, it } from 'vitest'
import { guarded, judgeSigners, verifyCms } from '../../../../src/documents/cms-verification/verify-cms.ts'
import { certificateFacts } from '../../../../src/documents/judgement/facts.ts'
import { PkiError, parseCertificate, parseSignedMessage } from '../../../../src/pki/index.ts'
import { sealedMessage, signedMessage } from '../../../forgeries/cms-maker.ts'
import { context, octets, oid, seq } from '../../../forgeries/der.ts'
import { other, signer } from '../../../forgeries/parties.ts'
import { trust } from '../../../forgeries/trust.ts'

const content = Buffer.from('content')
const named = { state: 'named', certificate: certificateFacts(parseCertificate(signer.certificate)) }
const verify = (bytes: Uint8Array) => verifyCms(bytes, trust)

describe('a message with its content', () => {
  it('has a verdict with everything that is known', () => {
    expect(verify(signedMessage({ content }))).toEqual({
      ...{ kind: 'cms', outcome: 'valid', reasons: [] },
      signatures: [
        {
          ...{ id: '1', form: 'gm-cms', outcome: 'valid', integrity: 'intact', coverage: { state: 'whole' } },
          ...{ signer: named, seal: { state: 'none' }, addedAfter: { state: 'nothing' } },
          chain: { state: 'trusted', names: [expect.any(String), expect.any(String)] },
          time: { state: 'claimed', at: '2026-01-01T00:00:00.000Z' },
          reasons: [
            { code: 'time-claimed', details: [] },
            { code: 'revocation-not-checked', details: [] },
          ],
        },
      ],
    })
  })

  it('has a verdict for each signer, in order', () => {
    const { signatures, outcome } = verify(
      signedMessage({ content, signers: [{}, { by: other, over: Buffer.from('x') }] }),
    )
    expect(signatures.map(({ id, outcome: own }) => [id, own])).toEqual([
      ['1', 'valid'],
      ['2', 'invalid'],
    ])
    expect(outcome).toBe('invalid')
  })

  it('may have the numbers of PKCS#7', () => {
    expect(verify(signedMessage({ content, numbers: 'rfc' })).signatures[0]?.form).toBe('cms')
  })

  it('states no time of its own if its signer does not', () => {
    expect(verify(signedMessage({ content, signers: [{ time: null }] })).signatures[0]?.time).toEqual({
      state: 'none',
    })
  })
})

describe('a message without its content', () => {
  const detached = signedMessage({ content, detached: true })

  it('covers nobody knows what', () => {
    expect(verify(detached)).toMatchObject({
      outcome: 'undecided',
      signatures: [{ coverage: { state: 'unknown' }, reasons: [{ code: 'content-missing' }, {}, {}] }],
    })
  })

  it('covers all of the content that is given', () => {
    const message = parseSignedMessage(detached)
    expect(judgeSigners(message, { content }, trust)).toMatchObject({
      outcome: 'valid',
      signatures: [{ coverage: { state: 'whole' } }],
    })
    expect(judgeSigners(message, { content: Buffer.from('x') }, trust)).toMatchObject({
      outcome: 'invalid',
      signatures: [{ coverage: { state: 'whole' } }],
    })
  })

  it('may name a certificate that is known here', () => {
    const message = parseSignedMessage(signedMessage({ content, certificates: [] }))
    expect(judgeSigners(message, null, trust).signatures[0]?.signer).toEqual({ state: 'unknown' })
    const certificates = [parseCertificate(signer.certificate)]
    expect(judgeSigners(message, null, { ...trust, certificates }).signatures[0]?.signer).toEqual(named)
  })
})

describe('a message that is sealed', () => {
  it('tells who says to have signed it', () => {
    expect(verify(sealedMessage(signer))).toEqual({
      ...{ kind: 'cms', outcome: 'undecided', reasons: [] },
      signatures: [
        {
          ...{
            id: '1',
            form: 'gm-cms',
            outcome: 'undecided',
            integrity: 'unknown',
            coverage: { state: 'unknown' },
          },
          ...{ signer: named, seal: { state: 'none' }, addedAfter: { state: 'nothing' } },
          ...{ chain: { state: 'not-checked' }, time: { state: 'claimed', at: '2026-01-01T00:00:00.000Z' } },
          reasons: [{ code: 'sealed', details: [] }],
        },
      ],
    })
  })
})

describe('what is no signed message', () => {
  it('is unreadable, unsigned or damaged', () => {
    const outcome = (bytes: Uint8Array) => {
      const { kind, outcome: found, reasons, signatures } = verify(bytes)
      return [kind, found, reasons.map(({ code }) => code), signatures.length]
    }
    expect(outcome(Buffer.from('text'))).toEqual([null, 'unreadable', ['not-a-document'], 0])
    const data = seq(oid('1.2.156.10197.6.1.4.2.1'), context(0, octets(content)))
    expect(outcome(data)).toEqual(['cms', 'unsigned', [], 0])
    expect(outcome(signedMessage({ content, signers: [] }))).toEqual(['cms', 'unsigned', [], 0])
    const broken = seq(oid('1.2.156.10197.6.1.4.2.2'), context(0, seq(octets(content))))
    expect(outcome(broken)).toEqual(['cms', 'invalid', ['damaged'], 0])
  })

  it('is told by the fault that was met', () => {
    const failing = (error: Error) => () =>
      guarded(() => {
        throw error
      })
    const fault = (structure: string, reason: PkiError['reason']) => new PkiError(structure, reason, 3)
    const refused = (code: string, error: Error) => ({
      ...{ kind: 'cms', outcome: 'invalid', signatures: [] },
      reasons: [{ code, details: [error.message] }],
    })
    const large = fault('SignedData', 'too-large')
    expect(failing(large)()).toEqual(refused('limits-exceeded', large))
    const bad = fault('SignedData', 'bad-value')
    expect(failing(bad)()).toEqual(refused('damaged', bad))
    const elsewhere = fault('Certificate', 'missing-field')
    expect(failing(elsewhere)()).toEqual(refused('damaged', elsewhere))
    expect(failing(fault('SignedData', 'missing-field'))()).toMatchObject({
      outcome: 'unsigned',
      reasons: [],
    })
    expect(failing(new RangeError('other'))).toThrow(RangeError)
  })
})
