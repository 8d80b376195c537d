import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readSync } from 'node:fs'

/** Debian's names of the architectures of e_machine (System V ABI, "ELF Header", 64 bits, little-endian). */
const architectures: Readonly<Record<number, string>> = { 62: 'amd64', 183: 'arm64', 258: 'loong64' }

/** PT_INTERP: only a program names the loader that starts it. */
const interpreter = 3

const headOf = (file: string): Buffer => {
  const handle = openSync(file, 'r')
  try {
    const head = Buffer.alloc(4096)
    return head.subarray(0, readSync(handle, head, 0, head.length, 0))
  } finally {
    closeSync(handle)
  }
}

export type Elf = { readonly architecture: string; readonly isProgram: boolean }

/** What the head of an ELF file says; null for any other file. */
export const elfOf = (file: string): Elf | null => {
  const head = headOf(file)
  if (head.length < 64 || head.readUInt32BE(0) !== 0x7f454c46) return null
  const machine = head.readUInt16LE(18)
  const architecture = head[4] === 2 ? architectures[machine] : undefined
  if (architecture === undefined) throw new Error(`${file} is for a machine that we do not know (${machine})`)
  const [at, size, count] = [Number(head.readBigUInt64LE(32)), head.readUInt16LE(54), head.readUInt16LE(56)]
  const segments = Array.from({ length: count }, (_, index) => at + index * size)
  const isProgram = segments.some(
    (place) => place + 4 <= head.length && head.readUInt32LE(place) === interpreter,
  )
  return { architecture, isProgram }
}

const newer = (one: string, other: string): string =>
  one.localeCompare(other, 'en', { numeric: true }) > 0 ? one : other

const readelf = (what: readonly string[], files: readonly string[]): string =>
  execFileSync('readelf', [...what, '--wide', ...files], {
    encoding: 'utf8',
    maxBuffer: 256 << 20,
    env: { ...process.env, LC_ALL: 'C' },
  })

/** The oldest glibc that has every symbol these files ask for. */
export const glibcOf = (files: readonly string[]): string =>
  [...readelf(['--version-info'], files).matchAll(/Name: GLIBC_(\d[\d.]*)/g)]
    .map(([, version = '']) => version)
    .reduce(newer, '0')

/** A shared library that a file asks for; with a version, a version of its symbols. */
export type Need = { readonly library: string; readonly symbols: string | null }

const versionNeeds = (files: readonly string[]): readonly Need[] => {
  const needs: Need[] = []
  let library: string | null = null
  for (const line of readelf(['--version-info'], files).split('\n')) {
    // A file's own versions have names, too, in another section.
    if (/^(File:|Version \w+ section)/.test(line)) library = null
    const [, file] = /Version: \d+ +File: (\S+)/.exec(line) ?? []
    library = file ?? library
    const [, symbols] = /: +Name: (\S+) +Flags:/.exec(line) ?? []
    if (library !== null && symbols !== undefined) needs.push({ library, symbols })
  }
  return needs
}

export const needsOf = (files: readonly string[]): readonly Need[] => [
  ...[...readelf(['--dynamic'], files).matchAll(/\(NEEDED\) +Shared library: \[([^\]]+)\]/g)].map(
    ([, library = '']) => ({ library, symbols: null }),
  ),
  ...versionNeeds(files),
]
