import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DerReader, der } from '../../../src/pki/der/index.ts'
import * as pki from '../../../src/pki/index.ts'
import { freshParty, freshRoot } from './authority.ts'

const root = freshRoot()
const leaf = freshParty(root, { profile: 'signing' })
const raw = leaf.certificate.raw

function reasonOf(action: () => unknown): string {
  try {
    action()
    return 'accepted'
  } catch (error) {
    if (error instanceof pki.PkiError) return error.reason
    throw error
  }
}

/** The certificate with one part of its signed body replaced and a fresh signature. */
function resigned(find: Uint8Array, replace: Uint8Array): Uint8Array {
  const { tbs } = leaf.certificate
  const at = Buffer.from(tbs).indexOf(Buffer.from(find))
  expect(at).toBeGreaterThan(0)
  const header = 4
  const body = pki.concat(tbs.subarray(header, at), replace, tbs.subarray(at + find.length))
  const changed = der.sequence(body)
  return pki.assembleSigned(changed, root.sign(changed))
}

const keyUsage = leaf.certificate.extensions[0] as pki.Extension
const encoded = (extension: pki.Extension) =>
  der.sequence(
    ...[
      der.oid(extension.oid),
      ...(extension.critical ? [der.boolean(true)] : []),
      der.octets(extension.value),
    ],
  )
const withExtensions = (...extensions: readonly pki.Extension[]) => {
  const all = der.sequence(...leaf.certificate.extensions.map(encoded))
  return resigned(der.explicit(3, all), der.explicit(3, der.sequence(...extensions.map(encoded))))
}
const sm2 = der.sequence(der.oid(pki.OID.sm2WithSm3))
const notBefore = der.time(leaf.certificate.notBefore)
const spki = leaf.certificate.spkiDer
const spkiAlgorithm = der.sequence(der.oid(pki.OID.ecPublicKey), der.oid(pki.OID.sm2Curve))
const key = Buffer.from(leaf.keys.publicKey)

const CERTIFICATES: readonly (readonly [string, () => Uint8Array, string])[] = [
  ['empty', () => new Uint8Array(), 'truncated'],
  ['cut off by one byte', () => raw.subarray(0, -1), 'truncated'],
  ['followed by a byte', () => pki.concat(raw, Uint8Array.of(0)), 'trailing-bytes'],
  [
    'of indefinite length',
    () => pki.concat(pki.fromHex('3080'), raw.subarray(4), pki.fromHex('0000')),
    'bad-length',
  ],
  [
    'with a length longer than needed',
    () => pki.concat(pki.fromHex('308300'), raw.subarray(2)),
    'bad-length',
  ],
  ['with a length of five bytes', () => pki.fromHex('30850000000001ff'), 'bad-length'],
  ['with a reserved length', () => pki.fromHex('30ff00'), 'bad-length'],
  ['larger than allowed', () => new Uint8Array(pki.MAX_CERTIFICATE + 1), 'bad-text-encoding'],
  ['larger than allowed, though DER', () => der.sequence(new Uint8Array(pki.MAX_CERTIFICATE)), 'too-large'],
  [
    'signed with another algorithm than it says inside',
    () => pki.assembleSigned(leaf.certificate.tbs, leaf.certificate.signature, pki.OID.rsaSha256),
    'mismatched-algorithm',
  ],
  ['with the same extension twice', () => withExtensions(keyUsage, keyUsage), 'duplicate-extension'],
  ['with BER’s TRUE', () => resigned(pki.fromHex('0101ff'), pki.fromHex('010101')), 'bad-boolean'],
  [
    'with a key off the curve',
    () => resigned(spki, Uint8Array.from(spki.with(40, (spki[40] ?? 0) ^ 1))),
    'bad-point',
  ],
  [
    'with a key at infinity',
    () => resigned(spki, der.sequence(spkiAlgorithm, der.bits(Uint8Array.of(0)))),
    'bad-point',
  ],
  [
    'with unused bits in its key',
    () => resigned(der.bits(key), der.element(3, Uint8Array.of(1), key)),
    'bad-bit-string',
  ],
  [
    'of version 9',
    () => resigned(pki.fromHex('a003020102'), pki.fromHex('a003020109')),
    'unsupported-version',
  ],
  [
    'of version 1 with extensions',
    () => resigned(pki.fromHex('a003020102'), new Uint8Array()),
    'trailing-bytes',
  ],
  [
    'with a serial number not minimal',
    () => resigned(der.integer(leaf.certificate.serial), der.element(2, Uint8Array.of(0, 1))),
    'bad-integer',
  ],
  [
    'with a serial number of no bytes',
    () => resigned(der.integer(leaf.certificate.serial), der.element(2)),
    'bad-integer',
  ],
  [
    'with a serial number of 60 bytes',
    () => resigned(der.integer(leaf.certificate.serial), der.integer(new Uint8Array(60).fill(1))),
    'bad-integer',
  ],
  [
    'with a 13th month',
    () => resigned(notBefore, der.element(0x17, Buffer.from('261301000000Z'))),
    'bad-time',
  ],
  [
    'with a 30th of February',
    () => resigned(notBefore, der.element(0x17, Buffer.from('260230000000Z'))),
    'bad-time',
  ],
  [
    'with a time zone',
    () => resigned(notBefore, der.element(0x17, Buffer.from('260101000000+0800'))),
    'bad-time',
  ],
  [
    'with a time without seconds',
    () => resigned(notBefore, der.element(0x17, Buffer.from('2601010000Z'))),
    'bad-time',
  ],
  ['with a time that is a number', () => resigned(notBefore, der.integer(26)), 'bad-time'],
  [
    'with an object identifier cut off',
    () => resigned(sm2, der.sequence(der.element(6, Uint8Array.of(0x2a, 0x81)))),
    'bad-oid',
  ],
  [
    'with an object identifier padded',
    () => resigned(sm2, der.sequence(der.element(6, Uint8Array.of(0x2a, 0x80, 1)))),
    'bad-oid',
  ],
  ['with an empty object identifier', () => resigned(sm2, der.sequence(der.element(6))), 'bad-oid'],
  [
    'with a high tag number',
    () => resigned(sm2, der.sequence(der.oid('1.2.3'), Uint8Array.of(0x1f, 0x20, 0))),
    'unexpected-tag',
  ],
  [
    'with key usage that is no bit string',
    () => withExtensions({ ...keyUsage, value: der.integer(1) }),
    'unexpected-tag',
  ],
  [
    'with key usage whose unused bits are set',
    () => withExtensions({ ...keyUsage, value: pki.fromHex('030206ff') }),
    'bad-bit-string',
  ],
  ['with key usage of nothing', () => withExtensions({ ...keyUsage, value: new Uint8Array() }), 'truncated'],
  [
    'with something behind its key usage',
    () => withExtensions({ ...keyUsage, value: pki.fromHex('030206c00500') }),
    'trailing-bytes',
  ],
]

describe('a message is refused that would take far more memory or time than its bytes', () => {
  const message = (trailer: readonly Uint8Array[], algorithms: readonly Uint8Array[] = []) =>
    der.sequence(
      der.oid(pki.OID.gmSignedData),
      der.explicit(
        0,
        der.sequence(
          der.integer(1),
          der.setOf(...algorithms),
          der.sequence(der.oid(pki.OID.gmData)),
          ...trailer,
        ),
      ),
    )
  const content = { content: new Uint8Array() }
  const { certificate } = leaf
  const small = pki.signedMessageToSign({ content, certificate, detached: true, signingTime: null })
  const whole = small.finish(leaf.sign(new Uint8Array()))
  const signer = whole.subarray(Buffer.from(whole).lastIndexOf(raw) + raw.length + 2 + 1)
  const bare = signer.subarray(signer.indexOf(0x30))
  const many = <T>(n: number, one: T) => Array.from({ length: n }, () => one)

  it.each([
    ['signers', message([der.element(0x31, ...many(33, bare))])],
    ['certificates', message([der.element(0xa0, ...many(1001, raw)), der.setOf(bare)])],
    ['lists', message([der.element(0xa1, ...many(1001, der.sequence())), der.setOf(bare)])],
    ['digests', message([der.setOf(bare)], many(33, der.sequence(der.oid(pki.OID.sm3))))],
    [
      'parts of one certificate',
      message([der.element(0xa0, der.sequence(new Uint8Array(pki.MAX_CERTIFICATE + 1))), der.setOf(bare)]),
    ],
  ])('too many %s', (_, bytes) => {
    expect(reasonOf(() => pki.parseSignedMessage(message([der.setOf(bare)])))).toBe('accepted')
    expect(reasonOf(() => pki.parseSignedMessage(bytes))).toBe('too-large')
  })

  it('a list with megabytes of names or extensions', () => {
    const listed = (name: Uint8Array, ...rest: readonly Uint8Array[]) => {
      const time = der.time(new Date())
      return pki.assembleSigned(
        der.sequence(der.integer(1), sm2, name, time, time, ...rest),
        new Uint8Array(1),
      )
    }
    const name = pki.encodeName([['CN', 'x']])
    const rdn = pki.encodeName([['CN', 'x'.repeat(1000)]]).subarray(4)
    const extension = der.sequence(der.oid('1.2.3'), der.octets(new Uint8Array(300_000)))
    expect(reasonOf(() => pki.parseCrl(listed(name)))).toBe('accepted')
    expect(reasonOf(() => pki.parseCrl(listed(der.sequence(...many(70, rdn)))))).toBe('too-large')
    const extended = listed(name, der.explicit(0, der.sequence(extension)))
    expect(reasonOf(() => pki.parseCrl(extended))).toBe('too-large')
  })

  it('too many recipients', () => {
    const sealed = pki.sealMessage(new Uint8Array(), many(1001, leaf.certificate))
    expect(reasonOf(() => pki.parseEnvelopedMessage(sealed))).toBe('too-large')
  })
})

describe('a certificate is refused when it is', () => {
  it.each(CERTIFICATES)('%s', (_, make, reason) => {
    expect(reasonOf(() => pki.parseCertificate(make()))).toBe(reason)
  })

  it('cut off at any byte', () => {
    for (let i = 0; i < raw.length; i++)
      expect(reasonOf(() => pki.parseCertificate(raw.subarray(0, i)))).not.toBe('accepted')
  })

  it('PEM that is damaged', () => {
    const pem = pki.toPem('CERTIFICATE', raw)
    for (const damaged of [pem.slice(0, -30), pem.replace('M', '!'), pem.replace('=', '')]) {
      if (damaged !== pem) expect(reasonOf(() => pki.parseCertificate(damaged))).not.toBe('accepted')
    }
  })

  it('changed in any byte (or its signature no longer verifies)', () => {
    for (let i = 0; i < raw.length; i++) {
      const changed = raw.with(i, (raw[i] ?? 0) ^ 0x01)
      const reason = reasonOf(() => {
        const certificate = pki.parseCertificate(changed)
        if (!pki.isSignedBy(certificate, root.certificate)) throw new pki.PkiError('test', 'bad-signature')
      })
      expect(reason, `byte ${i}`).not.toBe('accepted')
    }
  })
})

describe('the error of a refusal', () => {
  it('names the structure and the offset', () => {
    const cut = raw.subarray(0, 100)
    expect(() => pki.parseCertificate(cut)).toThrow(
      expect.objectContaining({ structure: 'Certificate', offset: 0 }),
    )
    const changed = resigned(notBefore, der.integer(26))
    const at = Buffer.from(changed).indexOf(Buffer.from(der.integer(26)))
    expect(() => pki.parseCertificate(changed)).toThrow(
      expect.objectContaining({ reason: 'bad-time', offset: at }),
    )
  })
})

describe('DER', () => {
  it('is not read deeper than any of our structures nests', () => {
    let nested = new Uint8Array()
    for (let i = 0; i < 200; i++) nested = Uint8Array.from(der.sequence(nested))
    const descend = (reader: DerReader): unknown => (reader.done ? null : descend(reader.sequence()))
    expect(reasonOf(() => descend(DerReader.of(nested, 'nest')))).toBe('too-deep')
  })

  it('is read back as it was written', () => {
    const read = (bytes: Uint8Array) => DerReader.of(bytes, 'test')
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.nat(),
        fc.string({ unit: 'grapheme' }),
        (bytes, n, text) => {
          expect(read(der.octets(bytes)).octets()).toEqual(bytes)
          expect(read(der.bits(bytes)).bits()).toEqual(bytes)
          expect(read(der.integer(n)).small()).toBe(n)
          expect(read(der.utf8(text)).text()).toBe(text)
          const magnitude = read(der.integer(bytes)).unsigned()
          expect(BigInt(`0x0${pki.toHex(magnitude)}`)).toBe(BigInt(`0x0${pki.toHex(bytes)}`))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('keeps times to the second and object identifiers to the digit', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1950-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
        (date, arcs) => {
          date.setUTCMilliseconds(0)
          expect(DerReader.of(der.time(date), 'test').time()).toEqual(date)
          const dotted = `1.2.${arcs.join('.')}`
          expect(DerReader.of(der.oid(dotted), 'test').oid()).toBe(dotted)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('takes object identifiers as long as a UUID, and refuses those that would encode like another', () => {
    const uuid = '2.25.329800735698586629295641978511506172918'
    expect(DerReader.of(der.oid(uuid), 'test').oid()).toBe(uuid)
    for (const dotted of ['1.40.1', '0.40', '3.1', '2', '1.2.03'])
      expect(
        reasonOf(() => der.oid(dotted)),
        dotted,
      ).toBe('bad-oid')
  })

  it('cannot express times outside the years 0 to 9999', () => {
    for (const time of ['+010000-01-01T00:00:00Z', '-000001-01-01T00:00:00Z'])
      expect(
        reasonOf(() => der.time(new Date(time))),
        time,
      ).toBe('bad-time')
  })
})
