import { certificateIdOf } from '../certificates/certificate-id-of.ts'
import { leadingCertificate } from '../certificates/leading.ts'
import type { CertificateView } from '../certificates/model.ts'
import { isReplaced } from '../health/replaced.ts'
import type { ReadableSeal } from '../seals/model.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { TokenView } from '../tokens/model.ts'
import type { UpgradeView } from './model.ts'

/** Whether the authority of a certificate has 升级 as a business. */
export const isUpgradedBy = ({ issuers }: Pick<Snapshot, 'issuers'>, issuerId: string | null): boolean =>
  issuers.some(
    ({ id, connected, businesses }) => id === issuerId && connected && businesses.includes('upgrade'),
  )

/** Whether the chosen authority has it, so that the way there is shown among the businesses. */
export const isUpgradeKnown = ({ issuers, issuer }: Pick<Snapshot, 'issuers' | 'issuer'>): boolean =>
  isUpgradedBy({ issuers }, issuer.id)

/** The wizard of a certificate that was submitted, or has led to it. */
export const upgradeOf = (
  { upgrades }: Pick<Snapshot, 'upgrades'>,
  { issuerId, serial }: Pick<CertificateView, 'issuerId' | 'serial'>,
): UpgradeView | null =>
  upgrades.find(
    (one) => one.issuerId === issuerId && (one.previousSerial === serial || one.serial === serial),
  ) ?? null

/** A line of 升级向导. */
export type UpgradeRow = { readonly view: CertificateView; readonly token: TokenView }

/** The certificates that are here, not replaced, and whose authority upgrades. */
export const upgradeRows = (
  snapshot: Pick<Snapshot, 'tokens' | 'issuers' | 'upgrades'>,
): readonly UpgradeRow[] =>
  snapshot.tokens.flatMap((token) =>
    token.pairs.flatMap((pair): readonly UpgradeRow[] => {
      const view = leadingCertificate(pair)
      if (view === null || isReplaced(pair, snapshot.tokens)) return []
      if (!isUpgradedBy(snapshot, view.issuerId) || upgradeOf(snapshot, view)) return []
      return [{ view, token }]
    }),
  )

/** The seals in force with a certificate. */
export const usableSealsOf = (
  { seals }: Pick<Snapshot, 'seals'>,
  certificateId: string,
): readonly ReadableSeal[] =>
  seals.flatMap((seal) =>
    seal.kind === 'seal' && seal.certificateId === certificateId && seal.state === 'usable' ? [seal] : [],
  )

/** The seals in force with the certificate that an upgrade has led to. */
export const newSealsOf = (
  snapshot: Pick<Snapshot, 'tokens' | 'seals'>,
  { issuerId, serial }: Pick<UpgradeView, 'issuerId' | 'serial'>,
): readonly ReadableSeal[] => {
  const certificateId = certificateIdOf(snapshot, { issuerId, serial: serial ?? '' })
  return certificateId === null ? [] : usableSealsOf(snapshot, certificateId)
}
