import { execFileSync, spawnSync } from 'node:child_process'
import { createHmac, pbkdf2Sync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { DerReader, der } from '../../../src/pki/der/index.ts'
import * as pki from '../../../src/pki/index.ts'
import { openPkcs12, type Pbkdf2 } from '../../../src/pki/pkcs12/rsa.ts'

// PKCS#12 files as OpenSSL, NSS, GnuTLS and Java write them, in every algorithm that they offer.

const folder = mkdtempSync(join(tmpdir(), 'pki-p12-'))
afterAll(() => rmSync(folder, { recursive: true }))
const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { cwd: folder, stdio: 'pipe' })
const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
const read = (name: string) => new Uint8Array(readFileSync(join(folder, name)))

run(
  'openssl',
  ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=old user'],
  ...['-keyout', 'key.pem', '-out', 'cert.pem'],
)
const certificate = pki.parseCertificate(readFileSync(join(folder, 'cert.pem'), 'utf8'))
const pack = (...options: string[]) => {
  const given = ['-inkey', 'key.pem', '-in', 'cert.pem', '-name', 'u', '-passout', 'pass:123456']
  run('openssl', 'pkcs12', '-export', ...given, '-out', 'openssl.p12', ...options)
  return read('openssl.p12')
}
const cipher = (name: string) => ['-certpbe', name, '-keypbe', name]

/** That of node, as in the process that opens files. */
const fast: Pbkdf2 = ({ hash, password, salt, rounds, length }) =>
  new Uint8Array(pbkdf2Sync(password, salt, rounds, length, hash))

const opens = (file: Uint8Array) => {
  const content = openPkcs12(file, '123456', fast)
  expect(content.certificates).toEqual([certificate.raw])
  writeFileSync(join(folder, 'out.der'), content.privateKeys[0] ?? new Uint8Array())
  const key = run('openssl', 'pkey', '-inform', 'DER', '-in', 'out.der', '-pubout', '-outform', 'DER')
  expect(new Uint8Array(key)).toEqual(certificate.spkiDer)
}

describe('a file by OpenSSL opens', () => {
  const today = ['AES-128-CBC', 'AES-192-CBC', 'DES-EDE3-CBC', 'SM4-CBC']
  const camellia = ['CAMELLIA-128-CBC', 'CAMELLIA-192-CBC', 'CAMELLIA-256-CBC']
  it.each([...today, ...camellia])('with %s', (name) => {
    opens(pack(...cipher(name)))
  })

  const twelve = ['RC4-128', 'RC4-40', '3DES', '2DES', 'RC2-128', 'RC2-40', 'DES', 'RC2-64'].map(
    (one) => `SHA1-${one}`,
  )
  it.each([...twelve, 'MD5-DES', 'MD5-RC2-64'])('with the old PBE-%s', (name) => {
    opens(pack('-legacy', ...cipher(`PBE-${name}`)))
  })

  it.each(['DES-CBC', 'RC2-CBC'])('with the old %s', (name) => {
    opens(pack('-legacy', ...cipher(name)))
  })

  it.each(['sha1', 'sha224', 'sha384', 'sha512', 'sha512-224', 'sha512-256', 'sm3'])(
    'with a code of %s',
    (name) => {
      const file = pack('-macalg', name)
      opens(file)
      expect(() => openPkcs12(file, '654321', fast)).toThrow(/wrong-password/)
    },
  )
})

describe('a file by OpenSSL is refused because of its algorithm', () => {
  it.each(['ARIA-256-CBC', 'AES-128-CFB', 'AES-128-OFB'])('%s', (name) => {
    expect(() => openPkcs12(pack(...cipher(name)), '123456', fast)).toThrow(/unsupported-algorithm/)
  })

  it.each(['md5', 'sha3-256', 'ripemd160'])('a code of %s', (name) => {
    expect(() => openPkcs12(pack('-macalg', name), '123456', fast)).toThrow(/unsupported-algorithm/)
  })
})

describe('a wrong password', () => {
  it.each(['CAMELLIA-256-CBC', 'SM4-CBC'])('without a code is told by the padding of %s', (name) => {
    expect(() => openPkcs12(pack('-nomac', ...cipher(name)), '654321', fast)).toThrow(/wrong-password/)
  })
})

const PBKDF2 = '1.2.840.113549.1.5.12'
const PBMAC1 = '1.2.840.113549.1.5.14'
const hmacs = { sha1: 7, sha224: 8, sha256: 9, sha384: 10, sha512: 11 } as const

/** The file without its code, with a code that node computes. */
const coded = (hash: keyof typeof hmacs, password = '123456', ...options: readonly string[]) => {
  const members = DerReader.of(pack('-nomac', ...options), 'test')
    .sequence()
    .all((list) => list.raw())
  const content = DerReader.of(members[1] ?? new Uint8Array(), 'test').sequence()
  content.oid()
  const covered = content.enter(0xa0).octets()
  const salt = pki.randomBytes(16)
  const prf = der.sequence(der.oid(`1.2.840.113549.2.${hmacs[hash]}`), der.nothing())
  const derivation = der.sequence(der.octets(salt), der.integer(2048), der.integer(32), prf)
  const parameters = der.sequence(der.sequence(der.oid(PBKDF2), derivation), prf)
  const code = createHmac(hash, pbkdf2Sync(password, salt, 2048, 32, hash))
    .update(covered)
    .digest()
  const info = der.sequence(der.sequence(der.oid(PBMAC1), parameters), der.octets(new Uint8Array(code)))
  return der.sequence(...members, der.sequence(info, der.octets(new Uint8Array()), der.integer(1)))
}

describe('a file with PBMAC1 (RFC 9579)', () => {
  it.each(Object.keys(hmacs) as readonly (keyof typeof hmacs)[])('and %s opens', (hash) => {
    opens(coded(hash))
    expect(() => openPkcs12(coded(hash, '654321'), '123456', fast)).toThrow(/wrong-password/)
  })
})

it('a file whose code proves the password, and which still cannot be decrypted, is not said to have a wrong one', () => {
  const file = coded('sha256', '123456', '-passout', 'pass:something else')
  expect(() => openPkcs12(file, '123456', fast)).toThrow(/unsupported-algorithm/)
  expect(() => openPkcs12(file, 'something else', fast)).toThrow(/wrong-password/)
})

// NSS and GnuTLS ask for 600,000 rounds for each key, so only one file of each is opened here. docs/pki.md tells which
// others were tried by hand.
const without = (program: string) => (has(program) ? '' : ` (skipped: ${program} is not installed)`)

it.skipIf(!has('pk12util'))(`a file by NSS opens${without('pk12util')}`, () => {
  mkdirSync(join(folder, 'db'))
  run('certutil', '-N', '-d', 'sql:db', '--empty-password')
  pack()
  run('pk12util', '-i', 'openssl.p12', '-d', 'sql:db', '-W', '123456', '-K', '')
  run('pk12util', '-o', 'nss.p12', '-n', 'u', '-d', 'sql:db', '-W', '123456', '-K', '')
  opens(read('nss.p12'))
})

it.skipIf(!has('certtool'))(`a file by GnuTLS opens${without('certtool')}`, () => {
  const given = ['--load-privkey', 'key.pem', '--load-certificate', 'cert.pem', '--p12-name', 'u']
  const to = ['--outder', '--outfile', 'gnutls.p12']
  run('certtool', '--to-p12', ...given, '--password', '123456', '--pkcs-cipher', 'arcfour', ...to)
  opens(read('gnutls.p12'))
})

describe(`a file by Java opens${without('keytool')}`, () => {
  it.skipIf(!has('keytool')).each([
    ['of today', []],
    ['of old', ['-J-Dkeystore.pkcs12.legacy']],
  ])('%s', (_, options) => {
    pack()
    rmSync(join(folder, 'java.p12'), { force: true })
    const from = ['-srckeystore', 'openssl.p12', '-srcstoretype', 'PKCS12', '-srcstorepass', '123456']
    const to = ['-destkeystore', 'java.p12', '-deststoretype', 'PKCS12', '-deststorepass', '123456']
    run('keytool', ...options, '-importkeystore', ...from, ...to, '-noprompt')
    opens(read('java.p12'))
  })
})
