import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromBase64, toPem } from '../../../src/pki/index.ts'
import { agency, startTestRa, type TestRa } from './authority.ts'
import { type Finished, type Holder, issue } from './holder.ts'
import { openssl } from './openssl.ts'

const MINUTE = 60_000

let test: TestRa
let holder: Holder
let issued: Finished
const ssl = openssl()

beforeAll(async () => {
  test = await startTestRa()
  holder = await agency(test.ra.url)
  issued = await issue(holder)
  const { signatureCertificate, encryptionCertificate, chain } = issued.collected
  const files = { signature: signatureCertificate, encryption: encryptionCertificate, issuing: chain[0] }
  for (const [name, base64] of Object.entries(files))
    ssl.put(`${name}.pem`, toPem('CERTIFICATE', fromBase64(base64 ?? '')))
})
afterAll(async () => {
  ssl.end()
  await test.end()
})

function question(names: readonly string[], ...options: readonly string[]): Buffer {
  const certificates = names.flatMap((name) => ['-cert', ssl.path(`${name}.pem`)])
  const file = ssl.path('question.der')
  ssl.run('ocsp', '-issuer', ssl.path('issuing.pem'), ...certificates, ...options, '-reqout', file)
  return readFileSync(file)
}

async function asked(request: Uint8Array): Promise<Buffer> {
  const sent = await fetch(`${test.ra.url}/ocsp`, { method: 'POST', body: new Uint8Array(request) })
  return Buffer.from(await sent.arrayBuffer())
}

/** What OpenSSL makes of an answer about a certificate. */
function read(answer: Uint8Array, name: string): string {
  const file = ssl.put('answer.der', answer)
  return ssl.run(
    ...['ocsp', '-issuer', ssl.path('issuing.pem'), '-cert', ssl.path(`${name}.pem`), '-respin', file],
    '-noverify',
  )
}

describe('an OCSP answer without a nonce', () => {
  it('is signed once for the same question, and OpenSSL reads it the second time, too', async () => {
    const request = question(['signature'], '-no_nonce')
    const first = await asked(request)
    const second = await asked(request)
    expect(second.equals(first)).toBe(true)
    expect(read(second, 'signature')).toMatch(/signature\.pem: good/)
    expect(read(await asked(question(['encryption'], '-no_nonce')), 'encryption')).toMatch(
      /encryption\.pem: good/,
    )
  })

  it('is signed anew for a question with a nonce, and for one about two certificates', async () => {
    const withNonce = question(['signature'], '-nonce')
    expect((await asked(withNonce)).equals(await asked(withNonce))).toBe(false)
    const ofTwo = question(['signature', 'encryption'], '-no_nonce')
    expect((await asked(ofTwo)).equals(await asked(ofTwo))).toBe(false)
  })

  it('is signed anew after five minutes, and after the clock was set back', async () => {
    const request = question(['signature'], '-no_nonce')
    const first = await asked(request)
    test.passTime(4 * MINUTE)
    expect((await asked(request)).equals(first)).toBe(true)
    test.passTime(2 * MINUTE)
    const later = await asked(request)
    expect(later.equals(first)).toBe(false)
    test.passTime(-3 * MINUTE)
    expect((await asked(request)).equals(later)).toBe(false)
    test.passTime(-3 * MINUTE)
  })

  it('tells caches when it was made', async () => {
    const path = encodeURIComponent(question(['signature'], '-no_nonce').toString('base64'))
    const made = (await fetch(`${test.ra.url}/ocsp/${path}`)).headers.get('last-modified')
    test.passTime(MINUTE)
    expect((await fetch(`${test.ra.url}/ocsp/${path}`)).headers.get('last-modified')).toBe(made)
  })

  it('tells of a suspension, of its end and of a revocation at once', async () => {
    const serial = issued.request.serials?.signature ?? ''
    const request = question(['signature'], '-no_nonce')
    const seen = async () => read(await asked(request), 'signature')
    expect(await seen()).toMatch(/: good/)
    await holder.client.certificates.suspend({ serial })
    expect(await seen()).toMatch(/: revoked[\s\S]*certificateHold/)
    await holder.client.certificates.resume({ serial })
    expect(await seen()).toMatch(/: good/)
    await holder.client.certificates.revoke({ serial, reason: 'key-compromised' })
    expect(await seen()).toMatch(/: revoked[\s\S]*keyCompromise/)
  })

  it('is not given to a question about another number', async () => {
    const request = question(['signature'], '-no_nonce')
    const known = await asked(request)
    request[request.length - 1] = (request.at(-1) ?? 0) ^ 1
    const other = await asked(request)
    expect(other.equals(known)).toBe(false)
    expect(() => read(other, 'signature')).toThrow(/No Status found/)
  })
})
