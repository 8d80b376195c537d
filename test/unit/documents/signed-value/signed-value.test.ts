import { describe, expect, it } from 'vitest'
import {
  messageForm,
  messageVerdicts,
  readSignedValue,
  sealValueReasons,
} from '../../../../src/documents/signed-value/signed-value.ts'
import { parseSealSignature, parseSignedMessage } from '../../../../src/pki/index.ts'
import { type MessagePlan, signedMessage } from '../../../forgeries/cms-maker.ts'
import { int, octets, seq } from '../../../forgeries/der.ts'
import { digest, signer } from '../../../forgeries/parties.ts'
import { flipped, type SealSignaturePlan, sealSignature } from '../../../forgeries/seal-maker.ts'

const xml = Buffer.from('<Signature/>')

describe('a value that is told by its shape', () => {
  it('is a signature with a seal, or a message', () => {
    expect(readSignedValue(sealSignature(xml))).toMatchObject({
      form: 'seal',
      value: { claimedAt: expect.any(Date) },
    })
    expect(readSignedValue(sealSignature(xml, { version: 1 })).form).toBe('seal')
    expect(readSignedValue(signedMessage({ content: xml }))).toMatchObject({
      form: 'message',
      value: { content: Uint8Array.from(xml) },
    })
  })

  it('is bare if it is r and s alone', () => {
    expect(readSignedValue(Buffer.alloc(64))).toEqual({ form: 'bare' })
    expect(readSignedValue(signer.key.sign(xml))).toEqual({ form: 'bare' })
  })

  it.each<[string, Buffer]>([
    ['63 bytes', Buffer.alloc(63, 1)],
    ['65 bytes', Buffer.alloc(65, 1)],
    ['nothing', Buffer.alloc(0)],
    ['a sequence of nothing', Buffer.from('3000', 'hex')],
    ['a seal cut short', sealSignature(xml).subarray(0, -5)],
    ['a message cut short', signedMessage({ content: xml }).subarray(0, -5)],
    ['two sequences', seq(seq(octets(xml)), seq(int(1)))],
    ['a set', Buffer.from('3103020101', 'hex')],
  ])('is unreadable if it is %s, and why is said', (_, bytes) => {
    expect(readSignedValue(bytes)).toEqual({ form: 'unreadable', why: expect.stringMatching(/\w: \w/) })
  })
})

describe('the value of a seal', () => {
  const codes = (plan: SealSignaturePlan, content: readonly Uint8Array[] = [xml]) =>
    sealValueReasons(parseSealSignature(sealSignature(xml, plan)), content, 'description-changed').map(
      ({ code }) => code,
    )

  it('holds over what was signed, in one piece or several', () => {
    expect(codes({})).toEqual([])
    expect(codes({ version: 1 })).toEqual([])
    expect(codes({}, [xml.subarray(0, 4), xml.subarray(4)])).toEqual([])
    expect(codes({}, [xml, Buffer.from(' ')])).toEqual(['description-changed'])
    expect(codes({}, [])).toEqual(['description-changed'])
  })

  it.each<[string, SealSignaturePlan, readonly string[]]>([
    ['another digest', { dataHash: Buffer.alloc(32) }, ['description-changed']],
    ['another signature', { value: flipped }, ['signature-wrong']],
    ['bytes behind it', { trailing: Buffer.from('x') }, ['trailing-bytes']],
    [
      'everything wrong',
      { trailing: Buffer.from('x'), dataHash: Buffer.alloc(32), value: flipped },
      ['trailing-bytes', 'description-changed', 'signature-wrong'],
    ],
    ['an unknown algorithm', { algorithm: '1.2.3.4' }, ['unsupported-algorithm']],
  ])('with %s is %s told', (_, plan, expected) => expect(codes(plan)).toEqual(expected))

  it('names what another digest means, and the algorithm that is unknown', () => {
    const value = parseSealSignature(sealSignature(xml))
    expect(sealValueReasons(value, [], 'digest-differs')).toEqual([{ code: 'digest-differs', details: [] }])
    const strange = parseSealSignature(sealSignature(xml, { algorithm: '1.2.3.4' }))
    expect(sealValueReasons(strange, [xml], 'digest-differs')).toEqual([
      { code: 'unsupported-algorithm', details: ['1.2.3.4'] },
    ])
  })
})

describe('a message over a description', () => {
  const judge = (plan: Partial<MessagePlan> & Pick<MessagePlan, 'content'>) => {
    const { verdicts, reasons } = messageVerdicts(parseSignedMessage(signedMessage(plan)), xml)
    return [new Set(verdicts.map(({ problem }) => problem)), reasons.map(({ code }) => code)]
  }
  const sm3 = digest('sm3', xml)

  it('may hold the digest, as bytes or as text', () => {
    expect(judge({ content: sm3 })).toEqual([new Set([null]), []])
    expect(judge({ content: Buffer.from(sm3.toString('base64')) })).toEqual([new Set([null]), []])
    expect(judge({ content: Buffer.from(` ${sm3.toString('base64')}\n`) })).toEqual([new Set([null]), []])
  })

  it('holds nothing else', () => {
    for (const content of [xml, sm3.subarray(1), Buffer.from(sm3.toString('hex')), digest('sm3', sm3)])
      expect(judge({ content })).toEqual([new Set([null]), ['description-changed']])
  })

  it('without content signs the description by attributes, or its digest', () => {
    const bare = [{ attributes: false }]
    expect(judge({ content: xml, detached: true })).toEqual([new Set([null]), []])
    expect(judge({ content: sm3, detached: true, signers: bare })).toEqual([new Set([null]), []])
    expect(judge({ content: xml, detached: true, signers: bare })).toEqual([new Set(['bad-signature']), []])
    expect(judge({ content: sm3, detached: true })).toEqual([new Set(['wrong-digest']), []])
  })

  it('with signers of both kinds signs the digest', () => {
    const both = [{ over: xml }, { attributes: false, over: sm3 }]
    expect(judge({ content: xml, detached: true, signers: both })).toEqual([
      new Set(['wrong-digest', null]),
      [],
    ])
  })
})

describe('the form of a message', () => {
  it.each([
    ['1.2.156.10197.6.1.4.2.1', 'gm-cms'],
    ['1.2.156.10197.6.1.4.2.4', 'gm-cms'],
    ['1.2.156.10197.6.1.4.3.1', 'cms'],
    ['1.2.840.113549.1.7.1', 'cms'],
  ] as const)('with the number %s is %s', (contentType, form) =>
    expect(messageForm({ contentType })).toBe(form),
  )
})
