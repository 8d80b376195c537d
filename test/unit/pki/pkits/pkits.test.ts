import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import * as pki from '../../../../src/pki/index.ts'
import { dsa, type PolicyCase, policyCases } from './cases.ts'

// All certificates and lists of PKITS 1.0.1, the path tests of NIST (National Institute of Standards and Technology,
// United States; in the public domain): csrc.nist.gov/projects/pki-testing.
const data: { readonly certs: Record<string, string>; readonly crls: Record<string, string> } = JSON.parse(
  gunzipSync(readFileSync(new URL('./pkits.json.gz', import.meta.url))).toString(),
)
/** What can be read of them: what cannot be read is refused thereby. */
const read = <T>(all: Record<string, string>, parse: (der: Uint8Array) => T): ReadonlyMap<string, T> =>
  new Map(
    Object.entries(all).flatMap(([name, der]) => {
      try {
        return [[name, parse(Buffer.from(der, 'base64'))] as const]
      } catch (error) {
        if (error instanceof pki.PkiError) return []
        throw error
      }
    }),
  )
const certificates = read(data.certs, pki.parseCertificate)
const crls = [...read(data.crls, pki.parseCrl).values()]
const named = (name: string): pki.Certificate => {
  const found = certificates.get(name)
  if (found === undefined) throw new Error(`PKITS has no ${name}`)
  return found
}
const trusted = [named('TrustAnchorRootCertificate')]
const intermediates = [...certificates].filter(([name]) => !name.endsWith('EE')).map(([, one]) => one)

/** Every case gets all authorities and all lists of the suite, so that the right ones have to be found. */
const verdict = (name: string, settings: Partial<PolicyCase> = {}): string => {
  if (!certificates.has(name)) return 'invalid: cannot be read'
  const { accepted = [], explicit = false, noMapping = false, noAny = false } = settings
  const { ok, problems } = pki.verifyChain(named(name), {
    trusted,
    intermediates,
    crls,
    requireRevocation: true,
    at: new Date('2012-06-01T00:00:00Z'),
    requirePolicy: explicit,
    inhibitPolicyMapping: noMapping,
    inhibitAnyPolicy: noAny,
    ...(accepted.length > 0 && { policies: accepted.map((one) => `2.16.840.1.101.3.2.1.48.${one}`) }),
  })
  return ok ? 'valid' : `invalid: ${problems.map(({ reason }) => reason).join(', ')}`
}

const ends = Object.keys(data.certs).filter((name) => name.endsWith('EE'))
const byName = ends.filter((name) => /^(?:Valid|Invalid)/.test(name) && !dsa.includes(name))
/** These are valid only for some policies, which the table names. */
const byPolicy = new Set(policyCases.filter(({ accepted }) => accepted.length > 0).map(({ name }) => name))

describe('the path tests of NIST', () => {
  it('are all here', () => {
    const asked = new Set([...byName, ...policyCases.map(({ name }) => name), ...dsa])
    expect([ends.length, asked.size]).toEqual([ends.length, ends.length])
  })

  it.each(byName.filter((name) => name.startsWith('Valid') && !byPolicy.has(name)))('accept %s', (name) => {
    expect(verdict(name)).toBe('valid')
  })

  it.each(byName.filter((name) => name.startsWith('Invalid')))('refuse %s', (name) => {
    expect(verdict(name)).toMatch(/^invalid/)
  })

  it.each(policyCases.map((one) => [one.valid ? 'accept' : 'refuse', one.name, one] as const))(
    '%s %s under its policies',
    (_, name, settings) => {
      expect(verdict(name, settings).startsWith('valid')).toBe(settings.valid)
    },
  )

  it('refuse DSA because it is not verified here', () => {
    for (const name of dsa) expect(verdict(name)).toMatch(/unsupported-algorithm/)
  })
})
