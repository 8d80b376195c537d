import {
  chmodSync,
  copyFileSync,
  existsSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Item } from './layout.ts'
import type { Product } from './product.ts'

export type Order = {
  readonly product: Product
  /** SOURCE_DATE_EPOCH: the time that everything in the package has. */
  readonly seconds: number
  readonly out: string
  /** A work folder, made anew. */
  readonly stage: string
  /** Packs quickly and large, for a rehearsal. */
  readonly quick?: boolean
}

/** In a package every file in /etc belongs to the administrator, too (Debian Policy 10.7). */
export const isConfiguration = ({ path }: Item): boolean => path.startsWith('/etc/')

export const bytesOf = (item: Item): Buffer =>
  item.kind === 'copy' ? readFileSync(item.from) : item.kind === 'bytes' ? item.bytes : Buffer.alloc(0)

/** A folder for itself, open to everybody whatever our own umask is. */
export const folderFor = (path: string): void => {
  if (existsSync(path)) return
  folderFor(dirname(path))
  mkdirSync(path)
  chmodSync(path, 0o755)
}

const put = (stage: string, item: Item): void => {
  const path = join(stage, item.path)
  folderFor(dirname(path))
  if (item.kind === 'link') symlinkSync(item.to, path)
  else if (item.kind === 'copy') copyFileSync(item.from, path)
  else writeFileSync(path, item.bytes)
  if (item.kind !== 'link') chmodSync(path, item.mode)
}

/** Every time is the same, or two packages of the same product would differ. */
const settle = (folder: string, seconds: number): void => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) settle(path, seconds)
    else lutimesSync(path, seconds, seconds)
  }
  lutimesSync(folder, seconds, seconds)
}

/** Lays the items out below a folder, as they will lie on the person's computer. */
export const fillStage = (stage: string, items: readonly Item[], seconds: number): void => {
  rmSync(stage, { recursive: true, force: true })
  folderFor(stage)
  for (const item of items) put(stage, item)
  settle(stage, seconds)
}
