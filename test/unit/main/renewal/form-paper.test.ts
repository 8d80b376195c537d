import { describe, expect, it } from 'vitest'
import { dayOf, local } from '../../../../src/main/certificates/certificate-fields.ts'
import { formPaper } from '../../../../src/main/renewal/form-paper.ts'
import type { RenewalForm, RenewalQuote } from '../../../../src/shared/models/index.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { filled, now } from './renewing-at.ts'

const words = texts('zh-CN')
const { form: say, people, term } = words.renewal
const quote: RenewalQuote = {
  ...{ serial: 'AB12CD34', subject: 'CN=张三', notAfter: '2026-12-01T00:00:00.000Z' },
  ...{
    standing: { may: 'online' },
    olderThan: null,
    agreementVersion: '2026-01',
    reviewDays: null,
    keys: 'new',
  },
  terms: [
    { years: 1, items: [], totalFen: 10_000, notAfter: '2027-12-01T00:00:00.000Z' },
    { years: 2, items: [], totalFen: 18_050, notAfter: '2028-12-01T00:00:00.000Z' },
  ],
}
const paperOf = (form: RenewalForm = filled) =>
  formPaper({ authority: '示例机构', holder: '张\u202e三', quote, form, now }, words)

describe('the application form of a renewal', () => {
  it('names the authority, the certificate and the time', () => {
    expect(paperOf()).toMatchObject({
      title: say.title,
      authority: '示例机构',
      number: { label: say.number, value: 'AB12CD34' },
      declaration: say.declaration,
      note: say.note,
      signatures: [
        { label: say.applicant, date: say.date },
        { label: say.handler, date: say.date },
      ],
      foot: { aside: words.documents.madeBy(words.everywhere.product, local(now).slice(0, 16)) },
    })
  })

  it('shows the certificate with the chosen term and its price', () => {
    expect(paperOf().sections[0]).toEqual({
      heading: say.certificate,
      rows: [
        [{ label: say.subject, value: '张⟨U+202E⟩三' }],
        [{ label: say.serial, value: 'AB12 CD34' }],
        [
          { label: say.until, value: dayOf(new Date(quote.notAfter)) },
          { label: say.term, value: term.months(24) },
        ],
        [{ label: say.fee, value: say.yuan('180.50') }],
      ],
    })
  })

  it('leaves the term and the price empty until one is chosen that is offered', () => {
    for (const termYears of [null, 3]) {
      const [, , [, chosen] = [], [fee] = []] = paperOf({ ...filled, termYears }).sections[0]?.rows ?? []
      expect([chosen, fee]).toEqual([
        { label: say.term, value: '' },
        { label: say.fee, value: '' },
      ])
    }
  })

  it('shows the people as they will be sent', () => {
    const handler = {
      ...filled.handler,
      name: ' 张三 ',
      idNumber: '11010519491231002x',
      phone: '138 0013 8000',
    }
    const [, first, second, third] = paperOf({ ...filled, handler }).sections
    expect(first).toEqual({
      heading: people.handler,
      rows: [
        [
          { label: people.name, value: '张三' },
          { label: people.idType, value: people.idTypes['resident-id'] },
        ],
        [{ label: people.idNumber, value: '11010519491231002X' }],
        [
          { label: people.phone, value: '13800138000' },
          { label: people.email, value: 'zhangsan@example.com' },
        ],
        [{ label: people.address, value: '北京市海淀区示例路 1 号' }],
      ],
    })
    expect(second).toEqual({
      heading: people.recipient,
      rows: [
        [
          { label: people.name, value: '王芳' },
          { label: people.phone, value: '13900139000' },
        ],
        [{ label: people.address, value: '北京市海淀区示例路 2 号' }],
      ],
    })
    expect(third).toEqual({
      heading: people.invoice,
      rows: [
        [{ label: people.invoiceTitle, value: '北京示例知识产权代理有限公司' }],
        [{ label: people.taxNumber, value: '' }],
      ],
    })
  })
})
