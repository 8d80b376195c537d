import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { type ApplicationForm, applicationForm } from '../../../src/documents/index.ts'
import { documentFont } from '../../../src/main/files/document-font.ts'
import { isOwnExport, isPdf, pageCount } from '../../../src/ra/rules/pdf.ts'
import { texts } from '../../../src/shared/text/index.ts'

const font = await documentFont(`${import.meta.dirname}/../../..`)

/** The form as the assistant exports it, with so many sections that it has several pages. */
function exported(language: 'zh-CN' | 'en', sections = 1): Promise<Uint8Array> {
  const { documents, everywhere } = texts(language)
  const form: ApplicationForm = {
    title: '数字证书续期申请表',
    authority: '示例',
    number: { label: '申请编号', value: 'R-1' },
    sections: Array.from({ length: sections }, () => ({
      heading: '经办人',
      rows: Array.from({ length: 20 }, () => [{ label: '姓名', value: '王芳' }]),
    })),
    declaration: '以上内容真实。',
    signatures: [{ label: '签字', date: '年　月　日' }],
    note: '请签字盖章。',
    foot: { ...documents, aside: '' },
  }
  const created = new Date('2026-11-26T15:40:00Z')
  return applicationForm(form, { creator: everywhere.product, language, created, font })
}

it.each(['zh-CN', 'en'] as const)('the exported form is recognised, in %s', async (language) => {
  const bytes = await exported(language)
  expect([isPdf(bytes), isOwnExport(bytes)]).toEqual([true, true])
})

it('what another program made of it is not taken for the export', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ra-pdf-'))
  const [form, scan] = [join(folder, 'form.pdf'), join(folder, 'scan.pdf')]
  writeFileSync(form, await exported('zh-CN'))
  execFileSync('pdftocairo', ['-pdf', form, scan])
  const bytes = readFileSync(scan)
  rmSync(folder, { recursive: true })
  expect([isPdf(bytes), isOwnExport(bytes)]).toEqual([true, false])
})

it('pages are counted, also where another program has packed the page tree', async () => {
  const bytes = await exported('zh-CN', 5)
  const folder = mkdtempSync(join(tmpdir(), 'ra-pdf-'))
  const [form, packed] = [join(folder, 'form.pdf'), join(folder, 'packed.pdf')]
  writeFileSync(form, bytes)
  execFileSync('pdftocairo', ['-pdf', form, packed])
  const [, pages] = /Pages:\s+(\d+)/.exec(execFileSync('pdfinfo', [form], { encoding: 'utf8' })) ?? []
  const counts = [pageCount(bytes), pageCount(readFileSync(packed))]
  rmSync(folder, { recursive: true })
  expect(Number(pages)).toBeGreaterThan(2)
  expect(counts).toEqual([Number(pages), Number(pages)])
})

it('a small file does not grow beyond bounds when its pages are counted', () => {
  // Three megabytes in each stream, a few kilobytes in the file.
  const stream = deflateSync(Buffer.alloc(3 * 1024 * 1024, ' '), { level: 9 })
  const object = Buffer.concat([
    Buffer.from('1 0 obj <</Type /ObjStm>> stream\n'),
    stream,
    Buffer.from('endstream\n'),
  ])
  const bytes = Buffer.concat(Array.from({ length: 200 }, () => object))
  expect(bytes.length).toBeLessThan(1024 * 1024)
  const before = process.resourceUsage().maxRSS
  expect(pageCount(bytes)).toBe(0)
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(200 * 1024)
})

it('a file of nothing but page trees is counted all the same', () => {
  expect(pageCount(Buffer.from('/Type/Page '.repeat(900_000)))).toBeGreaterThan(20)
})

it('a small file that was made to be hard to read neither fills the memory nor takes long', () => {
  const framed = (content: string) => Buffer.from(`%PDF-1.7\n${content}\nstartxref\n9\n%%EOF\n`, 'latin1')
  const stream = `/Type/ObjStm stream\n${deflateSync(Buffer.alloc(4_000_000)).toString('latin1')}\nendstream\n`
  expect(pageCount(framed(stream.repeat(200)))).toBe(0)
  expect(pageCount(framed('/Type/ObjStm stream\n'.repeat(200_000)))).toBe(0)
  expect(isOwnExport(framed('/Producer 1 0 R '.repeat(400_000)))).toBe(false)
})
