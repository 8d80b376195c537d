import { partsOf } from '../package/names.ts'
import type { Package } from '../package/package.ts'
import { RefusedFile } from '../refused-file.ts'

/** A path from the package's root without a leading slash. It must not lead out of the package. */
const joined = (...paths: readonly string[]): string => {
  const parts: string[] = []
  for (const part of paths.flatMap(partsOf)) {
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) throw new RefusedFile('unsafe-name', [paths.join('/')])
  }
  return parts.join('/')
}

export const folderOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')))

/**
 * The file that a path means where `from` names it; null if there is none. Practice has three ways, and this reads
 * them all: a leading slash is the package's root; else the path starts in the folder of the naming file (or in the
 * one that it declares); if there is no such file, at the root.
 */
export const resolved = (path: string, from: string, names: Package['names']): string | null =>
  readings(path, from, names)[0] ?? null

/** Every file that a program could take the path for, the one that the rule means first. */
export const readings = (
  path: string,
  from: string,
  names: Package['names'],
  declared = '',
): readonly string[] => {
  const fromRoot = /^\s*[\\/]/.test(path)
  const tries = fromRoot
    ? [() => joined(path)]
    : [() => joined(folderOf(from), declared, path), () => joined(folderOf(from), path), () => joined(path)]
  return [...new Set(tries.map((attempt) => attempt()))].filter((name) => names.has(name))
}
