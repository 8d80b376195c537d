import { describe, expect, it } from 'vitest'
import { objectIdOf } from '../../../../src/native/object-id.ts'
import {
  containerNames,
  flagOf,
  halfOf,
  keyIdOf,
  readCertificate,
  readContainer,
  readContent,
  readKey,
} from '../../../../src/native/skf/containers.ts'
import { Handle } from '../../../../src/native/skf/handles.ts'
import { eccBlob, pointOfBytes, rsaBlob } from './key-blobs.ts'
import {
  type Answer,
  done,
  giving,
  inTurn,
  listed,
  opening,
  placeOf,
  refusing,
  type Script,
  scriptedLibrary,
  throwing,
} from './scripted-library.ts'

const KEYNOTFOUND = 0x0a00001b
const FAILED = 0x0a000001
const name = Buffer.from('box')
const container = new Handle('container', 8n)
const certificate = Buffer.from('a certificate')

const at = (script: Script) => {
  const scripted = scriptedLibrary(script)
  return { ...scripted, place: placeOf(scripted.library) }
}
/** Answers for the signing half, and otherwise for the encryption half. */
const byFlag =
  (signing: Answer, encryption: Answer): Answer =>
  (...all) =>
    all[1] === 1 ? signing(...all) : encryption(...all)

describe('the id of half a container', () => {
  it('is its use and its name', () => {
    expect(keyIdOf(name, 'signing')).toBe('01626f78')
    expect(keyIdOf(name, 'encryption')).toBe('00626f78')
    expect([flagOf('signing'), flagOf('encryption')]).toEqual([1, 0])
  })

  it('leads back to both', () => {
    expect(halfOf('01626f78')).toEqual({ name, use: 'signing' })
    expect(halfOf('00626f78')).toEqual({ name, use: 'encryption' })
  })

  it.each(['', '01', '00', '02626f78', '01626f7', '01626F78', '01zz', '626f78'])('is not “%s”', (id) => {
    expect(halfOf(id)).toBeNull()
  })
})

describe('the containers of an application', () => {
  it('are those that the library lists', () => {
    const { place, of } = at({ SKF_EnumContainer: giving(listed('one', 'two')) })
    expect(containerNames(place)).toEqual([Buffer.from('one'), Buffer.from('two')])
    expect(of('SKF_EnumContainer')[0]?.[0]).toBe(7n)
  })
})

describe('the key of half a container', () => {
  const point = pointOfBytes(0x11)

  it.each([
    ['signing', 1, '01626f78'],
    ['encryption', 0, '00626f78'],
  ] as const)('for %s is asked for with the flag %i', (use, flag, keyId) => {
    const { place, of } = at({ SKF_ExportPublicKey: giving(eccBlob(point)) })
    expect(readKey(place, container, name, use)).toEqual({
      keyId,
      label: 'box',
      type: 'sm2',
      publicKey: point,
    })
    expect(of('SKF_ExportPublicKey')[0]?.slice(0, 2)).toEqual([8n, flag])
  })

  it('may be one of RSA', () => {
    const { place } = at({ SKF_ExportPublicKey: giving(rsaBlob(0x77)) })
    const key = readKey(place, container, name, 'signing')
    expect(key).toMatchObject({ keyId: '01626f78', label: 'box', type: 'rsa' })
    expect(Buffer.from(key?.publicKey ?? []).indexOf(Buffer.alloc(256, 0x77))).toBeGreaterThan(0)
  })

  it('is none where the library has no function for it, or the blob is of neither kind', () => {
    expect(readKey(at({}).place, container, name, 'signing')).toBeNull()
    const { place } = at({ SKF_ExportPublicKey: giving(Buffer.alloc(20)) })
    expect(readKey(place, container, name, 'signing')).toBeNull()
  })

  it.each([0x0a00000d, KEYNOTFOUND, 0x0a00001c, 0x0a00001d, 0x0a000031, 0x0a000003])(
    'is none where the library says %i',
    (code) => {
      const { place } = at({ SKF_ExportPublicKey: refusing(code) })
      expect(readKey(place, container, name, 'signing')).toBeNull()
    },
  )

  it('is not known where the library refuses otherwise', () => {
    const { place } = at({ SKF_ExportPublicKey: refusing(FAILED) })
    expect(() => readKey(place, container, name, 'signing')).toThrow('SKF_ExportPublicKey 0x0A000001')
  })
})

describe('the certificate of half a container', () => {
  it.each([
    ['signing', 1, '01626f78'],
    ['encryption', 0, '00626f78'],
  ] as const)('for %s is asked for with the flag %i', (use, flag, keyId) => {
    const { place, of } = at({ SKF_ExportCertificate: giving(certificate) })
    expect(readCertificate(place, container, name, use)).toEqual({
      objectId: objectIdOf(certificate),
      keyId,
      label: 'box',
      der: Uint8Array.from(certificate),
    })
    const [handle, told, room] = of('SKF_ExportCertificate')[0] ?? []
    expect([handle, told]).toEqual([8n, flag])
    expect(room).toHaveLength(8192)
  })

  it.each([
    ['no function', {}],
    ['nothing', { SKF_ExportCertificate: giving(new Uint8Array()) }],
    ['a refusal that says so', { SKF_ExportCertificate: refusing(0x0a00001c) }],
  ])('is none where there is %s', (_, script) => {
    expect(readCertificate(at(script).place, container, name, 'signing')).toBeNull()
  })

  it('is not known where the library refuses otherwise', () => {
    const { place } = at({ SKF_ExportCertificate: refusing(FAILED) })
    expect(() => readCertificate(place, container, name, 'signing')).toThrow('0x0A000001')
  })
})

describe('what is in a container', () => {
  const [signing, encryption] = [pointOfBytes(0x11), pointOfBytes(0x22)]

  it('are both halves, that for signing first', () => {
    const { place } = at({
      SKF_ExportPublicKey: byFlag(giving(eccBlob(signing)), giving(eccBlob(encryption))),
      SKF_ExportCertificate: byFlag(giving(Buffer.from('s')), giving(Buffer.from('e'))),
    })
    const { keys, certificates } = readContainer(place, container, name)
    expect(keys.map(({ keyId, publicKey }) => [keyId, publicKey])).toEqual([
      ['01626f78', signing],
      ['00626f78', encryption],
    ])
    expect(certificates.map(({ keyId, der }) => [keyId, Buffer.from(der).toString()])).toEqual([
      ['01626f78', 's'],
      ['00626f78', 'e'],
    ])
  })

  it('may be one half only', () => {
    const { place } = at({
      SKF_ExportPublicKey: byFlag(refusing(KEYNOTFOUND), giving(eccBlob(encryption))),
      SKF_ExportCertificate: byFlag(giving(Buffer.from('s')), refusing(KEYNOTFOUND)),
    })
    const { keys, certificates } = readContainer(place, container, name)
    expect(keys.map(({ keyId }) => keyId)).toEqual(['00626f78'])
    expect(certificates.map(({ keyId }) => keyId)).toEqual(['01626f78'])
  })
})

describe('everything that can be seen', () => {
  const script = (): Script => ({
    SKF_EnumContainer: giving(listed('one', 'two')),
    SKF_OpenContainer: inTurn(opening(8n), opening(9n)),
    SKF_CloseContainer: done,
    SKF_ExportPublicKey: byFlag(giving(eccBlob(pointOfBytes(0x11))), refusing(KEYNOTFOUND)),
    SKF_ExportCertificate: byFlag(giving(certificate), refusing(KEYNOTFOUND)),
  })
  const none = (error: unknown): void => {
    throw error
  }

  it('is in every container, each opened by its name and closed again', () => {
    const { place, of } = at(script())
    const { keys, certificates } = readContent(place, none)
    expect(keys.map(({ label }) => label)).toEqual(['one', 'two'])
    expect(certificates.map(({ label }) => label)).toEqual(['one', 'two'])
    expect(of('SKF_OpenContainer').map(([, one]) => one)).toEqual([
      Buffer.from('one\0'),
      Buffer.from('two\0'),
    ])
    expect(of('SKF_CloseContainer')).toEqual([[8n], [9n]])
  })

  it.each([FAILED, 0x0a000025])('is seen beside a container that cannot be read: %i', (code) => {
    const failures: unknown[] = []
    const { place, of } = at({
      ...script(),
      SKF_ExportPublicKey: inTurn(refusing(code), giving(eccBlob(pointOfBytes(0x11)))),
    })
    const { keys } = readContent(place, (error) => failures.push(error))
    expect(keys.map(({ keyId }) => keyId)).toEqual(['0174776f', '0074776f'])
    expect(failures).toMatchObject([{ code }])
    expect(of('SKF_CloseContainer')).toEqual([[8n], [9n]])
  })

  it.each([0x0a000023, 0x0a000005])('is not known once the device is gone: %i', (code) => {
    const failures: unknown[] = []
    const { place } = at({ ...script(), SKF_ExportPublicKey: refusing(code) })
    expect(() => readContent(place, (error) => failures.push(error))).toThrow('SKF_ExportPublicKey')
    expect(failures).toEqual([])
  })

  it('is not known after an error of ours, and the container is closed', () => {
    const { place, of } = at({ ...script(), SKF_ExportPublicKey: throwing(new Error('ours')) })
    expect(() => readContent(place, () => undefined)).toThrow('ours')
    expect(of('SKF_CloseContainer')).toEqual([[8n]])
  })

  it('is seen even if a container cannot be closed', () => {
    const { place } = at({ ...script(), SKF_CloseContainer: refusing(FAILED) })
    expect(readContent(place, none).keys).toHaveLength(2)
  })
})
