import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder that has package.json, in the checkout or in the packed product. */
const programRoot = (from: string): string => {
  if (existsSync(join(from, 'package.json'))) return from
  const above = dirname(from)
  if (above === from) throw new Error('package.json was not found above the program')
  return programRoot(above)
}

export type Places = {
  readonly version: string
  /** The folder that contains `drivers/` and `issuers/`. */
  readonly resources: string
  /** Everything built. */
  readonly build: string
  /** The built entries. */
  readonly bundle: string
  /** The built pages. */
  readonly pages: string
}

/** Where everything is. `packed` is the resources folder of an installed product. */
export const placesFrom = (here: string, packed: string | null): Places => {
  const root = programRoot(here)
  const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return {
    version,
    resources: packed ?? root,
    build: join(root, 'out'),
    bundle: join(root, 'out', 'main'),
    pages: join(root, 'out', 'renderer'),
  }
}
