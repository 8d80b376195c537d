import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeLoopbackCertificate } from '../../../../src/main/loopback-trust/loopback-certificate.ts'

const folder = mkdtempSync(join(tmpdir(), 'loopback-'))
afterAll(() => rmSync(folder, { recursive: true }))

const made = makeLoopbackCertificate(new Date())
const at = (name: string) => join(folder, name)
const openssl = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' })
  return { status, said: `${stdout}${stderr}` }
}

beforeAll(() => {
  writeFileSync(at('authority.der'), made.authority)
  openssl('x509', '-inform', 'DER', '-in', 'authority.der', '-out', 'authority.pem')
  writeFileSync(
    at('leaf.pem'),
    `${made.chain.split('-----END CERTIFICATE-----')[0]}-----END CERTIFICATE-----\n`,
  )
  writeFileSync(at('key.pem'), made.key)
})

describe('the loopback certificate', () => {
  it('is accepted by OpenSSL for the three names of this computer and for servers', () => {
    for (const name of [
      ['-verify_ip', '127.0.0.1'],
      ['-verify_ip', '::1'],
      ['-verify_hostname', 'localhost'],
    ]) {
      const answer = openssl(
        'verify',
        '-x509_strict',
        '-purpose',
        'sslserver',
        ...name,
        '-CAfile',
        'authority.pem',
        'leaf.pem',
      )
      expect(answer.said).toContain('leaf.pem: OK')
    }
  })

  it('is refused by OpenSSL for any other name, and for signing mail or in as a client', () => {
    for (const name of [
      ['-verify_ip', '127.0.0.2'],
      ['-verify_hostname', 'example.cn'],
      ['-verify_hostname', 'a.localhost'],
    ])
      expect(openssl('verify', ...name, '-CAfile', 'authority.pem', 'leaf.pem').status).not.toBe(0)
    for (const purpose of ['sslclient', 'smimesign', 'timestampsign'])
      expect(openssl('verify', '-purpose', purpose, '-CAfile', 'authority.pem', 'leaf.pem').status).not.toBe(
        0,
      )
  })

  it('has constraints that are critical and name this computer alone', () => {
    const { said } = openssl('x509', '-in', 'authority.pem', '-noout', '-text')
    expect(said).toContain('X509v3 Name Constraints: critical')
    expect(said).toMatch(
      /DNS:localhost\s+IP:127\.0\.0\.1\/255\.255\.255\.255\s+IP:0:0:0:0:0:0:0:1\/FFFF:FFFF/,
    )
    expect(said).toContain('CA:TRUE, pathlen:0')
    expect(said).toContain('ASN1 OID: prime256v1')
  })

  it('keeps its key below an authority whose key is nowhere', () => {
    const own = openssl('x509', '-in', 'leaf.pem', '-noout', '-pubkey').said
    expect(openssl('pkey', '-in', 'key.pem', '-pubout').said).toBe(own)
    expect(openssl('x509', '-in', 'authority.pem', '-noout', '-pubkey').said).not.toBe(own)
    expect(JSON.stringify(made).match(/PRIVATE KEY/g)).toHaveLength(2)
  })

  it('is another one each time', () => {
    expect(makeLoopbackCertificate(new Date()).sha1).not.toBe(made.sha1)
  })
})

describe('NSS', () => {
  const database = `sql:${at('nss')}`
  const certutil = (...args: readonly string[]) =>
    spawnSync('certutil', [...args, '-d', database], { encoding: 'utf8' })

  it('accepts it for servers once the authority is trusted, and not before', () => {
    mkdirSync(at('nss'))
    execFileSync('certutil', ['-N', '-d', database, '--empty-password'])
    const add = (name: string, trust: string, file: string) =>
      certutil('-A', '-n', name, '-t', trust, '-a', '-i', at(file))
    expect(add('leaf', ',,', 'leaf.pem').status).toBe(0)
    const verdict = () => certutil('-V', '-n', 'leaf', '-u', 'V', '-e').stdout
    expect(verdict()).not.toContain('certificate is valid')
    expect(add('authority', 'C,,', 'authority.pem').status).toBe(0)
    expect(verdict()).toContain('certificate is valid')
    expect(certutil('-V', '-n', 'leaf', '-u', 'C', '-e').stdout).not.toContain('certificate is valid')
  })
})
