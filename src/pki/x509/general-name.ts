import { context, DerReader } from '../der/index.ts'
import { OID } from '../oids.ts'
import type { Certificate } from './model.ts'
import { type DistinguishedName, readName } from './names.ts'

/** A GeneralName (RFC 5280 4.2.1.6). */
export type GeneralName =
  | { readonly form: 'mail' | 'dns' | 'uri'; readonly value: string }
  | { readonly form: 'directory'; readonly name: DistinguishedName }
  | { readonly form: 'ip'; readonly bytes: Uint8Array }
  /** A form that is not compared here; `form` tells one such form from another. */
  | { readonly form: `other ${string}` }

const PLAIN = { [context(1, false)]: 'mail', [context(2, false)]: 'dns', [context(6, false)]: 'uri' } as const
const OTHER_NAME = context(0)
const DIRECTORY = context(4)
const IP = context(7, false)

/** Reads a GeneralName. Bytes outside ASCII in the plain forms stay recognisable, so that they match nothing. */
export function readGeneralName(reader: DerReader): GeneralName {
  const tag = reader.peek()
  const form = PLAIN[tag as keyof typeof PLAIN]
  if (form !== undefined) return { form, value: latin1(reader.content(tag)) }
  if (tag === DIRECTORY) return { form: 'directory', name: reader.enter(tag).only(readName) }
  if (tag === IP) return { form: 'ip', bytes: reader.content(tag) }
  if (tag !== OTHER_NAME) {
    reader.raw()
    return { form: `other ${tag}` }
  }
  return { form: `other ${reader.enter(tag).oid()}` }
}

function latin1(content: Uint8Array): string {
  let text = ''
  for (let i = 0; i < content.length; i += 8192) text += String.fromCharCode(...content.subarray(i, i + 8192))
  return text
}

/** The names of a GeneralNames value. */
export function readGeneralNames(value: Uint8Array, structure: string): readonly GeneralName[] {
  const body = DerReader.of(value, structure, 64 * 1024).only((r) => r.sequence())
  return body.all(readGeneralName)
}

/** The alternative names of a certificate's holder, none if it has no such extension. */
export function subjectAltNames({ extensions }: Certificate): readonly GeneralName[] {
  const found = extensions.find(({ oid }) => oid === OID.subjectAltName)
  return found === undefined ? [] : readGeneralNames(found.value, 'SubjectAltName')
}
