import { appendFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type DecryptTask, decryptFile } from '../../../../../src/main/documents/file-work/decrypt-file.ts'
import type { ContentKey } from '../../../../../src/main/documents/file-work/hands.ts'
import { signFile } from '../../../../../src/main/documents/file-work/sign-file.ts'
import { readEnvelopeHead, sm4CbcDecrypt } from '../../../../../src/pki/index.ts'
import { holder, sealedTo, sealKey } from '../../sealed.ts'
import { fileSigner, folderWith, handsOf, now, signer, trust } from './hands-of.ts'

const reader = holder('甲')
const content = new Uint8Array(1_000).map((_, n) => n % 251)
/** More than is read at once, and than a token opens at once. */
const long = new Uint8Array(1_100_000).fill(1)
const task = (path: string): DecryptTask => ({ path, trust, mark: '(已解密)' })
const sealed = sealedTo(content, reader)
const sealedLong = sealedTo(long, reader)

describe('a sealed file that is opened', () => {
  it('lies beside it under its own name, for the person alone', async () => {
    const { path, names, read } = folderWith('合同.txt.p7m', sealed)
    const { hands, log, told, progress } = handsOf(null)
    const { output, verdict } = await decryptFile(task(path), hands, progress)
    expect([basename(output), names(), verdict]).toEqual([
      ...['合同.txt', ['合同.txt', '合同.txt.p7m'], null],
    ])
    expect(read(output).equals(content)).toBe(true)
    expect(statSync(output).mode & 0o777).toBe(0o600)
    expect(log).toEqual(['writing .'])
    const { offset } = readEnvelopeHead(sealed).sealed
    expect(told).toEqual([[sealed.length - offset, sealed.length]])
  })

  it('tells how much is done', async () => {
    const { path } = folderWith('a.p7m', sealedLong)
    const { hands, told, progress } = handsOf(null)
    await decryptFile(task(path), hands, progress)
    const { offset } = readEnvelopeHead(sealedLong).sealed
    expect(told.map(([done]) => done)).toEqual([1_048_576, sealedLong.length - offset])
  })

  it('is marked if its name has no ending to take away', async () => {
    const { path } = folderWith('secret.bin', sealed)
    const { hands, progress } = handsOf(null)
    expect(basename((await decryptFile(task(path), hands, progress)).output)).toBe('secret(已解密).bin')
  })

  it('may be a text', async () => {
    const short = content.subarray(0, 100)
    const { path, read } = folderWith(
      'a.txt.p7m',
      Buffer.from(Buffer.from(sealedTo(short, reader)).toString('base64')),
    )
    const { hands, progress } = handsOf(null)
    expect(read((await decryptFile(task(path), hands, progress)).output).equals(short)).toBe(true)
  })

  it('is asked for by its beginning, and its key is overwritten in the end', async () => {
    const { path } = folderWith('a.p7m', sealed)
    const key = Uint8Array.from(sealKey)
    const heads: Uint8Array[] = []
    const { hands, progress } = handsOf(null, {
      openKey: async (head) => {
        heads.push(head)
        return { kind: 'shown', key }
      },
    })
    await decryptFile(task(path), hands, progress)
    expect(key).toEqual(new Uint8Array(16))
    expect(readEnvelopeHead(heads[0] ?? new Uint8Array()).recipients).toHaveLength(1)
  })

  it('is opened in parts inside a token that shows no key', async () => {
    const { path, read } = folderWith('a.txt.p7m', sealedLong)
    const lasts: boolean[] = []
    const { hands, progress } = handsOf(null, {
      openKey: async () => ({ kind: 'inside' }),
      openPart: async (iv, data, last) => {
        lasts.push(last)
        return sm4CbcDecrypt(sealKey, iv, data, last ? 'pkcs7' : 'none')
      },
    })
    const { output } = await decryptFile(task(path), hands, progress)
    expect(read(output).equals(long)).toBe(true)
    expect([lasts.length, lasts.indexOf(true)]).toEqual([17, 16])
  })
})

describe('a sealed file that cannot be opened', () => {
  const refused = async (
    bytes: Uint8Array,
    change: Parameters<typeof handsOf>[1] = {},
    during?: (path: string) => void,
  ) => {
    const { path, names } = folderWith('a.p7m', bytes)
    const { hands, progress } = handsOf(null, change)
    const opened = decryptFile(task(path), hands, during ? () => during(path) : progress)
    const error = await opened.then(
      () => null,
      (failure: { readonly code?: string; readonly reason?: string }) => failure,
    )
    expect(names()).toEqual(['a.p7m'])
    return error
  }

  it('may be no sealed file at all', async () => {
    expect(await refused(content)).toMatchObject({ code: 'file-not-known' })
  })

  it('may only be signed', async () => {
    const { path } = folderWith('a.txt', content)
    const by = signer('乙')
    const { hands, progress } = handsOf(by)
    const message = { path, content: 'attached', companion: null, signer: fileSigner(by), at: now } as const
    const signed = await signFile(message, hands, progress)
    await expect(decryptFile(task(signed), hands, progress)).rejects.toMatchObject({
      code: 'file-not-sealed',
    })
  })

  it('leaves nothing with a wrong key, which is overwritten too', async () => {
    const key = new Uint8Array(16).fill(1)
    const openKey = async (): Promise<ContentKey> => ({ kind: 'shown', key })
    expect(await refused(sealed, { openKey })).toMatchObject({ code: 'document-not-opened' })
    expect(key).toEqual(new Uint8Array(16))
  })

  it('leaves nothing if it is cut off', async () => {
    expect(await refused(sealed.subarray(0, -100))).toMatchObject({ reason: expect.any(String) })
  })

  it('leaves nothing if something stands behind its end', async () => {
    const longer = Uint8Array.from([...sealedTo(content.subarray(0, 50), reader), 1])
    expect(await refused(longer)).not.toBeNull()
  })

  it('leaves nothing if it changed meanwhile', async () => {
    const change = (path: string) => appendFileSync(path, 'x')
    expect(await refused(sealed, {}, change)).toMatchObject({ code: 'document-changed' })
  })

  it('leaves nothing if nobody has the key', async () => {
    const failure = new Error('no key')
    expect(await refused(sealed, { openKey: async () => Promise.reject(failure) })).toBe(failure)
  })
})
