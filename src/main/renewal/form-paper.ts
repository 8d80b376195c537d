import type { ApplicationForm } from '../../documents/index.ts'
import { normalNumber } from '../../shared/identity-numbers/identity-numbers.ts'
import type { RenewalForm, RenewalQuote } from '../../shared/models/index.ts'
import { fullYuan } from '../../shared/orders/full-yuan.ts'
import { plainEmail, plainText } from '../../shared/renewal/checks.ts'
import type { Texts } from '../../shared/text/index.ts'
import { visibleName } from '../../shared/visible.ts'
import { dayOf, inFours, local } from '../certificates/certificate-fields.ts'

export type FormQuestion = {
  readonly authority: string
  readonly holder: string
  readonly quote: RenewalQuote
  readonly form: RenewalForm
  readonly now: Date
}

type Section = ApplicationForm['sections'][number]

const shown = (text: string): string => visibleName(plainText(text))

const certificateSection = ({ holder, quote, form }: FormQuestion, words: Texts): Section => {
  const { form: say, term } = words.renewal
  const chosen = quote.terms.find(({ years }) => years === form.termYears)
  return {
    heading: say.certificate,
    rows: [
      [{ label: say.subject, value: visibleName(holder) }],
      [{ label: say.serial, value: inFours(quote.serial) }],
      [
        { label: say.until, value: dayOf(new Date(quote.notAfter)) },
        { label: say.term, value: chosen ? term.months(chosen.years * 12) : '' },
      ],
      [{ label: say.fee, value: chosen ? say.yuan(fullYuan(chosen.totalFen)) : '' }],
    ],
  }
}

const peopleSections = ({ form }: FormQuestion, words: Texts): readonly Section[] => {
  const { people: say } = words.renewal
  const { handler, recipient, invoice } = form
  return [
    {
      heading: say.handler,
      rows: [
        [
          { label: say.name, value: shown(handler.name) },
          { label: say.idType, value: say.idTypes[handler.idType] },
        ],
        [{ label: say.idNumber, value: normalNumber(handler.idNumber) }],
        [
          { label: say.phone, value: normalNumber(handler.phone) },
          { label: say.email, value: plainEmail(handler.email) },
        ],
        [{ label: say.address, value: shown(handler.address) }],
      ],
    },
    {
      heading: say.recipient,
      rows: [
        [
          { label: say.name, value: shown(recipient.name) },
          { label: say.phone, value: normalNumber(recipient.phone) },
        ],
        [{ label: say.address, value: shown(recipient.address) }],
      ],
    },
    {
      heading: say.invoice,
      rows: [
        [{ label: say.invoiceTitle, value: shown(invoice.title) }],
        [{ label: say.taxNumber, value: normalNumber(invoice.taxNumber) }],
      ],
    },
  ]
}

/** The application form of a renewal, filled in. What is not known yet stays empty, to be written by hand. */
export const formPaper = (question: FormQuestion, words: Texts): ApplicationForm => {
  const { form: say } = words.renewal
  const at = local(question.now).slice(0, 16)
  return {
    title: say.title,
    authority: question.authority,
    number: { label: say.number, value: question.quote.serial },
    sections: [certificateSection(question, words), ...peopleSections(question, words)],
    declaration: say.declaration,
    signatures: [
      { label: say.applicant, date: say.date },
      { label: say.handler, date: say.date },
    ],
    note: say.note,
    foot: {
      aside: words.documents.madeBy(words.everywhere.product, at),
      pageOf: words.documents.pageOf,
      numberedLetters: words.documents.numberedLetters,
    },
  }
}
