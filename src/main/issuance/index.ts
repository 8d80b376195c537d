export { createIssuance, type Issuance, type IssuanceOptions } from './issuance.ts'
export type { IssuanceKeyring, TargetWish } from './targets.ts'
