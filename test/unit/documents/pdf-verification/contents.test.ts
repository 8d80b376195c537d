import { describe, expect, it } from 'vitest'
import { type ContentsQuestion, judgeContents } from '../../../../src/documents/pdf-verification/contents.ts'
import { type MessagePlan, signedMessage, timeStamp } from '../../../forgeries/cms-maker.ts'
import { other, signer, stampMaker, strangeStampMaker } from '../../../forgeries/parties.ts'
import { seal, sealSignature } from '../../../forgeries/seal-maker.ts'
import { trust } from '../../../forgeries/trust.ts'

const data = Buffer.from('signed bytes')
const pieces = [data.subarray(0, 5), data.subarray(5)]
const judge = (contents: Uint8Array, more: Partial<ContentsQuestion> = {}) =>
  judgeContents({ contents, pieces, subFilter: 'adbe.pkcs7.detached', stated: null, trust, ...more })
const message = (plan: Partial<MessagePlan> = {}) => signedMessage({ content: data, detached: true, ...plan })
const codes = (...question: Parameters<typeof judge>) => judge(...question).reasons.map(({ code }) => code)
const bare = (code: string, details: readonly unknown[] = []) => ({
  ...{ form: 'bare', signer: { state: 'unknown' }, seal: { state: 'none' }, chain: { state: 'not-checked' } },
  ...{ time: { state: 'none' }, reasons: [{ code, details }] },
})
const named = (name: string) => ({
  state: 'named',
  certificate: expect.objectContaining({ subject: expect.stringContaining(name) }),
})
const usual = ['time-claimed', 'revocation-not-checked']
const stated = new Date('2026-03-03T00:00:00Z')

describe('a message in a PDF', () => {
  it('is judged with its signer and time', () => {
    expect(judge(message())).toEqual({
      ...{ form: 'gm-cms', signer: named('Seal User'), seal: { state: 'none' } },
      chain: { state: 'trusted', names: [expect.any(String), expect.any(String)] },
      time: { state: 'claimed', at: '2026-01-01T00:00:00.000Z' },
      reasons: usual.map((code) => ({ code, details: [] })),
    })
    expect(judge(message({ numbers: 'rfc' })).form).toBe('cms')
    expect(codes(message(), { pieces: [data, data] })).toEqual(['digest-differs', ...usual])
  })

  it('has the time that the document states if it has none', () => {
    const without = message({ signers: [{ time: null }] })
    expect(judge(without, { stated }).time).toEqual({ state: 'claimed', at: '2026-03-03T00:00:00.000Z' })
    expect(codes(without)).toEqual(['no-time', 'revocation-not-checked'])
  })

  it('has the reasons of all its signers, and the first is named', () => {
    const { signer: first, reasons } = judge(
      message({ signers: [{}, { by: other, over: Buffer.from('x') }] }),
    )
    expect(first.state).toBe('named')
    expect(reasons).toHaveLength(5)
    expect(reasons.map(({ code }) => code)).toContain('digest-differs')
  })

  it('with its own content does not sign the file', () => {
    expect(judge(message({ detached: false }))).toEqual(bare('content-inside'))
  })
})

describe('a seal in a PDF', () => {
  const sealed = sealSignature(data)

  it('is judged with its signer, seal and time', () => {
    expect(judge(sealed)).toEqual({
      ...{ form: 'seal', signer: named('Seal User'), seal: expect.objectContaining({ name: '示例公章' }) },
      chain: { state: 'trusted', names: [expect.any(String), expect.any(String)] },
      time: { state: 'claimed', at: '2026-01-01T00:00:00.000Z' },
      reasons: [
        { code: 'seal-maker-unnamed', details: [expect.stringContaining('Seal Maker')] },
        ...usual.map((code) => ({ code, details: [] })),
      ],
    })
  })

  it('is told in order what is wrong with it', () => {
    const strange = sealSignature(Buffer.from('x'), { seal: seal({ users: [other], to: '2025-01-01' }) })
    expect(codes(strange)).toEqual([
      ...['digest-differs', 'seal-expired', 'signer-not-in-seal', 'seal-maker-unnamed', ...usual],
    ])
  })

  it('has the time of its stamp', () => {
    const stamped = sealSignature(data, { stamp: (value) => timeStamp(value, { by: stampMaker }) })
    expect(judge(stamped).time).toMatchObject({ state: 'stamped', at: '2026-01-01T00:00:05.000Z' })
  })
})

describe('a time stamp over the document', () => {
  const stamp = (plan: Partial<Parameters<typeof timeStamp>[1]> = {}) =>
    timeStamp(data, { by: stampMaker, ...plan })
  const subFilter = 'ETSI.RFC3161'

  it('is signed by its maker', () => {
    expect(judge(stamp(), { subFilter, stated })).toEqual({
      ...{ form: 'cms', signer: named('Time Stamps'), seal: { state: 'none' } },
      chain: { state: 'trusted', names: [expect.any(String), expect.any(String)] },
      time: {
        state: 'stamped',
        at: '2026-01-01T00:00:05.000Z',
        authority: expect.stringContaining('Time Stamps'),
      },
      reasons: [{ code: 'revocation-not-checked', details: [] }],
    })
  })

  it('over something else is an altered document', () => {
    expect(codes(stamp({ over: Buffer.from('x') }), { subFilter })).toEqual([
      ...['no-time', 'digest-differs', 'revocation-not-checked'],
    ])
  })

  it('by a stranger, or one that makes no stamps, is told', () => {
    expect(codes(stamp({ by: strangeStampMaker }), { subFilter })).toEqual([
      ...['no-time', 'time-stamp-untrusted', 'unknown-root'],
    ])
    expect(codes(stamp({ by: signer }), { subFilter })).toEqual([
      ...['no-time', 'digest-differs', 'revocation-not-checked'],
    ])
  })

  it('is one by its name alone', () => {
    expect(judge(message(), { subFilter })).toEqual(bare('signature-unreadable', [expect.any(String)]))
    expect(judge(stamp())).toEqual(bare('content-inside'))
  })
})

describe('what stands in Contents', () => {
  it.each(['adbe.pkcs7.sha1', 'adbe.x509.rsa_sha1'])('is not judged as %s', (subFilter) => {
    expect(judge(message(), { subFilter })).toEqual(bare('unsupported-algorithm', [subFilter]))
  })

  it('may be r and s alone, or nothing that can be read', () => {
    expect(judge(signer.key.sign(data))).toEqual(bare('no-signer-certificate'))
    expect(judge(Buffer.from('text'))).toEqual(bare('signature-unreadable', [expect.any(String)]))
    expect(judge(Buffer.alloc(0))).toEqual(bare('signature-unreadable', [expect.any(String)]))
  })

  it('is filled up with zeros, and anything else is told', () => {
    const zeros = Buffer.alloc(20)
    expect(codes(Buffer.concat([message(), zeros]))).toEqual(usual)
    expect(codes(Buffer.concat([message(), zeros, Buffer.of(1)]))).toEqual([...usual, 'trailing-bytes'])
    expect(codes(Buffer.concat([sealSignature(data), zeros]))).toEqual(['seal-maker-unnamed', ...usual])
  })
})
