import type { Keyring } from '../../native/index.ts'
import { type Certificate, fingerprintSha256 } from '../../pki/index.ts'
import type { RevocationStatus, TokenView } from '../../shared/models/index.ts'
import { certificateId } from '../certificates/certificate-view.ts'
import type { KnownCertificate } from '../certificates/certificates-service.ts'
import { readable } from '../certificates/chain.ts'
import { createTokenViews, type ViewContext, viewIn } from './token-views.ts'

export type TokensService = {
  views(): readonly TokenView[]
  /** Authorities may know something else by now: a clock, their certificates. */
  judgeAnew(): void
  find(certificateId: string): KnownCertificate | undefined
  /**
   * Takes a status service's answer about a certificate, which affects the pair's state from now on. Returns whether
   * that may be news.
   */
  learnt(certificateId: string, status: RevocationStatus): boolean
  /** Takes an authority's word that these certificates (SHA-256) are out of force. */
  superseded(fingerprints: readonly string[]): void
}

export type TokensParts = {
  readonly keyring: Pick<Keyring, 'current'>
  readonly context: () => Omit<ViewContext, 'isRevoked' | 'knowledge'>
}

const nameOf = ({ issuer, serialHex }: Certificate): string => `${issuer.text}/${serialHex}`

/** Describes what the keyring holds. */
export const createTokensService = ({ keyring, context }: TokensParts): TokensService => {
  const revoked = new Set<string>()
  const superseded = new Set<string>()
  const isRevoked = (certificate: Certificate): boolean =>
    (revoked.size > 0 && revoked.has(nameOf(certificate))) ||
    (superseded.size > 0 && superseded.has(fingerprintSha256(certificate)))
  const tokenViews = createTokenViews()
  let knowledge = 0
  const find = (id: string): KnownCertificate | undefined => {
    for (const { facts, certificates } of keyring.current().tokens) {
      // Others need not be looked into: the id of a certificate begins with that of its token.
      if (!id.startsWith(facts.id)) continue
      for (const certificate of readable(certificates.map(({ der }) => der)))
        if (certificateId(facts.id, certificate) === id)
          return { certificate, view: viewIn(context(), facts.id, certificate) }
    }
    return undefined
  }
  return {
    views: () =>
      tokenViews(keyring.current().tokens, {
        ...context(),
        knowledge,
        isRevoked,
      }),
    judgeAnew: () => {
      knowledge += 1
    },
    find,
    superseded: (fingerprints) => {
      for (const fingerprint of fingerprints) superseded.add(fingerprint)
      knowledge += 1
    },
    learnt: (id, status) => {
      const known = find(id)
      if (!known || (status.state !== 'revoked' && status.state !== 'good')) return false
      const { certificate } = known
      const name = nameOf(certificate)
      const isRevoked = status.state === 'revoked'
      if (isRevoked === revoked.has(name)) return false
      if (isRevoked) revoked.add(name)
      else revoked.delete(name)
      knowledge += 1
      return true
    },
  }
}
