import { describe, expect, it } from 'vitest'
import { objectIdOf } from '../../../../src/native/object-id.ts'
import type { Session } from '../../../../src/native/pkcs11/library.ts'
import {
  CKA_CLASS,
  CKA_ID,
  CKA_LABEL,
  CKA_PRIVATE,
  CKA_VALUE,
  CKO_CERTIFICATE,
  CKO_DATA,
} from '../../../../src/native/pkcs11/numbers.ts'
import {
  dataOf,
  readSeals,
  removeCertificate,
  removeData,
  writeCertificate,
  writeData,
} from '../../../../src/native/pkcs11/store.ts'
import { memoryToken, ulong } from './memory-token.ts'

const DEVICE_ERROR = 0x30
const DEVICE_REMOVED = 0x32
const certificate = Buffer.from('a certificate')
const names = { subject: Buffer.from('s'), issuer: Buffer.from('i'), serial: Buffer.from('n') }

const at = () => {
  const token = memoryToken()
  const place = { p11: token.p11, session: Buffer.of(9) as Session }
  const data = (label: string, value: Uint8Array) =>
    token.add([
      { type: CKA_CLASS, value: CKO_DATA },
      { type: CKA_LABEL, value: Buffer.from(label) },
      { type: CKA_VALUE, value: Buffer.from(value) },
    ])
  const values = () => token.objects().map((one) => one.get(CKA_VALUE)?.toString())
  return { ...token, place, data, values }
}

describe('a certificate', () => {
  it('is written with its names, for anybody to read', () => {
    const { place, objects } = at()
    expect(writeCertificate(place, '0a0b', '张三', certificate, names)).toEqual({
      objectId: objectIdOf(certificate),
      keyId: '0a0b',
      label: '张三',
      der: Uint8Array.from(certificate),
    })
    expect([...(objects()[0] ?? [])]).toEqual([
      [CKA_CLASS, ulong(CKO_CERTIFICATE)],
      [0x80, ulong(0)],
      [0x1, Buffer.of(1)],
      [0x2, Buffer.of(0)],
      [CKA_LABEL, Buffer.from('张三')],
      [CKA_ID, Buffer.of(0x0a, 0x0b)],
      [0x101, Buffer.from('s')],
      [0x81, Buffer.from('i')],
      [0x82, Buffer.from('n')],
      [CKA_VALUE, certificate],
    ])
  })

  it('is written once for each key', () => {
    const { place, objects } = at()
    writeCertificate(place, '0a', 'x', certificate, names)
    expect(writeCertificate(place, '0a', 'other', certificate, names)).toMatchObject({ label: 'x' })
    expect(objects()).toHaveLength(1)
    writeCertificate(place, '0b', 'x', certificate, names)
    writeCertificate(place, '0a', 'x', Buffer.from('another'), names)
    expect(objects()).toHaveLength(3)
  })

  it('is removed by its content; the others stay, also one without any', () => {
    const { place, values, add } = at()
    writeCertificate(place, '0a', 'x', certificate, names)
    writeCertificate(place, '0a', 'x', Buffer.from('another'), names)
    add([{ type: CKA_CLASS, value: CKO_CERTIFICATE }])
    removeCertificate(place, 'gone')
    expect(values()).toHaveLength(3)
    removeCertificate(place, objectIdOf(certificate))
    expect(values()).toEqual(['another', undefined])
  })
})

describe('data', () => {
  it.each([
    [undefined, 1],
    ['holder', 1],
    ['anybody', 0],
  ] as const)('for the readers %s is private: %i', (readers, isPrivate) => {
    const { place, objects } = at()
    writeData(place, 'note', Buffer.from('text'), readers)
    expect([...(objects()[0] ?? [])]).toEqual([
      [CKA_CLASS, ulong(CKO_DATA)],
      [0x1, Buffer.of(1)],
      [CKA_PRIVATE, Buffer.of(isPrivate)],
      [CKA_LABEL, Buffer.from('note')],
      [0x10, Buffer.from('cert-assistant')],
      [CKA_VALUE, Buffer.from('text')],
    ])
  })

  it('is made anew before the old one goes, and other labels stay', () => {
    const { place, values, calls } = at()
    writeData(place, 'a', Buffer.from('one'))
    writeData(place, 'b', Buffer.from('two'))
    calls.length = 0
    writeData(place, 'a', Buffer.from('three'))
    expect(calls.filter((call) => /Create|Destroy/.test(call))).toEqual(['CreateObject', 'DestroyObject 01'])
    expect(values()).toEqual(['two', 'three'])
    removeData(place, 'a')
    removeData(place, 'gone')
    expect(values()).toEqual(['two'])
  })

  it('that cannot be made leaves the old one', () => {
    const { place, values, fail } = at()
    writeData(place, 'a', Buffer.from('one'))
    fail('C_CreateObject', 0x31)
    expect(() => writeData(place, 'a', Buffer.from('two'))).toThrow('CKR_SOMETHING')
    expect(values()).toEqual(['one'])
  })

  it('is listed with its label and its value, both of which may be missing', () => {
    const { place, data, add } = at()
    data('a', Buffer.from('one'))
    add([{ type: CKA_CLASS, value: CKO_DATA }])
    expect(dataOf(place)).toEqual([
      { objectId: objectIdOf(Buffer.from('aone')), label: 'a', value: Uint8Array.from(Buffer.from('one')) },
      { objectId: objectIdOf(Buffer.alloc(0)), label: '', value: new Uint8Array() },
    ])
  })
})

describe('the seals of a token', () => {
  it('are its data with such a label', () => {
    const { place, data, add } = at()
    data('seal-a', Buffer.from('one'))
    data('note', Buffer.from('two'))
    add([{ type: CKA_CLASS, value: CKO_DATA }])
    data('seal-empty', Buffer.alloc(0))
    expect(readSeals(place)).toEqual([
      { label: 'seal-a', value: Uint8Array.from(Buffer.from('one')) },
      { label: 'seal-empty', value: null },
    ])
  })

  it('are none where the library does not list data', () => {
    const { place, data, fail } = at()
    data('seal-a', Buffer.from('one'))
    fail('C_FindObjectsInit', DEVICE_ERROR)
    expect(readSeals(place)).toEqual([])
  })

  it('are shown without their value if that cannot be read', () => {
    const { place, data, p11 } = at()
    data('seal-a', Buffer.from('one'))
    const { C_GetAttributeValue: tell } = p11
    p11.C_GetAttributeValue = (session, object, template) => {
      if (template[0]?.type === CKA_VALUE) throw Object.assign(new Error('CKR_X:48'), { code: 48 })
      return tell(session, object, template)
    }
    expect(readSeals(place)).toEqual([{ label: 'seal-a', value: null }])
  })

  it('are not known once the token is gone, or after an error of ours', () => {
    for (const name of ['C_FindObjectsInit', 'C_GetAttributeValue'] as const) {
      const { place, data, fail } = at()
      data('seal-a', Buffer.from('one'))
      fail(name, DEVICE_REMOVED)
      expect(() => readSeals(place), name).toThrow('CKR_SOMETHING')
    }
    const { place, p11 } = at()
    p11.C_FindObjects = () => {
      throw new Error('ours')
    }
    expect(() => readSeals(place)).toThrow('ours')
  })
})
