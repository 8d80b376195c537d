import { describe, expect, it } from 'vitest'
import * as calls from '../../../../src/main/web-signing/sof/file-calls.ts'
import { SOR } from '../../../../src/main/web-signing/sof/sof-error.ts'
import { openMessage, parseEnvelopedMessage, sealMessage } from '../../../../src/pki/index.ts'
import type { MemoryUkey } from './memory-ukey.ts'
import { sofFiles } from './sof-files.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const path = 'C:\\fakepath\\页面.pdf'
const sealedFor = ({ encryption }: MemoryUkey) => sealMessage(utf8('密件'), [encryption.certificate])

describe('a file is sealed', () => {
  it('for a certificate that opens, and the person saves it', async () => {
    const { session, ukey, encryption, picked, saved, bytes } = sofFiles()
    expect(await calls.encryptFile(session, encryption.certificate, path, 'D:\\to\\a.p7m')).toBe(true)
    expect(await calls.encryptFile(session, encryption.certificate, path, undefined)).toBe(true)
    const { certificate, keys } = ukey.encryption
    expect(saved.map(([purpose, name]) => [purpose, name])).toEqual([
      ['encrypt', 'a.p7m'],
      ['encrypt', '合同.pdf.p7m'],
    ])
    for (const [, , sealed] of saved) {
      const opened = openMessage(parseEnvelopedMessage(sealed), certificate, keys.privateKey)
      expect(Buffer.from(opened)).toEqual(Buffer.from(bytes))
    }
    expect(picked[0]).toEqual({ purpose: 'encrypt', path, tokenId: null })
  })

  it('not for one that only signs, or whose key is of another kind', async () => {
    const { session, signing, encryption, picked } = sofFiles()
    const publicKey = {
      type: 'rsa',
      modulus: new Uint8Array(256),
      exponent: Uint8Array.of(3),
      bits: 2048,
    } as const
    for (const certificate of [signing.certificate, { ...encryption.certificate, publicKey }])
      await expect(calls.encryptFile(session, certificate, path, 'a')).rejects.toMatchObject({
        code: SOR.noKey,
      })
    expect(picked).toEqual([])
  })
})

describe('a sealed file', () => {
  it('is opened for the person, who saves it', async () => {
    const { session, user, encryption, picked, saved, uses, shown, digest } = sofFiles(
      sealedFor,
      '合同.pdf.p7m',
    )
    expect(await calls.decryptFile(session, user, path, undefined)).toBe(true)
    expect(await calls.decryptFile(session, user, path, 'b.pdf')).toBe(true)
    expect(saved.map(([purpose, name, bytes]) => [purpose, name, new TextDecoder().decode(bytes)])).toEqual([
      ['decrypt', '合同.pdf', '密件'],
      ['decrypt', 'b.pdf', '密件'],
    ])
    expect(picked[0]).toEqual({ purpose: 'decrypt', path, tokenId: 'ukey-1' })
    expect(uses[0]).toEqual({
      ...{ purpose: 'decrypt', use: 'encrypt', loose: false, content: shown, digest },
      name: `name of ${encryption.id}`,
    })
  })

  it('is opened with the certificate that it names, and needs an encryption certificate', async () => {
    const { session, user, uses, picked } = sofFiles(
      sealMessage(utf8('密件'), [sofFiles().encryption.certificate]),
    )
    await expect(calls.decryptFile(session, user, path, 'a')).rejects.toMatchObject({
      code: 'file-not-for-you',
    })
    await expect(calls.decryptFile(session, { ...user, encryption: null }, path, 'a')).rejects.toMatchObject({
      code: SOR.noKey,
    })
    const plain = sofFiles()
    await expect(calls.decryptFile(plain.session, plain.user, path, 'a')).rejects.toMatchObject({
      code: 'file-not-known',
    })
    expect([uses, plain.uses, picked.length]).toEqual([[], [], 1])
  })
})

it('a sealed message that the page brings is opened for the person, who saves it', async () => {
  const { session, user, ukey, saved, picked, uses } = sofFiles()
  expect(await calls.decryptToFile(session, user, sealedFor(ukey), undefined)).toBe(true)
  expect(await calls.decryptToFile(session, user, sealedFor(ukey), 'c.txt')).toBe(true)
  expect(saved.map(([purpose, name, bytes]) => [purpose, name, new TextDecoder().decode(bytes)])).toEqual([
    ['decrypt', 'opened-file', '密件'],
    ['decrypt', 'c.txt', '密件'],
  ])
  expect([picked, uses.length]).toEqual([[], 2])
})

it('a file that nobody saves is not told as done', async () => {
  const { session, user, encryption, ukey, says } = sofFiles(sealedFor)
  says.no = new Error('no')
  await expect(calls.encryptFile(session, encryption.certificate, path, 'a')).rejects.toThrow('no')
  await expect(calls.decryptFile(session, user, path, 'a')).rejects.toThrow('no')
  await expect(calls.decryptToFile(session, user, sealedFor(ukey), 'a')).rejects.toThrow('no')
})
