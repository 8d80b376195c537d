import { describe, expect, it } from 'vitest'
import { verifyDocument } from '../../../src/documents/index.ts'
import type { FileVerdict } from '../../../src/shared/documents/verdict.ts'
import { forgedCms } from '../../forgeries/forged-cms.ts'
import { forgedOfd } from '../../forgeries/forged-ofd.ts'
import { forgedPdf, unsigned } from '../../forgeries/forged-pdf.ts'
import { honest, unopened } from '../../forgeries/honest.ts'
import { ofd, plainFiles } from '../../forgeries/ofd-maker.ts'
import { trust } from '../../forgeries/trust.ts'
import { zip } from '../../forgeries/zip-maker.ts'

const codesOf = ({ reasons, signatures }: FileVerdict): readonly string[] =>
  [...reasons, ...signatures.flatMap((signature) => signature.reasons)].map(({ code }) => code)

describe('an honest file', () => {
  it.each(honest)('is valid: %s', (_, make) => {
    const verdict = verifyDocument(make(), trust)
    expect([verdict.outcome, codesOf(verdict)]).toEqual(['valid', codesOf(verdict)])
    expect(verdict.signatures.length).toBeGreaterThan(0)
    for (const { integrity, coverage } of verdict.signatures)
      expect([integrity, coverage.state]).toEqual(['intact', 'whole'])
  })
})

describe('a forged file is not accepted, and the reason is said', () => {
  it.each(forgedOfd)('OFD: %s', (_, make, reason) => {
    const verdict = verifyDocument(make(), trust)
    expect(verdict.outcome).not.toBe('valid')
    expect(codesOf(verdict)).toContain(reason)
  })

  it.each(forgedPdf)('PDF: %s', (_, make, reason) => {
    const verdict = verifyDocument(make(), trust)
    expect(verdict.outcome).not.toBe('valid')
    expect(codesOf(verdict)).toContain(reason)
  })

  it.each(forgedCms)('message: %s', (_, make, reason) => {
    const verdict = verifyDocument(make(), trust)
    expect(verdict.outcome).not.toBe('valid')
    expect(codesOf(verdict)).toContain(reason)
  })
})

describe('a file that nobody signed', () => {
  it('is said to be unsigned, whatever lies in it', () => {
    const files = [...plainFiles()].map(([name, data]) => ({ name, data }))
    const noList = files.map((file) =>
      file.name === 'OFD.xml'
        ? {
            ...file,
            data: Buffer.from(String(file.data).replace(/<ofd:Signatures>.*?<\/ofd:Signatures>/, '')),
          }
        : file,
    )
    expect(verifyDocument(zip(noList), trust).outcome).toBe('unsigned')
    expect(verifyDocument(unsigned(), trust).outcome).toBe('unsigned')
  })

  it('is unreadable if it is none of the kinds', () => {
    const others = [
      Buffer.alloc(0),
      Buffer.from('text'),
      Buffer.from('PK'),
      zip([{ name: 'a', data: Buffer.from('b') }]),
    ]
    for (const bytes of others) expect(verifyDocument(bytes, trust).outcome).toBe('unreadable')
  })
})

describe('what cannot be checked is said', () => {
  it('of a message that is still sealed', () => {
    const verdict = verifyDocument(unopened(), trust)
    expect([verdict.outcome, codesOf(verdict)]).toEqual(['undecided', ['sealed']])
    expect(verdict.signatures[0]?.signer.state).toBe('named')
  })

  it('of revocation, when no list is at hand', () => {
    expect(codesOf(verifyDocument(ofd(), trust))).toContain('revocation-not-checked')
  })
})
