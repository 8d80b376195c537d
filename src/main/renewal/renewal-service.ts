import { assertNever } from '../../shared/assert-never.ts'
import type { WhichCertificate } from '../../shared/contract/base.ts'
import type { RenewalCorrection, RenewalWish } from '../../shared/contract/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type {
  AgreementText,
  ApplicationView,
  RenewalAttachment,
  RenewalForm,
  RenewalProgress,
  RenewalQuote,
  RenewalStanding,
  RenewalTerm,
  TransactionView,
} from '../../shared/models/index.ts'
import type { RaClient } from '../../shared/ra-contract/index.ts'
import { isFaultless, peopleFaults } from '../../shared/renewal/checks.ts'
import { renewalOf } from '../../shared/renewal/rows.ts'
import { highestNeeded } from '../../shared/updates/versions.ts'
import { type Accounts, actingClient } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import { fromBase64 } from '../files/base64.ts'
import type { Transactions } from '../transactions/index.ts'
import { correctedOf } from './application.ts'
import { chosenTerm } from './chosen-term.ts'
import type { RenewalDrafts } from './renewal-drafts.ts'
import { checkedScan } from './scan.ts'

export type FormFile = { readonly fileName: string; readonly base64: string }

export type RenewalService = {
  quote(which: WhichCertificate): Promise<RenewalQuote>
  agreement(issuerId: string): Promise<AgreementText>
  exportForm(asked: WhichCertificate & { holder: string; form: RenewalForm }): Promise<FormFile>
  upload(scan: { issuerId: string; fileName: string; base64: string }): Promise<RenewalAttachment>
  start(wish: RenewalWish): Promise<{ readonly transactionId: string }>
  progress(transactionId: string): Promise<RenewalProgress>
  application(transactionId: string): Promise<ApplicationView | null>
  correct(correction: RenewalCorrection): Promise<void>
}

export type RenewalParts = {
  readonly authorities: Pick<Authorities, 'of'>
  readonly accounts: Pick<Accounts, 'of'>
  readonly transactions: Pick<Transactions, 'start' | 'resume' | 'requestOf' | 'clientOf' | 'requestClientOf'>
  readonly drafts: RenewalDrafts
  readonly views: () => readonly TransactionView[]
  /** The version of this program. */
  readonly version: string
  /** The version that the publisher's manifest asks for in a renewal. */
  readonly neededVersion: () => string | null
  readonly now: () => Date
  /** Writes the application form. */
  readonly paper: (
    question: WhichCertificate & { holder: string; form: RenewalForm; quote: RenewalQuote },
  ) => Promise<FormFile>
  /** What the exported form is called, in every language. */
  readonly formTitles: readonly string[]
}

type Quoted = Awaited<ReturnType<RaClient['renewals']['quote']>>

/** 证书续期: what may be renewed and for how much, the application, and its progress. */
export const createRenewalService = (parts: RenewalParts): RenewalService => {
  const { transactions, drafts } = parts

  const clientAt = (issuerId: string): RaClient => actingClient(parts, issuerId)

  const standingOf = (standing: Quoted['standing'], which: WhichCertificate): RenewalStanding => {
    if (standing.may !== 'unfinished') return standing
    const { may, orderNumber } = standing
    return { may, orderNumber, transactionId: renewalOf({ transactions: parts.views() }, which)?.id ?? null }
  }

  const quoteOf = (quoted: Quoted, which: WhichCertificate): RenewalQuote => {
    const { minClientVersion: wanted, standing, keys = 'new', ...rest } = quoted
    return {
      ...rest,
      keys,
      standing: standingOf(standing, which),
      olderThan: highestNeeded(parts.version, [wanted, parts.neededVersion()]),
    }
  }

  const quote: RenewalService['quote'] = async (which) => {
    const quoted = await clientAt(which.issuerId).renewals.quote({ serial: which.serial })
    // What is said about another certificate must not be shown, printed or paid for this one.
    if (quoted.serial !== which.serial) throw new AssistantError('authority-answer-unreadable')
    return quoteOf(quoted, which)
  }

  /** The pages check the same. What arrives here with a fault did not come from them. */
  const refuseFaulty = (form: RenewalForm, which: WhichCertificate): void => {
    const hasKept = drafts.view(which).keptIdNumber !== null
    const { handler, recipient, invoice } = peopleFaults(form, hasKept, parts.now())
    if (![handler, recipient, invoice].every(isFaultless)) throw new AssistantError('input-invalid')
  }

  /** Asked again at the last moment: what the person saw must be what the authority receives. */
  const refuseChanged = (
    { form, expectedTotalFen, target }: RenewalWish,
    found: RenewalQuote,
  ): RenewalTerm => {
    const { standing, terms, agreementVersion, olderThan, keys } = found
    refuseStanding(standing)
    if (olderThan !== null) throw new AssistantError('input-invalid')
    if (form.agreementVersion !== agreementVersion) throw new AssistantError('agreement-changed')
    if ((keys === 'same') !== (target.kind === 'holding')) throw new AssistantError('renewal-keys-changed')
    const term = chosenTerm(terms, form.termYears, expectedTotalFen)
    if (standing.may === 'with-form' && form.attachment === null) throw new AssistantError('input-invalid')
    return term
  }

  const start: RenewalService['start'] = async (wish) => {
    const { issuerId, serial, holder, form, target, pin, tries, expectedTotalFen } = wish
    const which = { issuerId, serial }
    refuseFaulty(form, which)
    const found = await quote(which)
    const { years: termYears, notAfter: expectedNotAfter } = refuseChanged(wish, found)
    drafts.save({ ...which, holder, form, moment: 'confirm' })
    return transactions.start({
      ...{ issuerId, target, pin, tries },
      business: {
        kind: 'renew',
        previousSerial: serial,
        termYears,
        agreementVersion: form.agreementVersion ?? '',
        expectedTotalFen,
        keys: found.keys,
        expectedNotAfter,
      },
    })
  }

  const requestOf = (transactionId: string): string => {
    const requestId = transactions.requestOf(transactionId)
    if (requestId === null) throw new AssistantError('transaction-unknown')
    return requestId
  }

  const progress: RenewalService['progress'] = async (transactionId) => {
    const requestId = requestOf(transactionId)
    const { request } = await transactions.requestClientOf(transactionId).requests.get({ requestId })
    return {
      orderNumber: request.order?.number ?? null,
      moments: request.progress.moments,
      awaited: request.progress.awaited,
      reason: request.review?.reason ?? null,
      refund: request.order?.refund ?? null,
    }
  }

  const correct: RenewalService['correct'] = async ({ transactionId, attachment, ...typed }) => {
    const requestId = requestOf(transactionId)
    const corrected = correctedOf(typed)
    const attachments = attachment ? { attachments: [attachment.uploadId] } : {}
    await transactions.clientOf(transactionId).requests.correct({ requestId, ...corrected, ...attachments })
    await transactions.resume(transactionId)
  }

  return {
    quote,
    agreement: (issuerId) => clientAt(issuerId).renewals.agreement({}),
    exportForm: async (asked) => {
      const kept = drafts.whole(asked)?.handler.idNumber ?? ''
      const { handler } = asked.form
      const idNumber = handler.idNumber.trim() === '' ? kept : handler.idNumber
      const form = { ...asked.form, handler: { ...handler, idNumber } }
      return parts.paper({ ...asked, form, quote: await quote(asked) })
    },
    upload: async ({ issuerId, fileName, base64 }) => {
      const bytes = fromBase64(base64)
      const scan = await checkedScan(bytes, fileName, parts.formTitles)
      const content = Buffer.from(bytes).toString('base64')
      const { uploadId } = await clientAt(issuerId).uploads.create({ fileName: nameOf(fileName), content })
      return { ...scan, uploadId }
    },
    start,
    progress,
    application: async (transactionId) => {
      const requestId = requestOf(transactionId)
      return (await transactions.clientOf(transactionId).requests.application({ requestId })).application
    },
    correct,
  }
}

const refuseStanding = (standing: RenewalStanding): void => {
  switch (standing.may) {
    case 'online':
    case 'with-form':
      return
    case 'too-early':
      throw new AssistantError('renewal-too-early', { from: standing.from.slice(0, 10) })
    case 'too-late':
      throw new AssistantError('renewal-too-late', { since: standing.since.slice(0, 10) })
    case 'unfinished':
      throw new AssistantError('renewal-unfinished', { orderNumber: standing.orderNumber ?? '–' })
    case 'no':
      throw new AssistantError('certificate-not-in-force')
    default:
      assertNever(standing)
  }
}

/** A name that the contract takes: no hidden characters, and not empty. */
const nameOf = (fileName: string): string =>
  fileName
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .trim()
    .slice(0, 200) || 'scan.pdf'
