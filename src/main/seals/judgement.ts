import { type Certificate, type ElectronicSeal, OID, sealAdmits, verifyChain } from '../../pki/index.ts'
import type { SealState } from '../../shared/models/index.ts'
import { isSelfIssued } from '../certificates/chain.ts'
import { isGenuine } from './reading.ts'

export type SealContext = {
  /** Certificates of the authority whose issuer a certificate names; empty if it is not known here. */
  readonly authorityOf: (certificate: Certificate) => readonly Certificate[]
  /** Whether the authority has said that the seal of this number is revoked. */
  readonly isRevoked: (number: string) => boolean
  /** Ids of certificates that are kept only to open files. No seal is used with them. */
  readonly kept: () => ReadonlySet<string>
  /** The time of the authority that made it, as far as it is known. */
  readonly now: (maker: Certificate) => Date
}

const leadsTo = ({ maker, createdAt }: ElectronicSeal, known: readonly Certificate[]): boolean => {
  const trusted = known.filter(isSelfIssued)
  const use = { purpose: 'signing', extendedPurpose: OID.sealMaking } as const
  return verifyChain(maker, { trusted, intermediates: known, ...use, at: createdAt }).ok
}

/** Seals are shown again whenever something happens to a token. A chain is verified once as long as it is the same. */
const judged = new WeakMap<ElectronicSeal, { readonly known: readonly Certificate[]; readonly is: boolean }>()

/**
 * Whether an authority that is known here has let this maker make seals. That is judged for the time when the seal was
 * made: a maker's certificate may end before the seals that were made with it. A certificate of the same authority
 * that is not meant for making seals does not count.
 */
const isMakerKnown = (seal: ElectronicSeal, { authorityOf }: SealContext): boolean => {
  const { maker } = seal
  if (!maker.extendedKeyUsage.includes(OID.sealMaking)) return false
  const known = authorityOf(maker)
  const before = judged.get(seal)
  if (before?.known === known) return before.is
  const is = leadsTo(seal, known)
  judged.set(seal, { known, is })
  return is
}

/** The state of a seal beside these certificates. What waiting cannot mend comes first. */
export const sealStateOf = (
  seal: ElectronicSeal,
  beside: readonly Certificate[],
  context: SealContext,
): SealState => {
  if (!isGenuine(seal)) return 'bad-signature'
  if (context.isRevoked(seal.id)) return 'revoked'
  if (!isMakerKnown(seal, context)) return 'maker-unknown'
  if (!beside.some((certificate) => sealAdmits(seal, certificate))) return 'other-certificate'
  const now = context.now(seal.maker)
  if (now < seal.validFrom) return 'not-yet-valid'
  return now > seal.validTo ? 'expired' : 'usable'
}
