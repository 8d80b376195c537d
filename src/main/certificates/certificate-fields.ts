import {
  type Certificate,
  fingerprintSha256,
  fingerprintSm3,
  OID,
  type PublicKey,
  toHex,
} from '../../pki/index.ts'
import type { CertificateField } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { visible } from '../../shared/visible.ts'
import { holderOf, issuerNameOf, keyTypeOf, useOf } from './certificate-view.ts'

type Group = CertificateField['group']
/** Several values are shown on one line each. */
type Value = string | readonly string[] | null | undefined

export const inFours = (hex: string): string => hex.toUpperCase().replace(/(.{4})(?=.)/g, '$1 ')
/** By the calendar of this computer. */
export const local = (moment: Date): string => {
  const two = (part: number) => String(part).padStart(2, '0')
  const date = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
  return `${date} ${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())}`
}

/** The day of a moment, by the same calendar. */
export const dayOf = (moment: Date): string => local(moment).slice(0, 10)

const keyBytes = (key: PublicKey): Uint8Array | null => {
  switch (key.type) {
    case 'sm2':
    case 'ec':
    case 'ed25519':
      return key.point
    case 'rsa':
    case 'rsa-pss':
      return key.modulus
    case 'unknown':
      return null
  }
}

const shown = (value: Value): string => [value ?? ''].flat().map(visible).join('\n')

const rows = (group: Group, entries: readonly (readonly [string, Value])[]): readonly CertificateField[] =>
  entries.flatMap(([name, value]) => (shown(value) === '' ? [] : [{ group, name, value: shown(value) }]))

const first = (certificate: Certificate, words: Texts['certificateFields']) => {
  return rows('first', [
    [words.holder, holderOf(certificate)],
    [words.issuer, issuerNameOf(certificate)],
    [words.notBefore, local(certificate.notBefore)],
    [words.notAfter, local(certificate.notAfter)],
    [words.use, words.uses[useOf(certificate)]],
    [words.keyType, keyTypeOf(certificate.publicKey)],
  ])
}

const identity = (certificate: Certificate, words: Texts['certificateFields']) =>
  rows('identity', [
    ...certificate.identity.facts.map((fact) => [words.identity[fact.kind], fact.masked] as const),
    [words.organisation, certificate.subject.o],
    [words.unit, certificate.subject.ou.join(' / ')],
    [words.place, [certificate.subject.st, certificate.subject.l].filter(Boolean).join(' ')],
    [words.country, certificate.subject.c],
    [words.email, certificate.subject.email],
  ])

type ExtendedUsage = keyof Texts['certificateFields']['extendedUsages']

/** RFC 5280 §4.2.1.12, and the smart card logon of Windows. */
const extendedUsages: readonly ExtendedUsage[] = [
  'clientAuth',
  'serverAuth',
  'emailProtection',
  'codeSigning',
  'timeStamping',
  'ocspSigning',
  'anyExtendedKeyUsage',
  'smartcardLogon',
]

const extendedUsage = (oid: string, words: Texts['certificateFields']): string => {
  const known = extendedUsages.find((name) => OID[name] === oid)
  return known ? words.beside(words.extendedUsages[known], oid) : oid
}

const technical = (certificate: Certificate, words: Texts['certificateFields']) =>
  rows('technical', [
    [words.serial, inFours(certificate.serialHex)],
    [words.version, `v${certificate.version}`],
    [words.signatureAlgorithm, certificate.signatureAlgorithm.name],
    [words.subjectText, certificate.subject.text],
    [words.issuerText, certificate.issuer.text],
    [words.keyUsage, [...(certificate.keyUsage ?? [])].map((one) => words.usages[one]).join(words.between)],
    [
      words.extendedKeyUsage,
      certificate.extendedKeyUsage.map((oid) => extendedUsage(oid, words)).join(words.between),
    ],
    [words.subjectKeyId, certificate.subjectKeyId && inFours(toHex(certificate.subjectKeyId))],
    [words.authorityKeyId, certificate.authorityKeyId && inFours(toHex(certificate.authorityKeyId))],
    [words.crlUrls, certificate.crlUrls],
    [words.ocspUrls, certificate.ocspUrls],
    [words.fingerprintSm3, inFours(fingerprintSm3(certificate))],
    [words.fingerprintSha256, inFours(fingerprintSha256(certificate))],
  ])

const raw = (certificate: Certificate, words: Texts['certificateFields']) => {
  const key = keyBytes(certificate.publicKey)
  return rows('raw', [
    [words.publicKey, key && inFours(toHex(key))],
    ...certificate.extensions.map(
      (extension) =>
        [
          extension.critical ? words.beside(extension.oid, words.critical) : extension.oid,
          inFours(toHex(extension.value)),
        ] as const,
    ),
  ])
}

/** Every field of a certificate in words, the most wanted first. Personal numbers are masked. */
export const certificateFields = (
  certificate: Certificate,
  words: Texts['certificateFields'],
): readonly CertificateField[] => [
  ...first(certificate, words),
  ...identity(certificate, words),
  ...technical(certificate, words),
  ...raw(certificate, words),
]
