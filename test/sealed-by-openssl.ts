import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Sealed files made without our own code: OpenSSL encrypts, and a few lines of DER of their own put them together.

const tlv = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts)
  if (body.length < 128) return Buffer.concat([Buffer.of(tag, body.length), body])
  const length = Buffer.from(body.length.toString(16).replace(/^(.(..)*)$/, '0$1'), 'hex')
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, body])
}

const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const digits = (value: number): number[] =>
    value < 128 ? [value] : [...digits(Math.floor(value / 128)).map((one) => one | 128), value % 128]
  return tlv(6, Buffer.from([first * 40 + second, ...rest.flatMap(digits)]))
}

type Piece = { readonly whole: Buffer; readonly body: Buffer }

const pieces = (bytes: Buffer): readonly Piece[] => {
  const found: Piece[] = []
  for (let at = 0; at < bytes.length; ) {
    const short = bytes[at + 1] ?? 0
    const count = short < 128 ? 0 : short & 127
    const length = count === 0 ? short : bytes.readUIntBE(at + 2, count)
    const start = at + 2 + count
    found.push({ whole: bytes.subarray(at, start + length), body: bytes.subarray(start, start + length) })
    at = start + length
  }
  return found
}

/** Issuer and serial number of a certificate, by their places in it (RFC 5280 §4.1). */
const issuerAndSerial = (der: Uint8Array): Buffer => {
  const [certificate] = pieces(Buffer.from(der))
  const [tbs] = pieces(certificate?.body ?? Buffer.alloc(0))
  const [, serial, , issuer] = pieces(tbs?.body ?? Buffer.alloc(0))
  if (!serial || !issuer) throw new Error('no certificate')
  return tlv(0x30, issuer.whole, serial.whole)
}

export type Sealing = {
  /** The numbers of GM/T 0010, or those of PKCS#7. */
  readonly numbers?: 'gm' | 'pkcs7'
  readonly kind?: 'enveloped' | 'signed-and-enveloped'
  /** How a recipient is named. */
  readonly by?: 'issuer-and-serial' | 'key-id'
  /** SM4-CBC is usual. */
  readonly cipher?: 'sm4-cbc' | 'sm4-ecb' | 'aes-128-cbc'
  /** Writes the outer elements without their lengths, as software does that writes while it reads. */
  readonly streaming?: boolean
}

const types = {
  gm: { enveloped: '1.2.156.10197.6.1.4.2.3', 'signed-and-enveloped': '1.2.156.10197.6.1.4.2.4' },
  pkcs7: { enveloped: '1.2.840.113549.1.7.3', 'signed-and-enveloped': '1.2.840.113549.1.7.4' },
} as const
const ciphers = {
  'sm4-cbc': '1.2.156.10197.1.104.2',
  'sm4-ecb': '1.2.156.10197.1.104.1',
  'aes-128-cbc': '2.16.840.1.101.3.4.1.2',
} as const

/** A file sealed to the holders of these SM2 certificates. */
export const sealedByOpenSsl = (
  content: Uint8Array,
  to: readonly Uint8Array[],
  how: Sealing = {},
): Buffer => {
  const { numbers = 'gm', kind = 'enveloped', by = 'issuer-and-serial', cipher = 'sm4-cbc', streaming } = how
  const folder = mkdtempSync(join(tmpdir(), 'sealing-'))
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const at = (name: string) => join(folder, name)
  try {
    const [key, iv] = [randomBytes(16), randomBytes(16)]
    writeFileSync(at('key'), key)
    writeFileSync(at('content'), content)
    const vector = cipher === 'sm4-ecb' ? [] : ['-iv', iv.toString('hex')]
    openssl('enc', `-${cipher}`, '-K', key.toString('hex'), ...vector, '-in', 'content', '-out', 'sealed')
    const keyId = (): Buffer => {
      const said = openssl(
        'x509',
        '-inform',
        'DER',
        '-in',
        'to.der',
        '-noout',
        '-ext',
        'subjectKeyIdentifier',
      )
      return Buffer.from((String(said).split('\n')[1] ?? '').replace(/[^0-9A-F]/g, ''), 'hex')
    }
    const recipients = to.map((der) => {
      writeFileSync(at('to.der'), der)
      writeFileSync(at('to.pub'), openssl('x509', '-inform', 'DER', '-in', 'to.der', '-pubkey', '-noout'))
      openssl('pkeyutl', '-encrypt', '-pubin', '-inkey', 'to.pub', '-in', 'key', '-out', 'wrapped')
      const name = by === 'key-id' ? tlv(0x80, keyId()) : issuerAndSerial(der)
      const algorithm = tlv(0x30, oid('1.2.156.10197.1.301.3'))
      return tlv(0x30, tlv(2, Buffer.of(1)), name, algorithm, tlv(4, readFileSync(at('wrapped'))))
    })
    const outer = (tag: number, ...parts: readonly Uint8Array[]): Buffer =>
      streaming ? Buffer.concat([Buffer.of(tag, 0x80), ...parts, Buffer.of(0, 0)]) : tlv(tag, ...parts)
    const sealed = readFileSync(at('sealed'))
    const algorithm = tlv(0x30, oid(ciphers[cipher]), ...(cipher === 'sm4-ecb' ? [] : [tlv(4, iv)]))
    const body = streaming
      ? outer(0xa0, tlv(4, sealed.subarray(0, 16)), tlv(4, sealed.subarray(16)))
      : tlv(0x80, sealed)
    const signing = kind === 'enveloped' ? [] : [tlv(0x31, tlv(0x30, oid('1.2.156.10197.1.401')))]
    const after = kind === 'enveloped' ? [] : [tlv(0x31)]
    const message = outer(
      0x30,
      tlv(2, Buffer.of(1)),
      tlv(0x31, ...recipients),
      ...signing,
      outer(0x30, oid('1.2.156.10197.6.1.4.2.1'), algorithm, body),
      ...after,
    )
    return outer(0x30, oid(types[numbers][kind]), outer(0xa0, message))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
