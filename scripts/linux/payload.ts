import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { elfOf } from './elf.ts'
import type { Facts } from './facts.ts'
import type { Product } from './product.ts'

type Given = {
  readonly facts: Facts
  /** The unpacked product: what electron-builder left, or the web shell with its Node. */
  readonly payload: string
  /** Three numbers. */
  readonly version: string
}

export const elvesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => elfOf(file) !== null)

/** Looks at the payload: which shell it is, and for which machines its binaries are. */
export const productOf = ({ facts, payload, version }: Given): Product => {
  const found = new Set(elvesBelow(payload).map((file) => elfOf(file)?.architecture))
  const [architecture] = found
  if (architecture === undefined || found.size > 1)
    throw new Error(`the binaries in ${payload} are for ${[...found].join(' and ') || 'no machine'}`)
  const inElectron = existsSync(join(payload, facts.executable))
  if (inElectron && !existsSync(join(payload, 'resources', 'console', 'node')))
    throw new Error(`${payload} has no console program: npm run build:console -- linux-x64`)
  return { facts, payload, architecture, inElectron, version: `${version}.0` }
}
