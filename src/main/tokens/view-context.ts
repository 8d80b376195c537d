import type { TransactionView } from '../../shared/models/index.ts'
import type { Authority } from '../authority/index.ts'
import { readable } from '../certificates/chain.ts'
import type { Issuer } from '../issuers/issuers.ts'
import type { ViewContext } from './token-views.ts'

/** What the views of tokens need to know of the rest: time, issuer, businesses. */
export const viewContext =
  (parts: {
    readonly authority: Pick<Authority, 'chain' | 'now'>
    readonly issuer: () => Issuer
    readonly transactions: () => readonly TransactionView[]
    readonly now: () => Date
  }) =>
  (): Omit<ViewContext, 'isRevoked'> => {
    const { demonstration, reminderDays } = parts.issuer()
    const names = new Set(
      demonstration ? readable(parts.authority.chain()).map(({ subject }) => subject.text) : [],
    )
    return {
      now: parts.now(),
      trueNow: parts.authority.now(),
      remindFrom: Math.max(0, ...reminderDays),
      isDemonstration: (certificate) => names.has(certificate.issuer.text),
      busy: (tokenId) =>
        parts.transactions().find((one) => one.state === 'running' && one.tokenId === tokenId)?.business ??
        null,
    }
  }
