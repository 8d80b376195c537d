import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isFresh } from '../scripts/build.mjs'

const folder = join(import.meta.dirname, '..', 'out')
let fresh: boolean | undefined

/**
 * A file of the build. A stale build is refused, because its tests would check an older state of the sources. BUILD=any
 * accepts an older build.
 */
export const builtFile = (...path: readonly string[]): string => {
  const file = join(folder, ...path)
  if (process.env.BUILD === 'any') return file
  if (!existsSync(file)) throw new Error(`out/${path.join('/')} is missing: npm run build`)
  fresh ??= isFresh()
  if (!fresh) throw new Error('out/ is older than the sources: npm run build')
  return file
}
