import type { TransactionView, Wait } from '../../shared/models/index.ts'
import { isInstallable } from '../../shared/renewal/rows.ts'
import type { Texts } from '../../shared/text/index.ts'
import type { IconName } from '../drawings/icon.tsx'
import { keptName } from '../words/format.ts'

const pictures: Readonly<Record<Wait['for'], IconName>> = {
  payment: 'bill',
  review: 'review',
  correction: 'pen',
  network: 'link',
  person: 'person',
}

/** The icon of a wait. The title beside it says it in words. */
export const waitPicture = (wait: Wait): IconName => pictures[wait.for]

/** 等待缴费、等待审核…: what a business waits for, in a few words. */
export const waitTitle = (
  transaction: Pick<TransactionView, 'tokenKind' | 'tokenName' | 'business' | 'state' | 'steps'>,
  wait: Wait,
  words: Texts,
): string => {
  const say = words.transactions.wait
  if (wait.for !== 'person') return say[wait.for]
  if (wait.asked === 'pin' && isInstallable(transaction)) return words.renewal.installLead
  return wait.asked === 'token' ? say.token(keptName(transaction, words)) : say[wait.asked]
}
