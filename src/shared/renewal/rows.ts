import { leadingCertificate } from '../certificates/leading.ts'
import type { CertificateView } from '../certificates/model.ts'
import { isReplaced } from '../health/replaced.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { rememberedName } from '../tokens/nickname.ts'
import type { TransactionView } from '../transactions/model.ts'
import { isOpen } from '../transactions/progress.ts'
import type { DraftMention } from './model.ts'

/** A line of 证书续期. */
export type RenewalRow = {
  readonly key: string
  readonly holder: string
  /** null if the key is away, because only its business is known then. */
  readonly view: CertificateView | null
  readonly token: Pick<TransactionView, 'tokenName' | 'tokenKind'>
  readonly draft: DraftMention | null
  readonly transaction: TransactionView | null
  /** Whether its authority renews here. */
  readonly able: boolean
}

type Known = Pick<Snapshot, 'tokens' | 'transactions' | 'renewalDrafts' | 'issuers'>

const isRenewal = (one: TransactionView): boolean => one.business === 'renew' && isOpen(one)

/** The unfinished renewal of a certificate. */
export const renewalOf = (
  { transactions }: Pick<Snapshot, 'transactions'>,
  { issuerId, serial }: Pick<CertificateView, 'issuerId' | 'serial'>,
): TransactionView | null =>
  transactions.find((one) => isRenewal(one) && one.previousSerial === serial && one.issuerId === issuerId) ??
  null

/** Whether the authority of a certificate has 续期 as a business. */
export const isRenewedBy = ({ issuers }: Pick<Snapshot, 'issuers'>, issuerId: string | null): boolean =>
  issuers.some(({ id, businesses }) => id === issuerId && businesses.includes('renew'))

/** All certificates that are here and not replaced, then the renewals whose key is away. */
export const renewalRows = (snapshot: Known): readonly RenewalRow[] => {
  const here = snapshot.tokens.flatMap((token) =>
    token.pairs.flatMap((pair): readonly RenewalRow[] => {
      const view = leadingCertificate(pair)
      if (view === null || isReplaced(pair, snapshot.tokens)) return []
      const { issuerId, serial } = view
      return [
        {
          key: view.id,
          holder: view.holder,
          view,
          token: { tokenKind: token.kind, tokenName: rememberedName(token) },
          draft:
            snapshot.renewalDrafts.find((one) => one.serial === serial && one.issuerId === issuerId) ?? null,
          transaction: renewalOf(snapshot, view),
          able: isRenewedBy(snapshot, issuerId),
        },
      ]
    }),
  )
  const shown = new Set(here.map(({ transaction }) => transaction?.id))
  const away = snapshot.transactions
    .filter((one) => isRenewal(one) && !shown.has(one.id))
    .map((transaction): RenewalRow => {
      const { id: key, holder } = transaction
      return { key, holder, view: null, token: transaction, draft: null, transaction, able: true }
    })
  return [...here, ...away]
}

/** 可安装: a renewal that was approved and lacks only the PIN. */
export const isInstallable = ({
  business,
  state,
  steps,
}: Pick<TransactionView, 'business' | 'state' | 'steps'>): boolean =>
  business === 'renew' &&
  state === 'waiting' &&
  steps.some((step) => step.name === 'collect' && step.state === 'done')
