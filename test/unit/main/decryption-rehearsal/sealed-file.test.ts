import { describe, expect, it } from 'vitest'
import { readFile, type SealedFile } from '../../../../src/main/decryption-rehearsal/sealed-file.ts'
import { concat, signedFrame, sm4CbcEncrypt } from '../../../../src/pki/index.ts'
import { freshParty } from '../../pki/authority.ts'
import { holder, root, sealedTo, sealIv, sealKey } from '../sealed.ts'

const one = holder('甲')
const content = new Uint8Array(40).fill(1)
const bytes = sealedTo(content, one)
const cipher = sm4CbcEncrypt(sealKey, sealIv, content)

const read = (head: Uint8Array, size = head.length, tail: Uint8Array | null = null): SealedFile => {
  const file = readFile({ head, size, tail })
  if (file.what !== 'envelope') throw new Error('no envelope')
  return file
}
const text = (form: string) => new Uint8Array(Buffer.from(form, 'latin1'))
const base64 = (of: Uint8Array) => Buffer.from(of).toString('base64')
const pem = (of: Uint8Array, label = 'PKCS7') =>
  `-----BEGIN ${label}-----\r\n${base64(of).replace(/(.{64})/g, '$1\r\n')}\r\n-----END ${label}-----\r\n`

describe('a sealed file that is whole', () => {
  it('has the last two blocks of its content at hand', () => {
    const file = read(bytes)
    expect(file).toMatchObject({ what: 'envelope', incomplete: false, tail: null })
    expect(file.lastBlocks).toEqual(cipher.slice(-32))
    expect(file.head.recipients).toHaveLength(1)
  })

  it('may have two blocks, or one that comes with the vector in front', () => {
    const blocks = (length: number) => read(sealedTo(new Uint8Array(length), one)).lastBlocks
    const sealed = (length: number) => sm4CbcEncrypt(sealKey, sealIv, new Uint8Array(length))
    expect(blocks(16)).toEqual(sealed(16))
    expect(blocks(15)).toEqual(concat(sealIv, sealed(15)))
  })

  it.each([
    ['PEM', pem(bytes)],
    ['PEM behind a word', `a letter\n${pem(bytes)}`],
    ['bare base64', base64(bytes)],
    ['base64 behind a byte order mark', `\u00ef\u00bb\u00bf${base64(bytes)}`],
    ['base64 with a letter too many', `${base64(bytes).replace(/=+$/, '')}`],
  ])('may be a text: %s', (_, form) => {
    const file = read(text(form))
    expect(file.lastBlocks).toEqual(cipher.slice(-32))
    expect([file.incomplete, file.tail]).toEqual([false, null])
  })
})

describe('a sealed file of which only the beginning is here', () => {
  const far = sealedTo(new Uint8Array(10_000).fill(1), one)
  const beginning = far.subarray(0, 5_000)
  const whole = read(far)
  const { ciphertext } = whole.head
  if (ciphertext === null) throw new Error('no ciphertext')
  const place = { offset: ciphertext.offset + ciphertext.length - 32, length: 32 }

  it('says where its last two blocks are, and takes them', () => {
    expect(read(beginning, far.length)).toMatchObject({ lastBlocks: null, incomplete: false, tail: place })
    const tail = far.slice(place.offset, place.offset + 32)
    expect(read(beginning, far.length, tail)).toMatchObject({ lastBlocks: tail, tail: null })
    expect(whole.lastBlocks).toEqual(tail)
  })

  it('takes no two blocks of another length', () => {
    for (const length of [31, 33]) {
      expect(read(beginning, far.length, new Uint8Array(length)).lastBlocks).toBeNull()
    }
  })

  it('is incomplete if it is shorter than it says', () => {
    expect(read(beginning)).toMatchObject({ lastBlocks: null, incomplete: true, tail: null })
    expect(read(far.subarray(0, -1))).toMatchObject({ incomplete: true })
    expect(read(beginning, far.length - 1).incomplete).toBe(true)
    expect(read(beginning, far.length).incomplete).toBe(false)
  })

  it('does not tell its length if it is a text', () => {
    const form = text(base64(far))
    expect(read(form.subarray(0, 6_000), form.length)).toMatchObject({
      ...{ lastBlocks: null, incomplete: false, tail: null },
    })
    expect(read(form.subarray(0, 6_000)).incomplete).toBe(true)
    expect(read(form).incomplete).toBe(false)
  })

  it('has nothing to read from the file for a single block', () => {
    const short = sealedTo(new Uint8Array(5), one)
    const { ciphertext: only } = read(short).head
    const cut = short.subarray(0, (only?.offset ?? 0) + 15)
    expect(read(cut, short.length)).toMatchObject({ lastBlocks: null, tail: null })
  })
})

describe('another file than a sealed one', () => {
  const signer = freshParty(root, { profile: 'signing', name: '签名' })
  const of = (head: Uint8Array, size = head.length) => readFile({ head, size, tail: null })

  it('may be a certificate, in either form', () => {
    const { raw } = one.certificate
    expect(of(raw)).toMatchObject({
      what: 'certificate',
      certificate: { serialHex: one.certificate.serialHex },
    })
    expect(of(text(pem(raw, 'CERTIFICATE'))).what).toBe('certificate')
    const largest = 64 * 1024
    expect(of(raw, largest).what).toBe('certificate')
    expect(() => of(raw, largest + 1)).toThrow(expect.objectContaining({ code: 'file-not-known' }))
  })

  it('may be signed and not sealed', () => {
    const { head, tail } = signedFrame(content.length, { certificates: [signer.certificate], infos: [] })
    expect(() => of(concat(head, content, tail))).toThrow(
      expect.objectContaining({ code: 'file-not-sealed' }),
    )
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['a letter', text('Dear Sir')],
    ['another structure', Uint8Array.of(0x30, 3, 2, 1, 1)],
  ])('is not known: %s', (_, head) => {
    expect(() => of(head)).toThrow(expect.objectContaining({ code: 'file-not-known' }))
  })
})
