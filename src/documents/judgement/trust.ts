import type { Certificate, Crl } from '../../pki/index.ts'

/** What a verification may rely on. Nothing is fetched. */
export type Trust = {
  /** Roots, and authorities that the person has imported. */
  readonly roots: readonly Certificate[]
  /** Further certificates for building chains; they are not trusted themselves. */
  readonly certificates: readonly Certificate[]
  readonly crls: readonly Crl[]
  readonly now: Date
}
