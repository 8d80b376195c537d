import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const native = join(import.meta.dirname, '../../../src/native')
const files = readdirSync(native, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
)
const textOf = (name: string): string => readFileSync(join(native, name), 'utf8')

/** From the ground up: each line may import what stands above it. Folders and files on one line are strangers. */
const order: readonly (readonly string[])[] = [
  ['pin.ts', 'object-id.ts', 'certificate-reading.ts', 'scope-lock.ts'],
  ['pin-rules.ts', 'token.ts'],
  ['pairs.ts', 'usb', 'soft'],
  ['drivers'],
  ['abi.ts', 'abis.ts', 'virtual-ukey'],
  ['pkcs11', 'skf'],
  ['openers.ts'],
  ['host'],
  ['keyring'],
  ['index.ts'],
]
const storeyOf = (place: string): number => order.findIndex((places) => places.includes(place))
const placeOf = (name: string): string => name.split(sep)[0] ?? ''

// The words for what is wrong with a soft file belong into its own folder.
const known: ReadonlySet<string> = new Set(['soft/soft-folder.ts imports keyring/state.ts'])

const importsOf = (name: string): readonly string[] =>
  [...textOf(name).matchAll(/(?:from|import\(?)\s*'(\.[^']+)'/g)].map(([, wanted = '']) =>
    relative(native, resolve(native, dirname(name), wanted)),
  )

describe('inside src/native', () => {
  it('every folder has its place', () => {
    expect([...new Set(files.map(placeOf))].filter((place) => storeyOf(place) < 0)).toEqual([])
  })

  it('imports run downwards only', () => {
    const climbs = files.flatMap((name) =>
      importsOf(name)
        .filter((wanted) => !wanted.startsWith('..') && placeOf(wanted) !== placeOf(name))
        .filter((wanted) => storeyOf(placeOf(wanted)) >= storeyOf(placeOf(name)))
        .map((wanted) => `${name} imports ${wanted}`),
    )
    expect(climbs.filter((climb) => !known.has(climb))).toEqual([])
  })

  it.each(['host', 'keyring'])('%s does not know which ABI a library speaks', (folder) => {
    const words = /pkcs|skf|cryptoki|\bp11\b|\bCK[A-Z]?_|\bC_[A-Z]/i
    const mentions = files
      .filter((name) => placeOf(name) === folder)
      .flatMap((name) =>
        textOf(name)
          .split('\n')
          .filter((line) => words.test(line))
          .map((line) => `${name}: ${line.trim()}`),
      )
    expect(mentions).toEqual([])
  })
})
