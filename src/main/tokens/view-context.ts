import { usualReminderDays } from '../../shared/issuers/issuer-rules.ts'
import type { TransactionView } from '../../shared/models/index.ts'
import type { Authorities } from '../authority/index.ts'
import type { Issuers } from '../issuers/part.ts'
import type { ViewContext } from './token-views.ts'

/** What the views of tokens need to know from elsewhere: time, issuers, businesses. */
export const viewContext =
  (parts: {
    readonly authorities: Pick<Authorities, 'now'>
    readonly issuers: Pick<Issuers, 'find' | 'issuerOf'>
    readonly transactions: () => readonly TransactionView[]
    readonly nickname: ViewContext['nickname']
    readonly now: () => Date
  }) =>
  (): Omit<ViewContext, 'standing' | 'knowledge'> => ({
    now: parts.now(),
    trueNow: parts.authorities.now,
    remindFrom: (issuerId) =>
      Math.max(0, ...(parts.issuers.find(issuerId)?.reminderDays ?? usualReminderDays)),
    issuerOf: parts.issuers.issuerOf,
    nickname: parts.nickname,
    busy: (tokenId) =>
      parts.transactions().find((one) => one.state === 'running' && one.tokenId === tokenId)?.business ??
      null,
  })
