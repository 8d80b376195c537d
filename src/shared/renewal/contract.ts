import { z } from 'zod'
import { base, exportedFile, id, nothing, whichCertificate } from '../contract/base.ts'
import { pinEntry, tries } from '../pin/entry.ts'
import { base64Length, raLimits } from '../ra-contract/limits.ts'
import { holdingTarget, target } from '../targets/model.ts'
import { attachment, handlerForm, invoiceForm, recipientForm, renewalForm } from './form.ts'
import {
  agreementText,
  applicationView,
  renewalDraft,
  renewalMoment,
  renewalProgress,
  renewalQuote,
} from './model.ts'

const transaction = z.object({ transactionId: id })

const wish = whichCertificate.extend({
  holder: z.string().max(300),
  form: renewalForm,
  /** The sum that the person saw. */
  expectedTotalFen: z.int().min(0),
  /** holding, if and only if the person was told that the keys stay. */
  target: z.union([target, holdingTarget]),
  pin: pinEntry,
  tries,
})

const correction = transaction.extend({
  handler: handlerForm.optional(),
  recipient: recipientForm.optional(),
  invoice: invoiceForm.optional(),
  attachment: attachment.optional(),
})

export const renewalContract = {
  /** Whether it can be renewed now, for which terms and fees. */
  quote: base.input(whichCertificate).output(renewalQuote),
  agreement: base.input(z.object({ issuerId: id })).output(agreementText),
  draft: base.input(whichCertificate).output(renewalDraft),
  saveDraft: base
    .input(whichCertificate.extend({ holder: z.string().max(300), form: renewalForm, moment: renewalMoment }))
    .output(nothing),
  discardDraft: base.input(whichCertificate).output(nothing),
  /** The application form, filled in, to be printed, stamped and scanned. */
  exportForm: base
    .input(whichCertificate.extend({ holder: z.string().max(300), form: renewalForm }))
    .output(exportedFile),
  /** Checks a scan and hands it to the authority. */
  upload: base
    .input(
      z.object({
        issuerId: id,
        fileName: z.string().min(1).max(200),
        base64: z.string().max(base64Length(raLimits.pdf) + 1024),
      }),
    )
    .output(attachment),
  start: base.input(wish).output(transaction),
  progress: base.input(transaction).output(renewalProgress),
  application: base.input(transaction).output(applicationView.nullable()),
  /** Corrects an application that the review sent back. What is left out or empty stays as it was. */
  correct: base.input(correction).output(nothing),
}

export type RenewalWish = z.output<typeof wish>
export type RenewalCorrection = z.output<typeof correction>
