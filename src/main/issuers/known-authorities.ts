import type { Certificate } from '../../pki/index.ts'
import { fromBase64 } from '../files/base64.ts'
import type { ChainCache, KnownAuthority } from './chain-cache.ts'
import { createIssuerOf } from './issuer-of.ts'
import type { IssuerSet } from './issuers.ts'

/** What the authorities said about themselves, and the issuers of certificates according to it. */
export type KnownAuthorities = {
  known(issuerId: string): KnownAuthority | null
  /** An authority was reached and told its certificates and addresses. */
  learn(issuerId: string, told: KnownAuthority): void
  issuerOf(certificate: Certificate): string | null
}

export const derOf = (known: KnownAuthority | null): readonly Uint8Array[] =>
  (known?.certificates ?? []).map((text) => fromBase64(text))

export const createKnownAuthorities = (
  { issuers }: Pick<IssuerSet, 'issuers'>,
  cache: ChainCache,
): KnownAuthorities => {
  const make = () =>
    createIssuerOf(issuers.map((issuer) => ({ issuer, certificates: derOf(cache.read(issuer.id)) })))
  let issuerOf: ReturnType<typeof make> | null = null
  return {
    known: cache.read,
    learn: (issuerId, told) => {
      const before = JSON.stringify(cache.read(issuerId)?.certificates)
      cache.write(issuerId, told)
      if (JSON.stringify(cache.read(issuerId)?.certificates) !== before) issuerOf = null
    },
    issuerOf: (certificate) => {
      issuerOf ??= make()
      return issuerOf(certificate)
    },
  }
}
