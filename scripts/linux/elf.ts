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

/** The oldest glibc that has every symbol these files ask for. */
export const glibcOf = (files: readonly string[]): string => {
  const needs = execFileSync('readelf', ['--version-info', '--wide', ...files], {
    encoding: 'utf8',
    maxBuffer: 256 << 20,
    env: { ...process.env, LC_ALL: 'C' },
  })
  return [...needs.matchAll(/Name: GLIBC_(\d[\d.]*)/g)].map(([, version = '']) => version).reduce(newer, '0')
}
