import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  createUkey,
  isPlugged,
  listUkeys,
  type NewUkey,
  plugUkey,
  readUkey,
  removeUkey,
  typeOnKeypad,
  ukeyFile,
  ukeyHome,
  unplugUkey,
} from '../../../../src/native/virtual-ukey/ukey.ts'
import { newHomes } from './folder.ts'

const home = newHomes()
const textOf = (id: string, suffix = '.ukey') => readFileSync(join(home(), `${id}${suffix}`), 'utf8')
/** What the file of a new key says under a name. */
const lineOf = (wanted: NewUkey, name: string) => {
  createUkey(home(), 'a', wanted)
  return textOf('a')
    .split('\n')
    .find((line) => line.startsWith(`${name} `))
}
const asHex = (text: string) => Buffer.from(text).toString('hex')

describe('the folder of the keys', () => {
  it('is the one that is named, or one in the data folder of the user', () => {
    expect(ukeyHome({ VIRTUAL_UKEY_HOME: '/keys', XDG_DATA_HOME: '/data' })).toBe('/keys')
    expect(ukeyHome({ XDG_DATA_HOME: '/data', HOME: '/home/a' })).toBe('/data/cert-assistant/virtual-ukey')
    const own = '/home/a/.local/share/cert-assistant/virtual-ukey'
    expect(ukeyHome({ XDG_DATA_HOME: 'data', HOME: '/home/a' })).toBe(own)
    expect(ukeyHome({ HOME: '/home/a' })).toBe(own)
    expect(ukeyHome({})).toBe(join(homedir(), '.local/share/cert-assistant/virtual-ukey'))
  })

  it('has files with plain names only', () => {
    const long = 'a'.repeat(32)
    expect(ukeyFile('/keys', long, '.ukey')).toBe(`/keys/${long}.ukey`)
    for (const name of ['', '../a', 'a.b', `${long}a`, 'ä'])
      expect(() => ukeyFile('/keys', name, '.ukey')).toThrow(`not a key name`)
  })

  it('is empty where there is none, and tells the keys by name', () => {
    expect(listUkeys(home())).toEqual([])
    for (const id of ['b', 'a']) createUkey(home(), id)
    for (const name of ['a.plugged', 'x y.ukey', 'c.txt']) writeFileSync(join(home(), name), '')
    expect(listUkeys(home()).map(({ id, plugged }) => [id, plugged])).toEqual([
      ['a', true],
      ['b', false],
    ])
  })
})

describe('a new key', () => {
  it('is not plugged in, has its name as its label, and default PINs', () => {
    createUkey(home(), 'a')
    expect(readUkey(home(), 'a')).toEqual({
      ...{ id: 'a', plugged: false },
      facts: {
        ...{ slot: 0, label: 'a', manufacturer: 'Virtual Ukey', model: 'VU-SM2', generation: 5 },
        ...{ serial: expect.stringMatching(/^[0-9A-F]{16}$/), objects: [] },
        user: { left: 6, max: 6, isDefault: true, set: true },
        so: { left: 10, max: 10, isDefault: false, set: true },
      },
    })
    expect(statSync(join(home(), 'a.ukey')).mode & 0o777).toBe(0o600)
    expect(statSync(home()).mode & 0o777).toBe(0o700)
    expect(readdirSync(home())).toEqual(['a.ukey'])
  })

  it.each<[NewUkey, string, string]>([
    [{}, 'unwrap', '1'],
    [{ unwrap: false }, 'unwrap', '0'],
    [{}, 'import', '1'],
    [{}, 'keypad', '0'],
    [{ keypad: true }, 'keypad', '1'],
    [{ alwaysAuthenticate: true }, 'always-authenticate', '1'],
    [{}, 'pin-rule', '6 16 any'],
    [{ pinMin: 4, pinMax: 8, pinDigits: true }, 'pin-rule', '4 8 digits'],
    [{}, 'capacity', '524288'],
    [{}, 'application', `0 16 ${asHex('VirtualUkey')}`],
    [{ model: '' }, 'model', '-'],
    [{ label: Uint8Array.of(0xff) }, 'label', 'ff'],
    [{ userPin: null, userTries: 3 }, 'user-pin', '3 3 0 0 - -'],
    [{ soPin: null, soTries: 4 }, 'so-pin', '4 4 0 0 - -'],
  ])('with %o says of %s: %s', (wanted, name, value) => {
    expect(lineOf(wanted, name)).toBe(`${name} ${value}`)
  })

  it('says nothing of what it has not', () => {
    expect(lineOf({}, 'always-authenticate')).toBeUndefined()
    expect(textOf('a')).toMatch(/^virtual-ukey 1\nslot 0\nepoch \d+\ngeneration 5\n/)
    expect(textOf('a')).toMatch(/\ncapacity 524288\nnext 1\napplication /)
  })

  it('tells a default PIN from another one, and the tries that are left', () => {
    expect(lineOf({ userPin: '87654321', userTriesLeft: 2 }, 'user-pin')).toMatch(
      /^user-pin 2 6 0 2000 [0-9a-f]{32} [0-9a-f]{120}$/,
    )
    createUkey(home(), 'b')
    expect(textOf('b')).toMatch(/\nuser-pin 6 6 1 2000 /)
    createUkey(home(), 'c', { soPin: '12345678' })
    expect(textOf('c')).toMatch(/\nso-pin 10 10 0 2000 /)
  })

  it('gets the first free slot, of sixteen, or the one that is wanted', () => {
    createUkey(home(), 'second', { slot: 1 })
    for (let one = 0; one < 15; one++) createUkey(home(), `k${one}`, { userPin: null, soPin: null })
    expect(
      listUkeys(home())
        .map(({ facts }) => facts?.slot)
        .sort((a = 0, b = 0) => a - b),
    ).toEqual(Array.from({ length: 16 }, (_, slot) => slot))
    expect(() => createUkey(home(), 'more')).toThrow('all 16 slots have a key')
    expect(() => createUkey(home(), 'more', { slot: 1 })).toThrow('slot 1 has a key already')
    expect(() => createUkey(home(), 'k0', { slot: 99 })).toThrow('there is a key named k0 already')
  })

  it.each([
    ['label', 32],
    ['manufacturer', 32],
    ['model', 16],
    ['serial', 16],
    ['application', 64],
  ])('has a %s of at most %i bytes', (name, size) => {
    expect(() => createUkey(home(), 'long', { [name]: 'x'.repeat(size + 1) })).toThrow(
      `${name} is longer than ${size} bytes`,
    )
    expect(listUkeys(home())).toEqual([])
    createUkey(home(), 'a', { [name]: 'x'.repeat(size) })
    expect(listUkeys(home())).toHaveLength(1)
  })
})

describe('a key', () => {
  it('is plugged in, twice like once, and pulled out', () => {
    expect(() => plugUkey(home(), 'a')).toThrow('there is no key named a')
    createUkey(home(), 'a')
    plugUkey(home(), 'a')
    plugUkey(home(), 'a')
    expect([isPlugged(home(), 'a'), readUkey(home(), 'a').plugged]).toEqual([true, true])
    unplugUkey(home(), 'a')
    unplugUkey(home(), 'a')
    expect(isPlugged(home(), 'a')).toBe(false)
  })

  it('is typed a PIN on its keypad, the last one counts', () => {
    mkdirSync(home())
    typeOnKeypad(home(), 'a', '111111')
    typeOnKeypad(home(), 'a', '222222')
    expect(textOf('a', '.keypad')).toBe('222222')
    expect(readdirSync(home())).toEqual(['a.keypad'])
  })

  it('is removed with all its files, and no other key with it', () => {
    for (const id of ['a', 'b']) createUkey(home(), id)
    const suffixes = [
      'ukey.new',
      'faults',
      'delays',
      'keypad',
      'quirks',
      'claim',
      'session',
      'lock',
      'plugged',
    ]
    for (const suffix of suffixes) writeFileSync(join(home(), `a.${suffix}`), '')
    removeUkey(home(), 'a')
    expect(readdirSync(home())).toEqual(['b.ukey'])
    expect(() => removeUkey(home(), 'a')).not.toThrow()
  })
})
