import { describe, expect, it } from 'vitest'
import { openFile, openTrial } from '../../../../src/main/decryption-rehearsal/opening.ts'
import { readFile, type SealedFile } from '../../../../src/main/decryption-rehearsal/sealed-file.ts'
import type { Envelope } from '../../../../src/native/index.ts'
import { type ErrorCode, errorOf } from '../../../../src/shared/errors/index.ts'
import { holder, sealedTo, sealIv, sealKey, tokenOf } from '../sealed.ts'

const one = holder('甲')
const failure = (code: ErrorCode) => errorOf({ code, params: {} } as Parameters<typeof errorOf>[0])
const refuse = (error: unknown) => async () => Promise.reject(error)

const sealedFile = (bytes: Uint8Array): SealedFile => {
  const file = readFile({ head: bytes, size: bytes.length, tail: null })
  if (file.what !== 'envelope') throw new Error('no envelope')
  return file
}
const bytes = sealedTo(new Uint8Array(40).fill(1), one)
const file = sealedFile(bytes)
const encryptedKey = file.head.recipients[0]?.encryptedKey ?? new Uint8Array()
const opened = (session: Parameters<typeof tokenOf>[1] = {}, sealed: SealedFile = file, key = encryptedKey) =>
  openFile(tokenOf([one], session).session, '0', sealed, key)
const lacks = refuse(failure('token-lacks'))

describe('the rehearsal of a sealed file', () => {
  it('opens the end of its content with its key', async () => {
    expect(await opened()).toEqual({ result: 'opens', proof: 'content' })
  })

  it('overwrites the key that the token has shown', async () => {
    const key = Uint8Array.from(sealKey)
    await opened({ session: { decrypt: async () => key } })
    expect(key).toEqual(new Uint8Array(16))
  })

  it('proves only the key where the end of the content is not at hand or is sealed in another way', async () => {
    const onlyKey = { result: 'opens', proof: 'key' }
    expect(await opened({}, { ...file, lastBlocks: null })).toEqual(onlyKey)
    const other = (head: Partial<SealedFile['head']>) => ({ ...file, head: { ...file.head, ...head } })
    expect(await opened({}, other({ algorithm: '1.2.3' }))).toEqual(onlyKey)
    const sm4 = '1.2.156.10197.1.104'
    expect(await opened({}, other({ algorithm: sm4, iv: null }))).toEqual(onlyKey)
    expect(await opened({}, other({ algorithm: sm4 }))).toEqual({ result: 'opens', proof: 'content' })
  })

  it('finds out that the content is damaged', async () => {
    const lastBlocks = new Uint8Array(32).fill(5)
    expect(await opened({}, { ...file, lastBlocks })).toEqual({ result: 'fails', reason: 'content-damaged' })
  })

  it.each([
    ['input-invalid', 'not-opened'],
    ['envelope-broken', 'not-opened'],
    ['token-refused', 'not-opened'],
    ['object-missing', 'key-missing'],
  ] as const)('fails where the token says %s', async (code, reason) => {
    const decrypt = refuse(failure(code))
    expect(await opened({ session: { decrypt } })).toEqual({ result: 'fails', reason })
  })

  it.each([failure('token-removed'), new Error('a fault')])('stops with %s', async (error) => {
    await expect(opened({ session: { decrypt: refuse(error) } })).rejects.toBe(error)
  })

  it('fails if the key is sealed to somebody else or is no ciphertext at all', async () => {
    const other = sealedFile(sealedTo(new Uint8Array(40), holder('乙'))).head.recipients[0]?.encryptedKey
    const notOpened = { result: 'fails', reason: 'not-opened' }
    expect(await opened({}, file, other)).toEqual(notOpened)
    expect(await opened({}, file, new Uint8Array(3))).toEqual(notOpened)
  })
})

describe('the rehearsal inside a token that shows no key', () => {
  it('opens the last block inside, and overwrites it', async () => {
    const plain = Uint8Array.of(1, 2, 3)
    const asked: (readonly [string, Envelope])[] = []
    const openEnvelope = async (keyId: string, envelope: Envelope) => {
      asked.push([keyId, envelope])
      return plain
    }
    expect(await opened({ session: { decrypt: lacks, openEnvelope } })).toEqual({
      ...{ result: 'opens', proof: 'content' },
    })
    const blocks = file.lastBlocks ?? new Uint8Array()
    expect(asked).toMatchObject([['0', { iv: blocks.slice(0, 16), data: blocks.slice(16) }]])
    expect(plain).toEqual(new Uint8Array(3))
  })

  it('opens a file of one block with its own vector', async () => {
    const short = sealedFile(sealedTo(new Uint8Array(5), one))
    const key = short.head.recipients[0]?.encryptedKey
    expect(short.lastBlocks?.slice(0, 16)).toEqual(sealIv)
    const opens = { result: 'opens', proof: 'content' }
    expect(await opened({ session: { decrypt: lacks } }, short, key)).toEqual(opens)
    expect(await opened({}, short, key)).toEqual(opens)
  })

  it('fails without the end of the content', async () => {
    expect(await opened({ session: { decrypt: lacks } }, { ...file, lastBlocks: null })).toEqual({
      ...{ result: 'fails', reason: 'token-lacks' },
    })
  })

  it.each([
    ['envelope-broken', 'not-opened'],
    ['token-lacks', 'token-lacks'],
  ] as const)('fails where it says %s', async (code, reason) => {
    const session = { decrypt: lacks, openEnvelope: refuse(failure(code)) }
    expect(await opened({ session })).toEqual({ result: 'fails', reason })
  })
})

describe('the rehearsal of a certificate without a file', () => {
  it('opens what was sealed to it just now', async () => {
    expect(await openTrial(tokenOf([one]).session, '0', one.certificate)).toEqual({
      ...{ result: 'opens', proof: 'trial' },
    })
  })

  it('fails if something else comes out, or nothing', async () => {
    const trial = (openEnvelope: () => Promise<Uint8Array>) =>
      openTrial(tokenOf([one], { session: { openEnvelope } }).session, '0', one.certificate)
    const fails = (reason: string) => ({ result: 'fails', reason })
    expect(await trial(async () => new Uint8Array(16))).toEqual(fails('not-opened'))
    expect(await trial(refuse(failure('object-missing')))).toEqual(fails('key-missing'))
    expect(await trial(lacks)).toEqual(fails('token-lacks'))
    const gone = failure('token-removed')
    await expect(trial(refuse(gone))).rejects.toBe(gone)
  })

  it('fails for a key of another kind', async () => {
    const publicKey = { type: 'ec', bits: 256, curve: 'P-256', point: new Uint8Array(65) } as const
    expect(await openTrial(tokenOf([one]).session, '0', { ...one.certificate, publicKey })).toEqual({
      ...{ result: 'fails', reason: 'token-lacks' },
    })
  })
})
