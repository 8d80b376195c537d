import { describe, expect, it } from 'vitest'
import { certificateDocument } from '../../../../src/documents/index.ts'
import { certificatePaper, type PaperQuestion } from '../../../../src/main/certificates/certificate-paper.ts'
import { documentFont } from '../../../../src/main/files/document-font.ts'
import { type Certificate, parseCertificate } from '../../../../src/pki/index.ts'
import type { Language } from '../../../../src/shared/models/index.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { judged } from '../../../poppler.ts'
import { dualCertificates } from '../dual-certificates.ts'

const font = await documentFont(`${import.meta.dirname}/../../../..`)
const now = new Date('2026-11-26T15:40:00Z')

const pairOf = (holder?: string): readonly [Certificate, Certificate] => {
  const [one, other] = dualCertificates(now, new Date(now.getTime() + 365 * 86_400_000), holder)
  if (!one || !other) throw new Error('no certificates')
  return [parseCertificate(one.der), parseCertificate(other.der)]
}

const paperOf = async (question: Partial<PaperQuestion>, language: Language = 'zh-CN') => {
  const asked = { certificates: pairOf(), state: 'valid', isDemonstration: false, now, ...question } as const
  const document = certificatePaper(asked, texts(language))
  return judged(await certificateDocument(document, { creator: '证书助手', language, created: now, font }))
}

describe('a certificate saved as a PDF', () => {
  it.each(['zh-CN', 'en'] as const)('fits on one page with both of the pair, in %s', async (language) => {
    const certificates = pairOf()
    const { text, inked, outside, warnings } = await paperOf({ certificates }, language)
    expect([warnings, outside, inked.length]).toEqual(['', 0, 1])
    expect(text).toContain('龘㐂知识产权代理有限公司')
    for (const { serialHex } of certificates) expect(text.replaceAll(' ', '')).toContain(serialHex)
    expect(text.includes(texts(language).certificates.paper.demonstration)).toBe(false)
  })

  it('says how the certificate stood, and that one of a demonstration is none', async () => {
    const { text } = await paperOf({ state: 'revoked', isDemonstration: true })
    expect(text).toContain('的状态：已吊销')
    expect(text).toContain('演示证书，不能用于真实业务')
  })

  it('cuts an endless name and shows what hides in one', async () => {
    const endless = await paperOf({ certificates: pairOf('长'.repeat(1_000)) })
    expect([endless.warnings, endless.outside]).toEqual(['', 0])
    expect(endless.inked.length).toBeLessThan(4)
    const hostile = await paperOf({ certificates: pairOf('中国银行\u202e\u200b(/JS)') })
    expect(hostile.text).toContain('中国银行〈U+202E〉〈U+200B〉(/JS)')
    expect(hostile.info).toMatch(/JavaScript: +no/)
  })
})
