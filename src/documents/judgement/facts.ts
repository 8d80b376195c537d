import { type Certificate, type ElectronicSeal, fingerprintSha256 } from '../../pki/index.ts'
import type { CertificateFacts, SealFacts } from '../../shared/documents/verdict.ts'
import { visibleName } from '../../shared/visible.ts'

export const subjectOf = ({ subject }: Certificate): string => visibleName(subject.text)

export const certificateFacts = (certificate: Certificate): CertificateFacts => ({
  subject: subjectOf(certificate),
  issuer: visibleName(certificate.issuer.text),
  serial: certificate.serialHex,
  validFrom: certificate.notBefore.toISOString(),
  validTo: certificate.notAfter.toISOString(),
  fingerprint: fingerprintSha256(certificate),
})

export const sealFacts = (seal: ElectronicSeal): SealFacts => ({
  state: 'sealed',
  name: visibleName(seal.name),
  number: visibleName(seal.id),
  standard: seal.standard,
  maker: subjectOf(seal.maker),
  validFrom: seal.validFrom.toISOString(),
  validTo: seal.validTo.toISOString(),
})
