import { type Certificate, fingerprintSha256, type PublicKey } from '../../pki/index.ts'
import type { CertificateUse, CertificateView } from '../../shared/models/index.ts'
import { visibleName } from '../../shared/visible.ts'

const day = 86_400_000

/** The number of a day on the calendar of this computer. Hours that a zone leaves out or repeats do not count. */
const calendarDay = (at: Date): number => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / day

/** Days until a moment as a person counts them on the calendar: 1 for tomorrow whatever the hour, 0 for today. */
export const daysUntil = (moment: Date, now: Date): number => calendarDay(moment) - calendarDay(now)

export const keyTypeOf = (key: PublicKey): string => {
  switch (key.type) {
    case 'sm2':
      return 'SM2'
    case 'rsa':
      return `RSA ${key.bits}`
    case 'rsa-pss':
      return `RSA-PSS ${key.bits}`
    case 'ed25519':
      return 'Ed25519'
    case 'ec':
      return `ECDSA ${key.curve}`
    case 'unknown':
      return key.oid
  }
}

export const useOf = ({ use }: Certificate): CertificateUse => {
  if (use === 'ca') return 'authority'
  return use === 'neither' ? 'unknown' : use
}

/** In thousandths: finer than anybody sees, and coarse enough that a view stays the same for hours. */
const elapsed = (certificate: Certificate, now: Date): number => {
  const whole = certificate.notAfter.getTime() - certificate.notBefore.getTime()
  const passed = now.getTime() - certificate.notBefore.getTime()
  return whole <= 0 ? 1 : Math.round(1_000 * Math.min(1, Math.max(0, passed / whole))) / 1_000
}

/** The name that a person knows: the common name, else the organisation, else the whole subject. */
export const holderOf = (certificate: Certificate): string =>
  visibleName(certificate.subject.cn ?? certificate.subject.o ?? certificate.subject.text)

export const issuerNameOf = ({ issuer }: Pick<Certificate, 'issuer'>): string =>
  visibleName(issuer.cn ?? issuer.o ?? issuer.text)

/** The id of a certificate on a token. It stays the same after re-plugging. */
export const certificateId = (tokenId: string, certificate: Certificate): string =>
  `${tokenId}#${fingerprintSha256(certificate).slice(0, 24).toLowerCase()}`

export const certificateView = (
  tokenId: string,
  certificate: Certificate,
  now: Date,
  issuerId: string | null,
): CertificateView => ({
  id: certificateId(tokenId, certificate),
  tokenId,
  use: useOf(certificate),
  holder: holderOf(certificate),
  issuer: issuerNameOf(certificate),
  serial: certificate.serialHex,
  keyType: keyTypeOf(certificate.publicKey),
  notBefore: certificate.notBefore.toISOString(),
  notAfter: certificate.notAfter.toISOString(),
  daysLeft: daysUntil(certificate.notAfter, now),
  elapsed: elapsed(certificate, now),
  issuerId,
})
