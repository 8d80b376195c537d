import { describe, expect, it } from 'vitest'
import { cmsKind, readMessage } from '../../../../src/pki/cms/content-info.ts'
import { context, type DerReader, der, TAG } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { refused } from '../refusal.ts'

const { OID } = pki
const message = (type: string, content: Uint8Array) => der.sequence(der.oid(type), der.explicit(0, content))
const marked = (tag: number, ...parts: readonly Uint8Array[]) =>
  pki.concat(Uint8Array.of(tag, 0x80), ...parts, new Uint8Array(2))
const octets = (reader: DerReader) => reader.octets()
const text = Uint8Array.of(1, 2, 3)
const read = (input: Uint8Array | string) => readMessage(input, 'signed', 'thing', octets)

const kinds = [
  [OID.gmData, 'data'],
  [OID.data, 'data'],
  [OID.gmSignedData, 'signed'],
  [OID.signedData, 'signed'],
  [OID.gmEnvelopedData, 'enveloped'],
  [OID.envelopedData, 'enveloped'],
  [OID.authEnvelopedData, 'enveloped'],
  [OID.gmSignedAndEnvelopedData, 'signed-and-enveloped'],
  [OID.signedAndEnvelopedData, 'signed-and-enveloped'],
] as const

describe('the kind of a message', () => {
  it.each(kinds)('of the number %s is %s', (type, kind) => {
    const whole = message(type, der.nothing())
    expect(cmsKind(whole)).toBe(kind)
    expect(cmsKind(pki.toPem('PKCS7', whole))).toBe(kind)
    expect(cmsKind(marked(TAG.sequence, der.oid(type)))).toBe(kind)
    const found = readMessage(whole, kind, 'thing', (reader, given) => [reader.raw().length, given])
    expect(found).toEqual([2, type])
  })

  it.each<readonly [string, Uint8Array | string]>([
    ['another number', message('1.2.3', der.nothing())],
    ['another number without a length', marked(TAG.sequence, der.oid('1.2.3'))],
    ['no number', der.sequence(der.nothing())],
    ['nothing', new Uint8Array()],
    ['no base64', '***'],
    ['a set without a length', marked(TAG.set, der.oid(OID.data))],
    ['more behind it', pki.concat(message(OID.data, der.nothing()), Uint8Array.of(0))],
  ])('is none of %s', (_what, input) => {
    expect(cmsKind(input)).toBeNull()
  })
})

describe('a message is read', () => {
  it('as DER, PEM or base64, with its number', () => {
    const whole = message(OID.gmSignedData, der.octets(text))
    for (const input of [whole, pki.toPem('PKCS7', whole), Buffer.from(whole).toString('base64')])
      expect(read(input)).toEqual(text)
  })

  it('as a copy', () => {
    const whole = message(OID.gmSignedData, der.octets(text))
    const content = read(whole)
    whole.fill(0)
    expect(content).toEqual(text)
  })

  it('in BER, outside and inside', () => {
    const pieces = der.element(
      TAG.octetString | 0x20,
      der.octets(text.subarray(0, 1)),
      der.octets(text.subarray(1)),
    )
    for (const input of [
      marked(TAG.sequence, der.oid(OID.signedData), marked(context(0), der.octets(text))),
      der.sequence(der.oid(OID.signedData), marked(context(0), der.octets(text))),
      message(OID.signedData, pieces),
    ])
      expect(read(input)).toEqual(text)
  })

  it.each<readonly [string, Uint8Array, pki.PkiReason]>([
    ['another kind', message(OID.gmData, der.octets(text)), 'unexpected-tag'],
    [
      'another kind without a length',
      marked(TAG.sequence, der.oid(OID.data), der.explicit(0, der.octets(text))),
      'unexpected-tag',
    ],
    [
      'another tag',
      der.sequence(der.oid(OID.signedData), der.explicit(1, der.octets(text))),
      'unexpected-tag',
    ],
    [
      'more in its content',
      message(OID.signedData, pki.concat(der.octets(text), der.nothing())),
      'trailing-bytes',
    ],
    [
      'more behind its content',
      der.sequence(der.oid(OID.signedData), der.explicit(0, der.octets(text)), der.nothing()),
      'trailing-bytes',
    ],
    [
      'more behind it',
      pki.concat(message(OID.signedData, der.octets(text)), der.nothing()),
      'trailing-bytes',
    ],
    ['another content', message(OID.signedData, der.nothing()), 'unexpected-tag'],
  ])('unless it has %s', (_what, input, reason) => {
    expect(() => read(input)).toThrow(refused(reason))
  })

  it('names where the number of another kind stands', () => {
    expect(() => read(message(OID.gmData, der.octets(text)))).toThrow(refused('unexpected-tag', 2))
  })

  it('once if it is DER, and with the first refusal if BER does not help', () => {
    let times = 0
    const reading = (reader: DerReader) => {
      times += 1
      throw reader.error('bad-value')
    }
    const whole = message(OID.signedData, der.octets(text))
    expect(() => readMessage(whole, 'signed', 'thing', reading)).toThrow(refused('bad-value'))
    const ber = der.sequence(der.oid(OID.signedData), marked(context(0), der.octets(text)))
    expect(times).toBe(1)
    expect(() => readMessage(ber, 'signed', 'thing', reading)).toThrow(refused('bad-value'))
    expect(times).toBe(2)
  })

  it('without hiding faults of its own', () => {
    const broken = () => {
      throw new TypeError('broken')
    }
    expect(() => readMessage(message(OID.signedData, der.octets(text)), 'signed', 'thing', broken)).toThrow(
      TypeError,
    )
  })
})
