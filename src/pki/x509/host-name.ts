import { equalBytes } from '../bytes.ts'
import { PkiError } from '../pki-error.ts'
import { type GeneralName, subjectAltNames } from './general-name.ts'
import type { Certificate } from './model.ts'

/**
 * Whether a certificate is for this host (RFC 9525): a DNS name, or the text of an IPv4 or IPv6 address. Only alternative
 * names count, never the common name. An asterisk stands for one whole label, the first, and leaves at least two.
 */
export function isForHost(certificate: Certificate, host: string): boolean {
  const address = addressBytes(host)
  const names = readableNames(certificate)
  if (address !== null) return names.some((name) => name.form === 'ip' && equalBytes(name.bytes, address))
  const wanted = labelsOf(host)
  return wanted !== null && names.some((name) => name.form === 'dns' && matches(wanted, name.value))
}

/** Names that cannot be read as a whole name no host. */
function readableNames(certificate: Certificate): readonly GeneralName[] {
  try {
    return subjectAltNames(certificate)
  } catch (error) {
    if (error instanceof PkiError) return []
    throw error
  }
}

/** Labels of a host name as DNS compares them; null if it is none. */
function labelsOf(host: string): readonly string[] | null {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.')
  const label = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/
  // A last label of digits only is an address that somebody mistyped.
  return labels.every((one) => label.test(one)) && !/^\d+$/.test(labels.at(-1) ?? '') ? labels : null
}

function matches(wanted: readonly string[], pattern: string): boolean {
  if (!pattern.startsWith('*.')) return labelsOf(pattern)?.join('.') === wanted.join('.')
  const rest = labelsOf(pattern.slice(2))
  return rest !== null && rest.length >= 2 && wanted.slice(1).join('.') === rest.join('.')
}

/** Bytes of the text of an IP address; null if it is none. */
function addressBytes(text: string): Uint8Array | null {
  if (!text.includes(':')) return fourBytes(text)
  const halves = text.replace(/^\[|\]$/g, '').split('::')
  if (halves.length > 2) return null
  const [front, back] = halves.map((half, i) => groupsOf(half, i === halves.length - 1))
  if (front == null || back === null) return null
  const tail = back ?? []
  const missing = 16 - front.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 2) return null
  return Uint8Array.from([...front, ...new Uint8Array(missing), ...tail])
}

function groupsOf(half: string, isEnd: boolean): readonly number[] | null {
  if (half === '') return []
  const groups = half.split(':').map((group, i, all) => {
    if (group.includes('.')) return isEnd && i === all.length - 1 ? fourBytes(group) : null
    const value = Number.parseInt(group, 16)
    return /^[0-9a-f]{1,4}$/i.test(group) ? Uint8Array.of(value >> 8, value) : null
  })
  return groups.every((group) => group !== null) ? groups.flatMap((group) => [...group]) : null
}

function fourBytes(text: string): Uint8Array | null {
  const numbers = text.split('.')
  const plain = numbers.every((one) => /^(?:0|[1-9]\d{0,2})$/.test(one) && Number(one) < 256)
  return numbers.length === 4 && plain ? Uint8Array.from(numbers, Number) : null
}
