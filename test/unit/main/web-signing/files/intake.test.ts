import { describe, expect, it } from 'vitest'
import {
  heardBy,
  kept,
  largestKept,
  refuseUnsignable,
  sealedFor,
  signedBy,
} from '../../../../../src/main/web-signing/files/intake.ts'
import { openMessage, parseEnvelopedMessage, sm3 } from '../../../../../src/pki/index.ts'
import { statementPrefix } from '../../../../../src/shared/web-signing/statement.ts'
import { freshParty, freshRoot } from '../../../pki/authority.ts'
import { utf8 } from '../older-page.ts'

const root = freshRoot()
const [signer, receiver] = [
  freshParty(root, { profile: 'signing', name: '王芳' }),
  freshParty(root, { profile: 'encryption', name: '王芳' }),
]
const content = utf8('内容'.repeat(5))

const listener = () => {
  const parts: Uint8Array[] = []
  return { bytes: () => Buffer.concat(parts), update: (part: Uint8Array) => parts.push(part.slice()) }
}
/** Reads `bytes` in parts of this length. */
const read = <T>(reading: { take(part: Uint8Array): void; end(): T }, bytes: Uint8Array, length = 4): T => {
  for (let at = 0; at < bytes.length; at += length) reading.take(bytes.subarray(at, at + length))
  return reading.end()
}
const file = { name: 'a.pdf', length: content.length, sm3: sm3(content) }
const tooLarge = expect.objectContaining({ code: 'file-too-large', params: { most: 64 } })
const notForSigning = expect.objectContaining({ code: 'file-not-for-signing' })

describe('a file that is heard', () => {
  it.each([1, 4, 1_000])('in parts of %i has its digest, and the listener all of it', (length) => {
    const { heard, ...rest } = read(heardBy(listener)('a.pdf', content.length), content, length)
    expect([rest, heard.bytes()]).toEqual([file, Buffer.from(content)])
  })

  it('may be of any length', () => {
    expect(heardBy(listener)('a', largestKept + 1).end()).toMatchObject({ length: largestKept + 1 })
  })

  it('has a listener of its own', () => {
    const intake = heardBy(listener)
    const first = read(intake('a', 1), Uint8Array.of(1))
    expect([first.heard, intake('b', 0).end().heard].map(({ bytes }) => bytes().length)).toEqual([1, 0])
  })
})

describe('a file that is kept', () => {
  it('is whole, with its digest', () => {
    expect(read(kept()('a.pdf', content.length), content)).toEqual({ ...file, bytes: content })
  })

  it('is checked when it is whole', () => {
    const seen: Uint8Array[] = []
    const intake = kept((bytes) => {
      seen.push(bytes.slice())
      throw new Error('not this one')
    })
    expect(() => read(intake('a.pdf', content.length), content)).toThrow('not this one')
    expect(seen).toEqual([content])
  })

  it('is not larger than 64 MB, and nothing of a larger one is read', () => {
    expect(() => kept()('a', largestKept + 1)).toThrow(tooLarge)
    expect(largestKept).toBe(64 * 1024 * 1024)
    expect(kept()('a', largestKept)).toMatchObject({ take: expect.any(Function) })
  })
})

describe('a file that is sealed', () => {
  it('opens with the key of the certificate', () => {
    const { sealed, ...rest } = read(sealedFor(receiver.certificate)('a.pdf', content.length), content)
    expect(rest).toEqual(file)
    const opened = openMessage(parseEnvelopedMessage(sealed), receiver.certificate, receiver.keys.privateKey)
    expect(Buffer.from(opened)).toEqual(Buffer.from(content))
  })

  it('is not larger than one that is kept', () => {
    expect(() => sealedFor(receiver.certificate)('a', largestKept + 1)).toThrow(tooLarge)
    expect(sealedFor(receiver.certificate)('a', largestKept)).toMatchObject({ take: expect.any(Function) })
  })
})

describe('a file that is signed', () => {
  it.each([1, 7, 1_000])('in parts of %i is heard whole', (length) => {
    const { heard, ...rest } = read(signedBy(listener)('a.pdf', content.length), content, length)
    expect([rest, heard.bytes()]).toEqual([file, Buffer.from(content)])
  })

  it.each([1, 7, 1_000_000])('is refused if it is a certificate, also in parts of %i', (length) => {
    const { tbs } = signer.certificate
    expect(() => read(signedBy(listener)('a', tbs.length), tbs, length)).toThrow(notForSigning)
  })

  it('is looked at in its first megabyte, and heard beyond it', () => {
    const long = new Uint8Array(1024 * 1024 + 10).fill(0x61)
    const { heard, length } = read(signedBy(listener)('a', long.length), long, 600_000)
    expect([heard.bytes().length, length]).toEqual([long.length, long.length])
    long.set(utf8(statementPrefix))
    expect(() => read(signedBy(listener)('a', long.length), long, 600_000)).toThrow(notForSigning)
  })

  it('is refused by what it is', () => {
    expect(() => refuseUnsignable(signer.certificate.tbs)).toThrow(notForSigning)
    expect(() => refuseUnsignable(utf8(statementPrefix))).toThrow(notForSigning)
    expect(refuseUnsignable(content)).toBeUndefined()
  })

  it('with the length of the whole is no structure if that is another length', () => {
    const { tbs } = signer.certificate
    expect(refuseUnsignable(tbs, tbs.length + 1)).toBeUndefined()
  })
})
