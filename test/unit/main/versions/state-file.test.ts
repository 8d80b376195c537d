import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readState, type VersionState, writeState } from '../../../../src/main/versions/state-file.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'state-'))
  path = join(folder, 'state')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const read = (...lines: readonly string[]) => {
  writeFileSync(path, lines.join('\n'))
  return readState(path)
}
const state = (rest: Partial<VersionState> = {}): VersionState => ({
  ...{ current: '0.2.0', before: null, ready: false, starts: 0, back: null },
  ...rest,
})

describe('which version runs next', () => {
  it.each([
    state(),
    state({ ready: true }),
    state({ before: '0.1.0', starts: 2 }),
    state({ back: { version: '0.3.0', reason: 'damaged' } }),
    state({ back: { version: '0.3.0', reason: 'not-ready' }, ready: true, before: '0.1.9' }),
  ])('is read as it was written: %j', (written) => {
    writeState(path, written)
    expect(readState(path)).toEqual(written)
  })

  it('is written in lines of a name and what is said', () => {
    writeState(path, state({ before: '0.1.0', starts: 1, back: { version: '0.3.0', reason: 'damaged' } }))
    const lines = 'current 0.2.0\nready no\nstarts 1\nbefore 0.1.0\nback 0.3.0 damaged\n'
    expect(readFileSync(path, 'utf8')).toBe(lines)
  })

  it('is read with the ends of lines of Windows, in any order, and whatever else stands there', () => {
    expect(read('later word\r', 'ready yes\r', 'starts 7\r', 'current 0.2.0\r', '')).toEqual(
      state({ ready: true, starts: 7 }),
    )
  })

  it.each([
    ['nothing', []],
    ['no version', ['ready yes', 'before 0.1.0']],
    ['a version that is a path', ['current ../0.2.0', 'ready yes']],
    ['a version without a figure in front', ['current .0.2.0']],
    ['a version without an end', [`current 1${'.'.repeat(30)}`]],
  ])('is unknown if the file has %s', (_, lines) => {
    expect(read(...lines)).toBeNull()
  })

  it('is unknown if there is no file', () => {
    expect(readState(path)).toBeNull()
  })

  it('leaves out what is no version or no number', () => {
    const lines = ['current 0.2.0', 'before ../0.1.0', 'ready Yes', 'starts many', 'back x damaged']
    expect(read(...lines)).toEqual(state())
    expect(read('current 0.2.0', 'back 0.3.0 other')?.back).toEqual({ version: '0.3.0', reason: 'not-ready' })
    expect(read(`current 1${'.'.repeat(29)}`)?.current).toHaveLength(30)
  })
})
