import { type Certificate, PkiError, parseCertificate } from '../../../pki/index.ts'
import { numberIn } from './loose-values.ts'
import { SOR, SofError } from './sof-error.ts'

/** The parameters of a call, in their order, whatever the page put there. */
export type SofArgs = readonly unknown[]

/** A PIN that is sent along is not among the parameters that are ever read. */
export const text = (args: SofArgs, at: number): string => {
  const value = args[at]
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') throw new SofError(SOR.inputData)
  return value
}

export const number = (args: SofArgs, at: number): number => {
  const value = numberIn(args[at])
  if (!Number.isSafeInteger(value)) throw new SofError(SOR.inputData)
  return value
}

export const utf8 = (value: string): Uint8Array => new TextEncoder().encode(value)
export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
/** Without the white space, which an expression that also allows it would try in every way. */
const isBase64 = /^[A-Za-z0-9+/]*={0,2}$/

export const bytes = (args: SofArgs, at: number): Uint8Array => {
  const value = text(args, at)
  if (!isBase64.test(value.replace(/\s+/g, ''))) throw new SofError(SOR.inputData)
  return new Uint8Array(Buffer.from(value, 'base64'))
}

export const certificate = (args: SofArgs, at: number): Certificate => {
  try {
    return parseCertificate(text(args, at))
  } catch (error) {
    if (error instanceof PkiError) throw new SofError(SOR.badCertificate, error)
    throw error
  }
}
