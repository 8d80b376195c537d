import { execFileSync } from 'node:child_process'
import { createPrivateKey, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import * as pki from '../../../src/pki/index.ts'

// What OpenSSL's cms command makes: RFC 5652 with RSA and ECDSA, like other software that the same people sign with.

const folder = mkdtempSync(join(tmpdir(), 'pki-cms-'))
afterAll(() => rmSync(folder, { recursive: true }))
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
const content = new TextEncoder().encode('hello cms')
writeFileSync(join(folder, 'm'), content)

function party(name: string, ...key: string[]): pki.Certificate {
  openssl(
    ...['req', '-x509', '-nodes', '-subj', `/CN=${name}`, ...key],
    ...['-keyout', `${name}.key`, '-out', `${name}.pem`],
  )
  return pki.parseCertificate(readFileSync(join(folder, `${name}.pem`), 'utf8'))
}
const rsa = party('rsa', '-newkey', 'rsa:2048')
const ec = party('ec', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256')
const p521 = party('p521', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-521')
const pss = party('pss', '-newkey', 'rsa-pss', '-pkeyopt', 'rsa_keygen_bits:2048')
const ed25519 = party('ed25519', '-newkey', 'ed25519')

function signed(name: string, ...options: string[]): Uint8Array {
  const by = ['-signer', `${name}.pem`, '-inkey', `${name}.key`]
  openssl('cms', '-sign', '-binary', '-in', 'm', '-outform', 'DER', '-out', 'out', ...by, ...options)
  return new Uint8Array(readFileSync(join(folder, 'out')))
}

function verdicts(message: Uint8Array, given: Uint8Array = content) {
  const options = { content: { content: given }, certificates: [rsa, ec, p521, pss, ed25519] }
  return pki.verifySignedMessage(pki.parseSignedMessage(message), options).map(({ problem }) => problem)
}

const signatureAlgorithm = { oid: pki.OID.ed25519, parameters: null }
const partyOf = ({ issuer, serialHex }: pki.Certificate) =>
  ({ by: 'issuer-and-serial', issuer, serialHex }) as const

describe('a message signed by OpenSSL', () => {
  it.each([
    ['attached', 'rsa', ['-nodetach']],
    ['without attributes', 'rsa', ['-nodetach', '-noattr']],
    ['without certificates', 'rsa', ['-nodetach', '-nocerts']],
    ['by the key’s identifier', 'rsa', ['-nodetach', '-keyid']],
    ['with SHA-1', 'rsa', ['-nodetach', '-md', 'sha1']],
    ['with SHA-384', 'rsa', ['-nodetach', '-md', 'sha384']],
    ['with SHA-512', 'ec', ['-nodetach', '-md', 'sha512']],
    ['with SHA-224', 'rsa', ['-nodetach', '-md', 'sha224']],
    ['with ECDSA and SHA-224', 'ec', ['-nodetach', '-md', 'sha224']],
    ['with ECDSA and SHA-1', 'ec', ['-nodetach', '-md', 'sha1']],
    ['with P-521', 'p521', ['-nodetach', '-md', 'sha512']],
    ['with RSA-PSS', 'rsa', ['-nodetach', '-keyopt', 'rsa_padding_mode:pss']],
    ['with RSA-PSS and SHA-512', 'rsa', ['-nodetach', '-md', 'sha512', '-keyopt', 'rsa_padding_mode:pss']],
    ['with RSA-PSS and SHA-1', 'rsa', ['-nodetach', '-md', 'sha1', '-keyopt', 'rsa_padding_mode:pss']],
    [
      'with RSA-PSS and the longest salt',
      'rsa',
      ['-nodetach', '-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:-3'],
    ],
    [
      'with RSA-PSS and another hash in the mask',
      'rsa',
      ['-nodetach', '-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_mgf1_md:sha384'],
    ],
    ['with a key for RSA-PSS only', 'pss', ['-nodetach', '-keyopt', 'rsa_padding_mode:pss']],
    ['in BER with indefinite lengths', 'rsa', ['-nodetach', '-stream']],
    ['in BER without attributes', 'ec', ['-nodetach', '-stream', '-noattr']],
  ])('%s verifies', (_, name, options) => {
    const message = signed(name, ...options)
    expect(pki.parseSignedMessage(message).content).toEqual(content)
    expect(verdicts(message)).toEqual([null])
  })

  it('that is detached verifies with its own content and no other', () => {
    const message = signed('rsa')
    expect(verdicts(message)).toEqual([null])
    expect(verdicts(message, content.subarray(1))).toEqual(['wrong-digest'])
  })

  it('with several signers gets a verdict for each of them', () => {
    const second = ['-signer', 'p521.pem', '-inkey', 'p521.key', '-md', 'sha512', '-nodetach']
    expect(verdicts(signed('rsa', ...second))).toEqual([null, null])
  })

  it('is said to be weak if it is only as good as SHA-1', () => {
    const weak = (name: string, ...options: string[]) =>
      pki.verifySignedMessage(pki.parseSignedMessage(signed(name, '-nodetach', ...options)))[0]?.weak
    expect(['rsa', 'ec'].map((name) => weak(name, '-md', 'sha1'))).toEqual([true, true])
    expect(weak('rsa', '-md', 'sha1', '-keyopt', 'rsa_padding_mode:pss')).toBe(true)
    expect(['rsa', 'ec'].map((name) => weak(name, '-md', 'sha224'))).toEqual([false, false])
  })

  it.each([
    ['RSA-PSS', 'rsa', ['-keyopt', 'rsa_padding_mode:pss']],
    ['P-521', 'p521', ['-md', 'sha512']],
  ])('of %s with any bit of the signature changed does not verify', (_, name, options) => {
    const message = signed(name, '-nodetach', ...options)
    const [signer] = pki.parseSignedMessage(message).signers
    const at = Buffer.from(message).indexOf(Buffer.from(signer?.signature ?? []))
    const length = signer?.signature.length ?? 0
    for (const place of [length - 1, length >> 1, 12]) {
      const changed = message.slice()
      changed[at + place] = (changed[at + place] ?? 0) ^ 4
      expect(verdicts(changed)).toEqual(['bad-signature'])
    }
  })

  it('with Ed25519 verifies as RFC 8419 says, and not over other attributes', () => {
    // OpenSSL 3.0 signs no messages with this key, so its attributes get a signature by node here.
    const [signer] = pki.parseSignedMessage(signed('rsa', '-nodetach', '-md', 'sha512')).signers
    const key = createPrivateKey(readFileSync(join(folder, 'ed25519.key')))
    const attributes = signer?.attributesDer ?? new Uint8Array()
    const own = {
      ...{ contentType: pki.OID.data, content, certificates: [ed25519], crls: [] },
      signers: signer === undefined ? [] : [{ ...signer, signatureAlgorithm, party: partyOf(ed25519) }],
    }
    const verdictOn = (signature: Uint8Array) =>
      pki
        .verifySignedMessage({ ...own, signers: own.signers.map((one) => ({ ...one, signature })) })
        .map(({ problem }) => problem)
    expect(verdictOn(new Uint8Array(sign(null, attributes, key)))).toEqual([null])
    expect(verdictOn(new Uint8Array(sign(null, attributes.subarray(1), key)))).toEqual(['bad-signature'])
  })

  it('by a key for RSA-PSS only does not verify as PKCS#1', () => {
    const message = pki.parseSignedMessage(signed('rsa', '-nodetach'))
    const numbers = rsa.publicKey.type === 'rsa' ? rsa.publicKey : null
    const only = { ...rsa, publicKey: { ...numbers, type: 'rsa-pss', parameters: null } } as pki.Certificate
    expect(
      pki.verifySignedMessage({ ...message, certificates: [only] }).map(({ problem }) => problem),
    ).toEqual(['unsupported-algorithm'])
  })

  it('in BER verifies with a content of many pieces, and not with another one', () => {
    const large = new Uint8Array(300_000).map((_, i) => i % 251)
    writeFileSync(join(folder, 'large'), large)
    const by = ['-signer', 'rsa.pem', '-inkey', 'rsa.key', '-stream', '-nodetach']
    openssl('cms', '-sign', '-binary', '-in', 'large', '-outform', 'DER', '-out', 'out', ...by)
    const message = new Uint8Array(readFileSync(join(folder, 'out')))
    expect(message[1]).toBe(0x80)
    expect(pki.cmsKind(message)).toBe('signed')
    expect(pki.parseSignedMessage(message).content).toEqual(large)
    expect(verdicts(message)).toEqual([null])
    const at = Buffer.from(message).indexOf(Buffer.from(large.subarray(0, 200)))
    message[at] = 99
    expect(verdicts(message)).toEqual(['wrong-digest'])
  })

  it('in BER is refused when it ends early, or never', () => {
    const message = signed('rsa', '-nodetach', '-stream')
    const refused = (bytes: Uint8Array) => expect(() => pki.parseSignedMessage(bytes)).toThrow(pki.PkiError)
    for (const length of [2, 20, 60, message.length - 2, message.length - 1])
      refused(message.subarray(0, length))
    refused(pki.concat(message, Uint8Array.of(0, 0)))
    refused(Uint8Array.from({ length: 100_000 }, (_, i) => (i % 2 === 0 ? 0x30 : 0x80)))
  })
})

describe('a chain of certificates', () => {
  const issue = (issuer: string, ...options: string[]) => {
    openssl('req', '-new', '-key', 'ec.key', '-subj', '/CN=user', '-out', 'user.csr')
    const by = ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-set_serial', '7']
    openssl('x509', '-req', '-in', 'user.csr', ...by, ...options, '-out', 'user.pem')
    return pki.parseCertificate(readFileSync(join(folder, 'user.pem'), 'utf8'))
  }
  const reasons = (certificate: pki.Certificate, trusted: pki.Certificate) =>
    pki.verifyChain(certificate, { trusted: [trusted] }).problems.map(({ reason }) => reason)

  it.each([
    ['P-521', 'p521', p521, []],
    ['Ed25519', 'ed25519', ed25519, []],
    ['RSA-PSS', 'rsa', rsa, ['-sigopt', 'rsa_padding_mode:pss']],
    ['a key for RSA-PSS only', 'pss', pss, ['-sigopt', 'rsa_padding_mode:pss']],
    ['SHA-224', 'rsa', rsa, ['-sha224']],
  ])('signed with %s is right', (_, name, issuer, options) => {
    expect(reasons(issue(name, ...options), issuer)).toEqual([])
  })

  it.each([
    ['ECDSA', 'ec', ec, ['-sha1']],
    ['RSA-PSS', 'rsa', rsa, ['-sha1', '-sigopt', 'rsa_padding_mode:pss']],
  ])('signed with %s and SHA-1 is weak', (_, name, issuer, options) => {
    expect(reasons(issue(name, ...options), issuer)).toEqual(['weak-algorithm'])
  })

  it('has lists of the same kinds, but none with SHA-1', () => {
    const list = (name: string, ...options: string[]) => {
      writeFileSync(join(folder, 'index.txt'), '')
      writeFileSync(join(folder, 'number'), '01')
      const section = 'database = index.txt\ncrlnumber = number\ndefault_crl_days = 9\ndefault_md = sha256\n'
      writeFileSync(join(folder, 'ca.cnf'), `[ca]\ndefault_ca = own\n[own]\n${section}`)
      const by = ['-keyfile', `${name}.key`, '-cert', `${name}.pem`]
      openssl('ca', '-config', 'ca.cnf', '-gencrl', ...by, ...options, '-out', 'list.pem')
      return pki.parseCrl(readFileSync(join(folder, 'list.pem'), 'utf8'))
    }
    const pssOption = ['-sigopt', 'rsa_padding_mode:pss']
    expect(pki.verifyCrl(list('rsa', ...pssOption), rsa)).toBe(true)
    expect(pki.verifyCrl(list('p521'), p521)).toBe(true)
    expect(pki.verifyCrl(list('rsa', '-md', 'sha1'), rsa)).toBe(false)
    expect(pki.verifyCrl(list('rsa', '-md', 'sha1', ...pssOption), rsa)).toBe(false)
  })
})
