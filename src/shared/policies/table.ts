import { z } from 'zod'
import { webOrigin } from '../prompt/origin.ts'
import type { ProxyChoice, Settings } from '../settings/model.ts'

/** The registry has no truth values, only the numbers 0 and 1. */
const yesOrNo = z
  .union([z.boolean(), z.literal(0), z.literal(1)])
  .transform((value) => value === true || value === 1)

const proxy = z.union([
  z.enum(['system', 'none']).transform((mode): ProxyChoice => ({ mode })),
  z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .transform((address): ProxyChoice => ({ mode: 'manual', address })),
])

const secureOrigin = webOrigin.refine((origin) => origin.startsWith('https:'), { error: 'not https' })

/** More than anybody approves. */
const mostSites = 1_000

/**
 * All that an administrator can fix, and how each value is judged. Reading, the templates for group policy, their words
 * and the documentation follow this one table.
 */
export const policySchemas = {
  IssuerId: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  Proxy: proxy,
  Autostart: yesOrNo,
  AutoUpdate: yesOrNo,
  AllowedSites: z.array(secureOrigin).max(mostSites).readonly(),
  OnlyAllowedSites: yesOrNo,
  WriteBrowserPolicies: yesOrNo,
}

const policies = z.readonly(z.object(policySchemas).partial())

export type Policies = z.infer<typeof policies>
export type PolicyName = keyof typeof policySchemas

/** How group policy asks for each value. */
export const policyKinds: Readonly<Record<PolicyName, 'text' | 'switch' | 'list'>> = {
  IssuerId: 'text',
  Proxy: 'text',
  Autostart: 'switch',
  AutoUpdate: 'switch',
  AllowedSites: 'list',
  OnlyAllowedSites: 'switch',
  WriteBrowserPolicies: 'switch',
}

export const isPolicyName = (name: string): name is PolicyName => Object.hasOwn(policySchemas, name)

export const policyNames: readonly PolicyName[] = Object.keys(policySchemas).filter(isPolicyName)

export type Judged = {
  readonly policies: Policies
  /** Names whose value is not possible. Each of them counts for nothing. */
  readonly invalid: readonly PolicyName[]
  /** Names that this version does not know: of a newer version, or mistyped. */
  readonly unknown: readonly string[]
}

export const judgePolicies = (raw: Readonly<Record<string, unknown>>): Judged => {
  const names = Object.keys(raw)
  const known = names.filter(isPolicyName)
  const invalid = known.filter((name) => !policySchemas[name].safeParse(raw[name]).success)
  const good = known.filter((name) => !invalid.includes(name)).map((name) => [name, raw[name]])
  return {
    policies: policies.parse(Object.fromEntries(good)),
    invalid,
    unknown: names.filter((name) => !isPolicyName(name)),
  }
}

/** The settings that the policies fix. */
export const fixedSettings = ({
  IssuerId,
  Proxy: fixedProxy,
  Autostart,
  AutoUpdate,
}: Policies): Partial<Settings> => ({
  ...(IssuerId === undefined ? {} : { issuerId: IssuerId }),
  ...(fixedProxy === undefined ? {} : { proxy: fixedProxy }),
  ...(Autostart === undefined ? {} : { autostart: Autostart }),
  ...(AutoUpdate === undefined ? {} : { autoUpdate: AutoUpdate }),
})
