import { z } from 'zod'

export const idTypes = ['resident-id', 'passport', 'hk-macao-permit', 'taiwan-permit', 'other'] as const
export type IdType = (typeof idTypes)[number]

/** A text as it was typed. It may be wrong or half finished: a draft keeps it as it is. */
const typed = z.string().max(300).default('')

export const handlerForm = z.readonly(
  z.object({
    idType: z.enum(idTypes).default('resident-id'),
    idNumber: typed,
    name: typed,
    phone: typed,
    email: typed,
    address: typed,
  }),
)

export const recipientForm = z.readonly(z.object({ name: typed, phone: typed, address: typed }))
export const invoiceForm = z.readonly(z.object({ title: typed, taxNumber: typed }))

/** A scan that the authority has received. */
export const attachment = z.readonly(
  z.object({
    uploadId: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
    fileName: z.string().max(200),
    pages: z.int().nullable(),
    size: z.int(),
  }),
)

/** 续期申请表. */
export const renewalForm = z.readonly(
  z.object({
    /** The version of the agreement that was read and accepted; null until then. */
    agreementVersion: z.string().max(64).nullable().default(null),
    termYears: z.int().nullable().default(null),
    handler: handlerForm.prefault({}),
    recipient: recipientForm.prefault({}),
    invoice: invoiceForm.prefault({}),
    attachment: attachment.nullable().default(null),
  }),
)

export type HandlerForm = z.output<typeof handlerForm>
export type RecipientForm = z.output<typeof recipientForm>
export type InvoiceForm = z.output<typeof invoiceForm>
export type RenewalForm = z.output<typeof renewalForm>
export type RenewalAttachment = z.output<typeof attachment>

export const emptyForm: RenewalForm = renewalForm.parse({})
