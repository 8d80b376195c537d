import { type Certificate, verifyChain } from '../../pki/index.ts'
import { derOf } from '../issuers/known-authorities.ts'
import type { Issuers } from '../issuers/part.ts'
import { isSelfIssued, readable } from './chain.ts'

/** Certificates of an authority that are trusted, and all of its certificates that are known. */
export type KnownChain = {
  readonly trusted: readonly Certificate[]
  readonly known: readonly Certificate[]
}

/** What is known here of the authorities above a certificate. Nothing is fetched. */
export type AuthorityChains = {
  authorities(certificate: Certificate): KnownChain
  /** The certificates above it, as far as they are known. */
  above(certificate: Certificate): readonly Certificate[]
}

export const createAuthorityChains = (issuers: Pick<Issuers, 'known' | 'issuerOf'>): AuthorityChains => {
  const chains = new WeakMap<Certificate, readonly Certificate[]>()
  const authorities: AuthorityChains['authorities'] = (certificate) => {
    const issuerId = issuers.issuerOf(certificate)
    const known = issuerId === null ? [] : readable(derOf(issuers.known(issuerId)))
    return { trusted: known.filter(isSelfIssued), known }
  }
  return {
    authorities,
    above: (certificate) => {
      const before = chains.get(certificate)
      if (before !== undefined) return before
      const { trusted, known } = authorities(certificate)
      const path = verifyChain(certificate, { trusted, intermediates: known }).path.slice(1)
      if (path.length > 0) chains.set(certificate, path)
      return path
    },
  }
}
