import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  addFault,
  checkTarget,
  clearFaults,
  type Fault,
  faultsSpent,
  readDelays,
  readFaults,
  setDelays,
} from '../../../../src/native/virtual-ukey/faults.ts'
import { newHomes } from './folder.ts'

const home = newHomes()
beforeEach(() => mkdirSync(home(), { recursive: true }))
const text = (suffix: string) => readFileSync(join(home(), `a${suffix}`), 'utf8')

describe('a fault of a key', () => {
  it.each<[Fault, string]>([
    [{ on: 'sign', action: { kind: 'removed' } }, '000001 sign removed'],
    [{ on: 'C_Login', nth: 999_999, action: { kind: 'hang' } }, '999999 C_Login hang'],
    [{ on: 'SKF_X1', action: { kind: 'return', code: 0x30 } }, '000001 SKF_X1 return 0x30'],
    [{ on: 'V_a', action: { kind: 'garbage' }, after: true }, '000001 V_a garbage after'],
    [{ on: 'any', action: { kind: 'garbage', length: 0 }, forever: true }, '000001 any garbage 0 forever'],
    [
      { on: 'pin', nth: 2, action: { kind: 'full' }, after: true, forever: true },
      '000002 pin full after forever',
    ],
  ])('%o is written as %s', (fault, line) => {
    addFault(home(), 'a', fault)
    expect(text('.faults')).toBe(`${line}\n`)
  })

  it.each([0, -1, 1.5, 1_000_000, Number.NaN])('has no call of the number %d', (nth) => {
    const fault: Fault = { on: 'sign', nth, action: { kind: 'hang' } }
    expect(() => addFault(home(), 'a', fault)).toThrow(`not the number of a call: ${nth}`)
    expect(readFaults(home(), 'a')).toEqual([])
  })

  it('is added to the others, and all are cleared together', () => {
    for (const on of ['sign', 'read'] as const) addFault(home(), 'a', { on, action: { kind: 'kill' } })
    expect(readFaults(home(), 'a')).toEqual(['000001 sign kill', '000001 read kill'])
    clearFaults(home(), 'a')
    expect(readFaults(home(), 'a')).toEqual([])
    expect(() => clearFaults(home(), 'a')).not.toThrow()
  })

  it('is spent when its number is zero', () => {
    expect(faultsSpent(home(), 'a')).toBe(true)
    writeFileSync(join(home(), 'a.faults'), '000000 sign hang\n000000 read hang\n')
    expect(faultsSpent(home(), 'a')).toBe(true)
    writeFileSync(join(home(), 'a.faults'), '000000 sign hang\n000010 read hang\n')
    expect(faultsSpent(home(), 'a')).toBe(false)
  })

  it.each(['sign', 'session', 'C_Sign', 'SKF_A', 'V_1'])('may be on %s', (target) => {
    expect(checkTarget(target)).toBe(target)
  })

  it.each(['', 'signs', 'C_', 'C_a b', 'xC_Sign', 'D_Sign', 'c_Sign', 'C_Sign-'])(
    'may not be on %s',
    (target) => {
      expect(() => checkTarget(target)).toThrow(`not a C_ or SKF_ function or one of any, sign, decrypt`)
      expect(() => checkTarget(target)).toThrow(`session: ${target}`)
    },
  )
})

describe('the delays of a key', () => {
  it('replace the earlier ones, and are none when none are set', () => {
    expect(readDelays(home(), 'a')).toEqual({})
    setDelays(home(), 'a', { sign: 10, C_Login: 250 })
    expect(text('.delays')).toBe('10 sign\n250 C_Login\n')
    expect(readDelays(home(), 'a')).toEqual({ sign: 10, C_Login: 250 })
    setDelays(home(), 'a', { read: 1 })
    expect(readDelays(home(), 'a')).toEqual({ read: 1 })
    setDelays(home(), 'a', {})
    expect(readDelays(home(), 'a')).toEqual({})
    expect(() => text('.delays')).toThrow('ENOENT')
    expect(() => setDelays(home(), 'a', {})).not.toThrow()
  })
})
