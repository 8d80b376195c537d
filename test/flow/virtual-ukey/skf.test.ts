import { beforeAll, describe, expect, it } from 'vitest'
import { skfLibrary } from '../../../src/native/virtual-ukey/quirks.ts'
import { createUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { build, freshHome } from './library.ts'
import { compile, type Layout, walkSources } from './skf-program.ts'

beforeAll(() => build(), 600_000)

/** Compiles the walk in a layout and runs it on a fresh key. */
const walk = (layout: Layout, library: string, sanitized = false) => {
  const { home, drop } = freshHome({ serial: '0123456789ABCDEF' })
  createUkey(home, 'bob')
  const program = compile(walkSources, layout, sanitized)
  const ended = program.run(library, home)
  program.drop()
  drop()
  return ended
}

const well = { status: 0, signal: null, text: 'all well\n' }

describe('a C program against the header of SKF', () => {
  it('finds every field of the standard where GM/T 0016 has it, and every function at work', () => {
    expect(walk('packed', skfLibrary())).toEqual(well)
  })

  it.each(['natural', 'wide', 'natural-wide'] as const)(
    'meets the library of its layout when it is %s',
    (layout) => {
      expect(walk(layout, skfLibrary(layout))).toEqual(well)
    },
  )

  it('fails against a library of another layout, so that the layouts do differ', () => {
    expect(walk('natural', skfLibrary()).text).not.toBe(well.text)
  })
})

describe('the SKF library under AddressSanitizer', () => {
  beforeAll(() => build('--asan'), 600_000)

  it.each(['packed', 'natural-wide'] as const)(
    'runs clean through every function when it is %s',
    (layout) => {
      const library = skfLibrary(layout === 'packed' ? 'standard' : layout).replace('.so', '-asan.so')
      expect(walk(layout, library, true)).toEqual(well)
    },
  )
})
