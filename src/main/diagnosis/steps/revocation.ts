import type { Finding } from '../../../shared/diagnosis/model.ts'
import type { CertificateView } from '../../../shared/models/index.ts'
import { certificatesInUse } from '../certificates-in-use.ts'
import { found, type Step } from '../step.ts'
import type { World } from '../world.ts'

/** Without the issuer's certificate nobody can be asked; the step `chain` says that. */
const canBeAsked = ({ id }: CertificateView, { certificates }: World): boolean => {
  const [, issuer] = certificates.details(id).chain
  return issuer !== undefined && issuer.state !== 'unknown-issuer'
}

const ofCertificate = async (view: CertificateView, world: World): Promise<readonly Finding[]> => {
  const { id, holder } = view
  const place = { page: 'certificate', certificateId: id } as const
  const { state } = await world.certificates.revocation(id)
  const isAnswered = state === 'good' || state === 'revoked'
  return isAnswered
    ? []
    : [found('revocation-unanswered', { holder }, { level: 'attention', about: id, place })]
}

export const revocationStep = {
  id: 'revocation',
  when: (world) => certificatesInUse(world).length > 0,
  after: ['authority'],
  milliseconds: 4_000,
  finds: ['revocation-unanswered'],
  check: async (world, signal) => {
    const asked = certificatesInUse(world).filter((view) => canBeAsked(view, world))
    const silent = new Promise<'silent'>((resolve) => {
      setTimeout(() => resolve('silent'), 3_500).unref()
      signal.addEventListener('abort', () => resolve('silent'), { once: true })
    })
    // A service that lets us wait is one that does not answer: that has words of its own.
    const each = asked.map(async (view) => {
      const answer = await Promise.race([ofCertificate(view, world), silent])
      if (answer !== 'silent') return answer
      const { id, holder } = view
      return [found('revocation-unanswered', { holder }, { level: 'attention', about: id })]
    })
    return (await Promise.all(each)).flat()
  },
} satisfies Step
