import { describe, expect, it } from 'vitest'
import { type ApplicationForm, applicationForm, certificateDocument } from '../../../src/documents/index.ts'
import { documentFont } from '../../../src/main/files/document-font.ts'
import { texts } from '../../../src/shared/text/index.ts'
import { judged } from '../../poppler.ts'

const font = await documentFont(`${import.meta.dirname}/../../..`)
const created = new Date('2026-11-26T15:40:00Z')
const facts = { creator: '证书助手', language: 'zh-CN', created, font } as const
const { documents: say } = texts('zh-CN')
const foot = { ...say, aside: '证书助手 2026-11-26 23:40 生成' }
const company = '内蒙古自治区呼伦贝尔市海拉尔区某某知识产权代理有限责任公司'

const form: ApplicationForm = {
  title: '数字证书续期申请表',
  authority: '示例电子认证服务有限公司',
  number: { label: '申请编号', value: 'RA-20261126-000123' },
  sections: [
    {
      heading: '申请单位',
      rows: [
        [{ label: '单位名称', value: company }],
        [
          { label: '统一社会信用代码', value: '91150702MA0N000000' },
          { label: '单位电话', value: '0470-1234567' },
        ],
        [{ label: '备注', value: '' }],
      ],
    },
    { heading: '经办人', rows: [[{ label: '姓名', value: '龘㐂㛃䶮' }]] },
  ],
  declaration: '本单位声明：以上内容真实、准确、完整。',
  signatures: [
    { label: '申请单位（盖章）', date: '年　　月　　日' },
    { label: '经办人（签字）', date: '年　　月　　日' },
  ],
  note: '请打印本表，签字并加盖单位公章，扫描成 PDF 后上传。',
  foot,
}

const certificate = {
  title: '数字证书',
  holder: company,
  lines: ['有效期 2026-11-26 至 2027-11-26'],
  warning: null,
  parts: [{ heading: '签名证书', rows: [[{ label: '证书序列号', value: '4A0B 33F0 1122 3344' }]] }],
  note: '本页不是证书。',
  mark: '证书助手',
  foot,
}

const withHolder = (holder: string) => certificateDocument({ ...certificate, holder }, facts)
const withRows = (rows: ApplicationForm['sections'][number]['rows']) =>
  applicationForm({ ...form, sections: [{ heading: '内容', rows }] }, facts)

describe('an application form as a PDF', () => {
  it('has selectable Chinese text in one embedded part of an open font, and no tool complains', async () => {
    const { text, fonts, inked, info, warnings } = judged(await applicationForm(form, facts))
    expect(warnings).toBe('')
    const values = form.sections.flatMap(({ heading, rows }) => [
      heading,
      ...rows.flat().flatMap(({ label, value }) => [label, value]),
    ])
    for (const one of [form.title, form.authority, ...values, form.declaration, form.note, say.pageOf(1, 1)])
      expect(text).toContain(one)
    for (const { label } of form.signatures) expect(text).toContain(label)
    expect(fonts).toEqual([[expect.stringMatching(/^[A-Z]{6}\+NotoSansSC-Regular$/), 'yes', 'yes', 'yes']])
    expect(inked).toHaveLength(1)
    expect(inked[0]).toBeGreaterThan(1000)
    expect(info).toMatch(/Title: +数字证书续期申请表 RA-20261126-000123/)
    expect(info).toMatch(/Page size: .*A4/)
    expect(info).toMatch(/JavaScript: +no/)
  })

  it('is the same bytes for the same input, and small', async () => {
    const [one, other] = [await applicationForm(form, facts), await applicationForm(form, facts)]
    expect(Buffer.compare(one, other)).toBe(0)
    expect(one.length).toBeLessThan(100_000)
  })

  it('goes on over as many pages as it needs, each with its number, and loses no letter', async () => {
    const long = '某某路一百二十三号'.repeat(1_200)
    const { text, inked, warnings } = judged(await withRows([[{ label: '地址', value: long }]]))
    expect(warnings).toBe('')
    expect(inked.length).toBeGreaterThan(4)
    for (const ink of inked) expect(ink).toBeGreaterThan(100)
    expect(text.match(/某某路一百二十三号/g)?.length).toBeGreaterThan(1_150)
    expect([...text.matchAll(/[某路一百二十三]/g)].length).toBeGreaterThanOrEqual(1_200 * 8 - 8)
    for (let page = 1; page <= inked.length; page += 1) expect(text).toContain(say.pageOf(page, inked.length))
  })

  it('keeps the boxes to sign and stamp whole on one page', async () => {
    const rows = Array.from({ length: 19 }, (_, index) => [{ label: `第 ${index} 项`, value: '无' }])
    const { text, inked } = judged(await withRows(rows))
    expect(inked).toHaveLength(2)
    const second = text.slice(text.indexOf(say.pageOf(1, 2)))
    expect(second).toContain('申请单位（盖章）')
    expect(second).toContain('年')
  })

  it('leaves the bars away if the number has letters that have no bars', async () => {
    const number = { label: '申请编号', value: '申请第一号' }
    const { text, warnings } = judged(await applicationForm({ ...form, number }, facts))
    expect(warnings).toBe('')
    expect(text).toContain('申请编号 申请第一号')
  })
})

describe('letters in a document', () => {
  it('draws every letter of GB 18030 that people have in their names, or writes its number', async () => {
    const { text, warnings } = judged(await withHolder('𠮷野㛃龘㐂䶮堃喆﨑'))
    expect(warnings).toBe('')
    expect(text).toContain('〈U+20BB7〉野㛃龘㐂䶮堃喆')
    expect(text).toContain('尖括号内是它的 Unicode 编号')
  })

  it('does not explain numbers where there are none', async () => {
    expect(judged(await withHolder(company)).text).not.toContain('Unicode')
  })

  it('tells letters apart that share one shape: what is copied is what was written', async () => {
    const { text } = judged(await withHolder('⽇期与日期，㬵和胶'))
    expect(text).toContain('〈U+2F47〉期与日期，㬵和〈U+80F6〉')
  })

  it('shows hidden and reversing letters and controls as numbers', async () => {
    const { text, warnings } = judged(await withHolder('银行\u202e\u200b\u0007\ttxt.\u{e0041}'))
    expect(warnings).toBe('')
    expect(text).toContain('银行〈U+202E〉〈U+200B〉〈U+0007〉〈U+0009〉txt.〈U+E0041〉')
  })

  it('takes what looks like PDF for text, in a name and in the title', async () => {
    const holder = ') Tj ET /JS (app.alert(1)) >> endobj 1 0 obj << /OpenAction \\'
    const { text, info, warnings } = judged(await withHolder(holder))
    expect(warnings).toBe('')
    expect(text.replaceAll(' ', '')).toContain(holder.replaceAll(' ', ''))
    expect(info).toMatch(/JavaScript: +no/)
    expect(info).toContain(holder)
  })

  it('never writes a line over the edge of the page', async () => {
    const wide = ['W'.repeat(300), '鑫'.repeat(200), '（'.repeat(200), '。'.repeat(200), 'a 。'.repeat(90)]
    for (const holder of wide) {
      const { text, outside, warnings } = judged(await withHolder(holder))
      expect(warnings).toBe('')
      expect(outside).toBe(0)
      const letters = text.replaceAll(' ', '')
      expect(letters).toContain(holder.replaceAll(' ', ''))
    }
    for (const length of [20, 45, 70, 120]) {
      const word = 'W'.repeat(length)
      const { text, outside } = judged(await withRows([[{ label: '网址', value: word }]]))
      expect([outside, text.includes(word)]).toEqual([0, true])
    }
  })
})
