import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import * as pki from '../../../src/pki/index.ts'
import { type Sealing, sealedByOpenSsl } from '../../sealed-by-openssl.ts'
import { freshParty, freshRoot } from './authority.ts'
import { SADK_SIGNED } from './samples.ts'

const root = freshRoot()
const [reader, other] = ['甲', '乙'].map((name) => freshParty(root, { profile: 'encryption', name }))
if (!reader || !other) throw new Error('no readers')
const content = new Uint8Array(100_000).fill(65)

const folder = mkdtempSync(join(tmpdir(), 'envelope-head-'))
afterAll(() => rmSync(folder, { recursive: true }))
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })

const party = (name: string, ...key: string[]): void => {
  openssl('req', '-x509', '-nodes', '-subj', `/CN=${name}`, ...key, '-keyout', `${name}.key`, '-out', name)
}

/** The key of the content, opened by the first recipient that names this certificate. */
const opened = (head: pki.EnvelopeHead, { certificate, keys }: typeof reader): Uint8Array => {
  const recipients = head.recipients.filter((one) => one !== null)
  return pki.sm2Decrypt(keys.privateKey, pki.recipientFor(recipients, certificate).encryptedKey)
}

describe('the beginning of a sealed file', () => {
  const ways: readonly Sealing[] = [
    {},
    { numbers: 'pkcs7' },
    { kind: 'signed-and-enveloped' },
    { by: 'key-id' },
    { streaming: true },
    { streaming: true, kind: 'signed-and-enveloped', by: 'key-id' },
    { cipher: 'aes-128-cbc' },
  ]
  it.each(ways)('names its recipients, however it was sealed: %o', (how) => {
    const to = [other, reader].map(({ certificate }) => certificate.raw)
    const file = sealedByOpenSsl(content, to, how)
    const head = pki.readEnvelopeHead(file.subarray(0, 2_000))
    expect(head.kind).toBe(how.kind ?? 'enveloped')
    expect(head.recipients).toHaveLength(2)
    expect(opened(head, reader)).toEqual(opened(head, other))
    expect(head.whole).toBe(how.streaming ? null : file.length)
  })

  it('tells where the sealed content lies, so that its end can be opened alone', () => {
    const file = sealedByOpenSsl(content, [reader.certificate.raw])
    const head = pki.readEnvelopeHead(file.subarray(0, 2_000))
    const { offset = 0, length = 0 } = head.ciphertext ?? {}
    expect(length).toBe(100_016)
    const end = file.subarray(offset, offset + length)
    const [before, last] = [end.subarray(-32, -16), end.subarray(-16)]
    expect(pki.sm4CbcDecrypt(opened(head, reader), before, last)).toEqual(new Uint8Array(0))
    const whole = pki.sm4CbcDecrypt(opened(head, reader), head.iv ?? new Uint8Array(), end)
    expect(whole).toEqual(content)
  })

  it('says the same as the parser that reads whole messages', () => {
    const message = pki.sealMessage(content, [other.certificate, reader.certificate])
    const { recipients, encrypted } = pki.parseEnvelopedMessage(message)
    const head = pki.readEnvelopeHead(message.subarray(0, 2_000))
    expect(head.recipients).toEqual(recipients)
    expect([head.algorithm, head.iv]).toEqual([encrypted.algorithm, encrypted.iv])
  })

  it('is read of what OpenSSL seals to RSA and EC keys, in pieces or whole', () => {
    party('rsa', '-newkey', 'rsa:2048')
    party('ec', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256')
    writeFileSync(join(folder, 'm'), content)
    const seal = (...more: string[]) => {
      openssl('cms', '-encrypt', '-binary', '-in', 'm', '-outform', 'DER', '-out', 'out', ...more)
      return pki.readEnvelopeHead(readFileSync(join(folder, 'out')).subarray(0, 3_000))
    }
    for (const more of [['-aes128'], ['-aes128', '-stream'], ['-aes128', '-keyid']]) {
      const { recipients } = seal(...more, 'rsa')
      expect(recipients.map((one) => one?.keyAlgorithm)).toEqual([pki.OID.rsa])
    }
    expect(seal('-aes128', 'ec', 'rsa').recipients.filter((one) => one === null)).toHaveLength(1)
  })

  it('is refused with the reason if the file is something else', () => {
    const reasonOf = (bytes: Uint8Array): string => {
      try {
        pki.readEnvelopeHead(bytes)
        return 'read'
      } catch (error) {
        return error instanceof pki.PkiError ? error.reason : String(error)
      }
    }
    const file = sealedByOpenSsl(content, [reader.certificate.raw])
    expect(reasonOf(reader.certificate.raw)).toBe('unexpected-tag')
    expect(reasonOf(new Uint8Array())).toBe('truncated')
    expect(reasonOf(new Uint8Array(5_000).fill(0x30))).toBe('unexpected-tag')
    for (const length of [1, 20, 60, 150, 200]) expect(reasonOf(file.subarray(0, length))).toBe('truncated')
  })

  it('is told from that of a signed message; what is neither is no signed message', () => {
    const file = sealedByOpenSsl(content, [reader.certificate.raw])
    const others = [file, reader.certificate.raw, new Uint8Array(), Uint8Array.of(0x30), new Uint8Array(50)]
    expect(others.map(pki.isSignedHead)).toEqual([false, false, false, false, false])
    const signed = pki.derOf(SADK_SIGNED)
    expect([signed.subarray(0, 100), signed.subarray(0, 8)].map(pki.isSignedHead)).toEqual([true, false])
  })

  it('never makes the reader fall over or wait, whatever single byte is wrong', () => {
    const file = sealedByOpenSsl(content, [reader.certificate.raw]).subarray(0, 500)
    for (let at = 0; at < file.length; at += 1)
      for (const value of [0, 0x30, 0x7f, 0x80, 0x84, 0xff]) {
        const wrong = Uint8Array.from(file)
        wrong[at] = value
        try {
          pki.readEnvelopeHead(wrong)
        } catch (error) {
          expect(error).toBeInstanceOf(pki.PkiError)
        }
      }
  })
})
