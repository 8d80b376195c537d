import type { PasswordWay } from './model.ts'

/** The ways to log in. `names`: with what the mail or web page says. */
export const loginTabs = ['names', 'person', 'entity', 'agency', 'handler'] as const
export type LoginTab = (typeof loginTabs)[number]

/** What a person can be named by on each tab that asks for a password; the first is the usual one. */
export const waysOf: Readonly<
  Record<Exclude<LoginTab, 'names'>, readonly [PasswordWay, ...(readonly PasswordWay[])]>
> = {
  person: ['phone', 'id-number', 'legacy'],
  entity: ['credit-code', 'organisation-code', 'legacy'],
  agency: ['credit-code', 'legacy'],
  handler: ['handler'],
}
