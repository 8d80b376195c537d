import { isBase64 } from '../base64-text.ts'
import type { Usable } from '../site-certificates.ts'
import { certFact } from '../sof/cert-info.ts'

// What NETCA's pages send in their parameters, and what they read about a certificate.

export type Param = Readonly<Record<string, unknown>>

export const part = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Param)[name]
    : undefined

/** `{ fileName }`: the person picks the file, whatever is written there. */
export const namesFile = (data: unknown): boolean => typeof part(data, 'fileName') === 'string'

/** `{ text }`, in which scripts of these sites put base64, or `{ hexText }`. In base64; other text is taken as it is. */
export const dataIn = (data: unknown): string | null => {
  const [text, hex] = [part(data, 'text'), part(data, 'hexText')]
  if (typeof text === 'string') return isBase64(text) ? text : Buffer.from(text, 'utf8').toString('base64')
  if (typeof hex === 'string' && /^(?:[0-9a-fA-F]{2})*$/.test(hex))
    return Buffer.from(hex, 'hex').toString('base64')
  return null
}

export const encodedOf = ({ certificate }: Usable): string => Buffer.from(certificate.raw).toString('base64')

/** The selector is JSON in a text; its `Type` says for what the certificate is wanted. */
export const wantsEncryption = (cert: unknown): boolean => {
  const selector = part(cert, 'type')
  return typeof selector === 'string' && /"Type"\s*:\s*"encrypt"/.test(selector)
}

/** What pages read about a certificate. */
export const aboutOf = (one: Usable): Param => ({
  certCode: encodedOf(one),
  subjectCN: certFact(one.certificate, 'subject-CN'),
  AppUsrCertNO: certFact(one.certificate, 'unique-id') || certFact(one.certificate, 'serial'),
})
