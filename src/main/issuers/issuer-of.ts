import { type Certificate, fingerprintSha256, isSignedBy, parseCertificate, toHex } from '../../pki/index.ts'
import type { Issuer } from './issuers.ts'

export type Known = {
  readonly issuer: Issuer
  /** The authority's own certificates (DER), as it told them when it was last reached. */
  readonly certificates: readonly Uint8Array[]
}

type Authority = { readonly certificate: Certificate; readonly issuerIds: readonly string[] }

const longestChain = 8

const parsed = (der: Uint8Array): readonly Certificate[] => {
  try {
    return [parseCertificate(der)]
  } catch {
    return []
  }
}

/** The authorities' certificates, each with all issuers that claim it. A root may be above several authorities. */
const authoritiesOf = (known: readonly Known[]): readonly Authority[] => {
  const told = known.flatMap(({ issuer, certificates }) =>
    certificates.flatMap(parsed).map((certificate) => ({ certificate, id: issuer.id })),
  )
  return [...Map.groupBy(told, ({ certificate }) => fingerprintSha256(certificate)).values()].flatMap(
    ([first, ...others]) =>
      first ? [{ certificate: first.certificate, issuerIds: [first, ...others].map(({ id }) => id) }] : [],
  )
}

const mayHaveIssued = (authority: Certificate, certificate: Certificate): boolean =>
  authority.subject.text === certificate.issuer.text

/** The issuer that owns an authority. An issuer's own file counts before what another authority told about itself. */
const ownerOf = ({ certificate, issuerIds }: Authority, issuers: readonly Issuer[]): string | null => {
  const { subjectKeyId } = certificate
  const declared = issuers.filter(
    ({ knownBy: { fingerprints, keyIds } }) =>
      fingerprints.includes(fingerprintSha256(certificate).toLowerCase()) ||
      (subjectKeyId !== null && keyIds.includes(toHex(subjectKeyId).toLowerCase())),
  )
  const owners = declared.length > 0 ? declared.map(({ id }) => id) : issuerIds
  return owners.length === 1 ? (owners[0] ?? null) : null
}

/**
 * The nearest authority above a certificate that belongs to only one issuer. Every signature on the way was checked.
 */
const byChain = (
  certificate: Certificate,
  authorities: readonly Authority[],
  issuers: readonly Issuer[],
): string | null => {
  let below = certificate
  for (let length = 0; length < longestChain; length++) {
    const signed = below
    const above = authorities.find(
      (one) => mayHaveIssued(one.certificate, signed) && isSignedBy(signed, one.certificate),
    )
    if (above === undefined || above.certificate === below) return null
    const owner = ownerOf(above, issuers)
    if (owner !== null) return owner
    below = above.certificate
  }
  return null
}

const onlyOne = (found: readonly Issuer[]): string | null =>
  found.length === 1 ? (found[0]?.id ?? null) : null

const names = ({ issuer: name }: Certificate, { knownBy }: Issuer): boolean =>
  knownBy.names.some(({ cn, o }) => (cn === undefined || cn === name.cn) && (o === undefined || o === name.o))

const extensions = (certificate: Certificate, { knownBy }: Issuer): boolean =>
  knownBy.extensions.some((arc) =>
    certificate.extensions.some(({ oid }) => oid === arc || oid.startsWith(`${arc}.`)),
  )

/** The key that, according to the certificate, signed it. */
const keys = ({ authorityKeyId }: Certificate, { knownBy }: Issuer): boolean =>
  authorityKeyId !== null && knownBy.keyIds.includes(toHex(authorityKeyId).toLowerCase())

/** If several issuers claim the same certificate, this way decides nothing and the next one is tried. */
const ways = [keys, names, extensions] as const

/**
 * The issuer whose rules apply to a certificate: the one whose authority signed it, else the one it names; null if it
 * is not known. An issuer found only by names is good enough for rules and a hotline, but proves nothing.
 */
export const createIssuerOf = (known: readonly Known[]): ((certificate: Certificate) => string | null) => {
  const authorities = authoritiesOf(known)
  const found = new Map<string, string | null>()
  const issuers = known.map(({ issuer }) => issuer)
  const look = (certificate: Certificate): string | null => {
    const signed = byChain(certificate, authorities, issuers)
    if (signed !== null) return signed
    for (const way of ways) {
      const named = onlyOne(issuers.filter((issuer) => way(certificate, issuer)))
      if (named !== null) return named
    }
    return null
  }
  return (certificate) => {
    const name = fingerprintSha256(certificate)
    const before = found.get(name)
    if (before !== undefined) return before
    const issuerId = look(certificate)
    found.set(name, issuerId)
    return issuerId
  }
}
