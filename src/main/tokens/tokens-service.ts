import type { Keyring } from '../../native/index.ts'
import { type Certificate, fingerprintSha256 } from '../../pki/index.ts'
import type { RevocationStatus, TokenView } from '../../shared/models/index.ts'
import { certificateId } from '../certificates/certificate-view.ts'
import type { KnownCertificate } from '../certificates/certificates-service.ts'
import { readable } from '../certificates/chain.ts'
import type { Standing } from './pair-state.ts'
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
  /** Takes what an authority said of a certificate in the answer to a business. Returns whether that is news. */
  told(certificate: Certificate, standing: Standing): boolean
  /** What is known of a certificate from its authority, wherever the certificate is. */
  standing(certificate: Certificate): Standing
}

export type TokensParts = {
  readonly keyring: Pick<Keyring, 'current'>
  readonly context: () => Omit<ViewContext, 'standing' | 'knowledge'>
}

/** Only a suspension can be ended, and OCSP and CRL give its name as the reason (RFC 5280, 5.3.1). */
const standingOf = ({ state, reason }: RevocationStatus): Standing | null => {
  if (state === 'good') return 'good'
  if (state !== 'revoked') return null
  return reason === 'certificateHold' ? 'suspended' : 'revoked'
}

/** Describes what the keyring holds. */
export const createTokensService = ({ keyring, context }: TokensParts): TokensService => {
  /** By fingerprint; all others are good as far as anybody has said. */
  const outOfUse = new Map<string, Standing>()
  const standing = (certificate: Certificate): Standing =>
    outOfUse.size === 0 ? 'good' : (outOfUse.get(fingerprintSha256(certificate)) ?? 'good')
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
  const told = (certificate: Certificate, now: Standing): boolean => {
    if (standing(certificate) === now) return false
    outOfUse.set(fingerprintSha256(certificate), now)
    knowledge += 1
    return true
  }
  return {
    views: () =>
      tokenViews(keyring.current().tokens, {
        ...context(),
        knowledge,
        standing,
      }),
    judgeAnew: () => {
      knowledge += 1
    },
    find,
    superseded: (fingerprints) => {
      for (const fingerprint of fingerprints) outOfUse.set(fingerprint, 'revoked')
      knowledge += 1
    },
    learnt: (id, status) => {
      const known = find(id)
      const standing = standingOf(status)
      return known !== undefined && standing !== null && told(known.certificate, standing)
    },
    told,
    standing,
  }
}
