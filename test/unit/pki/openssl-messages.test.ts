import { execFileSync } from 'node:child_process'
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
party('p521', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-521')

function signed(name: string, ...options: string[]): Uint8Array {
  const by = ['-signer', `${name}.pem`, '-inkey', `${name}.key`]
  openssl('cms', '-sign', '-binary', '-in', 'm', '-outform', 'DER', '-out', 'out', ...by, ...options)
  return new Uint8Array(readFileSync(join(folder, 'out')))
}

function verdicts(message: Uint8Array, given: Uint8Array = content) {
  const options = { content: { content: given }, certificates: [rsa, ec] }
  return pki.verifySignedMessage(pki.parseSignedMessage(message), options).map(({ problem }) => problem)
}

describe('a message signed by OpenSSL', () => {
  it.each([
    ['attached', 'rsa', ['-nodetach']],
    ['without attributes', 'rsa', ['-nodetach', '-noattr']],
    ['without certificates', 'rsa', ['-nodetach', '-nocerts']],
    ['by the key’s identifier', 'rsa', ['-nodetach', '-keyid']],
    ['with SHA-1', 'rsa', ['-nodetach', '-md', 'sha1']],
    ['with SHA-384', 'rsa', ['-nodetach', '-md', 'sha384']],
    ['with SHA-512', 'ec', ['-nodetach', '-md', 'sha512']],
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
    expect(verdicts(signed('rsa', ...second)).toSorted()).toEqual([null, 'unsupported-algorithm'])
  })

  it('with RSA-PSS is said to be unsupported, not wrong', () => {
    expect(verdicts(signed('rsa', '-nodetach', '-keyopt', 'rsa_padding_mode:pss'))).toEqual([
      'unsupported-algorithm',
    ])
  })

  it('is refused at the first indefinite length of BER', () => {
    const message = signed('rsa', '-nodetach', '-stream')
    expect(() => pki.parseSignedMessage(message)).toThrow(
      expect.objectContaining({ reason: 'bad-length', offset: 0 }),
    )
  })
})
