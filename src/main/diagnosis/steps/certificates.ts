import { leadingCertificate } from '../../../shared/certificates/leading.ts'
import type { Finding, FindingKind } from '../../../shared/diagnosis/model.ts'
import { pairHealth } from '../../../shared/health/pair-health.ts'
import { isReplaced } from '../../../shared/health/replaced.ts'
import type { CertificatePair, PairState, Place, TokenView } from '../../../shared/models/index.ts'
import { found, type Step } from '../step.ts'
import { nameOfToken } from '../token-name.ts'

type OfHolder = Extract<
  FindingKind,
  'certificate-half' | 'certificate-mismatched' | 'certificate-revoked' | 'certificate-suspended'
>

const byState: Partial<Readonly<Record<PairState, OfHolder>>> = {
  incomplete: 'certificate-half',
  mismatched: 'certificate-mismatched',
  revoked: 'certificate-revoked',
  suspended: 'certificate-suspended',
}

/** The judgement itself is `pairHealth`; here it only gets its words. */
const ofPair = (pair: CertificatePair, token: TokenView): readonly Finding[] => {
  const view = leadingCertificate(pair)
  if (view === null) return []
  const { holder, daysLeft, notBefore } = view
  const { reason, tone } = pairHealth(pair)
  const level = tone === 'bad' ? 'problem' : 'attention'
  const place: Place = { page: 'certificate', certificateId: view.id }
  const more = { about: pair.id, level, place } as const
  if (reason === 'keyless')
    return [found('certificate-keyless', { holder, name: nameOfToken(token) }, { ...more, level: 'problem' })]
  const kind = byState[pair.state]
  if (kind !== undefined) return [found(kind, { holder }, more)]
  if (pair.state === 'expired') return [found('certificate-expired', { holder, days: -daysLeft }, more)]
  if (pair.state === 'expiring') return [found('certificate-expiring', { holder, days: daysLeft }, more)]
  if (pair.state === 'not-yet-valid')
    return [found('certificate-not-yet', { holder, from: notBefore.slice(0, 10) }, more)]
  return []
}

const ofToken = (token: TokenView, all: readonly TokenView[]): readonly Finding[] => {
  const { pairs, unreadable, id, kind } = token
  const name = nameOfToken(token)
  const place: Place = { page: 'issue', tokenId: id }
  const none = pairs.length === 0 && unreadable === 0 && kind === 'ukey'
  return [
    ...(unreadable > 0 ? [found('certificate-unreadable', { name, count: unreadable }, { about: id })] : []),
    ...(none ? [found('certificate-none', { name }, { about: id, level: 'attention', place })] : []),
    ...pairs.filter((pair) => !isReplaced(pair, all)).flatMap((pair) => ofPair(pair, token)),
  ]
}

export const certificatesStep = {
  id: 'certificates',
  when: ({ snapshot }) => snapshot().tokens.length > 0,
  // What the status services answer changes the state of a pair.
  after: ['revocation'],
  finds: [
    ...(['certificate-half', 'certificate-mismatched', 'certificate-revoked'] as const),
    ...(['certificate-suspended', 'certificate-keyless', 'certificate-expired'] as const),
    ...(['certificate-expiring', 'certificate-not-yet', 'certificate-unreadable'] as const),
    'certificate-none',
  ],
  check: ({ snapshot }) => {
    const { tokens } = snapshot()
    return tokens.flatMap((token) => ofToken(token, tokens))
  },
} satisfies Step
