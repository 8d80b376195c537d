import type { Snapshot } from '../../shared/models/index.ts'
import type { Issuer } from '../issuers/issuers.ts'
import type { Issuers } from '../issuers/part.ts'

/** The issuer for new business, and those of the certificates that are here. */
export const issuersConcerned = (
  { tokens }: Pick<Snapshot, 'tokens'>,
  { chosen, find }: Pick<Issuers, 'chosen' | 'find'>,
): readonly Issuer[] => {
  const ids = tokens.flatMap(({ pairs }) =>
    pairs.flatMap(({ signing, encryption }) => signing?.issuerId ?? encryption?.issuerId ?? []),
  )
  return [...new Set([chosen(), ...[...new Set(ids)].flatMap((id) => find(id) ?? [])])]
}
