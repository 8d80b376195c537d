import { join } from 'node:path'
import { z } from 'zod'
import { keyRule } from '../shared/ra-contract/key-rule.ts'
import { cannotStart } from './cannot-start.ts'
import { readText } from './own-file.ts'
import type { Profile } from './rules/profile.ts'

/** What may be ruled otherwise in one data folder, so far. */
const rules = z.strictObject({
  renewal: z.strictObject({ keys: keyRule, sameKeyForYears: z.int().min(1).max(20) }).partial(),
})

/** The rules of an authority, changed by `profile.json` in its data folder if there is one. */
export function profileIn(dataDir: string, profile: Profile): Profile {
  const file = join(dataDir, 'profile.json')
  const text = cannotStart(`cannot read ${file}`, () => readText(file))
  if (text === null) return profile
  const { renewal } = cannotStart(`${file} is no profile`, () => rules.parse(JSON.parse(text)))
  const { keys = profile.renewal.keys, sameKeyForYears = profile.renewal.sameKeyForYears } = renewal
  return { ...profile, renewal: { ...profile.renewal, keys, sameKeyForYears } }
}
