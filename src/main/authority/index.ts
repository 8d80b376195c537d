export {
  type Authority,
  type AuthorityInfo,
  type AuthorityIssuer,
  type AuthorityOptions,
  createAuthority,
} from './authority.ts'
export type { KnownAuthority } from './chain-cache.ts'
export type { Bearer } from './client.ts'
