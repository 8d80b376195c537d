import { RefusedFile } from '../refused-file.ts'

const utf8Flag = 0x800

const decoded = (raw: Buffer, flags: number): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    if ((flags & utf8Flag) !== 0) throw new RefusedFile('unsafe-name')
  }
  // Older Chinese software writes names in its system's own letters.
  return new TextDecoder('gb18030').decode(raw)
}

/** The parts of a path: any slash divides, repeated slashes count once. */
export const partsOf = (path: string): readonly string[] =>
  path.split(/[\\/]+/).filter((part) => part !== '' && part !== '.')

/**
 * The name of a file in the package, without a leading slash. A name that leads out of the package is refused, and so
 * is one that a system could read as something else than a name.
 */
export const nameOf = (raw: Buffer, flags: number): string => {
  const name = decoded(raw, flags)
  const parts = partsOf(name)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const unsafe = parts.includes('..') || /[\u0000-\u001f\u007f]/.test(name) || /^[a-z]:/i.test(name)
  if (unsafe || raw.length > 1000) throw new RefusedFile('unsafe-name', [name.slice(0, 100)])
  return parts.join('/')
}

/** Whether the entry is a folder. */
export const isFolder = (raw: Buffer): boolean => raw.length === 0 || [0x2f, 0x5c].includes(raw.at(-1) ?? 0)
