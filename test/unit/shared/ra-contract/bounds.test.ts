import { isContractProcedure } from '@orpc/contract'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { raErrorData } from '../../../../src/shared/ra-contract/errors.ts'
import { raContract } from '../../../../src/shared/ra-contract/index.ts'

/** A length of its own, or a pattern whose every part is limited. */
const isBounded = ({ maxLength, def }: z.ZodString): boolean =>
  maxLength !== null ||
  (def.checks ?? []).some(({ _zod: { def: check } }) => 'pattern' in check && ends(check.pattern))

const ends = (pattern: unknown): boolean =>
  pattern instanceof RegExp && !/(?<!\\)[*+]|,\}/.test(pattern.source.replace(/\[[^\]]*\]/g, ''))

/** The places in a schema that accept a text of any length. */
const unbounded = (schema: unknown, at: string): readonly string[] => {
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat)
    return isBounded(schema as z.ZodString) ? [] : [at]
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, inner]) => unbounded(inner, `${at}.${name}`))
  if (schema instanceof z.ZodArray) return unbounded(schema.element, `${at}[]`)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((one) => unbounded(one, at))
  if (schema instanceof z.ZodRecord)
    return [...unbounded(schema.keyType, `${at} key`), ...unbounded(schema.valueType, `${at} value`)]
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional)
    return unbounded(schema.unwrap(), at)
  if (schema instanceof z.ZodDefault) return unbounded(schema.unwrap(), at)
  const plain = [z.ZodNumber, z.ZodBoolean, z.ZodEnum, z.ZodLiteral]
  if (plain.some((kind) => schema instanceof kind)) return []
  throw new Error(`${at} is of a kind that this test does not know`)
}

const proceduresOf = (router: object, at = ''): readonly (readonly [string, unknown])[] =>
  Object.entries(router).flatMap(([name, one]) =>
    isContractProcedure(one)
      ? [[`${at}${name}`, one['~orpc'].outputSchema] as const]
      : proceduresOf(one, `${at}${name}.`),
  )

describe('every text that an authority sends', () => {
  const procedures = proceduresOf(raContract)

  it('has a maximum length, in each answer and in each refusal', () => {
    expect(procedures.length).toBeGreaterThan(40)
    expect(
      [...procedures, ['refusal', raErrorData] as const].flatMap(([at, schema]) => unbounded(schema, at)),
    ).toEqual([])
  })

  it('is found by this test', () => {
    expect(unbounded(z.object({ a: z.array(z.string().nullable()), b: z.string().max(3) }), '')).toEqual([
      '.a[]',
    ])
    expect(unbounded(z.string().regex(/^a+$/), 'x')).toEqual(['x'])
    expect(unbounded(z.string().regex(/^a{1,3}[+]$/), 'x')).toEqual([])
  })
})
