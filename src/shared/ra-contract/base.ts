import { oc } from '@orpc/contract'
import { z } from 'zod'
import { raErrorMap } from './errors.ts'
import { base64Length } from './limits.ts'

/** Every procedure of the contract starts here, so each one carries the typed errors. */
export const ra = oc.errors(raErrorMap)

/** Bytes travel as base64 text. */
export function base64(maxBytes: number) {
  return z.string().max(base64Length(maxBytes)).refine(isBase64).meta({ contentEncoding: 'base64' })
}

// This is not one regular expression over the whole text, because its backtracking overflows the stack on megabytes.
function isBase64(text: string): boolean {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  return text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(text.slice(0, text.length - padding))
}

export const id = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/)
export const instant = z.iso.datetime().max(40)
/** A day, written as 2026-10-01. */
export const day = z.iso.date().max(10)
export const address = z.url().max(2048)
export const serialNumber = z.string().regex(/^[0-9A-F]{2,40}$/)
/**
 * A text that a person typed. It has no invisible characters, none that change the order of reading, and no line
 * breaks.
 */
export function words(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u)
}
/** A sum of money. None is negative. */
export const fen = z.number().int().min(0)
/** The years of a term. */
export const years = z.number().int().min(1).max(10)
export const phone = z.string().regex(/^\+?[0-9]{5,20}$/)
export const email = z.email().max(254)
/** The position in a list: send back the `next` of the last page. */
export const cursor = z.string().max(80).optional()
export const next = z.string().max(80).nullable()
/** A secret that opens something: a session or a request. */
export const secret = z.string().max(512)
export const nothing = z.object({})
