import { z } from 'zod'
import { type Catalogue, zhCn } from '../errors/catalogue.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { ErrorEntries, RefusalForm } from '../errors/entry.ts'
import type { Figure } from '../errors/figures.ts'
import type { RaErrorKind } from './kinds.ts'
import { told } from './told.ts'

export { type RaErrorKind, raErrorKinds } from './kinds.ts'

type RefusalsOf<Code extends ErrorCode> = Catalogue[Code] extends { readonly refusals: infer Forms }
  ? Forms
  : Record<never, never>

/** Every refusal of the authority. The catalogue declares each one beside the words that people read for it. */
export type RaErrorCode = { readonly [Code in ErrorCode]: keyof RefusalsOf<Code> }[ErrorCode]

/** The catalogue entry that a refusal means. */
export type MeaningOf<Code extends RaErrorCode> = {
  readonly [Meaning in ErrorCode]: Code extends keyof RefusalsOf<Meaning> ? Meaning : never
}[ErrorCode]

type FormOf<Code extends RaErrorCode> = {
  readonly [Meaning in ErrorCode]: Code extends keyof RefusalsOf<Meaning> ? RefusalsOf<Meaning>[Code] : never
}[ErrorCode]

type Declared<Form> = Form extends { readonly params: infer Params }
  ? { readonly [Name in keyof Params]: Params[Name] extends 'number' ? number : string }
  : Record<never, never>

/** The params that the refusal with this code carries. */
export type RaErrorParamsOf<Code extends RaErrorCode> = Code extends RaErrorCode
  ? Declared<FormOf<Code>>
  : never

/** The params of any refusal, for code that does not look at the refusal's code. */
export type RaErrorParams = Readonly<Record<string, Figure>>

/** A refusal as it arrives. The code decides which params there are; a text in them may be a dash. */
export type RaErrorData = {
  readonly [Code in RaErrorCode]: {
    readonly code: Code
    readonly params: { readonly [Name in keyof RaErrorParamsOf<Code>]: Figure }
  }
}[RaErrorCode]

type Refusals = Readonly<Record<RaErrorCode, RefusalForm & { readonly meaning: ErrorCode }>>

const refusals = Object.fromEntries(
  Object.entries<ErrorEntries[string]>(zhCn).flatMap(([meaning, entry]) =>
    Object.entries(entry.refusals ?? {}).map(([code, form]) => [code, { ...form, meaning }]),
  ),
) as Refusals

export const raErrorCodes = Object.keys(refusals).sort() as readonly RaErrorCode[]

export const raErrorKind = (code: RaErrorCode): RaErrorKind => refusals[code].kind

export const meaningOf = (code: RaErrorCode): ErrorCode => refusals[code].meaning

/** The shape that every refusal has on the wire. */
export const raErrorData = z.object({
  code: z.enum(raErrorCodes as [RaErrorCode, ...RaErrorCode[]]),
  params: z.record(z.string().max(64), z.union([told(500), z.number()])),
  /** The number of the request, which the authority's log names. An authority may have none. */
  requestId: z.string().max(64).optional(),
})

/** The error map that every procedure of the contract carries. */
export const raErrorMap = {
  BAD_REQUEST: { status: 400, data: raErrorData },
  UNAUTHORIZED: { status: 401, data: raErrorData },
  FORBIDDEN: { status: 403, data: raErrorData },
  NOT_FOUND: { status: 404, data: raErrorData },
  CONFLICT: { status: 409, data: raErrorData },
  PAYLOAD_TOO_LARGE: { status: 413, data: raErrorData },
  UNPROCESSABLE_CONTENT: { status: 422, data: raErrorData },
  TOO_MANY_REQUESTS: { status: 429, data: raErrorData },
  INTERNAL_SERVER_ERROR: { status: 500, data: raErrorData },
  SERVICE_UNAVAILABLE: { status: 503, data: raErrorData },
} as const

/** Replaces each missing param with a dash. */
const completed = ({ code, params }: z.infer<typeof raErrorData>): RaErrorData => {
  const dashes = Object.keys(refusals[code].params ?? {}).map((name) => [name, '–'])
  return { code, params: { ...Object.fromEntries(dashes), ...params } } as RaErrorData
}

/** The RA's refusal inside an error that a client call threw, or null if the error is something else. */
export function raErrorOf(error: unknown): RaErrorData | null {
  if (typeof error !== 'object' || error === null || !('data' in error)) return null
  const parsed = raErrorData.safeParse(error.data)
  return parsed.success ? completed(parsed.data) : null
}
