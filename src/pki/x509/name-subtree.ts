import type { GeneralName } from './general-name.ts'
import { comparableRdns } from './names.ts'

// Which names lie within a subtree of a name constraint (RFC 5280 4.2.1.10). Where a name cannot be understood, it lies
// within no permitted subtree and within every excluded one.

/** Labels of a host name in lower case; null if it is none. A name of one certificate may begin with an asterisk. */
function hostOf(text: string): string | null {
  const host = text.toLowerCase().replace(/\.$/, '')
  return /^(?:\*\.)?[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/.test(host) ? host : null
}

/** A constraint may begin with a dot, as in mail and URI constraints: then the domain itself is outside. */
function isInDomain(host: string, base: string): boolean {
  if (base === '') return true
  return base.startsWith('.') ? host.endsWith(base) : host === base || host.endsWith(`.${base}`)
}

/** Mail and URI constraints name one host, or with a dot in front the hosts below a domain. */
const isHost = (host: string, base: string): boolean =>
  base.startsWith('.') ? host.endsWith(base) : base === '' || host === base

const asBase = (text: string): string => text.toLowerCase().replace(/\.$/, '')

/** True, false, or null if the name cannot be understood. */
type Verdict = boolean | null

function dns(name: string, subtree: string): Verdict {
  const host = hostOf(name)
  return host === null ? null : isInDomain(host, asBase(subtree))
}

function mail(name: string, subtree: string): Verdict {
  const at = name.lastIndexOf('@')
  const host = hostOf(name.slice(at + 1))
  if (at < 1 || host === null || host.startsWith('*')) return null
  const wanted = subtree.lastIndexOf('@')
  if (wanted < 0) return isHost(host, asBase(subtree))
  return name.slice(0, at) === subtree.slice(0, wanted) && host === asBase(subtree.slice(wanted + 1))
}

function uri(name: string, subtree: string): Verdict {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(name)?.[1]
  const host = hostOf(authority?.replace(/^.*@/, '').replace(/:\d*$/, '') ?? '')
  // RFC 5280 4.2.1.10: a URI without a host name cannot be constrained.
  if (host === null || host.startsWith('*') || /(?:^|\.)\d+$/.test(host)) return null
  return isHost(host, asBase(subtree))
}

function ip(address: Uint8Array, subtree: Uint8Array): Verdict {
  if (address.length !== 4 && address.length !== 16) return null
  if (subtree.length !== 8 && subtree.length !== 32) return null
  const length = address.length
  if (subtree.length !== 2 * length) return false
  return address.every((byte, i) => {
    const mask = subtree[length + i] ?? 0
    return (byte & mask) === ((subtree[i] ?? 0) & mask)
  })
}

function verdict(name: GeneralName, subtree: GeneralName): Verdict {
  if (name.form === 'directory' && subtree.form === 'directory') {
    const base = comparableRdns(subtree.name)
    const own = comparableRdns(name.name)
    return base.every((rdn, i) => rdn === own[i])
  }
  if (name.form === 'dns' && subtree.form === 'dns') return dns(name.value, subtree.value)
  if (name.form === 'mail' && subtree.form === 'mail') return mail(name.value, subtree.value)
  if (name.form === 'uri' && subtree.form === 'uri') return uri(name.value, subtree.value)
  if (name.form === 'ip' && subtree.form === 'ip') return ip(name.bytes, subtree.bytes)
  return null
}

/** Whether a name surely lies within a permitted subtree of its form. */
export function isWithin(name: GeneralName, subtree: GeneralName): boolean {
  return verdict(name, subtree) === true
}

/**
 * Whether a name may lie within an excluded subtree of its form. A name with an asterisk stands for many hosts, so it
 * is excluded with any of them.
 */
export function mayBeWithin(name: GeneralName, subtree: GeneralName): boolean {
  if (verdict(name, subtree) !== false) return true
  if (name.form !== 'dns' || subtree.form !== 'dns' || !name.value.startsWith('*.')) return false
  const [base, domain] = [asBase(subtree.value).replace(/^\./, ''), hostOf(name.value)?.slice(2) ?? '']
  return base.endsWith(`.${domain}`)
}
