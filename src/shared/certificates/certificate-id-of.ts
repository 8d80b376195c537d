import type { WhichCertificate } from '../contract/base.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'

/** The certificate with this number, where it is here. */
export const certificateIdOf = (
  { tokens }: Pick<Snapshot, 'tokens'>,
  { issuerId, serial }: WhichCertificate,
): string | null =>
  tokens
    .flatMap(({ pairs }) => pairs.flatMap(({ signing, encryption }) => [signing, encryption]))
    .find((view) => view?.serial === serial && view.issuerId === issuerId)?.id ?? null
