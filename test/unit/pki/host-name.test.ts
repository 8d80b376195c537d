import { describe, expect, it } from 'vitest'
import * as pki from '../../../src/pki/index.ts'
import { alternativeNames, freshKey, general, issue, nameOf } from './paths/issue.ts'

const key = freshKey()
const named = (names: readonly Uint8Array[], extensions = alternativeNames(names)) =>
  issue({ subject: nameOf('common.example.com'), issuer: nameOf('root'), key, issuerKey: key, extensions })
const { dns, ip } = general

const server = named([
  dns('example.com'),
  dns('*.Example.org'),
  dns('*.com'),
  dns('w*.example.net'),
  dns('a.*.example.net'),
  dns('10.0.0.9'),
  dns('xn--fiqs8s'),
  ip('0a000001'),
  ip('20010db8000000000000000000000001'),
])

describe('a certificate is for a host', () => {
  it.each(['example.com', 'EXAMPLE.com', 'example.com.', 'a.example.org', 'xn--fiqs8s'])('%s', (host) => {
    expect(pki.isForHost(server, host)).toBe(true)
  })

  it.each(['10.0.0.1', '2001:db8::1', '2001:DB8:0:0:0:0:0:1', '[2001:db8::1]', '2001:db8::0.0.0.1'])(
    '%s',
    (host) => {
      expect(pki.isForHost(server, host)).toBe(true)
    },
  )
})

describe('a certificate is not for a host', () => {
  it.each([
    ['another name', 'example.net'],
    ['a name below', 'a.example.com'],
    ['two labels for one asterisk', 'a.b.example.org'],
    ['no label for the asterisk', 'example.org'],
    ['all hosts of a top domain', 'bank.com'],
    ['an asterisk inside a label', 'www.example.net'],
    ['an asterisk further behind', 'a.b.example.net'],
    ['the common name', 'common.example.com'],
    ['an address that is written as a name', '10.0.0.9'],
    ['an address with other writing', '10.0.0.01'],
    ['a number', '167772161'],
    ['another address', '2001:db8::2'],
    ['too many colons', '2001::db8::1'],
    ['nothing', ''],
    ['an asterisk', '*.example.org'],
    ['a name with an end of text', 'example.com\0.example.org'],
  ])('%s', (_, host) => {
    expect(pki.isForHost(server, host)).toBe(false)
  })

  it('when its names cannot be read', () => {
    const broken = { oid: pki.OID.subjectAltName, critical: false, value: Uint8Array.of(0x30, 2, 0x82, 9) }
    expect(pki.isForHost(named([], [broken]), 'example.com')).toBe(false)
  })
})
