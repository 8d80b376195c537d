import { texts } from '../../shared/text/index.ts'
import { documentFont } from '../files/document-font.ts'
import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import { formPaper } from './form-paper.ts'
import { renewalHandlers } from './handlers.ts'
import type { RenewalDrafts } from './renewal-drafts.ts'
import { createRenewalService, type RenewalParts } from './renewal-service.ts'

type Needs = Pick<Ground, 'state' | 'events' | 'words' | 'clock'> &
  Pick<RenewalParts, 'authorities' | 'accounts' | 'transactions'> & {
    readonly renewalDrafts: RenewalDrafts
    readonly issuers: Pick<Issuers, 'find'>
    /** Where the font of documents lies. */
    readonly resources: string
  }

export const renewalPart = ({
  state,
  events,
  words,
  clock,
  renewalDrafts,
  issuers,
  resources,
  ...needs
}: Needs) => {
  const { authorities, accounts, transactions } = needs
  const views = () => state.current().transactions
  const paper: RenewalParts['paper'] = async (question) => {
    const { language } = state.current().settings
    const issuer = issuers.find(question.issuerId)
    const authority = (language === 'en' ? issuer?.nameEn : issuer?.name) ?? ''
    const form = formPaper({ ...question, authority, now: clock() }, words())
    // The writer and its library are big and rarely wanted, so they are loaded only here.
    const { applicationForm } = await import('../../documents/index.ts')
    const font = await documentFont(resources)
    const facts = { creator: words().everywhere.product, language, created: clock(), font }
    const bytes = await applicationForm(form, facts)
    return {
      fileName: `${words().renewal.form.fileName}-${question.serial.slice(-6)}.pdf`,
      base64: Buffer.from(bytes).toString('base64'),
    }
  }
  const renewal = createRenewalService({
    ...{ authorities, accounts, transactions, views, paper },
    drafts: renewalDrafts,
    version: state.current().about.version,
    neededVersion: () => state.current().updates.needed.renew ?? null,
    now: clock,
    formTitles: (['zh-CN', 'en'] as const).map((language) => texts(language).renewal.form.title),
  })
  // The request is in the journal by now, so what was typed is needed here no more.
  events.on('transactions-changed', (transactions) => {
    for (const { business, previousSerial: serial, issuerId, steps } of transactions)
      if (business === 'renew' && serial !== undefined && steps[0]?.state === 'done')
        renewalDrafts.submitted({ issuerId, serial })
  })
  return { service: renewal, handlers: renewalHandlers({ ...renewal, drafts: renewalDrafts }) }
}
