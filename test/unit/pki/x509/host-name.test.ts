import { describe, expect, it } from 'vitest'
import { der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { isForHost } from '../../../../src/pki/x509/host-name.ts'
import { certificateOf, extension } from './unsigned.ts'

const dns = (name: string) => der.implicit(2, new TextEncoder().encode(name))
const ip = (hex: string) => der.implicit(7, Uint8Array.from(Buffer.from(hex, 'hex')))
const bare = certificateOf()
const isFor = (name: Uint8Array, host: string) =>
  isForHost({ ...bare, extensions: [extension(pki.OID.subjectAltName, der.sequence(name))] }, host)

describe('a name of a certificate', () => {
  it.each<readonly [string, string, boolean]>([
    ['a.example', 'a.example', true],
    ['A.Example', 'a.eXAMPLE', true],
    ['a.example.', 'a.example', true],
    ['a.example', 'a.example.', true],
    ['a.example', 'a.example..', false],
    ['a_b.example', 'a_b.example', true],
    ['-a.example', '-a.example', false],
    ['a-.example', 'a-.example', false],
    ['a-b.example', 'a-b.example', true],
    [`${'a'.repeat(63)}.b`, `${'a'.repeat(63)}.b`, true],
    [`${'a'.repeat(64)}.b`, `${'a'.repeat(64)}.b`, false],
    ['a..b', 'a..b', false],
    ['a.7', 'a.7', false],
    ['a.7b', 'a.7b', true],
    ['7.b', '7.b', true],
    ['localhost', 'localhost', true],
    ['*.a.example', 'b.a.example', true],
    ['*.A.EXAMPLE', 'b.a.example', true],
    ['*.a.example', 'a.example', false],
    ['*.a.example', 'c.b.a.example', false],
    ['*.a.example', 'b.c.example', false],
    ['*.example', 'a.example', false],
    ['*.a.7', 'b.a.7', false],
    ['*', 'a', false],
    ['*.*.example', 'a.b.example', false],
    ['b*.a.example', 'bc.a.example', false],
    ['*.a.example', '*.a.example', false],
  ])('%s is for %s: %s', (name, host, right) => {
    expect(isFor(dns(name), host)).toBe(right)
  })

  it.each<readonly [string, string, boolean]>([
    ['00000000', '0.0.0.0', true],
    ['ffffffff', '255.255.255.255', true],
    ['0a000001', '10.0.0.1', true],
    ['0a000001', '10.0.0.2', false],
    ['0a000001', '10.0.0.256', false],
    ['0a000001', '10.0.0.01', false],
    ['0a000001', '10.0.1', false],
    ['0a000001', '10.0.0.0.1', false],
    ['0a000001', '10.0.0.+1', false],
    [`${'00'.repeat(15)}01`, '::1', true],
    ['00'.repeat(16), '::', true],
    [`0001${'00'.repeat(14)}`, '1::', true],
    [`0001${'00'.repeat(13)}01`, '1::1', true],
    [`0001${'00'.repeat(13)}01`, '[1::1]', true],
    ['00010002000300040005000600070008', '1:2:3:4:5:6:7:8', true],
    ['00010002000300040005000600000008', '1:2:3:4:5:6::8', true],
    ['00010002000300040005000600070008', '1:2:3:4:5:6:7::8', false],
    ['00010002000300040005000600070008', '1:2:3:4:5:6:7', false],
    ['00010002000300040005000600070008', '1:2:3:4:5:6:7:8:9', false],
    ['00010002000300040005000607000008', '1:2:3:4:5:6:7.0.0.8', true],
    ['000100020003000400050006070000080000', '1:2:3:4:5:6:7.0.0.8:0', false],
    [`${'00'.repeat(12)}0a000001`, '::10.0.0.1', true],
    [`0a000001${'00'.repeat(12)}`, '10.0.0.1::', false],
    ['00'.repeat(16), '::10.0.0.1:0', false],
    ['00010000000000000000000000000002', '1:10.0.0.1::2', false],
    ['0001000a000000000000000000000000', '1:0.10.0.0::', false],
    [`0001${'00'.repeat(10)}0a000001`, '1::10.0.0.1', true],
    ['abcd0000000000000000000000000000', 'ABCD::', true],
    ['abcd0000000000000000000000000000', '0abcd::', false],
    ['00000000000000000000000000000001', ':::1', false],
    ['00000000000000000000000000000001', '::1::', false],
    ['00000000000000000000000000000001', '::g', false],
    ['00000000000000000000000000000001', '0:0:0:0:0:0:0:1', true],
    ['0a000001', '::a00:1', false],
  ])('%s is for the address %s: %s', (hex, host, right) => {
    expect(isFor(ip(hex), host)).toBe(right)
  })

  it('is for an address as an address, and for a host as a host', () => {
    expect(isFor(dns('10.0.0.1'), '10.0.0.1')).toBe(false)
    expect(isFor(der.implicit(6, new TextEncoder().encode('a.example')), 'a.example')).toBe(false)
    expect(isForHost(bare, 'a.example')).toBe(false)
    expect(isForHost(bare, '')).toBe(false)
  })
})
