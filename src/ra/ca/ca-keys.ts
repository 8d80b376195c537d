import { randomBytes } from 'node:crypto'
import { fromBase64, toBase64, toHex } from '../../pki/bytes.ts'
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
import type { Meter } from '../meter.ts'
import { type CaKeysFile, readCaKeysFile, writeCaKeysFile } from './ca-keys-file.ts'
import { createSealing, type Sealing } from './sealing.ts'
import { newSerial } from './serial.ts'

export type Signatory = {
  readonly der: Uint8Array
  readonly subject: Uint8Array
  readonly publicKey: Uint8Array
  readonly signer: Sm2Signer
}

/** Root, issuing CA, maker of electronic seals and audit log with usable keys, and the seal for what is stored. */
export type CaKeys = {
  readonly root: Signatory
  readonly issuing: Signatory
  readonly sealMaker: Signatory
  readonly auditLog: Sm2Signer
  readonly sealing: Sealing
}

const ROOT_YEARS = 20
const ISSUING_YEARS = 10
const YEAR = 365.25 * DAY

/** Opens the CA keys in this file; makes root and issuing CA if there are none yet. */
export function openCaKeys(file: string, passphrase: string, name: string, now: number): CaKeys {
  const stored = readCaKeysFile(file)
  if (stored !== null)
    return unseal(file, stored, createSealing(passphrase, fromBase64(stored.salt)), { name, now })
  const salt = randomBytes(16)
  const sealing = createSealing(passphrase, salt)
  const made = found(name, now, sealing, salt)
  writeCaKeysFile(file, made)
  return unseal(file, made, sealing, { name, now })
}

type Founding = { readonly name: string; readonly now: number }

function unseal(path: string, file: CaKeysFile, sealing: Sealing, founding: Founding): CaKeys {
  const root = signatory(file.root, sealing)
  const issuing = signatory(file.issuing, sealing)
  const maker = file.sealMaker ?? newSealMaker(issuing, sealing, founding)
  const log = file.auditLog ?? newAuditLog(sealing)
  if (file.sealMaker === undefined || file.auditLog === undefined)
    writeCaKeysFile(path, { ...file, sealMaker: maker, auditLog: log })
  return {
    ...{ root, issuing, sealing },
    sealMaker: signatory(maker, sealing),
    auditLog: signerOf(log, sealing),
  }
}

function newAuditLog(sealing: Sealing): NonNullable<CaKeysFile['auditLog']> {
  const { publicKey, privateKey } = generateSm2KeyPair()
  const sealedKey = toBase64(sealing.seal('audit-key', privateKey))
  wipe(privateKey)
  return { publicKey: toHex(publicKey), sealedKey }
}

function signerOf({ sealedKey }: NonNullable<CaKeysFile['auditLog']>, sealing: Sealing): Sm2Signer {
  const privateKey = sealing.open('audit-key', fromBase64(sealedKey))
  const signer = prepareSm2Signer(privateKey)
  wipe(privateKey)
  return signer
}

/** The certificate says that it makes seals, and that they are for demonstration. */
function newSealMaker(issuing: Signatory, sealing: Sealing, { name, now }: Founding): CaKeysFile['root'] {
  const pair = generateSm2KeyPair()
  const { publicKey } = pair
  const extensions = profileExtensions('seal-maker', { publicKey, issuerPublicKey: issuing.publicKey })
  const subject = caName(name, '电子签章制作（演示）')
  // It ends with its issuer.
  const { notAfter } = parseCertificate(issuing.der)
  const certificate = buildCertificate(
    {
      serial: newSerial(),
      issuer: issuing.subject,
      subject,
      notBefore: new Date(now - DAY),
      notAfter,
      publicKey,
      extensions,
    },
    issuing.signer.sign,
  )
  return entry(certificate, pair, sealing)
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

/** The same keys, of which each signature is counted. */
export function counted(ca: CaKeys, { signed }: Pick<Meter, 'signed'>): CaKeys {
  const signing = (name: Parameters<Meter['signed']>[0], signer: Sm2Signer): Sm2Signer => ({
    publicKey: signer.publicKey,
    sign: (message) => {
      signed(name)
      return signer.sign(message)
    },
    signDigest: (e) => {
      signed(name)
      return signer.signDigest(e)
    },
  })
  return {
    ...ca,
    root: { ...ca.root, signer: signing('root', ca.root.signer) },
    issuing: { ...ca.issuing, signer: signing('issuing', ca.issuing.signer) },
    sealMaker: { ...ca.sealMaker, signer: signing('sealMaker', ca.sealMaker.signer) },
    auditLog: signing('auditLog', ca.auditLog),
  }
}
