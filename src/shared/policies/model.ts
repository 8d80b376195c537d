import { z } from 'zod'
import { webOrigin } from '../prompt/origin.ts'

export const fixedSetting = z.enum(['issuerId', 'proxy', 'autostart', 'autoUpdate'])

/** What the administrator has fixed; the values are in the slices that they concern. */
export const policiesView = z.readonly(
  z.object({
    settings: z.array(fixedSetting).readonly(),
    /** Sites that are allowed and stay so. */
    sites: z.array(webOrigin).readonly(),
    /** Whether a person may allow no others. */
    onlyThese: z.boolean(),
    /** Whether the system check may write policies of browsers. */
    writesBrowserPolicies: z.boolean(),
  }),
)

/** The part of the snapshot that belongs to this business. */
export const policiesSlice = { policies: policiesView }

export type FixedSetting = z.infer<typeof fixedSetting>
export type PoliciesView = z.infer<typeof policiesView>

export const noPolicies: PoliciesView = {
  settings: [],
  sites: [],
  onlyThese: false,
  writesBrowserPolicies: true,
}
