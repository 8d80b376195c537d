import { join } from 'node:path'
import { expect } from 'vitest'
import { parseCertificate, parseSeal, sealAdmits, toPem } from '../../src/pki/index.ts'
import { type OpenSsl, openssl } from '../flow/ra/openssl.ts'
import { openRa } from '../house/issuance.ts'
import { opensslAcceptsSeal } from '../house/seals.ts'
import { freshHome } from '../ui/web-shell-process.ts'
import { authorityCertificates, verified } from './judges.ts'
import type { Past } from './past.ts'

// OpenSSL's verdicts on what a story left behind, on the token and at the authority.

type Use = 'signing' | 'encryption'
export type Judged = {
  readonly der: Uint8Array
  readonly serial: string
  readonly use: Use
  /** The public key, as OpenSSL writes it. */
  readonly key: string
  readonly notBefore: Date
  readonly notAfter: Date
}
export type Standing = 'in force' | 'superseded' | 'not on the list any more'

const asRead = (ssl: OpenSsl, der: Uint8Array): Judged => {
  const file = ssl.put('one.der', der)
  const text = ssl.run('x509', '-inform', 'DER', '-in', file, '-noout', '-serial', '-dates', '-text')
  const found = (pattern: RegExp) => pattern.exec(text)?.[1] ?? ''
  return {
    der,
    serial: found(/^serial=([0-9A-F]+)/m),
    use: text.includes('Digital Signature') ? 'signing' : 'encryption',
    key: ssl.run('x509', '-inform', 'DER', '-in', file, '-noout', '-pubkey'),
    notBefore: new Date(found(/^notBefore=(.*)/m)),
    notAfter: new Date(found(/^notAfter=(.*)/m)),
  }
}

/** The certificates on the tokens as OpenSSL reads them. */
export const judgedCertificates = async (past: Past): Promise<readonly Judged[]> => {
  const ssl = openssl()
  const all = (await past.certificates()).map((der) => asRead(ssl, der))
  ssl.end()
  return all
}

/** The same day and time so many years later; after 29 February comes 28 February. */
const yearsLater = (from: Date, years: number): Date => {
  const later = new Date(from)
  later.setUTCFullYear(from.getUTCFullYear() + years)
  if (later.getUTCDate() !== from.getUTCDate()) later.setUTCDate(0)
  return later
}

/** Whether the signature over a DER structure `{ tbs, algorithm, BIT STRING … }` is that of the issuing authority. */
const isSigned = (ssl: OpenSsl, file: string, key: string): boolean => {
  const bits = ssl.outline(file).find(({ depth, tag }) => depth === 1 && tag === 'BIT STRING')
  const start = ssl.outline(file).find(({ depth }) => depth === 1)
  const tbs = ssl.cut(file, start?.offset ?? 0, 'signed.tbs')
  return ssl.verify(key, tbs, ssl.cut(file, bits?.offset ?? 0, 'signed.sig'))
}

/** The entry of the authority's revocation list, whose signature OpenSSL has verified. */
const onList = async (ssl: OpenSsl, url: string, key: string, serial: string): Promise<string | null> => {
  const list = await fetch(`${url}/crl/issuing.crl`)
  const file = ssl.put('issuing.crl', new Uint8Array(await list.arrayBuffer()))
  expect(isSigned(ssl, file, key)).toBe(true)
  const text = ssl.run('crl', '-inform', 'DER', '-in', file, '-noout', '-text')
  const entry = text.split('Serial Number: ').find((one) => one.startsWith(serial))
  return entry === undefined
    ? null
    : (/Reason Code:\s*\n\s*(.*)/.exec(entry)?.[1]?.trim() ?? 'without a reason')
}

/** The answer of the authority's OCSP service, whose signature OpenSSL has verified. */
const byOcsp = async (ssl: OpenSsl, url: string, key: string, pem: string): Promise<string> => {
  const asked = ['-issuer', ssl.path('issuing.pem'), '-cert', pem, '-url', `${url}/ocsp`]
  const text = await ssl.call('ocsp', ...asked, '-noverify', '-respout', ssl.path('ocsp.der'))
  const answer = ssl.path('ocsp.der')
  const octets = ssl.outline(answer).find(({ depth, tag }) => depth === 3 && tag === 'OCTET STRING')
  expect(isSigned(ssl, ssl.cut(answer, octets?.offset ?? 0, 'basic.der'), key)).toBe(true)
  const status = /: (good|revoked|unknown)/.exec(text)?.[1] ?? text
  const reason = /Reason: (\w+)/.exec(text)?.[1]
  return reason === undefined ? status : `${status}: ${reason}`
}

const standingOf = async (ssl: OpenSsl, url: string, { der, serial }: Judged): Promise<Standing | string> => {
  const pem = ssl.put('asked.pem', toPem('CERTIFICATE', der))
  const key = ssl.path('issuing.pub')
  const told = `${await onList(ssl, url, key, serial)}, ${await byOcsp(ssl, url, key, pem)}`
  switch (told) {
    case 'null, good':
      return 'in force'
    case 'Superseded, revoked: superseded':
      return 'superseded'
    case 'null, revoked: superseded':
      return 'not on the list any more'
    default:
      return told
  }
}

/** Opens the authority once more, on what the product left in its folder, and asks about these certificates. */
const standings = async (home: string, certificates: readonly Judged[]): Promise<readonly string[]> => {
  const ra = await openRa(join(home, 'authority'))
  const ssl = openssl()
  const [issuing = new Uint8Array()] = authorityCertificates(home)
  ssl.put('issuing.pem', toPem('CERTIFICATE', issuing))
  ssl.put('issuing.pub', ssl.run('x509', '-in', ssl.path('issuing.pem'), '-noout', '-pubkey'))
  const found: string[] = []
  for (const one of certificates) found.push(await standingOf(ssl, ra.url, one))
  ssl.end()
  await ra.stop()
  return found
}

const isAmong = (all: readonly Judged[], one: Judged) => all.some(({ serial }) => serial === one.serial)

const usesOf = (all: readonly Judged[]) => all.map(({ use }) => use).sort()

/** Nothing has changed: the pair that was there is there, and is in force. */
export const expectUntouched = async (past: Past, before: readonly Judged[]): Promise<void> => {
  const now = await judgedCertificates(past)
  expect(now.map(({ serial }) => serial).sort()).toEqual(before.map(({ serial }) => serial).sort())
  expect(await standings(past.home, before)).toEqual(['in force', 'in force'])
}

export type NewPair = {
  readonly before: readonly Judged[]
  readonly years: number
  /** Where the term begins. After the end, and when a certificate is upgraded, that is the issue of the new one. */
  readonly from: 'old end' | 'issue' | 'issue, after the end'
}

const BEHIND = 60_000 // a certificate begins a little earlier than it is issued, for clocks that are slow

/** The certificates are new and in force, the old ones are out of it, and the new end is as it was told. */
const expectNewCertificates = async (
  past: Past,
  now: readonly Judged[],
  { before, years, from }: NewPair,
) => {
  const fresh = now.filter((one) => !isAmong(before, one))
  expect(usesOf(before)).toEqual(['encryption', 'signing'])
  expect(usesOf(fresh)).toEqual(['encryption', 'signing'])
  const folder = freshHome()
  const chain = authorityCertificates(past.home)
  for (const { der, notBefore, notAfter } of fresh) {
    expect(verified(folder, der, chain)).toBe('leaf.pem: OK\nissuing.pem: OK')
    const [old] = before
    const issued = new Date(notBefore.getTime() + BEHIND)
    const begin = from === 'old end' ? (old?.notAfter ?? new Date(0)) : issued
    expect(Math.abs(notAfter.getTime() - yearsLater(begin, years).getTime())).toBeLessThanOrEqual(1000)
  }
  expect(await standings(past.home, fresh)).toEqual(['in force', 'in force'])
  // What has expired may leave the list. The service still knows it.
  const over = from === 'issue, after the end' ? 'not on the list any more' : 'superseded'
  expect(await standings(past.home, before)).toEqual([over, over])
  return fresh
}

/** A new pair is there; the old encryption key stays, because nothing else opens what was encrypted to it. */
export const expectNewPair = async (past: Past, made: NewPair) => {
  const now = await judgedCertificates(past)
  expect(usesOf(now.filter((one) => isAmong(made.before, one)))).toContain('encryption')
  return expectNewCertificates(past, now, made)
}

/** The keys are the same ones, and nothing is left of their old certificates. */
export const expectSameKeys = async (past: Past, made: NewPair) => {
  const now = await judgedCertificates(past)
  const keysOf = (all: readonly Judged[]) => all.map(({ use, key }) => `${use} ${key}`).sort()
  expect(keysOf(now)).toEqual(keysOf(made.before))
  return expectNewCertificates(past, now, made)
}

/**
 * One seal admits the new certificate, and OpenSSL finds its maker's signature right. On a Ukey it is the only one; a soft
 * certificate that was kept for its old files keeps its old seal.
 */
export const expectSeal = async (past: Past, pair: readonly Judged[]): Promise<void> => {
  const signing = pair.find(({ use }) => use === 'signing')
  const certificate = parseCertificate(signing?.der ?? new Uint8Array())
  const seals = await past.seals()
  const fitting = seals.filter((seal) => sealAdmits(parseSeal(seal), certificate))
  expect([fitting.length, seals.length]).toEqual([1, past.kind === 'soft' ? 2 : 1])
  for (const seal of fitting) expect(opensslAcceptsSeal(freshHome(), seal)).toBe(true)
}
