import type { RaToken } from '../../shared/ra-contract/token.ts'

/** Whom a sealed unlock secret is bound to: this token of this account. JSON, because makers choose serial numbers. */
export function secretOwner(accountId: string, { vendor, serial }: RaToken): string {
  return JSON.stringify([accountId, vendor, serial])
}
