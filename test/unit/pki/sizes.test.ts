import { describe, expect, it } from 'vitest'
import { readTemporaryKey } from '../../../src/pki/csr/temporary-key.ts'
import { DerReader } from '../../../src/pki/der/index.ts'
import * as pki from '../../../src/pki/index.ts'
import * as extensions from '../../../src/pki/x509/extensions.ts'
import { readGeneralNames } from '../../../src/pki/x509/general-name.ts'
import { parseName } from '../../../src/pki/x509/names.ts'
import { parsePublicKey } from '../../../src/pki/x509/public-key.ts'

const K = 1024

// What is larger is refused before it is read, so that nobody's computer is kept busy by one file; what real
// authorities send fits in, so a bound that shrinks refuses somebody's certificate.
const bounds: readonly (readonly [string, number, (bytes: Uint8Array) => unknown])[] = [
  ['a certificate', 64 * K, pki.parseCertificate],
  ['a name', 64 * K, parseName],
  ['a public key', 16 * K, parsePublicKey],
  ['a request for a certificate', 64 * K, pki.parseCsr],
  ['the answer to it', 512 * K, pki.parseCsrResponse],
  ['CFCA’s temporary key', 4 * K, readTemporaryKey],
  ['a list of revoked certificates', 32 * K * K, pki.parseCrl],
  ['an OCSP request', 64 * K, pki.parseOcspRequest],
  ['an OCSP response', 256 * K, pki.parseOcspResponse],
  ['a seal', 4 * K * K, pki.parseSeal],
  ['a signature with a seal', 8 * K * K, pki.parseSealSignature],
  ['a private key', 4 * K, pki.parseSm2PrivateKey],
  ['an enveloped key', 4 * K, pki.parseEnvelopedKey],
  ['a key file of CFCA', 64 * K, (bytes) => pki.openCfcaKeyFile(bytes, 'password')],
  ['what a key may be used for', 16, extensions.readKeyUsage],
  ['whether it is an authority', 32, extensions.readBasicConstraints],
  ['the identifier of a key', 256, extensions.readSubjectKeyId],
  ['the identifier of the issuer’s key', 4 * K, extensions.readAuthorityKeyId],
  ['its purposes', 4 * K, extensions.readExtendedKeyUsage],
  ['the places of its lists', 16 * K, extensions.readCrlUrls],
  ['the addresses of its issuer', 16 * K, extensions.readAuthorityAccess],
  ['its other names', 64 * K, (bytes) => readGeneralNames(bytes, 'names')],
  ['a structure without a limit of its own', K * K, (bytes) => DerReader.of(bytes, 'any').sequence()],
]

/** Why something of this length is refused. It begins like DER and is nothing. */
const refusal = (length: number, read: (bytes: Uint8Array) => unknown): string | null => {
  const bytes = new Uint8Array(length)
  bytes[0] = 0x30
  try {
    read(bytes)
    return null
  } catch (error) {
    return error instanceof pki.PkiError ? error.reason : String(error)
  }
}

describe('the largest that is read', () => {
  it.each(bounds)('of %s is %i bytes', (_, limit, read) => {
    expect(refusal(limit, read)).not.toBe('too-large')
    expect(refusal(limit + 1, read)).toBe('too-large')
  })
})
