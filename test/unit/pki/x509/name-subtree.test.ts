import { describe, expect, it } from 'vitest'
import * as pki from '../../../../src/pki/index.ts'
import type { GeneralName } from '../../../../src/pki/x509/general-name.ts'
import { isWithin, mayBeWithin } from '../../../../src/pki/x509/name-subtree.ts'

const form = (kind: 'dns' | 'mail' | 'uri', value: string): GeneralName => ({ form: kind, value })
const ip = (hex: string): GeneralName => ({ form: 'ip', bytes: Uint8Array.from(Buffer.from(hex, 'hex')) })
/** Within both, within neither, or not understood: then it is in no permitted subtree and in every excluded one. */
const verdicts = { in: [true, true], out: [false, false], unknown: [false, true] } as const
type Verdict = keyof typeof verdicts
const verdict = (name: GeneralName, subtree: GeneralName) => [
  isWithin(name, subtree),
  mayBeWithin(name, subtree),
]

describe('a host name', () => {
  it.each<readonly [string, string, Verdict]>([
    ['a.example.com', 'example.com', 'in'],
    ['example.com', 'example.com', 'in'],
    ['EXAMPLE.com.', 'Example.COM.', 'in'],
    ['a.b.example.com', 'example.com', 'in'],
    ['badexample.com', 'example.com', 'out'],
    ['example.com', 'a.example.com', 'out'],
    ['example.com', '', 'in'],
    ['example.com', '.example.com', 'out'],
    ['a.example.com', '.example.com', 'in'],
    ['*.example.com', 'example.com', 'in'],
    ['a b.example.com', 'example.com', 'unknown'],
    ['', '', 'unknown'],
    ['a..example.com', 'example.com', 'unknown'],
    ['a.*.example.com', 'example.com', 'unknown'],
    [`${'a'.repeat(63)}.example.com`, 'example.com', 'in'],
    [`${'a'.repeat(64)}.example.com`, 'example.com', 'unknown'],
    [`a.${'b'.repeat(64)}`, '', 'unknown'],
  ])('%s lies within %s: %s', (name, subtree, expected) => {
    expect(verdict(form('dns', name), form('dns', subtree))).toEqual(verdicts[expected])
  })

  it('with an asterisk may lie within whatever one of its hosts is in', () => {
    const may = (name: string, subtree: string) => verdict(form('dns', name), form('dns', subtree))
    expect(may('*.example.com', 'a.example.com')).toEqual([false, true])
    expect(may('*.example.com', '.a.example.com.')).toEqual([false, true])
    expect(may('*.example.com', 'a.example.net')).toEqual([false, false])
    expect(may('*.example.com', 'com')).toEqual([true, true])
    expect(may('b.example.com', 'a.example.com')).toEqual([false, false])
    expect(may('*.example.com', 'badexample.com')).toEqual([false, false])
  })
})

describe('a mail address', () => {
  it.each<readonly [string, string, Verdict]>([
    ['a@example.com', 'example.com', 'in'],
    ['a@EXAMPLE.com', 'example.com.', 'in'],
    ['a@b.example.com', 'example.com', 'out'],
    ['a@b.example.com', '.example.com', 'in'],
    ['a@example.com', '.example.com', 'out'],
    ['a@example.com', '', 'in'],
    ['a@example.com', 'a@example.com', 'in'],
    ['a@example.com', 'a@EXAMPLE.com', 'in'],
    ['A@example.com', 'a@example.com', 'out'],
    ['b@example.com', 'a@example.com', 'out'],
    ['a@example.net', 'a@example.com', 'out'],
    ['"a@b"@example.com', 'example.com', 'in'],
    ['@example.com', 'example.com', 'unknown'],
    ['example.com', 'example.com', 'unknown'],
    ['a@*.example.com', '.example.com', 'unknown'],
    ['a@b c', 'example.com', 'unknown'],
  ])('%s lies within %s: %s', (name, subtree, expected) => {
    expect(verdict(form('mail', name), form('mail', subtree))).toEqual(verdicts[expected])
  })
})

describe('an address of the web', () => {
  it.each<readonly [string, string, Verdict]>([
    ['https://example.com/a', 'example.com', 'in'],
    ['HTTPS://user:p@Example.com:8080?x#y', 'example.com', 'in'],
    ['https://example.com', 'example.com', 'in'],
    ['https://example.com:', 'example.com', 'in'],
    ['https://a.example.com', 'example.com', 'out'],
    ['https://a.example.com', '.example.com', 'in'],
    ['https://a@b@example.com/', 'example.com', 'in'],
    ['x+y.z-1://example.com', 'example.com', 'in'],
    ['https://example.com', '', 'in'],
    ['https://10.0.0.1/', '', 'unknown'],
    ['https://7/', '', 'unknown'],
    ['https://a7/', '', 'in'],
    ['https://*.example.com/', '.example.com', 'unknown'],
    ['mailto:a@example.com', 'example.com', 'unknown'],
    ['1http://example.com', 'example.com', 'unknown'],
    [' https://example.com', 'example.com', 'unknown'],
    ['https:///a', '', 'unknown'],
  ])('%s lies within %s: %s', (name, subtree, expected) => {
    expect(verdict(form('uri', name), form('uri', subtree))).toEqual(verdicts[expected])
  })
})

describe('an address of the internet', () => {
  const six = '20010db8000000000000000000000001'
  it.each<readonly [string, string, Verdict]>([
    ['0a000001', '0a000000ff000000', 'in'],
    ['0b000001', '0a000000ff000000', 'out'],
    ['0a000001', '0a010203ff000000', 'in'],
    ['0a000001', '0000000000000000', 'in'],
    ['0a000001', '0a000000ffffffff', 'out'],
    ['0a000081', '0a000080ffffff80', 'in'],
    [six, `20010db8${'00'.repeat(12)}ffffffff${'00'.repeat(12)}`, 'in'],
    [six, `20010db9${'00'.repeat(12)}ffffffff${'00'.repeat(12)}`, 'out'],
    [six, '0000000000000000', 'out'],
    ['0a000001', '00'.repeat(32), 'out'],
    ['0a0000', '0000000000000000', 'unknown'],
    ['0a000001', '0a0000', 'unknown'],
  ])('%s lies within %s: %s', (name, subtree, expected) => {
    expect(verdict(ip(name), ip(subtree))).toEqual(verdicts[expected])
  })
})

describe('a name in a directory', () => {
  const dn = (...parts: readonly string[]): GeneralName => ({
    form: 'directory',
    name: pki.parseName(pki.encodeName(parts.map((part) => ['OU', part] as const))),
  })
  it.each<readonly [GeneralName, GeneralName, Verdict]>([
    [dn('a', 'b'), dn('a'), 'in'],
    [dn('a', 'b'), dn('A', 'B'), 'in'],
    [dn('a', 'b'), dn(), 'in'],
    [dn('a'), dn('a', 'b'), 'out'],
    [dn('a', 'b'), dn('b'), 'out'],
  ])('lies within its beginnings (%#)', (name, subtree, expected) => {
    expect(verdict(name, subtree)).toEqual(verdicts[expected])
  })

  it('and a name of another form are not understood together', () => {
    const all = [dn('a'), form('dns', 'a'), form('mail', 'a@a'), form('uri', 'x://a'), ip('0a000001')]
    for (const [i, name] of all.entries())
      for (const [j, subtree] of all.entries())
        if (i !== j) expect(verdict(name, subtree), `${i} ${j}`).toEqual(verdicts.unknown)
    const other: GeneralName = { form: 'other 136' }
    expect(verdict(other, other)).toEqual(verdicts.unknown)
  })
})
