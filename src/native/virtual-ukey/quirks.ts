import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ukeyFile } from './ukey.ts'

/**
 * What makers' SKF libraries do otherwise than the standard, as drivers/virtual-ukey/skf/quirks.c knows it. A number
 * may follow those that say which.
 */
export const QUIRKS = {
  /** Lists of names end with one NUL. */
  'single-nul': false,
  /** SKF_GenECCKeyPair takes this number and no other; the standard's is 0x20100. */
  'generate-number': true,
  /** Error numbers that say something else than what happened. */
  'odd-errors': false,
  /** SKF_VerifyPIN with a handle that is not an application's ends the process. */
  'verify-crash': false,
  /** One connection at a time, over all processes. */
  'single-session': false,
  /** Making a pair takes this many milliseconds; 30000 without a number. */
  'slow-generate': true,
  /** SKF_GetDevInfo writes this many bytes past the structure; 256 without a number. */
  'devinfo-overrun': true,
} as const

export type Quirk = keyof typeof QUIRKS
/** Each quirk that is there; the number is null where none is set. */
export type Quirks = Readonly<Partial<Record<Quirk, number | null>>>

const isQuirk = (word: string): word is Quirk => Object.hasOwn(QUIRKS, word)

/** Throws unless the word is a quirk. */
export const checkQuirk = (word: string): Quirk => {
  if (isQuirk(word)) return word
  throw new Error(`not a quirk (${Object.keys(QUIRKS).join(' ')}): ${word}`)
}

/** Gives a key these quirks and no others; `library` stands for every key. */
export const setQuirks = (home: string, id: string, quirks: Quirks): void => {
  const lines = Object.entries(quirks).map(([word, value]) =>
    value == null ? `${checkQuirk(word)}\n` : `${checkQuirk(word)} ${value}\n`,
  )
  const path = ukeyFile(home, id, '.quirks')
  if (lines.length === 0) rmSync(path, { force: true })
  else writeFileSync(path, lines.join(''))
}

/** The quirks as they are set. */
export const readQuirks = (home: string, id: string): Quirks => {
  const path = ukeyFile(home, id, '.quirks')
  if (!existsSync(path)) return {}
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  return Object.fromEntries(
    lines.map((line) => {
      const [word = '', value] = line.split(' ')
      return [checkQuirk(word), value === undefined ? null : Number(value)] as const
    }),
  )
}

/**
 * The builds of the SKF library: the standard one, one for each other layout of structures and numbers, and one for
 * each other way to name decryption with a private key.
 */
export const SKF_BUILDS = [
  'standard',
  'natural',
  'wide',
  'natural-wide',
  'no-decrypt',
  'ccore',
  'longmai',
] as const
export type SkfBuild = (typeof SKF_BUILDS)[number]

/** An SKF library that `npm run build:ukey` makes. */
export const skfLibrary = (build: SkfBuild = 'standard'): string => {
  const suffix = build === 'standard' ? '' : `-${build}`
  return fileURLToPath(new URL(`../../../build/ukey/libvirtual-ukey-skf${suffix}.so`, import.meta.url))
}
