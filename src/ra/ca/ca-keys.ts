import { randomBytes } from 'node:crypto'
import { fromBase64, toBase64 } from '../../pki/bytes.ts'
import {
  generateSm2KeyPair,
  prepareSm2Signer,
  type Sm2KeyPair,
  type Sm2Signer,
  wipe,
} from '../../pki/sm2/index.ts'
import {
  buildCertificate,
  encodeName,
  type NamePart,
  parseCertificate,
  profileExtensions,
} from '../../pki/x509/index.ts'
import { DAY } from '../clock.ts'
import { type CaKeysFile, readCaKeysFile, writeCaKeysFile } from './ca-keys-file.ts'
import { createSealing, type Sealing } from './sealing.ts'
import { newSerial } from './serial.ts'

export type Signatory = {
  readonly der: Uint8Array
  readonly subject: Uint8Array
  readonly publicKey: Uint8Array
  readonly signer: Sm2Signer
}

/** The root and the issuing CA with usable keys, and the seal for what is stored. */
export type CaKeys = { readonly root: Signatory; readonly issuing: Signatory; readonly sealing: Sealing }

const ROOT_YEARS = 20
const ISSUING_YEARS = 10
const YEAR = 365.25 * DAY

/** Opens the CA keys in this file; makes root and issuing CA if there are none yet. */
export function openCaKeys(file: string, passphrase: string, name: string, now: number): CaKeys {
  const stored = readCaKeysFile(file)
  if (stored !== null) return unseal(stored, createSealing(passphrase, fromBase64(stored.salt)))
  const salt = randomBytes(16)
  const sealing = createSealing(passphrase, salt)
  const made = found(name, now, sealing, salt)
  writeCaKeysFile(file, made)
  return unseal(made, sealing)
}

function unseal(file: CaKeysFile, sealing: Sealing): CaKeys {
  return { root: signatory(file.root, sealing), issuing: signatory(file.issuing, sealing), sealing }
}

function signatory(entry: CaKeysFile['root'], sealing: Sealing): Signatory {
  const certificate = parseCertificate(fromBase64(entry.certificate))
  const privateKey = sealing.open('ca-key', fromBase64(entry.sealedKey))
  const signer = prepareSm2Signer(privateKey)
  wipe(privateKey)
  return { der: certificate.raw, subject: certificate.subject.raw, publicKey: signer.publicKey, signer }
}

function found(name: string, now: number, sealing: Sealing, salt: Uint8Array): CaKeysFile {
  const [rootPair, issuingPair] = [generateSm2KeyPair(), generateSm2KeyPair()]
  const rootName = caName(name, '根 CA')
  const root = buildCertificate(
    {
      serial: newSerial(),
      issuer: rootName,
      subject: rootName,
      ...validity(now, ROOT_YEARS),
      publicKey: rootPair.publicKey,
      extensions: profileExtensions('root', {
        publicKey: rootPair.publicKey,
        issuerPublicKey: rootPair.publicKey,
      }),
    },
    prepareSm2Signer(rootPair.privateKey).sign,
  )
  const issuing = buildCertificate(
    {
      serial: newSerial(),
      issuer: rootName,
      subject: caName(name, '签发 CA'),
      ...validity(now, ISSUING_YEARS),
      publicKey: issuingPair.publicKey,
      extensions: profileExtensions('issuing-ca', {
        publicKey: issuingPair.publicKey,
        issuerPublicKey: rootPair.publicKey,
      }),
    },
    prepareSm2Signer(rootPair.privateKey).sign,
  )
  return {
    version: 1,
    salt: toBase64(salt),
    root: entry(root, rootPair, sealing),
    issuing: entry(issuing, issuingPair, sealing),
  }
}

function entry(certificate: Uint8Array, pair: Sm2KeyPair, sealing: Sealing): CaKeysFile['root'] {
  const sealedKey = toBase64(sealing.seal('ca-key', pair.privateKey))
  wipe(pair.privateKey)
  return { certificate: toBase64(certificate), sealedKey }
}

function caName(name: string, role: string): Uint8Array {
  const parts: readonly NamePart[] = [
    ['C', 'CN'],
    ['O', name],
    ['CN', `${name}${role}`],
  ]
  return encodeName(parts)
}

function validity(now: number, years: number): { readonly notBefore: Date; readonly notAfter: Date } {
  return { notBefore: new Date(now - DAY), notAfter: new Date(now + years * YEAR) }
}
