export { type Authorities, type AuthoritiesOptions, createAuthorities } from './authorities.ts'
export {
  type Authority,
  type AuthorityInfo,
  type AuthorityIssuer,
  type AuthorityOptions,
  createAuthority,
} from './authority.ts'
export type { Bearer } from './client.ts'
export { onOwnClock } from './own-clock.ts'
