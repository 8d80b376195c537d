import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isContractProcedure } from '@orpc/contract'
import { z } from 'zod'

/** A limit of a schema, under the place where it was met first: those that share one schema share its limit. */
export type Limit = { readonly at: string; readonly says: string; readonly schema: z.core.$ZodType }

type Checks = z.core.$ZodCheckDef & {
  readonly [name in 'maximum' | 'minimum' | 'length' | 'value']?: unknown
} & { readonly inclusive?: boolean }

const said = (check: Checks): string | null => {
  if (check.check === 'max_length') return `at most ${check.maximum}`
  if (check.check === 'min_length') return `at least ${check.minimum}`
  if (check.check === 'length_equals') return `exactly ${check.length}`
  if (check.check === 'less_than') return `${check.inclusive ? 'at most' : 'below'} ${check.value}`
  if (check.check === 'greater_than') return `${check.inclusive ? 'at least' : 'above'} ${check.value}`
  return null
}

/** What is inside a schema, under the name of its place. */
const insideOf = (schema: z.core.$ZodType, at: string): readonly (readonly [unknown, string])[] => {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).map(([name, one]) => [one, `${at}.${name}`])
  if (schema instanceof z.ZodArray) return [[schema.element, `${at}[]`]]
  if (schema instanceof z.ZodTuple) return schema.def.items.map((one, i) => [one, `${at}[${i}]`])
  if (schema instanceof z.ZodUnion) return schema.options.map((one) => [one, at])
  if (schema instanceof z.ZodRecord)
    return [
      [schema.keyType, `${at} key`],
      [schema.valueType, `${at} value`],
    ]
  if (schema instanceof z.ZodPipe) return [schema.in, schema.out].map((one) => [one, at])
  return 'innerType' in schema._zod.def ? [[schema._zod.def.innerType, at]] : []
}

export const limitsIn = (schema: unknown, at: string, seen = new Set<unknown>()): readonly Limit[] => {
  if (!(schema instanceof z.core.$ZodType) || seen.has(schema)) return []
  seen.add(schema)
  const own = (schema._zod.def.checks ?? []).flatMap((check) => said(check._zod.def) ?? [])
  const inside = insideOf(schema, at).flatMap(([one, place]) => limitsIn(one, place, seen))
  return own.length === 0 ? inside : [{ at, says: own.join(', '), schema }, ...inside]
}

type Named = readonly (readonly [string, unknown])[]

const proceduresOf = (router: object, at = ''): Named =>
  Object.entries(router).flatMap(([name, one]) =>
    isContractProcedure(one)
      ? [
          [`${at}${name} asks`, one['~orpc'].inputSchema] as const,
          [`${at}${name} answers`, one['~orpc'].outputSchema] as const,
        ]
      : proceduresOf(one, `${at}${name}.`),
  )

const source = join(import.meta.dirname, '../../../src')

/** What these files give others, as far as they have schemas. */
const exportsOf = async (isIn: (file: string) => boolean): Promise<Named> => {
  const files = readdirSync(source, { recursive: true }).map(String).sort()
  const found = files.filter(
    (file) =>
      isIn(file) && file.endsWith('.ts') && readFileSync(join(source, file), 'utf8').includes("'zod'"),
  )
  const modules = await Promise.all(
    found.map(async (file) => [file.slice(0, -3), await import(join(source, file))] as const),
  )
  return modules.flatMap(([file, module]) =>
    Object.entries<unknown>(module).map(([name, one]) => [`${file} ${name}`, one] as const),
  )
}

/**
 * The limits of what windows ask, of what feeds, web pages and drivers bring, and of what is kept. Those of the
 * authority's contract are not here, because docs/openapi.json has them.
 */
export const limitsHeld = async (): Promise<readonly Limit[]> => {
  const theirs = await exportsOf((file) => file.startsWith('shared/ra-contract/'))
  const ours = await exportsOf(
    (file) => /^(shared|native\/drivers)\//.test(file) && !file.startsWith('shared/ra-contract/'),
  )
  const { contract } = await import('../../../src/shared/contract/index.ts')
  const { raContract } = await import('../../../src/shared/ra-contract/index.ts')
  const seen = new Set<unknown>()
  for (const [at, one] of [...proceduresOf(raContract), ...theirs]) limitsIn(one, at, seen)
  return [...ours, ...proceduresOf(contract)].flatMap(([at, one]) => limitsIn(one, at, seen))
}
