import type { Bringer } from '../../shared/updates/model.ts'

/** How this copy of the product was installed, and with it who puts new versions in place. */
export type Installation =
  | { readonly kind: 'windows' | 'appimage' }
  | { readonly kind: 'told'; readonly by: Bringer }

/** What puts a new version in place, as far as this business needs it. */
export type Versions = {
  readonly installation: Installation
  /** Puts a package whose hash was checked in place; the next start runs it. */
  take(update: {
    readonly file: string
    readonly version: string
    readonly sha256: string
    readonly size: number
  }): Promise<void>
  /** Ends the product and starts it again, now the new one. */
  restart(): Promise<void>
  /** The version that was tried and taken back, since somebody has read it. */
  readonly rolledBack: { readonly version: string; readonly reason: 'not-ready' | 'damaged' } | null
}

/** Without anything that puts versions in place, the product only tells of them. */
export const onlyTold: Versions = {
  installation: { kind: 'told', by: 'folder' },
  take: () => Promise.reject(new Error('nothing puts versions in place here')),
  restart: () => Promise.reject(new Error('nothing puts versions in place here')),
  rolledBack: null,
}
