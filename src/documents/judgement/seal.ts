import {
  type Certificate,
  type ElectronicSeal,
  OID,
  type SealProblem,
  sealProblems,
  verifyChain,
} from '../../pki/index.ts'
import { type Reason, type ReasonCode, reason } from '../../shared/documents/reasons.ts'
import { subjectOf } from './facts.ts'
import type { Trust } from './trust.ts'

const codes: Readonly<Record<SealProblem, ReasonCode>> = {
  'bad-signature': 'seal-signature-wrong',
  'other-certificate': 'signer-not-in-seal',
  'not-yet-valid': 'seal-not-yet-valid',
  expired: 'seal-expired',
}

const sameKey = (one: Certificate, other: Certificate): boolean =>
  Buffer.from(one.spkiDer).equals(Buffer.from(other.spkiDer))

/**
 * Whether the maker may make seals. No standard has a purpose for it, so a certificate that names our own is believed,
 * one without is told, and one that is its own user's is doubted.
 */
const makerReasons = (seal: ElectronicSeal, at: Date, trust: Trust): readonly Reason[] => {
  const { maker } = seal
  const named = maker.extendedKeyUsage.includes(OID.sealMaking)
  const { ok, problems } = verifyChain(maker, {
    trusted: trust.roots,
    intermediates: trust.certificates,
    at,
    purpose: 'signing',
    crls: trust.crls,
    ...(named && { extendedPurpose: OID.sealMaking }),
  })
  const unknown = problems.every((problem) => problem.reason === 'unknown-issuer')
  const chain: ReasonCode = unknown ? 'seal-maker-untrusted' : 'seal-maker-wrong'
  const why = problems.map((problem) => `${subjectOf(problem.certificate)} (${problem.reason})`)
  return [
    ...(ok ? [] : [reason(chain, why)]),
    ...(named ? [] : [reason('seal-maker-unnamed', [subjectOf(maker)])]),
  ]
}

const isOwnMaker = ({ maker, signers }: ElectronicSeal, signer: Certificate): boolean =>
  sameKey(maker, signer) ||
  (signers.kind === 'certificates' && signers.certificates.some((one) => sameKey(one, maker)))

/** Steps 7 to 10 for the seal itself: its signature, its users, its dates and its maker. */
export const judgeSeal = (
  seal: ElectronicSeal,
  signer: Certificate,
  at: Date,
  trust: Trust,
): readonly Reason[] => [
  ...sealProblems(seal, signer, at).map((problem) => reason(codes[problem])),
  ...(isOwnMaker(seal, signer) ? [reason('seal-made-by-its-user', [subjectOf(seal.maker)])] : []),
  ...makerReasons(seal, at, trust),
]
