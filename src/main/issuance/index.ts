export { createIssuance, type Issuance, type IssuanceOptions, type IssuanceWish } from './issuance.ts'
export type { IssuanceBusiness } from './records.ts'
export type { IssuanceKeyring, TargetWish } from './targets.ts'
