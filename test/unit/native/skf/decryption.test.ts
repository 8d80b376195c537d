import { describe, expect, it } from 'vitest'
import type { Argument } from '../../../../src/native/skf/binding.ts'
import { cipherBlob } from '../../../../src/native/skf/blobs.ts'
import { decryptSm2, openEnvelope } from '../../../../src/native/skf/decryption.ts'
import type { KeyPlace } from '../../../../src/native/skf/keys.ts'
import { readSm2Cipher } from '../../../../src/native/skf/pki.ts'
import type { SymbolName } from '../../../../src/native/skf/symbols.ts'
import { generateSm2KeyPair, sm2Encrypt } from '../../../../src/pki/index.ts'
import {
  type Answer,
  done,
  giving,
  opening,
  placeOf,
  refusing,
  type Script,
  scriptedLibrary,
} from './scripted-library.ts'

const [boxSigning, boxEncryption] = ['01626f78', '00626f78']
const cipher = sm2Encrypt(generateSm2KeyPair().publicKey, Buffer.from('0123456789abcdef'))
const blob = cipherBlob(readSm2Cipher(cipher), 4)
const plain = Buffer.from('plain')

const at = (script: Script) => {
  const scripted = scriptedLibrary({ SKF_OpenContainer: opening(8n), ...script })
  const place: KeyPlace = { ...placeOf(scripted.library), containers: new Map(), leaving: new Set() }
  return { ...scripted, place }
}

describe('opening a ciphertext', () => {
  it.each([
    ['V_ECCPrvKeyDecrypt', boxEncryption, [8n, 1, blob]],
    ['V_ECCPrvKeyDecrypt', boxSigning, [8n, 2, blob]],
    ['SKF_PrvKeyDecrypt', boxEncryption, [8n, 1, blob]],
    ['SKF_PrvKeyDecrypt', boxSigning, [8n, 2, blob]],
    ['SKF_ECCDecrypt', boxEncryption, [8n, blob]],
    ['SKF_ECCPrvKeyDecrypt', boxEncryption, [8n, blob]],
  ] as const)('is done with %s by the key %s', async (name, key, first) => {
    const { place, of } = at({ [name]: giving(plain) })
    expect(await decryptSm2(place, key, cipher)).toEqual(Uint8Array.from(plain))
    expect(of(name)[0]?.slice(0, first.length)).toEqual(first)
    expect(of(name)[0]).toHaveLength(first.length + 2)
  })

  it.each([
    [['V_ECCPrvKeyDecrypt', 'SKF_PrvKeyDecrypt', 'SKF_ECCDecrypt'], boxEncryption, 'V_ECCPrvKeyDecrypt'],
    [['SKF_ECCPrvKeyDecrypt', 'SKF_ECCDecrypt'], boxEncryption, 'SKF_ECCDecrypt'],
    [['SKF_ECCDecrypt', 'SKF_PrvKeyDecrypt'], boxSigning, 'SKF_PrvKeyDecrypt'],
  ] as const)('takes of %j, by the key %s, the function %s', async (all, key, taken) => {
    const { place, names } = at(
      Object.fromEntries(all.map((name): [SymbolName, Answer] => [name, giving(plain)])),
    )
    await decryptSm2(place, key, cipher)
    expect(names()).toEqual(['SKF_OpenContainer', taken])
  })

  it.each([
    [{}, boxEncryption],
    [{ SKF_ECCDecrypt: giving(plain), SKF_ECCPrvKeyDecrypt: giving(plain) }, boxSigning],
  ])('is lacking where no function can do it', async (script, key) => {
    await expect(decryptSm2(at(script).place, key, cipher)).rejects.toMatchObject({ code: 'token-lacks' })
  })

  it('is refused for what is no ciphertext, before the key is asked', async () => {
    const { place, calls } = at({ SKF_ECCDecrypt: giving(plain) })
    await expect(decryptSm2(place, boxEncryption, Buffer.from('none'))).rejects.toMatchObject({
      code: 'input-invalid',
    })
    expect(calls).toEqual([])
  })

  it('leaves nothing in the room where the library wrote it', async () => {
    const rooms: Argument[] = []
    const decrypt: Answer = (...all) => {
      rooms.push(all.at(-2) ?? null)
      return giving(plain)(...all)
    }
    expect(await decryptSm2(at({ SKF_ECCDecrypt: decrypt }).place, boxEncryption, cipher)).toHaveLength(5)
    expect(rooms).toEqual([Buffer.alloc(4096)])
  })

  it('writes the blob with the ULONG of the library', async () => {
    const { place, of, library } = at({ SKF_ECCDecrypt: giving(plain) })
    library.layout = { ulong: 8, packed: true }
    await decryptSm2(place, boxEncryption, cipher)
    expect(of('SKF_ECCDecrypt')[0]?.[1]).toEqual(cipherBlob(readSm2Cipher(cipher), 8))
  })
})

describe('opening an envelope', () => {
  const iv = Uint8Array.from(Buffer.alloc(16, 3))
  const data = Uint8Array.from(Buffer.alloc(32, 4))
  const envelope = { key: cipher, iv, data }
  const script = (opened: Uint8Array): Script => ({
    SKF_ImportSessionKey: opening(30n),
    SKF_DecryptInit: done,
    SKF_Decrypt: giving(opened),
    SKF_CloseHandle: done,
  })
  const padded = (text: string, count: number, byte = count): Buffer =>
    Buffer.concat([Buffer.from(text), Buffer.alloc(count, byte)])

  it('unwraps the key inside, decrypts with SM4 in CBC without padding, and throws the key away', async () => {
    const { place, calls, of } = at(script(padded('text', 12)))
    expect(await openEnvelope(place, boxEncryption, envelope)).toEqual(Uint8Array.from(Buffer.from('text')))
    const IV = new Uint8Array(32)
    IV.set(iv)
    expect(calls.slice(1, 3)).toEqual([
      ['SKF_ImportSessionKey', 8n, 0x402, blob, blob.length, Buffer.alloc(8)],
      ['SKF_DecryptInit', 30n, { IV, IVLen: 16, PaddingType: 0, FeedBitLen: 0 }],
    ])
    expect(of('SKF_Decrypt')).toEqual([
      [30n, Buffer.from(data), 32, Buffer.alloc(32 + 4096), Buffer.of(0x20, 0x10, 0, 0, 0, 0, 0, 0)],
    ])
    expect(of('SKF_CloseHandle')).toEqual([[30n]])
  })

  it.each([
    ['sixteen bytes of padding', padded('sixteen letters!', 16), 'sixteen letters!'],
    ['one byte of padding', padded('fifteen letters', 1), 'fifteen letters'],
    ['nothing but padding', padded('', 16), ''],
  ])('takes away %s', async (_, opened, text) => {
    const { place } = at(script(opened))
    expect(Buffer.from(await openEnvelope(place, boxEncryption, envelope)).toString()).toBe(text)
  })

  it.each([
    ['nothing at all', Buffer.alloc(0)],
    ['padding of 0', padded('fifteen letters', 1, 0)],
    ['padding of 17', padded('fifteen letters', 17)],
    ['more padding than bytes', Buffer.of(3, 3)],
    ['padding with another byte in it', Buffer.concat([Buffer.from('text'), Buffer.of(4, 3, 3, 4)])],
  ])('fails with %s', async (_, opened) => {
    const { place, of } = at(script(opened))
    await expect(openEnvelope(place, boxEncryption, envelope)).rejects.toMatchObject({
      code: 'envelope-broken',
    })
    expect(of('SKF_CloseHandle')).toEqual([[30n]])
  })

  it('leaves whole blocks out of the middle as they are', async () => {
    const { place } = at(script(Buffer.alloc(16)))
    expect(await openEnvelope(place, boxEncryption, { ...envelope, part: true })).toEqual(new Uint8Array(16))
  })

  it('throws the key away when the library refuses, and even if that is refused too', async () => {
    const { place, of } = at({
      ...script(Buffer.alloc(16)),
      SKF_DecryptInit: refusing(0x0a000001),
      SKF_CloseHandle: refusing(0x0a000002),
    })
    await expect(openEnvelope(place, boxEncryption, envelope)).rejects.toMatchObject({ code: 0x0a000001 })
    expect(of('SKF_CloseHandle')).toEqual([[30n]])
    expect(of('SKF_Decrypt')).toEqual([])
  })

  it('is refused for a key that is no ciphertext', async () => {
    const { place, calls } = at(script(Buffer.alloc(16)))
    const broken = { ...envelope, key: Buffer.from('none') }
    await expect(openEnvelope(place, boxEncryption, broken)).rejects.toMatchObject({ code: 'input-invalid' })
    expect(calls).toEqual([])
  })
})
