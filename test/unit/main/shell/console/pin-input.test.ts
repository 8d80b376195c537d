import { closeSync, fstatSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { pinFrom, pinTyped } from '../../../../../src/main/shell/console/pin-input.ts'

const folder = mkdtempSync(join(tmpdir(), 'pin-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a PIN from a descriptor', () => {
  const given = (text: string): number => {
    writeFileSync(join(folder, 'pin'), text)
    return openSync(join(folder, 'pin'), 'r')
  }

  it.each([
    ['Blue7Mountain\n', 'Blue7Mountain'],
    ['Blue7Mountain', 'Blue7Mountain'],
    ['Blue7Mountain\r\nthe next line\n', 'Blue7Mountain'],
    ['  密码 1 \n', '  密码 1 '],
    ['\nBlue7Mountain\n', ''],
    ['', ''],
    [`${'1'.repeat(255)}\n2`, '1'.repeat(255)],
    ['1'.repeat(300), '1'.repeat(256)],
  ])('is its first line, as it stands there: %j', (text, pin) => {
    expect(pinFrom(given(text))).toBe(pin)
  })

  it('is read once: nobody after it reads the descriptor', () => {
    const descriptor = given('Blue7Mountain\n')
    pinFrom(descriptor)
    expect(() => fstatSync(descriptor)).toThrow(expect.objectContaining({ code: 'EBADF' }))
    expect(() => closeSync(descriptor)).toThrow()
  })
})

/** Stands in for a terminal, which tests are started without. */
const terminal = (isTTY = true) => {
  const stdin = Object.assign(new PassThrough(), {
    isTTY,
    setRawMode: (raw: boolean) => {
      modes.push(raw)
      return stdin
    },
  })
  const modes: boolean[] = []
  const shown: string[] = []
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(stdin as unknown as typeof process.stdin)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    shown.push(String(text))
    return true
  })
  return { stdin, modes, shown }
}

describe('a PIN that is typed', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it.each([
    ['enter', ['Blue7\r'], 'Blue7'],
    ['a line end', ['Blue7\n'], 'Blue7'],
    ['Ctrl-D', ['Blue7\u0004'], 'Blue7'],
    ['Ctrl-C, which gives up', ['Blue7\u0003'], null],
    ['nothing but enter', ['\r'], ''],
    ['letter by letter', [...'Blue7', '\r'], 'Blue7'],
    ['what is behind enter', ['Blue7\rmore\r'], 'Blue7'],
    ['a letter that was taken back', ['Blue8\u007f7\r'], 'Blue7'],
    ['a letter that was taken back in the other way', ['Blue8\b7\r'], 'Blue7'],
    ['more taken back than there was', ['B\u007f\u007fBlue7\r'], 'Blue7'],
    ['a letter behind the last that fits', [`${'1'.repeat(257)}\r`], '1'.repeat(256)],
  ])('ends with %s', async (_, keys, pin) => {
    const { stdin, modes, shown } = terminal()
    const typed = pinTyped('PIN: ')
    for (const key of keys) stdin.write(key)
    expect(await typed).toBe(pin)
    // Nothing of it was shown, and the terminal is as it was.
    expect([shown, modes, stdin.listenerCount('data')]).toEqual([['PIN: ', '\n'], [true, false], 0])
  })

  it('is not asked for where there is no terminal', async () => {
    const { shown } = terminal(false)
    expect(await pinTyped('PIN: ')).toBeNull()
    expect(shown).toEqual([])
  })
})
