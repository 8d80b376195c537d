import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  createMemoryReplayStore,
  revocationByLists,
  type VerifyOptions,
  verifySigned,
  verifySignIn,
} from '../../../src/site-sdk/server/index.ts'

const vectors = z
  .object({
    ...{ origin: z.string(), nonce: z.string(), now: z.string() },
    ...{ maxAgeSeconds: z.number(), maxAheadSeconds: z.number() },
    ...{ trusted: z.array(z.string()), lists: z.array(z.string()) },
    cases: z.array(
      z.object({
        ...{ name: z.string(), content: z.string().optional(), verdict: z.string() },
        signed: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/site-vectors.json'), 'utf8')))

const folder = mkdtempSync(join(tmpdir(), 'site-vectors-'))
afterAll(() => rmSync(folder, { recursive: true }))

const options = (): VerifyOptions => ({
  ...{ origin: vectors.origin, nonce: vectors.nonce, now: new Date(vectors.now), trusted: vectors.trusted },
  ...{ maxAgeSeconds: vectors.maxAgeSeconds, maxAheadSeconds: vectors.maxAheadSeconds },
  ...{ replay: createMemoryReplayStore(), revocation: revocationByLists(() => vectors.lists) },
})

const openssl = (...args: readonly string[]): string => {
  try {
    return execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch {
    return 'refused'
  }
}

const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content)
  return name
}

const plain = z.object({
  ...{ form: z.literal('plain'), statement: z.string(), signature: z.base64(), certificate: z.base64() },
})

/** What OpenSSL says of the signature alone. */
const signatureByOpenSsl = (signed: unknown): string => {
  const { statement, signature, certificate } = plain.parse(signed)
  put('leaf.der', Buffer.from(certificate, 'base64'))
  put('key.pem', openssl('x509', '-inform', 'DER', '-in', 'leaf.der', '-noout', '-pubkey'))
  put('signature', Buffer.from(signature, 'base64'))
  put('statement', statement)
  const identity = ['-sigopt', 'distid:1234567812345678']
  return openssl('dgst', '-sm3', '-verify', 'key.pem', ...identity, '-signature', 'signature', 'statement')
}

describe('the test vectors for sites', () => {
  it.each(vectors.cases)('$name: $verdict', async ({ signed, content, verdict }) => {
    const answer =
      content === undefined
        ? await verifySignIn(signed, options())
        : await verifySigned(signed, content, options())
    expect(answer.ok ? 'ok' : answer.because).toBe(verdict)
  })

  it('hold each reason that a site must refuse for', () => {
    const reasons = new Set(vectors.cases.map(({ verdict }) => verdict))
    const wanted = ['ok', 'signature', 'purpose', 'origin', 'nonce', 'time', 'content', 'chain', 'malformed']
    expect([...wanted, 'expired', 'usage', 'revoked'].filter((reason) => !reasons.has(reason))).toEqual([])
  })

  it.each(vectors.cases.filter(({ signed }) => signed.form === 'plain'))(
    'OpenSSL agrees about the signature: $name',
    ({ signed, verdict }) => {
      expect(signatureByOpenSsl(signed)).toBe(verdict === 'signature' ? 'refused' : 'Verified OK')
    },
  )

  it('OpenSSL finds the digest of a signed text in its statement', () => {
    const { signed, content = '' } = vectors.cases.find(({ name }) => name === 'a signed text') ?? {}
    const digest = openssl('dgst', '-sm3', '-r', put('content', content)).slice(0, 64)
    expect(plain.parse(signed).statement).toContain(`content-sm3: ${digest.toUpperCase()}\n`)
  })
})
