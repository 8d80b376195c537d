import forge from 'node-forge'
import { PkiError } from '../pki-error.ts'

/** What an old .pfx or .p12 file holds, as DER. */
export type Pkcs12Content = {
  readonly certificates: readonly Uint8Array[]
  /** PKCS#8 of the private keys. Secret: overwrite after use. */
  readonly privateKeys: readonly Uint8Array[]
}

const STRUCTURE = 'PKCS#12'
const LIMIT = 4 * 1024 * 1024
const MAX_ITERATIONS = 700_000
const MAX_DEPTH = 40
const BAGS = [forge.pki.oids.pkcs8ShroudedKeyBag, forge.pki.oids.keyBag]

/** Opens a password-protected PKCS#12 file with RSA keys. Kept apart from the rest: only this needs the big library. */
export function openPkcs12(file: Uint8Array, password: string): Pkcs12Content {
  if (file.length > LIMIT) throw new PkiError(STRUCTURE, 'too-large')
  const p12 = decode(file, password)
  try {
    return contentOf(p12)
  } catch {
    throw new PkiError(STRUCTURE, 'bad-value') // a bag that the library let through and cannot write again
  }
}

function contentOf(p12: forge.pkcs12.Pkcs12Pfx): Pkcs12Content {
  const bags = (type: string | undefined) =>
    type === undefined ? [] : (p12.getBags({ bagType: type })[type] ?? [])
  const certificates = bags(forge.pki.oids.certBag).flatMap((bag) =>
    bag.cert ? [bytesOf(forge.pki.certificateToAsn1(bag.cert))] : bag.asn1 ? [bytesOf(bag.asn1)] : [],
  )
  const privateKeys = BAGS.flatMap(bags).flatMap((bag) =>
    bag.key ? [bytesOf(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)))] : [],
  )
  return { certificates, privateKeys }
}

function decode(file: Uint8Array, password: string): forge.pkcs12.Pkcs12Pfx {
  let asn1: forge.asn1.Asn1
  try {
    asn1 = forge.asn1.fromDer(forge.util.createBuffer(binary(file)))
  } catch {
    throw new PkiError(STRUCTURE, 'bad-value') // the library's errors name no offset
  }
  if (asksTooMuch(asn1, 0)) throw new PkiError(STRUCTURE, 'too-large')
  try {
    return forge.pkcs12.pkcs12FromAsn1(asn1, true, password)
  } catch (error) {
    const wrong = error instanceof Error && /MAC could not be verified|Invalid password/.test(error.message)
    throw new PkiError(STRUCTURE, wrong ? 'wrong-password' : 'bad-value')
  }
}

// A file names its own iteration counts: one that asks for hours of work is refused before any is done. They stand
// behind a salt in a SEQUENCE, in the MAC and in the encryption schemes, some of them inside OCTET STRINGs.
function asksTooMuch(node: forge.asn1.Asn1, depth: number): boolean {
  if (depth > MAX_DEPTH) return true
  if (typeof node.value === 'string') return isOctets(node) && insideAsksTooMuch(node.value, depth)
  const children = node.value
  const count = children[children.findIndex(isOctets) + 1]
  const counted =
    children.some(isOctets) && count?.type === forge.asn1.Type.INTEGER && typeof count.value === 'string'
  if (counted && Number(`0x${forge.util.bytesToHex(String(count.value))}`) > MAX_ITERATIONS) return true
  return children.some((child) => asksTooMuch(child, depth + 1))
}

function isOctets(node: forge.asn1.Asn1): boolean {
  return node.tagClass === forge.asn1.Class.UNIVERSAL && node.type === forge.asn1.Type.OCTETSTRING
}

function insideAsksTooMuch(value: string, depth: number): boolean {
  if (value.charCodeAt(0) !== 0x30) return false
  try {
    return asksTooMuch(forge.asn1.fromDer(forge.util.createBuffer(value)), depth + 1)
  } catch {
    return false // not a structure after all: ciphertext or a salt
  }
}

function binary(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return text
}

function bytesOf(asn1: forge.asn1.Asn1): Uint8Array {
  const text = forge.asn1.toDer(asn1).getBytes()
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}
