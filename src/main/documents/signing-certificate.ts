import type { PresentToken } from '../../native/index.ts'
import type { Certificate } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { AuthorityChains } from '../certificates/authority-chains.ts'
import type { KnownCertificate } from '../certificates/certificates-service.ts'
import { atHandOf } from '../decryption-rehearsal/keys-at-hand.ts'
import type { Standing } from '../tokens/pair-state.ts'
import type { Signing } from './job-tasks.ts'

export type SigningParts = {
  readonly find: (certificateId: string) => KnownCertificate | undefined
  readonly tokens: () => readonly PresentToken[]
  readonly standing: (certificate: Certificate) => Standing
  readonly chains: Pick<AuthorityChains, 'above'>
  readonly clock: () => Date
}

const canSign = ({ use, publicKey, notBefore, notAfter }: Certificate, now: Date): boolean =>
  (use === 'signing' || use === 'both') && publicKey.type === 'sm2' && notBefore <= now && now <= notAfter

/** The certificate that signs, with those above it. Refuses one that cannot, before anybody is asked for a PIN. */
export const signingCertificate =
  ({ find, tokens, standing, chains, clock }: SigningParts) =>
  (certificateId: string): Signing => {
    const found = find(certificateId)
    if (found === undefined) throw new AssistantError('token-absent')
    const { certificate } = found
    const hand = atHandOf(tokens(), certificate)
    if (!canSign(certificate, clock()) || standing(certificate) !== 'good' || hand?.hasKey !== true)
      throw new AssistantError('document-signer-unsuitable')
    return { certificateId, certificate, chain: chains.above(certificate) }
  }
