import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toPem } from '../../src/pki/index.ts'

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))

const within = <T>(work: (file: (name: string, content: string | Uint8Array) => string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'signed-'))
  try {
    return work((name, content) => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const keys = new Map<string, Uint8Array>()

/** The public key of a certificate, which OpenSSL is asked for once. */
const keyOf = (certificate: string, pem: string): Uint8Array => {
  const key = keys.get(certificate) ?? execFileSync('openssl', ['x509', '-in', pem, '-noout', '-pubkey'])
  keys.set(certificate, key)
  return key
}

/** OpenSSL's verdict on an SM2 signature over a message, with the key of a certificate. */
export const opensslVerifies = (
  certificate: string,
  message: string | Uint8Array,
  signature: string,
): boolean =>
  within((file) => {
    const pem = file('certificate.pem', toPem('CERTIFICATE', bytes(certificate)))
    const key = file('key.pem', keyOf(certificate, pem))
    const { status } = spawnSync('openssl', [
      ...['pkeyutl', '-verify', '-pubin', '-inkey', key, '-rawin', '-digest', 'sm3'],
      ...['-in', file('message', message), '-sigfile', file('signature', bytes(signature))],
      ...['-pkeyopt', 'distid:1234567812345678'],
    ])
    return status === 0
  })
