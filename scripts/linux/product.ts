import type { Facts } from './facts.ts'

export type Product = {
  readonly facts: Facts
  /** Four numbers, as the store wants them. */
  readonly version: string
  readonly architecture: string
  /** The unpacked product: Electron's folder, or the web shell with its Node. */
  readonly payload: string
  readonly inElectron: boolean
}

export const appFolder = ({ facts }: Product): string => `/opt/apps/${facts.appId}`
export const libFolder = (product: Product): string =>
  `${appFolder(product)}/files/lib/${product.facts.executable}`

/** The program as the kernel knows it (/proc/…/exe). */
export const programOf = (product: Product): string =>
  `${libFolder(product)}/${product.inElectron ? product.facts.executable : 'node'}`

export const commandOf = (product: Product): string =>
  `${appFolder(product)}/files/bin/${product.facts.executable}`
/** The program for terminals and other programs (docs/console.md). */
export const consoleOf = (product: Product): string => `${commandOf(product)}-console`
/** What browsers start to pass on what their extension says. */
export const relayOf = (product: Product): string => `${commandOf(product)}-relay`

export const entryOf = (product: Product): string =>
  `${appFolder(product)}/entries/applications/${product.facts.appId}.desktop`
/** An icon below a folder of themes. */
export const iconPath = ({ facts }: Product, size: string): string =>
  `hicolor/${size}/apps/${facts.appId}.png`
export const iconFolderOf = (product: Product): string => `${appFolder(product)}/entries/icons`
