import type { Finding } from '../../../shared/diagnosis/model.ts'
import type { CertificateView } from '../../../shared/models/index.ts'
import { certificatesInUse } from '../certificates-in-use.ts'
import { found, type Step } from '../step.ts'
import type { World } from '../world.ts'

const ofCertificate = (view: CertificateView, { certificates }: World): readonly Finding[] => {
  const { id, holder, issuerId } = view
  const place = { page: 'certificate', certificateId: id } as const
  const { chain } = certificates.details(id)
  // Validity and revocation of the certificate itself are the business of other steps.
  const broken = chain.find(
    ({ state }, index) =>
      !['trusted', 'valid', 'unknown-issuer'].includes(state) &&
      !(index === 0 && ['expired', 'revoked', 'not-yet-valid'].includes(state)),
  )
  if (broken !== undefined)
    return [found('chain-broken', { holder, link: broken.name }, { about: id, words: broken.state, place })]
  if (!chain.some(({ state }) => state === 'unknown-issuer')) return []
  const repair = issuerId === null ? {} : ({ repair: 'fetch-chain', on: issuerId } as const)
  return [found('chain-incomplete', { holder }, { level: 'attention', about: id, place, ...repair })]
}

export const chainStep = {
  id: 'chain',
  when: (world) => certificatesInUse(world).length > 0,
  after: ['authority'],
  finds: ['chain-broken', 'chain-incomplete'],
  check: (world) => certificatesInUse(world).flatMap((view) => ofCertificate(view, world)),
} satisfies Step
