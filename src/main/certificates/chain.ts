import { certificateIn } from '../../native/index.ts'
import { type Certificate, type ChainReason, verifyChain } from '../../pki/index.ts'
import { assertNever } from '../../shared/assert-never.ts'
import type { ChainLink } from '../../shared/models/index.ts'
import { holderOf, issuerNameOf } from './certificate-view.ts'

const stateOf = (reason: ChainReason): ChainLink['state'] => {
  switch (reason) {
    case 'bad-signature':
    case 'expired':
    case 'not-yet-valid':
    case 'unknown-issuer':
    case 'revoked':
    case 'weak-algorithm':
    case 'unsupported-algorithm':
      return reason
    case 'not-all-tried':
      return 'unknown-issuer'
    case 'wrong-usage':
    case 'issuer-not-a-ca':
    case 'path-too-long':
    case 'unknown-critical-extension':
    case 'name-not-permitted':
    case 'no-valid-policy':
    case 'revocation-unknown':
      return 'against-rules'
    default:
      return assertNever(reason)
  }
}

export const isSelfIssued = (certificate: Certificate): boolean =>
  certificate.subject.text === certificate.issuer.text

/** The readable certificates of the authority. An unreadable one does not hide the others. */
export const readable = (ders: readonly Uint8Array[]): readonly Certificate[] =>
  ders.flatMap((der) => certificateIn(der) ?? [])

export const issuerCertificate = (
  certificate: Certificate,
  known: readonly Certificate[],
): Certificate | null =>
  verifyChain(certificate, { trusted: known.filter(isSelfIssued), intermediates: known }).path[1] ?? null

/** The chain as links, the holder's first. If an issuer is unknown, its name is still shown. */
export const chainLinks = (
  certificate: Certificate,
  known: readonly Certificate[],
  now: Date,
): readonly ChainLink[] => {
  const trusted = known.filter(isSelfIssued)
  const { path, problems, ok } = verifyChain(certificate, { trusted, intermediates: known, at: now })
  const links = path.map((one, index): ChainLink => {
    const problem = problems.find((candidate) => candidate.certificate === one)
    const good = ok && index === path.length - 1 ? 'trusted' : 'valid'
    return { name: holderOf(one), state: problem ? stateOf(problem.reason) : good }
  })
  const last = path.at(-1)
  return last && !isSelfIssued(last)
    ? [...links, { name: issuerNameOf(last), state: 'unknown-issuer' }]
    : links
}
