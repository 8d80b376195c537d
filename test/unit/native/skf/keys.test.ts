import { describe, expect, it } from 'vitest'
import { Handle } from '../../../../src/native/skf/handles.ts'
import {
  containerNamed,
  generateSm2,
  halfNamed,
  type KeyPlace,
  keysOf,
  removeKey,
  signDigest,
} from '../../../../src/native/skf/keys.ts'
import { eccBlob, pointOfBytes } from './key-blobs.ts'
import {
  type Answer,
  done,
  filling,
  giving,
  inTurn,
  listed,
  opening,
  placeOf,
  refusing,
  type Script,
  scriptedLibrary,
} from './scripted-library.ts'

const KEYNOTFOUND = 0x0a00001b
const FAILED = 0x0a000001
const NOT_SUPPORTED = 0x0a000003
const INVALID_PARAMETER = 0x0a000006
const point = pointOfBytes(0x11)
const [boxSigning, boxEncryption] = ['01626f78', '00626f78']
const box = Buffer.from('box')

const at = (script: Script) => {
  const scripted = scriptedLibrary({
    SKF_EnumContainer: giving(listed('box')),
    SKF_OpenContainer: opening(8n),
    SKF_CloseContainer: done,
    ...script,
  })
  const place: KeyPlace = { ...placeOf(scripted.library), containers: new Map(), leaving: new Set() }
  return { ...scripted, place }
}
const thrown = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}
const nothingInside: Script = {
  SKF_ExportPublicKey: refusing(KEYNOTFOUND),
  SKF_ExportCertificate: refusing(KEYNOTFOUND),
}

describe('an open container', () => {
  it('stays open for the next question', () => {
    const { place, of } = at({ SKF_OpenContainer: inTurn(opening(8n), opening(9n)) })
    const first = containerNamed(place, box)
    expect(first).toEqual(new Handle('container', 8n))
    expect(containerNamed(place, Buffer.from('box'))).toBe(first)
    expect(containerNamed(place, Buffer.from('other')).value).toBe(9n)
    expect(of('SKF_OpenContainer').map(([handle, name]) => [handle, name])).toEqual([
      [7n, Buffer.from('box\0')],
      [7n, Buffer.from('other\0')],
    ])
  })
})

describe('the half that an id names', () => {
  it('is its container, its name and its use', () => {
    const { place } = at({})
    expect(halfNamed(place, boxSigning)).toEqual({
      container: new Handle('container', 8n),
      name: box,
      use: 'signing',
    })
    expect(halfNamed(place, boxEncryption).use).toBe('encryption')
  })

  it('is missing if the id names none', () => {
    const { place, calls } = at({})
    expect(thrown(() => halfNamed(place, 'zz'))).toMatchObject({ code: 'object-missing' })
    expect(calls).toEqual([])
  })

  it('is missing if the library refuses to open it and does not list it', () => {
    const { place } = at({ SKF_OpenContainer: refusing(FAILED), SKF_EnumContainer: giving(listed('other')) })
    expect(thrown(() => halfNamed(place, boxSigning))).toMatchObject({
      code: 'object-missing',
      cause: { code: FAILED },
    })
  })

  it('is refused in the words of the library if that lists it', () => {
    const { place } = at({ SKF_OpenContainer: refusing(FAILED) })
    expect(thrown(() => halfNamed(place, boxSigning))).toMatchObject({ code: FAILED })
  })

  it('is not asked for once the device is gone', () => {
    const { place, names } = at({ SKF_OpenContainer: refusing(0x0a000023) })
    expect(thrown(() => halfNamed(place, boxSigning))).toMatchObject({ code: 0x0a000023 })
    expect(names()).toEqual(['SKF_OpenContainer'])
  })
})

describe('a new pair', () => {
  const empty = { ...nothingInside, SKF_EnumContainer: giving(listed()) }

  it('is made in a new container, which is closed and opened once more', () => {
    const { place, calls } = at({
      ...empty,
      SKF_CreateContainer: opening(20n),
      SKF_GenECCKeyPair: filling(eccBlob(point)),
    })
    expect(generateSm2(place, 'box')).toEqual({
      keyId: boxSigning,
      label: 'box',
      type: 'sm2',
      publicKey: point,
    })
    expect(calls.map(([name, ...all]) => [name, all[0], all[1]])).toEqual([
      ['SKF_EnumContainer', 7n, expect.anything()],
      ['SKF_CreateContainer', 7n, Buffer.from('box\0')],
      ['SKF_CloseContainer', 20n, undefined],
      ['SKF_OpenContainer', 7n, Buffer.from('box\0')],
      ['SKF_ExportPublicKey', 8n, 1],
      ['SKF_GenECCKeyPair', 8n, 0x20100],
    ])
  })

  it('is made in the empty container that is there', () => {
    const { place, names } = at({ ...nothingInside, SKF_GenECCKeyPair: filling(eccBlob(point)) })
    expect(generateSm2(place, 'box').publicKey).toEqual(point)
    expect(names()).not.toContain('SKF_CreateContainer')
  })

  it('is the one that is in the container already', () => {
    const { place, names } = at({ SKF_ExportPublicKey: giving(eccBlob(point)) })
    expect(generateSm2(place, 'box')).toEqual({
      keyId: boxSigning,
      label: 'box',
      type: 'sm2',
      publicKey: point,
    })
    expect(names()).toEqual(['SKF_EnumContainer', 'SKF_OpenContainer', 'SKF_ExportPublicKey'])
  })

  it('has a label of 39 bytes at most', () => {
    const script = { ...empty, SKF_CreateContainer: opening(20n), SKF_GenECCKeyPair: filling(eccBlob(point)) }
    expect(generateSm2(at(script).place, 'x'.repeat(39)).label).toBe('x'.repeat(39))
    expect(generateSm2(at(script).place, 'x'.repeat(40)).label).toMatch(/^x{22}-[0-9a-f]{16}$/)
  })

  it.each([NOT_SUPPORTED, INVALID_PARAMETER])('is asked for with the other number after %i', (code) => {
    const { place, of } = at({
      ...nothingInside,
      SKF_GenECCKeyPair: inTurn(refusing(code), filling(eccBlob(point)), filling(eccBlob(point))),
    })
    generateSm2(place, 'box')
    expect(of('SKF_GenECCKeyPair').map(([, number]) => number)).toEqual([0x20100, 0x20200])
    // The number that was taken once is the only one from then on.
    generateSm2(place, 'box')
    expect(of('SKF_GenECCKeyPair').map(([, number]) => number)).toEqual([0x20100, 0x20200, 0x20200])
  })

  it('is refused as the last number was', () => {
    const { place, of } = at({
      ...nothingInside,
      SKF_GenECCKeyPair: inTurn(refusing(NOT_SUPPORTED), refusing(INVALID_PARAMETER)),
    })
    expect(thrown(() => generateSm2(place, 'box'))).toMatchObject({ code: INVALID_PARAMETER })
    expect(of('SKF_GenECCKeyPair')).toHaveLength(2)
  })

  it('is refused at once for a reason that is not the number', () => {
    const { place, of } = at({ ...nothingInside, SKF_GenECCKeyPair: refusing(0x0a000030) })
    expect(thrown(() => generateSm2(place, 'box'))).toMatchObject({ code: 0x0a000030 })
    expect(of('SKF_GenECCKeyPair')).toHaveLength(1)
  })

  it('makes no sense if its blob holds no point', () => {
    const { place } = at({ ...nothingInside, SKF_GenECCKeyPair: done })
    expect(thrown(() => generateSm2(place, 'box'))).toMatchObject({
      code: 'token-answered-nonsense',
      cause: { message: 'SKF_GenECCKeyPair: nonsense' },
    })
  })
})

describe('a signature', () => {
  const digest = Uint8Array.from(Buffer.alloc(32, 0x55))
  const [r, s] = [Buffer.alloc(32, 0x61), Buffer.alloc(32, 0x62)]
  const blob = Buffer.concat([Buffer.alloc(32), r, Buffer.alloc(32), s])

  it('of SM2 is r and s side by side', () => {
    const { place, of } = at({ SKF_ECCSignData: filling(blob) })
    expect(Buffer.from(signDigest(place, boxSigning, digest, 'sm2-digest'))).toEqual(Buffer.concat([r, s]))
    expect(of('SKF_ECCSignData')).toEqual([[8n, Buffer.from(digest), 32, Buffer.alloc(4096)]])
  })

  it('of SM2 makes no sense with a number that is too long', () => {
    const { place } = at({ SKF_ECCSignData: filling(Buffer.alloc(128, 1)) })
    expect(thrown(() => signDigest(place, boxSigning, digest, 'sm2-digest'))).toMatchObject({
      code: 'token-answered-nonsense',
      cause: { message: 'SKF_ECCSignData: nonsense' },
    })
  })

  it('of RSA is over the DigestInfo of SHA-256', () => {
    const { place, of } = at({ SKF_RSASignData: giving(Buffer.alloc(256, 9)) })
    const signature = signDigest(place, boxSigning, digest, 'rsa-sha256')
    expect(signature).toEqual(new Uint8Array(256).fill(9))
    const input = Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), digest])
    expect(of('SKF_RSASignData')[0]?.slice(0, 3)).toEqual([8n, input, 51])
  })

  it('is made with no other scheme, and not with an encryption key', () => {
    const { place, names } = at({ SKF_ECCSignData: filling(blob), SKF_RSASignData: giving(blob) })
    expect(thrown(() => signDigest(place, boxSigning, digest, 'ecdsa-sha256'))).toMatchObject({
      code: 'token-lacks',
    })
    expect(thrown(() => signDigest(place, boxEncryption, digest, 'sm2-digest'))).toMatchObject({
      code: 'token-lacks',
    })
    expect(names()).toEqual(['SKF_OpenContainer'])
  })
})

const byFlag =
  (signing: Answer, encryption: Answer): Answer =>
  (...all) =>
    all[1] === 1 ? signing(...all) : encryption(...all)

describe('the keys of an application', () => {
  it('are those of all containers, which stay open', () => {
    const { place, of } = at({
      SKF_EnumContainer: giving(listed('box', 'two')),
      SKF_ExportPublicKey: byFlag(giving(eccBlob(point)), refusing(KEYNOTFOUND)),
    })
    expect(keysOf(place).map(({ keyId }) => keyId)).toEqual([boxSigning, '0174776f'])
    expect(of('SKF_CloseContainer')).toEqual([])
    expect([...place.containers.keys()]).toEqual(['626f78', '74776f'])
  })
})

describe('removing half a container', () => {
  const both: Script = {
    SKF_ExportPublicKey: giving(eccBlob(point)),
    SKF_ExportCertificate: giving(Buffer.from('a certificate')),
    SKF_DeleteContainer: done,
  }

  it('waits for the other half, and then deletes the whole container', () => {
    const { place, of } = at(both)
    removeKey(place, boxSigning)
    expect([...place.leaving]).toEqual([boxSigning])
    expect(of('SKF_DeleteContainer')).toEqual([])
    removeKey(place, boxEncryption)
    expect(of('SKF_CloseContainer')).toEqual([[8n]])
    expect(of('SKF_DeleteContainer')).toEqual([[7n, Buffer.from('box\0')]])
    expect(place.containers.size).toBe(0)
  })

  it('deletes the container at once if there is nothing in the other half', () => {
    const { place, of } = at({
      ...both,
      SKF_ExportPublicKey: byFlag(giving(eccBlob(point)), refusing(KEYNOTFOUND)),
      SKF_ExportCertificate: byFlag(giving(Buffer.from('c')), refusing(KEYNOTFOUND)),
    })
    removeKey(place, boxSigning)
    expect(of('SKF_DeleteContainer')).toHaveLength(1)
  })

  it('keeps a container in whose other half there is only a certificate', () => {
    const { place, of } = at({
      ...both,
      SKF_ExportPublicKey: byFlag(giving(eccBlob(point)), refusing(KEYNOTFOUND)),
      SKF_ExportCertificate: byFlag(refusing(KEYNOTFOUND), giving(Buffer.from('c'))),
    })
    removeKey(place, boxSigning)
    expect(of('SKF_DeleteContainer')).toEqual([])
  })

  it('does nothing if it is gone or if the id names none', () => {
    const gone = at({ ...both, SKF_EnumContainer: giving(listed('other')) })
    removeKey(gone.place, boxSigning)
    removeKey(gone.place, 'zz')
    expect(gone.names()).toEqual(['SKF_EnumContainer'])
    expect(gone.place.leaving.size).toBe(0)
  })
})
