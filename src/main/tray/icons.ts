import type { TrayIconState } from '../../shared/tray/tray-menu.ts'
// Drawn by scripts/draw-icons.ts.
import drawn from './icons.json' with { type: 'json' }

export type TrayTheme = 'light' | 'dark'
export type TrayIcon = { readonly size: number; readonly png: Buffer }

/** The icon for a state in each size that was drawn, for a light or a dark panel. */
export const trayIcon = (state: TrayIconState, theme: TrayTheme): readonly TrayIcon[] =>
  Object.entries(drawn.tray[state][theme]).map(([size, base64]) => ({
    size: Number(size),
    png: Buffer.from(base64, 'base64'),
  }))

/** The icon of our pages in a browser's tab. */
export const pageIcon = (): Buffer => Buffer.from(drawn.page, 'base64')
