import type { Report } from '../house/report.ts'
import type { Packages } from './packages.ts'
import type { System } from './system.ts'

/** What a group of checks needs. */
export type Stage = Pick<Report, 'check'> & {
  readonly packages: Packages
  /** A fresh Debian, bare or with udev and what keeps a desktop's menus. */
  open(kind: 'bare' | 'desktop'): System
}
