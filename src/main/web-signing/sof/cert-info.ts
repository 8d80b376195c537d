import type { Certificate } from '../../../pki/index.ts'

/** The facts of a certificate that pages ask for, whatever number a client gives them. */
export type CertFact =
  | 'version'
  | 'serial'
  | 'key-type'
  | 'issuer'
  | 'subject'
  | 'not-before'
  | 'not-after'
  | 'validity'
  | 'public-key'
  | 'unique-id'
  | `${'issuer' | 'subject'}-${'C' | 'O' | 'OU' | 'ST' | 'CN' | 'L' | 'E'}`

const two = (part: number): string => String(part).padStart(2, '0')

/** YYYYMMDDHHMMSS in China's time, as these clients write it. */
const timeOf = (at: Date): string => {
  const here = new Date(at.getTime() + 8 * 3_600_000)
  const parts = [
    here.getUTCMonth() + 1,
    here.getUTCDate(),
    here.getUTCHours(),
    here.getUTCMinutes(),
    here.getUTCSeconds(),
  ]
  return `${here.getUTCFullYear()}${parts.map(two).join('')}`
}

/** Several values are joined as pages expect it. */
const joined = (values: readonly (string | null)[]): string =>
  values.filter((value) => value !== null).join('&&&')

const partOf = ({ issuer, subject }: Certificate, fact: string): string => {
  const [whose, part] = fact.split('-')
  const name = whose === 'issuer' ? issuer : subject
  switch (part) {
    case 'C':
      return joined([name.c])
    case 'O':
      return joined([name.o])
    case 'OU':
      return joined(name.ou)
    case 'ST':
      return joined([name.st])
    case 'CN':
      return joined([name.cn])
    case 'L':
      return joined([name.l])
    case 'E':
      return joined([name.email])
    default:
      return ''
  }
}

/** A fact of a certificate as text; empty if it does not say. */
export const certFact = (certificate: Certificate, fact: CertFact): string => {
  const { version, serialHex, publicKey, issuer, subject, notBefore, notAfter, spkiDer } = certificate
  switch (fact) {
    case 'version':
      return `V${version}`
    case 'serial':
      return serialHex
    case 'key-type':
      return publicKey.type === 'sm2' ? 'SM2' : publicKey.type.toUpperCase()
    case 'issuer':
      return issuer.text
    case 'subject':
      return subject.text
    case 'not-before':
      return timeOf(notBefore)
    case 'not-after':
      return timeOf(notAfter)
    case 'validity':
      return `${timeOf(notBefore)}-${timeOf(notAfter)}`
    case 'public-key':
      return Buffer.from(spkiDer).toString('base64')
    case 'unique-id':
      return certificate.identity.facts[0]?.value ?? ''
    default:
      return partOf(certificate, fact)
  }
}

const parts = (whose: 'issuer' | 'subject', from: number): readonly (readonly [number, CertFact])[] =>
  (['C', 'O', 'OU', 'ST', 'CN', 'L', 'E'] as const).map((part, n) => [from + n, `${whose}-${part}`])

/** The numbers of BJCA's client, which differ from those of the standard. */
export const bjcaFacts: ReadonlyMap<number, CertFact> = new Map([
  ...([
    [1, 'version'],
    [2, 'serial'],
    [3, 'key-type'],
    [11, 'not-before'],
    [12, 'not-after'],
    [20, 'public-key'],
    [33, 'subject'],
    [34, 'issuer'],
    [35, 'unique-id'],
  ] as const),
  ...parts('issuer', 4),
  ...parts('subject', 13),
])

/** The numbers of GM/T 0020. */
export const standardFacts: ReadonlyMap<number, CertFact> = new Map([
  [1, 'version'],
  [2, 'serial'],
  [5, 'issuer'],
  [6, 'validity'],
  [7, 'subject'],
  [8, 'public-key'],
  [0x21, 'issuer-CN'],
  [0x22, 'issuer-O'],
  [0x23, 'issuer-OU'],
  [0x31, 'subject-CN'],
  [0x32, 'subject-O'],
  [0x33, 'subject-OU'],
  [0x34, 'subject-E'],
  [0x35, 'not-before'],
  [0x36, 'not-after'],
])

/** The text in an extension or a name, by its number; of an extension the text within its DER. */
export const certByOid = ({ extensions, subject, identity }: Certificate, oid: string): string => {
  const named = subject.rdns.flat().find((one) => one.oid === oid)
  if (named !== undefined) return named.value
  const known = identity.facts.find(({ source }) => source === oid)
  if (known !== undefined) return known.value
  const extension = extensions.find((one) => one.oid === oid)
  if (extension === undefined) return ''
  const text = Buffer.from(extension.value.subarray(2)).toString('utf8')
  return /^[\p{L}\p{N}\p{P} @]*$/u.test(text) ? text : Buffer.from(extension.value).toString('base64')
}
