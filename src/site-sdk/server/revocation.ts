import { type Certificate, type Crl, crlCovers, crlEntryFor, parseCrl, verifyCrl } from '../../pki/index.ts'

export type RevocationState = 'good' | 'revoked' | 'unknown'

/** Tells whether a certificate is revoked. `unknown` refuses the signature: a site that may not know must say so. */
export type Revocation = (
  certificate: Certificate,
  issuer: Certificate,
  at: Date,
) => RevocationState | Promise<RevocationState>

/** Asks lists (DER, PEM or base64) that the site fetches from its authorities and keeps fresh. */
export const revocationByLists =
  (lists: () => readonly (Uint8Array | string)[] | Promise<readonly (Uint8Array | string)[]>): Revocation =>
  async (certificate, issuer, at) => {
    const own = (await lists()).map((list) => parseCrl(list)).filter((crl) => verifyCrl(crl, issuer))
    const entries = own.map((crl) => crlEntryFor(crl, certificate.serialHex))
    if (entries.some((entry) => entry !== null && entry.reason !== 'removeFromCRL' && entry.revokedAt <= at))
      return 'revoked'
    return own.some((crl) => crlCovers(crl, certificate) && isCurrent(crl, at)) ? 'good' : 'unknown'
  }

/** A list may be made while it is fetched, and by a clock that goes a little ahead. */
const mostAhead = 60_000

const isCurrent = ({ thisUpdate, nextUpdate }: Crl, at: Date): boolean =>
  thisUpdate.getTime() <= at.getTime() + mostAhead && (nextUpdate === null || at <= nextUpdate)

/** For a site that takes revoked certificates, for example on a test machine. */
export const revocationNotChecked: Revocation = () => 'good'
