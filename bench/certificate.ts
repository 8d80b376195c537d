import { X509Certificate } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import { Certificate as PeculiarCertificate } from '@peculiar/asn1-x509'
import forge from 'node-forge'
import * as pki from '../src/pki/index.ts'
import type { Row } from './row.ts'

const ROUNDS = 7
const SLICE_MS = 150
const DAY = 86_400_000

/** A signing certificate as an authority issues it: identity, addresses, usages, key identifiers. */
function certificate(): Uint8Array {
  const authority = pki.generateSm2KeyPair()
  const holder = pki.generateSm2KeyPair()
  const addresses = { crlUrls: ['http://127.0.0.1/ca.crl'], ocspUrls: ['http://127.0.0.1/ocsp'] }
  const extra = [pki.organisationCodeExtension('91330100799655058B')]
  const input = { publicKey: holder.publicKey, issuerPublicKey: authority.publicKey, ...addresses, extra }
  return pki.buildCertificate(
    {
      serial: pki.concat(Uint8Array.of(1), pki.randomBytes(15)),
      issuer: [
        ['C', 'CN'],
        ['O', '示例电子认证'],
        ['CN', '签发'],
      ],
      subject: [
        ['C', 'CN'],
        ['O', '某公司'],
        ['OU', '财务部'],
        ['CN', '张三'],
      ],
      notBefore: new Date(),
      notAfter: new Date(Date.now() + 365 * DAY),
      publicKey: holder.publicKey,
      extensions: pki.profileExtensions('signing', input),
    },
    pki.prepareSm2Signer(authority.privateKey).sign,
  )
}

// This thread's processor time, which `openssl speed` counts too: the rest of the machine does not matter.
function processorMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

function perSecond(work: () => unknown): number {
  let count = 0
  const start = processorMs()
  let passed = 0
  while (passed < SLICE_MS) {
    for (let i = 0; i < 20; i++) work()
    count += 20
    passed = processorMs() - start
  }
  return (count * 1000) / passed
}

function medians(contenders: Readonly<Record<string, () => unknown>>): Readonly<Record<string, number>> {
  const rounds = Array.from({ length: ROUNDS + 1 }, () =>
    Object.fromEntries(Object.entries(contenders).map(([name, work]) => [name, perSecond(work)])),
  ).slice(1) // the first only warms up
  const median = (name: string) =>
    rounds.map((round) => round[name] ?? 0).sort((a, b) => a - b)[ROUNDS >> 1] ?? 0
  return Object.fromEntries(Object.keys(contenders).map((name) => [name, Math.round(median(name))]))
}

/** Parses one certificate into the full model, and compares with parsers that yield less. */
export async function bench(): Promise<readonly Row[]> {
  const der = certificate()
  const binary = String.fromCharCode(...der)
  const { ours = 0, ...peers } = medians({
    ours: () => pki.parseCertificate(der),
    'node-forge asn1 alone': () => forge.asn1.fromDer(binary),
    'node X509Certificate': () => new X509Certificate(der),
    '@peculiar/asn1-x509 alone': () => AsnConvert.parse(der, PeculiarCertificate),
  })
  const rows = Object.entries(peers).map(([peer, value]) => ({
    name: `parse a certificate whole, against ${peer}`,
    value: ours,
    unit: 'a second',
    peers: { [peer]: value },
    ratio: Math.round((ours / value) * 100) / 100,
    budget: null,
    holds: null,
  }))
  return rows
}
