import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pairOf, signatureFileOf, signedFileOf } from '../../../../src/main/documents/companions.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'companions-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string): string => join(folder, name)
const put = (...names: readonly string[]): void => {
  for (const name of names) writeFileSync(at(name), '')
}

describe('the file that a signature belongs to', () => {
  it('is found by the name without the ending', () => {
    put('合同.pdf')
    expect(signedFileOf(at('合同.pdf.p7s'))).toBe(at('合同.pdf'))
  })

  it('is found although a second signature got a number', () => {
    put('合同.pdf')
    expect(signedFileOf(at('合同.pdf(1).p7s'))).toBe(at('合同.pdf'))
    expect(signedFileOf(at('合同.pdf(12345).p7s'))).toBe(at('合同.pdf'))
    expect(signedFileOf(at('合同.pdf(123456).p7s'))).toBeNull()
    expect(signedFileOf(at('合同.pdf(a).p7s'))).toBeNull()
  })

  it('is the one with the number if there is such a file', () => {
    put('合同.pdf', '合同.pdf(1)')
    expect(signedFileOf(at('合同.pdf(1).p7s'))).toBe(at('合同.pdf(1)'))
  })

  it('is none if the name is no name of a signature, or nothing is left of it', () => {
    put('合同.pdf')
    expect(signedFileOf(at('合同.pdf.txt'))).toBeNull()
    expect(signedFileOf(at('.p7s'))).toBeNull()
    expect(signedFileOf(at('(1).p7s'))).toBeNull()
    expect(signedFileOf(at('别的.pdf.p7s'))).toBeNull()
  })
})

describe('the signature beside a file', () => {
  it.each(['.p7s', '.sig', '.p7b', '.p7', '.p7m', '.cms', '.pkcs7', '.asc'])('is found as %s', (ending) => {
    put(`a.txt${ending}`)
    expect(signatureFileOf(at('a.txt'))).toBe(at(`a.txt${ending}`))
  })

  it('is the one with the more usual ending', () => {
    put('a.txt.asc', 'a.txt.sig')
    expect(signatureFileOf(at('a.txt'))).toBe(at('a.txt.sig'))
    put('a.txt.p7s')
    expect(signatureFileOf(at('a.txt'))).toBe(at('a.txt.p7s'))
  })

  it('is none if only a file of another name is there', () => {
    put('b.txt.p7s', 'a.p7s')
    expect(signatureFileOf(at('a.txt'))).toBeNull()
  })
})

describe('what is verified together', () => {
  it('is a file with the signature beside it, whichever of the two was named', () => {
    put('a.txt', 'a.txt.p7s')
    const pair = { path: at('a.txt'), signature: at('a.txt.p7s'), own: false }
    expect(pairOf(at('a.txt'), 'other', null)).toEqual(pair)
    expect(pairOf(at('a.txt.p7s'), 'signature', null)).toEqual(pair)
  })

  it('is what the list has joined, before what has the name', () => {
    put('a.txt', 'a.txt.p7s')
    expect(pairOf(at('a.txt'), 'other', at('b.p7s')).signature).toBe(at('b.p7s'))
    expect(pairOf(at('a.txt.p7s'), 'signature', at('b.txt')).path).toBe(at('b.txt'))
  })

  it('leaves a PDF or OFD file its own signatures', () => {
    put('a.pdf.p7s')
    expect(pairOf(at('a.pdf'), 'pdf', null)).toEqual({
      ...{ path: at('a.pdf'), signature: at('a.pdf.p7s'), own: true },
    })
    expect(pairOf(at('a.ofd'), 'ofd', null)).toEqual({ path: at('a.ofd'), signature: null, own: true })
  })

  it.each(['signed', 'sealed'] as const)('is a %s message alone, whatever is beside it', (content) => {
    put('a.p7m.p7s')
    expect(pairOf(at('a.p7m'), content, at('b'))).toEqual({ path: at('a.p7m'), signature: null, own: false })
  })

  it('is nothing if a signature has no file, and the person is told so', () => {
    expect(() => pairOf(at('a.txt.p7s'), 'signature', null)).toThrow(
      expect.objectContaining({ code: 'document-signature-alone' }),
    )
  })
})
