import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readUkey, ukeyLibrary } from '../../../src/native/virtual-ukey/ukey.ts'
import { build, freshHome, PIN, SO_PIN } from './library.ts'

// OpenSC's pkcs11-tool and OpenSSL know nothing of this project, so what they accept is real PKCS#11 and real SM2.
let home = ''
let drop = () => {}

const tool = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync('pkcs11-tool', ['--module', ukeyLibrary(), ...args], {
    env: { ...process.env, VIRTUAL_UKEY_HOME: home },
    encoding: 'utf8',
  })
  return { status, text: `${stdout}${stderr}` }
}
const loggedIn = ['--login', '--pin', PIN]
const openssl = (...args: readonly string[]) =>
  execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

const start = (key = {}) => {
  const fresh = freshHome(key)
  home = fresh.home
  drop = fresh.drop
}

beforeAll(() => build())
afterEach(() => drop())

describe("OpenSC's pkcs11-tool with the virtual Ukey", () => {
  it('lists the slots, with the token and the state of its PIN', () => {
    start({ manufacturer: 'Some Vendor', model: 'Model-1', serial: 'SN0001' })
    const { text } = tool('-L')
    expect(text).toContain('Slot 0 (0x0): Virtual Ukey slot 00')
    expect(text).toMatch(/token label\s+: alice\n/)
    expect(text).toMatch(/token manufacturer\s+: Some Vendor\n/)
    expect(text).toMatch(/serial num\s+: SN0001\n/)
    expect(text).toMatch(/token flags.*user PIN to be changed/)
    expect(text.match(/\(empty\)/g)).toHaveLength(15)
  })

  it('lists the SM2 mechanisms by number, and none of them on a fourth-generation key', () => {
    start()
    const sm2 = tool('-M').text
    for (const number of ['80008001', '80008103', '80008104', '80008105', '80008201', '80565501'])
      expect(sm2).toContain(`mechtype-0x${number}`)
    drop()
    start({ generation: 4 })
    const rsa = tool('-M').text
    expect(rsa).toContain('SHA256-RSA-PKCS')
    expect(rsa).not.toContain('mechtype-0x8')
  })

  it('changes the PIN, is told that a PIN is wrong, and unlocks the key through the SO', () => {
    start()
    expect(tool(...loggedIn, '--change-pin', '--new-pin', '22334455').text).toContain(
      'PIN successfully changed',
    )
    expect(tool(...loggedIn, '-O').text).toContain('CKR_PIN_INCORRECT')
    expect(tool('-L').text).toMatch(/user PIN count low/)
    for (let left = 5; left > 0; left--) tool(...loggedIn, '-O')
    expect(tool('-L').text).toMatch(/user PIN locked/)
    expect(tool('--login', '--pin', '22334455', '-O').text).toContain('CKR_PIN_LOCKED')
    const so = ['--login', '--login-type', 'so', '--so-pin', SO_PIN]
    expect(tool(...so, '--init-pin', '--new-pin', '33445566').text).toContain(
      'User PIN successfully initialized',
    )
    expect(tool('--login', '--pin', '33445566', '-O').status).toBe(0)
    expect(tool('-L').text).not.toMatch(/locked|count low|to be changed/)
  })

  it('initialises a blank token, first the SO PIN, then the user PIN', () => {
    start({ userPin: null, soPin: null })
    expect(tool('-L').text).toMatch(/token state:\s+uninitialized/)
    expect(tool('--init-token', '--label', 'office', '--so-pin', SO_PIN).text).toContain(
      'successfully initialized',
    )
    tool('--login', '--login-type', 'so', '--so-pin', SO_PIN, '--init-pin', '--new-pin', PIN)
    expect(tool(...loggedIn, '-O').status).toBe(0)
    expect(readUkey(home, 'alice').facts?.label).toBe('office')
  })

  it('makes an RSA pair, and signs and decrypts with it in its own self-test', () => {
    start({ generation: 4 })
    expect(
      tool(...loggedIn, '--keypairgen', '--key-type', 'rsa:2048', '--label', 'old', '--id', '01').status,
    ).toBe(0)
    const { status, text } = tool(...loggedIn, '--test')
    expect(status, text).toBe(0)
    expect(text).toContain('SHA256-RSA-PKCS: OK')
    expect(text).toContain('No errors')
  })

  it('makes a P-256 pair whose ECDSA signature OpenSSL accepts', () => {
    start()
    tool(...loggedIn, '--keypairgen', '--key-type', 'EC:prime256v1', '--id', '02')
    const message = join(home, 'message')
    const key = join(home, 'public.der')
    writeFileSync(message, 'hello')
    const to = ['--output-file', join(home, 'signature'), '--signature-format', 'openssl']
    tool(...loggedIn, '--sign', '-m', 'ECDSA-SHA256', '--id', '02', '--input-file', message, ...to)
    tool('--read-object', '--type', 'pubkey', '--id', '02', '--output-file', key)
    const verify = ['-verify', key, '-keyform', 'DER', '-signature', join(home, 'signature'), message]
    expect(openssl('dgst', '-sha256', ...verify)).toContain('Verified OK')
  })

  it('writes, lists, reads back and deletes a certificate and a data object', () => {
    start()
    const certificate = join(home, 'certificate.der')
    const made = [
      'req',
      '-x509',
      '-newkey',
      'sm2',
      '-sm3',
      '-nodes',
      '-subj',
      '/C=CN/O=Office',
      '-outform',
      'DER',
    ]
    openssl(...made, '-keyout', join(home, 'key.pem'), '-out', certificate)
    const write = (file: string, type: string, label: string) =>
      tool(...loggedIn, '--write-object', file, '--type', type, '--id', '0a', '--label', label)
    expect(write(certificate, 'cert', 'office').text).toContain('Created certificate')
    expect(tool('-O').text).toMatch(
      /Certificate Object; type = X.509 cert\n\s+label:\s+office\n\s+subject:.*O=Office/,
    )
    tool('--read-object', '--type', 'cert', '--id', '0a', '--output-file', join(home, 'back.der'))
    expect(readFileSync(join(home, 'back.der'))).toEqual(readFileSync(certificate))
    write(join(home, 'key.pem'), 'data', 'note')
    expect(tool(...loggedIn, '--delete-object', '--type', 'cert', '--id', '0a').status).toBe(0)
    expect(tool('-O').text).not.toContain('Certificate Object')
    expect(tool('-O').text).toContain("label:          'note'")
  })
})
