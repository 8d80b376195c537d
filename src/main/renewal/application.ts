import { normalNumber } from '../../shared/identity-numbers/identity-numbers.ts'
import type { HandlerForm, InvoiceForm, RecipientForm, RenewalForm } from '../../shared/models/index.ts'
import type { RaApplication, RaClient } from '../../shared/ra-contract/index.ts'
import { plainEmail, plainText } from '../../shared/renewal/checks.ts'

export const handlerOf = (form: HandlerForm): NonNullable<RaApplication['handler']> => ({
  idType: form.idType,
  idNumber: normalNumber(form.idNumber),
  name: plainText(form.name),
  phone: normalNumber(form.phone),
  email: plainEmail(form.email),
  address: plainText(form.address),
})

export const recipientOf = (form: RecipientForm): NonNullable<RaApplication['recipient']> => ({
  name: plainText(form.name),
  phone: normalNumber(form.phone),
  address: plainText(form.address),
})

export const invoiceOf = (form: InvoiceForm): NonNullable<RaApplication['invoice']> => {
  const taxNumber = normalNumber(form.taxNumber)
  return { title: plainText(form.title), ...(taxNumber === '' ? {} : { taxNumber }) }
}

/** The application as the authority receives it. The same form always gives the same. */
export const applicationOf = (
  form: RenewalForm,
  {
    expectedKeys,
    ...agreed
  }: {
    readonly agreementVersion: string
    readonly expectedTotalFen: number
    readonly expectedKeys: 'new' | 'same'
  },
): RaApplication => ({
  agreementAccepted: true,
  ...agreed,
  // Authorities of older versions do not know the word, and renew with new keys.
  ...(expectedKeys === 'same' ? { expectedKeys } : {}),
  handler: handlerOf(form.handler),
  recipient: recipientOf(form.recipient),
  invoice: invoiceOf(form.invoice),
  ...(form.attachment ? { attachments: [form.attachment.uploadId] } : {}),
})

type Corrected = Parameters<RaClient['requests']['correct']>[0]

/** Only the fields that were filled in. */
const filled = <Fields extends object>(fields: Fields): Partial<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')) as Partial<Fields>

const orNothing = <Fields extends object>(fields: Fields): Fields | undefined =>
  Object.keys(fields).length === 0 ? undefined : fields

/** A correction: what the person left empty is not sent. */
export const correctedOf = ({
  handler,
  recipient,
  invoice,
}: {
  readonly handler?: HandlerForm | undefined
  readonly recipient?: RecipientForm | undefined
  readonly invoice?: InvoiceForm | undefined
}): Pick<Corrected, 'handler' | 'recipient' | 'invoice'> => {
  const typed = handler && filled(handlerOf(handler))
  // The kind of document belongs to its number and means nothing without it.
  const { idType, ...rest } = typed ?? {}
  const number = typed?.idNumber === undefined || idType === undefined ? rest : { ...rest, idType }
  const people = {
    handler: orNothing(number),
    recipient: recipient && orNothing(filled(recipientOf(recipient))),
    invoice: invoice && plainText(invoice.title) !== '' ? invoiceOf(invoice) : undefined,
  }
  return Object.fromEntries(Object.entries(people).filter(([, value]) => value !== undefined))
}
