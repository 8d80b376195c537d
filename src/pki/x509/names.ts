import { equalBytes, toHex } from '../bytes.ts'
import { DerReader, der, TAG } from '../der/index.ts'
import { PkiError } from '../pki-error.ts'

export type NameAttribute = { readonly oid: string; readonly value: string }

export type DistinguishedName = {
  /** DER of the whole Name: what issuer and subject are compared by. */
  readonly raw: Uint8Array
  /** Relative names in the order they are encoded. */
  readonly rdns: readonly (readonly NameAttribute[])[]
  /** One line, most specific first: CN=…, O=…, C=CN. */
  readonly text: string
  readonly cn: string | null
  readonly o: string | null
  readonly ou: readonly string[]
  readonly c: string | null
  readonly st: string | null
  readonly l: string | null
  readonly email: string | null
  readonly serialNumber: string | null
}

const ATTRIBUTES = {
  CN: '2.5.4.3',
  SURNAME: '2.5.4.4',
  SERIALNUMBER: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  STREET: '2.5.4.9',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  T: '2.5.4.12',
  GIVENNAME: '2.5.4.42',
  UID: '0.9.2342.19200300.100.1.1',
  DC: '0.9.2342.19200300.100.1.25',
  E: '1.2.840.113549.1.9.1',
} as const
export type AttributeName = keyof typeof ATTRIBUTES

const SHORT = new Map<string, string>(Object.entries(ATTRIBUTES).map(([name, oid]) => [oid, name]))
const STRINGS: ReadonlySet<number> = new Set([
  TAG.utf8,
  TAG.printable,
  TAG.t61,
  TAG.ia5,
  TAG.bmp,
  TAG.universal,
  TAG.numeric,
  TAG.visible,
])

const MAX_NAME = 64 * 1024

/** Reads a Name. */
export function readName(reader: DerReader): DistinguishedName {
  const start = reader.offset
  const body = reader.sequence().atMost(MAX_NAME)
  const rdns = body.all((names) => {
    // X.501 wants an attribute in each; some real certificates have an empty set, which says nothing.
    return names.set().all(readAttribute)
  })
  return describe(reader.bytes.subarray(start, reader.offset), rdns)
}

/** Whether both are one name as RFC 5280 7.1 compares them: string types, case and extra spaces do not count. */
export function sameName(a: DistinguishedName, b: DistinguishedName): boolean {
  if (equalBytes(a.raw, b.raw)) return true
  if (a.rdns.length !== b.rdns.length) return false
  const other = comparableRdns(b)
  return comparableRdns(a).every((rdn, i) => rdn === other[i])
}

// One name is compared with those of all certificates at hand, and a message may bring thousands: so the form is
// kept.
const comparables = new WeakMap<DistinguishedName, readonly string[]>()

/** The relative names in a form in which equal ones are the same text. */
export function comparableRdns(name: DistinguishedName): readonly string[] {
  const known = comparables.get(name)
  if (known !== undefined) return known
  const made = name.rdns.map(comparableRdn)
  comparables.set(name, made)
  return made
}

/** One relative name in a form in which equal ones are the same text. */
export function comparableRdn(rdn: readonly NameAttribute[]): string {
  const plain = (text: string) => text.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ')
  return JSON.stringify(rdn.map(({ oid, value }) => [oid, plain(value)].join()).sort())
}

/** Reads a Name that stands alone. */
export function parseName(bytes: Uint8Array): DistinguishedName {
  return DerReader.of(new Uint8Array(bytes), 'Name', MAX_NAME).only(readName)
}

/** Reads one attribute of a name. */
export function readAttribute(reader: DerReader): NameAttribute {
  const body = reader.sequence()
  const oid = body.oid()
  // RFC 4514 2.4: a value that is no string is shown as # and its DER.
  const value = STRINGS.has(body.peek()) ? body.text() : `#${toHex(body.raw())}`
  body.finish()
  return { oid, value }
}

function describe(raw: Uint8Array, rdns: readonly (readonly NameAttribute[])[]): DistinguishedName {
  const flat = rdns.flat()
  const last = (name: AttributeName) =>
    flat.findLast((entry) => entry.oid === ATTRIBUTES[name])?.value ?? null
  return {
    raw,
    rdns,
    text: nameText(rdns),
    cn: last('CN'),
    o: last('O'),
    ou: flat.filter((entry) => entry.oid === ATTRIBUTES.OU).map((entry) => entry.value),
    c: last('C'),
    st: last('ST'),
    l: last('L'),
    email: last('E'),
    serialNumber: last('SERIALNUMBER'),
  }
}

function nameText(rdns: readonly (readonly NameAttribute[])[]): string {
  return rdns
    .map((rdn) => rdn.map(({ oid, value }) => `${SHORT.get(oid) ?? oid}=${escaped(value)}`).join('+'))
    .reverse()
    .join(', ')
}

const NEEDS_ESCAPE = /[,+"\\<>;=#\p{Cc}\p{Bidi_Control}]|^ | $/u

// Escapes what RFC 4514 2.4 names, and control characters, which could forge lines on a screen.
function escaped(value: string): string {
  if (!NEEDS_ESCAPE.test(value)) return value
  return value
    .replace(/[,+"\\<>;=]/g, '\\$&')
    .replace(/^ |^#(?![0-9a-f]+$)| $/g, '\\$&')
    .replace(
      /[\p{Cc}\p{Bidi_Control}]/gu,
      (c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
    )
}

/** One attribute of a name to be built, outermost (C) first. */
export type NamePart = readonly [AttributeName, string]

/**
 * DER of a Name: country and serial number as PrintableString, mail as IA5String, all others as UTF8String (as
 * Chinese authorities do).
 */
export function encodeName(parts: readonly NamePart[]): Uint8Array {
  return der.sequence(
    ...parts.map(([name, value]) =>
      der.setOf(der.sequence(der.oid(ATTRIBUTES[name]), encodeValue(name, value))),
    ),
  )
}

function encodeValue(name: AttributeName, value: string): Uint8Array {
  if (value.length === 0 || value.length > 1024) throw new PkiError('Name', 'bad-string')
  // X.520 allows only PrintableString here. A number that does not fit is written as UTF8String rather than not at
  // all.
  const plainNumber = name === 'SERIALNUMBER' && /^[A-Za-z0-9 '()+,\-./:=?]+$/.test(value)
  if (name === 'C' || plainNumber) return der.printable(value)
  if (name === 'E' || name === 'DC') return der.ia5(value)
  return der.utf8(value)
}
