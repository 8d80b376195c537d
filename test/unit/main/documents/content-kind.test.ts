import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { contentOf, lookAt } from '../../../../src/main/documents/content-kind.ts'
import { signedMessageToSign } from '../../../../src/pki/index.ts'
import type { DocumentContent } from '../../../../src/shared/documents/model.ts'
import { plainPdf, unsignedOfd } from '../../../forgeries/signed-here.ts'
import { zip } from '../../../forgeries/zip-maker.ts'
import { freshParty } from '../../pki/authority.ts'
import { holder, root, sealedTo } from '../sealed.ts'

const { certificate } = freshParty(root, { profile: 'signing', name: '王芳' })
const messageOver = (detached: boolean): Uint8Array =>
  signedMessageToSign({
    ...{ content: { content: Buffer.from('合同') }, certificate, detached, signingTime: null },
  }).finish(new Uint8Array(64))
const pem = (bytes: Uint8Array): Buffer =>
  Buffer.from(`-----BEGIN PKCS7-----\n${Buffer.from(bytes).toString('base64')}\n-----END PKCS7-----\n`)
const one = holder('王芳')
const archive = zip([{ name: 'a.txt', data: Buffer.from('a') }])
const nothing = new Uint8Array()

const kinds: readonly (readonly [string, Uint8Array, DocumentContent])[] = [
  ['a PDF', plainPdf(), 'pdf'],
  ['an OFD', unsignedOfd(1), 'ofd'],
  ['another archive', archive, 'other'],
  ['a signature', messageOver(true), 'signature'],
  ['a signed content', messageOver(false), 'signed'],
  ['a sealed content', sealedTo(Buffer.from('信'), one), 'sealed'],
  ['a signature as text', pem(messageOver(true)), 'signature'],
  ['a sealed content as text', pem(sealedTo(Buffer.from('信'), one)), 'sealed'],
  ['a certificate', certificate.raw, 'other'],
  ['text', Buffer.from('text'), 'other'],
  ['nothing', nothing, 'other'],
]

const fileWith = (content: Uint8Array): string => {
  const folder = mkdtempSync(join(tmpdir(), 'content-kind-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'file'), content)
  return join(folder, 'file')
}

describe.each(kinds)('%s', (_, bytes, content) => {
  it('is known by its bytes', () => {
    expect(contentOf(bytes, bytes)).toBe(content)
  })

  it('is known as a file', async () => {
    expect(await lookAt(fileWith(bytes))).toEqual({ size: bytes.length, content })
  })
})

describe('an OFD', () => {
  it('is known by the list at its end alone', () => {
    const ofd = unsignedOfd(1)
    expect(contentOf(ofd, archive)).toBe('other')
    expect(contentOf(archive, ofd)).toBe('ofd')
  })

  it('is known however long it is', async () => {
    const long = zip([
      { name: 'OFD.xml', data: Buffer.from('<ofd/>') },
      { name: 'long', data: Buffer.alloc(200_000, 'x') },
    ])
    expect(await lookAt(fileWith(long))).toEqual({ size: long.length, content: 'ofd' })
  })
})

it('a file that many can open is known, though they fill more than its first bytes', async () => {
  const sealed = sealedTo(Buffer.from('信'), ...Array.from({ length: 400 }, () => one))
  expect(sealed.length).toBeGreaterThan(64 * 1024)
  expect(await lookAt(fileWith(sealed))).toEqual({ size: sealed.length, content: 'sealed' })
})

it('a long file that only begins like a message is none', async () => {
  const long = Buffer.alloc(70_000, 0x30)
  expect(await lookAt(fileWith(long))).toEqual({ size: 70_000, content: 'other' })
})

it('a file that is gone is told as such', async () => {
  const path = `${fileWith(nothing)}-gone`
  await expect(lookAt(path)).rejects.toMatchObject({ code: 'document-gone' })
})
