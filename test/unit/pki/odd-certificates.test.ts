import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { der } from '../../../src/pki/der/index.ts'
import * as pki from '../../../src/pki/index.ts'
import { pick, randomFrom } from '../../random.ts'
import { authority, freshKey, issue, nameOf } from './paths/issue.ts'

// Certificates as odd as real authorities make them. Reading is tolerant, the verdict on the chain is strict.

type Odd = {
  readonly subject?: Uint8Array
  readonly extension?: Uint8Array
  readonly serial?: Uint8Array
  readonly version?: Uint8Array
  readonly notBefore?: Uint8Array
  readonly notAfter?: Uint8Array
  readonly ids?: Uint8Array
}

/** What is wrong with its chain. */
type Problems = readonly string[]
const fine: Problems = []

const CN = '2.5.4.3'
const attribute = (oid: string, value: Uint8Array) => der.sequence(der.oid(oid), value)
const named = (...values: readonly Uint8Array[]) =>
  der.sequence(...values.map((value) => der.setOf(attribute(CN, value))))
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const wide = (text: string, size: 2 | 4) => {
  const out = Buffer.alloc(text.length * size)
  for (let i = 0; i < text.length; i++) out.writeUInt16BE(text.charCodeAt(i), (i + 1) * size - 2)
  return new Uint8Array(out)
}

const names: readonly (readonly [string, Uint8Array])[] = [
  ['no name at all', der.sequence()],
  ['an empty part of the name', der.sequence(der.element(0x31), der.setOf(attribute(CN, der.utf8('甲'))))],
  ['nothing but an empty part of the name', der.sequence(der.element(0x31))],
  [
    'two attributes in one part',
    der.sequence(der.setOf(attribute(CN, der.utf8('甲')), attribute('2.5.4.5', der.printable('7')))),
  ],
  ['its name in BMPString', named(der.element(0x1e, wide('甲乙', 2)))],
  ['its name in UniversalString', named(der.element(0x1c, wide('甲乙', 4)))],
  ['its name in TeletexString', named(der.element(0x14, bytes('Zürich')))],
  ['its name in NumericString', named(der.element(0x12, bytes('0123')))],
  ['its name in VisibleString', named(der.element(0x1a, bytes('visible')))],
  ['its name in GeneralString', named(der.element(0x1b, bytes('general')))],
  ['a number for a name', named(der.integer(7))],
  ['a list for a name', named(der.sequence(der.integer(7), der.utf8('x')))],
  ['nothing (NULL) for a name', named(der.nothing())],
  ['an empty text for a name', named(der.utf8(''))],
  ['UTF-8 in PrintableString', named(der.element(0x13, new Uint8Array(Buffer.from('商标', 'utf8'))))],
  ['signs in PrintableString that it has not', named(der.element(0x13, bytes('a@b*c')))],
  ['two common names', named(der.utf8('甲'), der.utf8('乙'))],
  ['a common name of 300 letters', named(der.utf8('长'.repeat(300)))],
  ['line breaks and NUL in its name', named(der.utf8('a\n\u0000b'))],
  ['letters that turn the direction in its name', named(der.utf8('\u202egpj.exe'))],
  ['an attribute that nobody knows', der.sequence(der.setOf(attribute('1.2.3.4.5', der.utf8('x'))))],
  [
    'a mail address in its name',
    der.sequence(der.setOf(attribute('1.2.840.113549.1.9.1', der.element(0x16, bytes('a@b.cn'))))),
  ],
  ['bits in its name', der.sequence(der.setOf(attribute('2.5.4.45', der.bits(Uint8Array.of(1)))))],
  [
    'a time in its name',
    der.sequence(der.setOf(attribute('1.3.6.1.5.5.7.9.1', der.element(0x18, bytes('19800101000000Z'))))),
  ],
  ['forty parts in its name', named(...Array.from({ length: 40 }, (_, i) => der.utf8(`${i}`)))],
  [
    'a domain in its name',
    der.sequence(der.setOf(attribute('0.9.2342.19200300.100.1.25', der.element(0x16, bytes('example'))))),
  ],
]

const extended = (oid: string, value: Uint8Array, critical?: Uint8Array) =>
  der.sequence(der.oid(oid), ...(critical === undefined ? [] : [critical]), der.octets(value))
const yes = der.boolean(true)
const no = der.element(1, Uint8Array.of(0))
const url = (tag: number, text: string) => der.implicit(tag, bytes(text))
const AIA = '1.3.6.1.5.5.7.1.1'
const OCSP = '1.3.6.1.5.5.7.48.1'

const extensions: readonly (readonly [string, Uint8Array, Problems])[] = [
  ['no addresses of its issuer', extended(AIA, der.sequence()), fine],
  [
    'a directory for an address',
    extended(AIA, der.sequence(der.sequence(der.oid(OCSP), der.explicit(4, nameOf('x'))))),
    fine,
  ],
  ['an address in LDAP', extended(AIA, der.sequence(der.sequence(der.oid(OCSP), url(6, 'ldap://x/')))), fine],
  ['no places of lists', extended('2.5.29.31', der.sequence()), fine],
  ['an empty place of lists', extended('2.5.29.31', der.sequence(der.sequence())), fine],
  [
    'a place of lists with reasons only',
    extended('2.5.29.31', der.sequence(der.sequence(der.implicit(1, Uint8Array.of(1, 2))))),
    fine,
  ],
  [
    'a place of lists in a directory',
    extended(
      '2.5.29.31',
      der.sequence(der.sequence(der.element(0xa0, der.element(0xa0, der.explicit(4, nameOf('x')))))),
    ),
    fine,
  ],
  ['no purposes', extended('2.5.29.37', der.sequence()), fine],
  ['a purpose that nobody knows', extended('2.5.29.37', der.sequence(der.oid('1.2.3.4'))), fine],
  ['no policies', extended('2.5.29.32', der.sequence()), fine],
  [
    'a policy with a long notice',
    extended(
      '2.5.29.32',
      der.sequence(
        der.sequence(
          der.oid('1.2.3'),
          der.sequence(der.sequence(der.oid('1.3.6.1.5.5.7.2.2'), der.sequence(der.utf8('长'.repeat(400))))),
        ),
      ),
    ),
    fine,
  ],
  ['no other names', extended('2.5.29.17', der.sequence()), fine],
  [
    'another name of its own kind',
    extended('2.5.29.17', der.sequence(der.element(0xa0, der.oid('1.2.3'), der.explicit(0, der.utf8('x'))))),
    fine,
  ],
  ['an X.400 name', extended('2.5.29.17', der.sequence(der.element(0xa3, der.sequence()))), fine],
  [
    'an EDI name',
    extended('2.5.29.17', der.sequence(der.element(0xa5, der.explicit(1, der.utf8('x'))))),
    fine,
  ],
  [
    'a registered number',
    extended('2.5.29.17', der.sequence(der.element(0x88, Uint8Array.of(0x2a, 3)))),
    fine,
  ],
  [
    'an address of three bytes',
    extended('2.5.29.17', der.sequence(der.element(0x87, Uint8Array.of(1, 2, 3)))),
    fine,
  ],
  [
    'a host name with letters beyond ASCII',
    extended('2.5.29.17', der.sequence(der.element(0x82, Uint8Array.of(0xc3, 0xbc)))),
    fine,
  ],
  ['basic constraints that say FALSE', extended('2.5.29.19', der.sequence(no)), fine],
  ['a path length though it is no authority', extended('2.5.29.19', der.sequence(der.integer(3))), fine],
  [
    'a key identifier of its issuer with name and number',
    extended(
      '2.5.29.35',
      der.sequence(der.element(0xa1, der.explicit(4, nameOf('root'))), der.implicit(2, Uint8Array.of(1))),
    ),
    fine,
  ],
  ['an empty key identifier of its issuer', extended('2.5.29.35', der.sequence()), fine],
  ['a key identifier of one byte', extended('2.5.29.14', der.octets(Uint8Array.of(1))), fine],
  ['a key identifier of 100 bytes', extended('2.5.29.14', der.octets(new Uint8Array(100))), fine],
  ['an unknown extension full of nonsense', extended('1.2.3.4', Uint8Array.of(0xff, 0xff)), fine],
  ['an unknown extension of nothing', extended('1.2.3.4', new Uint8Array()), fine],
  ['an unknown extension that says it is not critical', extended('1.2.3.4', der.nothing(), no), fine],
  [
    'an unknown extension that is critical',
    extended('1.2.3.4', der.nothing(), yes),
    ['unknown-critical-extension'],
  ],
  [
    'a mark of a certificate to come, which is critical',
    extended('1.3.6.1.4.1.11129.2.4.3', der.nothing(), yes),
    ['unknown-critical-extension'],
  ],
  ['the type of Netscape', extended('2.16.840.1.113730.1.1', der.bits(Uint8Array.of(0x80))), fine],
  ['the comment of Netscape', extended('2.16.840.1.113730.1.13', der.element(0x16, bytes('x'))), fine],
  ['names of its issuer', extended('2.5.29.18', der.sequence(url(6, 'http://x/'))), fine],
  [
    'attributes of its holder',
    extended('2.5.29.9', der.sequence(attribute('1.3.6.1.5.5.7.9.4', der.setOf(der.printable('CN'))))),
    fine,
  ],
  [
    'the period of its private key',
    extended('2.5.29.16', der.sequence(der.implicit(0, bytes('20200101000000Z')))),
    fine,
  ],
  ['a feature of TLS', extended('1.3.6.1.5.5.7.1.24', der.sequence(der.integer(5))), fine],
  [
    'statements of a qualified certificate',
    extended('1.3.6.1.5.5.7.1.3', der.sequence(der.sequence(der.oid('0.4.0.1862.1.1')))),
    fine,
  ],
  [
    'addresses of its holder',
    extended(
      '1.3.6.1.5.5.7.1.11',
      der.sequence(der.sequence(der.oid('1.3.6.1.5.5.7.48.5'), url(6, 'http://x/'))),
    ),
    fine,
  ],
  ['the use of its key left empty', extended('2.5.29.15', der.bits(new Uint8Array())), fine],
  ['the ninth use of its key', extended('2.5.29.15', der.element(3, Uint8Array.of(7, 0x80, 0x80))), fine],
]

const long = (length: number) => new Uint8Array(length).fill(0x11)
const others: readonly (readonly [string, Odd, Problems])[] = [
  ['the number 0', { serial: der.integer(0) }, fine],
  ['a number below 0', { serial: der.element(2, Uint8Array.of(0x80, 1)) }, fine],
  ['a number of 20 bytes', { serial: der.integer(long(20)) }, fine],
  ['a number of 40 bytes', { serial: der.integer(long(40)) }, fine],
  [
    'identifiers of issuer and holder',
    { ids: pki.concat(der.element(0x81, Uint8Array.of(0, 1)), der.element(0x82, Uint8Array.of(0, 2))) },
    fine,
  ],
  [
    'a time of this century in the long form',
    { notBefore: der.element(0x18, bytes('20200101000000Z')) },
    fine,
  ],
  ['the end that means never', { notAfter: der.element(0x18, bytes('99991231235959Z')) }, fine],
  ['the year 1950', { notBefore: der.element(0x17, bytes('500101000000Z')) }, fine],
  ['an end before its begin', { notAfter: der.element(0x17, bytes('010101000000Z')) }, ['expired']],
]

const cases: readonly (readonly [string, Odd, Problems])[] = [
  ...names.map(([name, subject]): [string, Odd, Problems] => [name, { subject }, fine]),
  ...extensions.map(([name, extension, problems]): [string, Odd, Problems] => [
    name,
    { extension },
    problems,
  ]),
  ...others,
]

const rootKey = freshKey()
const key = freshKey()
const rootName = nameOf('root')
const ends = { subject: rootName, issuer: rootName, key: rootKey, issuerKey: rootKey }
const root = issue({ ...ends, extensions: [authority()] })
const algorithm = der.sequence(der.oid('1.2.840.113549.1.1.11'), der.nothing())

const made = (odd: Odd): Uint8Array => {
  const tbs = der.sequence(
    der.explicit(0, der.integer(2)),
    odd.serial ?? der.integer(5),
    algorithm,
    rootName,
    der.sequence(
      odd.notBefore ?? der.time(new Date('2020-01-01T00:00:00Z')),
      odd.notAfter ?? der.time(new Date('2048-01-01T00:00:00Z')),
    ),
    odd.subject ?? nameOf('leaf'),
    key.spki,
    odd.ids ?? new Uint8Array(),
    ...(odd.extension === undefined ? [] : [der.explicit(3, der.sequence(odd.extension))]),
  )
  return der.sequence(tbs, algorithm, der.bits(rootKey.sign(tbs)))
}

const problemsOf = (certificate: Uint8Array): readonly string[] =>
  pki.verifyChain(pki.parseCertificate(certificate), { trusted: [root] }).problems.map(({ reason }) => reason)

const opensslReads = (certificate: Uint8Array): boolean => {
  try {
    return new X509Certificate(certificate).raw.length > 0
  } catch {
    return false
  }
}

/** Values of a name in types that OpenSSL does not take there. */
const notByOpenssl: ReadonlySet<string> = new Set([
  'its name in VisibleString',
  'its name in GeneralString',
  'a number for a name',
  'nothing (NULL) for a name',
  'a time in its name',
])

describe('a certificate is read, and its chain judged, with', () => {
  it.each(cases)('%s', (name, odd, problems) => {
    const certificate = made(odd)
    expect(problemsOf(certificate)).toEqual(problems)
    expect(opensslReads(certificate)).toBe(!notByOpenssl.has(name))
  })
})

it('two hundred certificates that are odd in three ways at once have the verdicts of the three together', () => {
  const random = randomFrom(2026)
  for (let i = 0; i < 200; i++) {
    const [name, subject] = pick(random, names)
    const [more, extension, of] = pick(random, extensions)
    const [last, other, and] = pick(random, others)
    const said = [...problemsOf(made({ ...other, subject, extension }))].sort()
    expect([name, more, last, said]).toEqual([name, more, last, [...of, ...and].sort()])
  }
})
