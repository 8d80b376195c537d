export { createIssuance, type Issuance, type IssuanceOptions, type IssuanceWish } from './issuance.ts'
export type { IssuanceBusiness } from './records.ts'
export type { IssuanceKeyring } from './targets.ts'
