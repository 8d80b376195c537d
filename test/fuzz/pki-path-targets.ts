import { context, der } from '../../src/pki/der/index.ts'
import * as pki from '../../src/pki/index.ts'
import { freshComparisons, nameProblems } from '../../src/pki/x509/name-constraints.ts'
import { policyProblems } from '../../src/pki/x509/policies.ts'
import { freshParty, type freshRoot } from '../unit/pki/authority.ts'
import type { Target } from './pki-targets.ts'

type Party = ReturnType<typeof freshRoot>

const extension = (oid: string, value: Uint8Array): pki.Extension => ({ oid, critical: true, value })
const text = (tag: number, value: string) => der.implicit(tag, new TextEncoder().encode(value))
const POLICIES = ['1.2.3.1', '1.2.3.2', '2.5.29.32.0']

const policies = extension(
  pki.OID.certificatePolicies,
  der.sequence(...POLICIES.map((oid) => der.sequence(der.oid(oid)))),
)
const names = [
  text(1, 'anna@example.com'),
  text(2, '*.example.com'),
  text(6, 'https://a.example.com:8443/x'),
  der.explicit(4, pki.encodeName([['C', 'CN']])),
  der.implicit(7, pki.fromHex('0a000001')),
  der.implicit(8, pki.fromHex('2a0304')),
]
const bases = [...names.slice(0, 4), der.implicit(7, pki.fromHex('0a000000ff000000'))]
const binding: readonly pki.Extension[] = [
  extension(
    pki.OID.nameConstraints,
    der.sequence(
      der.element(context(0), ...bases.map((base) => der.sequence(base))),
      der.element(context(1), der.sequence(text(2, 'b.example.com'))),
    ),
  ),
  policies,
  extension(pki.OID.policyMappings, der.sequence(der.sequence(der.oid('1.2.3.1'), der.oid('1.2.3.2')))),
  extension(
    pki.OID.policyConstraints,
    der.sequence(der.implicit(0, Uint8Array.of(0)), der.implicit(1, Uint8Array.of(2))),
  ),
  extension(pki.OID.inhibitAnyPolicy, der.integer(1)),
]

/** What binds the certificates below an authority, and what it binds. */
export function pathTargets(root: Party): readonly Target[] {
  const authority = freshParty(root, { profile: 'issuing-ca', extra: binding })
  const leaf = freshParty(authority, {
    profile: 'signing',
    extra: [policies, extension(pki.OID.subjectAltName, der.sequence(...names))],
  })
  const judge = (...path: readonly pki.Certificate[]) => {
    nameProblems(path, freshComparisons())
    for (const options of [{ trusted: [] }, { trusted: [], requirePolicy: true, policies: ['1.2.3.1'] }])
      policyProblems(path, options)
  }
  return [
    {
      name: 'authority with constraints',
      seeds: [authority.certificate.raw],
      read: (bytes) => judge(leaf.certificate, pki.parseCertificate(bytes), root.certificate),
    },
    {
      name: 'certificate below constraints',
      seeds: [leaf.certificate.raw],
      read: (bytes) => {
        const certificate = pki.parseCertificate(bytes)
        judge(certificate, authority.certificate, root.certificate)
        pki.isForHost(certificate, 'a.example.com')
        pki.isForHost(certificate, '10.0.0.1')
      },
    },
  ]
}

/** A message as software writes it that does not know the lengths: indefinite, its octet strings in pieces. */
export function streamed(message: Uint8Array): Uint8Array {
  const count = (message[1] ?? 0) < 0x80 ? 0 : (message[1] ?? 0) & 0x7f
  const tag = message[0] ?? 0
  const content = message.subarray(2 + count)
  if (tag === 0x04 && content.length > 1) {
    const [a, b] = [content.subarray(0, 1), content.subarray(1)]
    return pki.concat(Uint8Array.of(0x24, 0x80), der.octets(a), der.octets(b), Uint8Array.of(0, 0))
  }
  if ((tag & 0x20) === 0) return message
  const parts: Uint8Array[] = []
  for (let at = 0; at < content.length; ) {
    const length = content[at + 1] ?? 0
    const extra = length < 0x80 ? 0 : length & 0x7f
    const size = content.subarray(at + 2, at + 2 + extra).reduce((sum, byte) => sum * 256 + byte, 0)
    const end = at + 2 + extra + (extra === 0 ? length : size)
    parts.push(streamed(content.subarray(at, end)))
    at = end
  }
  return pki.concat(Uint8Array.of(tag, 0x80), ...parts, Uint8Array.of(0, 0))
}
