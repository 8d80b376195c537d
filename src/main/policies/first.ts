import { fixedSetting, noPolicies, type PoliciesView } from '../../shared/policies/model.ts'
import { fixedSettings, type Policies } from '../../shared/policies/table.ts'

export const firstPolicies = (policies: Policies): { readonly policies: PoliciesView } => {
  const fixed = fixedSettings(policies)
  return {
    policies: {
      settings: fixedSetting.options.filter((name) => fixed[name] !== undefined),
      sites: policies.AllowedSites ?? noPolicies.sites,
      onlyThese: policies.OnlyAllowedSites ?? noPolicies.onlyThese,
      writesBrowserPolicies: policies.WriteBrowserPolicies ?? noPolicies.writesBrowserPolicies,
    },
  }
}
