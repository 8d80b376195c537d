import { der } from '../../../src/pki/der/index.ts'
import * as pki from '../../../src/pki/index.ts'

const DAY = 86_400_000

export type Party = {
  readonly keys: pki.Sm2KeyPair
  readonly certificate: pki.Certificate
  readonly sign: (message: Uint8Array) => Uint8Array
}

export type IssueOptions = {
  readonly profile: pki.CertificateProfile
  readonly name?: string
  readonly subject?: pki.NameInput
  readonly serial?: Uint8Array
  readonly from?: Date
  readonly to?: Date
  readonly extra?: readonly pki.Extension[]
  readonly extensions?: readonly pki.Extension[]
}

function nameOf(options: IssueOptions): pki.NameInput {
  return (
    options.subject ?? [
      ['C', 'CN'],
      ['O', '示例公司'],
      ['CN', options.name ?? options.profile],
    ]
  )
}

function issue(options: IssueOptions, keys: pki.Sm2KeyPair, issuer: Party | null): Party {
  const signer = pki.prepareSm2Signer(keys.privateKey)
  const issuerKey = issuer?.keys.publicKey ?? keys.publicKey
  const addresses = { crlUrls: ['http://127.0.0.1/ca.crl'], ocspUrls: ['http://127.0.0.1/ocsp'] }
  const input = {
    publicKey: keys.publicKey,
    issuerPublicKey: issuerKey,
    ...addresses,
    extra: options.extra ?? [],
  }
  const der = pki.buildCertificate(
    {
      serial: options.serial ?? pki.concat(Uint8Array.of(1), pki.randomBytes(8)),
      issuer: issuer?.certificate.subject.raw ?? nameOf(options),
      subject: nameOf(options),
      notBefore: options.from ?? new Date(Date.now() - DAY),
      notAfter: options.to ?? new Date(Date.now() + 365 * DAY),
      publicKey: keys.publicKey,
      extensions: options.extensions ?? pki.profileExtensions(options.profile, input),
    },
    (issuer ?? { sign: signer.sign }).sign,
  )
  return { keys, certificate: pki.parseCertificate(der), sign: signer.sign }
}

/** A self-signed root with fresh keys. */
export function freshRoot(options: Partial<IssueOptions> = {}): Party {
  return issue({ profile: 'root', name: '根', ...options }, pki.generateSm2KeyPair(), null)
}

/** A certificate with fresh keys under an issuer. */
export function freshParty(issuer: Party, options: IssueOptions): Party {
  return issue(options, pki.generateSm2KeyPair(), issuer)
}

/** Extensions as they are written into a structure. */
export function encoded(extensions: readonly pki.Extension[]): Uint8Array {
  return der.sequence(
    ...extensions.map(({ oid, critical, value }) =>
      der.sequence(der.oid(oid), ...(critical ? [der.boolean(true)] : []), der.octets(value)),
    ),
  )
}

/** `serial` is the content of the INTEGER, written as given. */
export type ListEntry = { readonly serial: Uint8Array; readonly extensions?: readonly pki.Extension[] }

/** DER of a current revocation list with any extensions, even some that `buildCrl` would not write. */
export const listNumber = (critical = false): pki.Extension => ({
  oid: pki.OID.crlNumber,
  critical,
  value: der.integer(7),
})

/** A list with these extensions; with a number unless the caller says otherwise. */
export function listOf(
  issuer: Party,
  given: readonly pki.Extension[],
  entries: readonly ListEntry[],
  number: readonly pki.Extension[] = [listNumber()],
): Uint8Array {
  const isNumbered = given.some(({ oid }) => oid === pki.OID.crlNumber)
  const extensions = isNumbered ? given : [...given, ...number]
  const revoked = entries.map((entry) =>
    der.sequence(
      der.element(2, entry.serial),
      der.time(new Date(Date.now() - DAY)),
      ...(entry.extensions ? [encoded(entry.extensions)] : []),
    ),
  )
  const tbs = der.sequence(
    der.integer(1),
    der.sequence(der.oid(pki.OID.sm2WithSm3)),
    issuer.certificate.subject.raw,
    der.time(new Date(Date.now() - DAY)),
    der.time(new Date(Date.now() + DAY)),
    ...(revoked.length > 0 ? [der.sequence(...revoked)] : []),
    ...(extensions.length > 0 ? [der.explicit(0, encoded(extensions))] : []),
  )
  return pki.assembleSigned(tbs, issuer.sign(tbs))
}
