import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { raErrorData } from '../../../src/shared/ra-contract/errors.ts'
import { raPathPrefix } from '../../../src/shared/ra-contract/index.ts'
import { agency, operatorAt, startTestRa, type TestRa } from './authority.ts'
import type { Holder } from './holder.ts'

type Operation = { readonly method: string; readonly path: string }

const document: { readonly paths: Record<string, Record<string, unknown>> } = JSON.parse(
  readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'),
)
const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
)

const nasty = fc.constantFrom<unknown>(
  "' OR 1=1 --",
  '../../etc/passwd',
  '\u0000',
  '%00',
  '\ud800',
  -1,
  1e308,
  2 ** 53,
  null,
  true,
  [],
  {},
  'A'.repeat(5000),
  '龘㐂',
)
const value = fc.oneof(nasty, fc.jsonValue({ maxDepth: 3 }))
const fields = [
  ...[
    'userName',
    'applicantName',
    'captchaId',
    'captchaAnswer',
    'login',
    'loginKind',
    'password',
    'phone',
    'code',
  ],
  ...[
    'business',
    'idempotencyKey',
    'token',
    'previousSerial',
    'termYears',
    'application',
    'csr',
    'signature',
  ],
  ...[
    'requestId',
    'unlockId',
    'recipientKey',
    'reason',
    'text',
    'after',
    'serial',
    'content',
    '__proto__',
    'blob',
  ],
]
const body = fc.oneof(value, fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 8 }))
const segment = fc.oneof(
  fc.constantFrom('AAAAAAAAAAAAAAAAAAAAAA', 'AB12', '..', '%2e%2e', '%', "'", '%00'),
  fc.string({ minLength: 1, maxLength: 40 }).map(encodeURIComponent),
)

let test: TestRa
let tokens: readonly (string | null)[]

beforeAll(async () => {
  test = await startTestRa()
  const holders: readonly Holder[] = [await agency(test.ra.url), await operatorAt(test)]
  tokens = [...holders.map((holder) => holder.token), null, 'not-a-token-at-all']
})
afterAll(() => test.end())

async function send({ method, path }: Operation, part: string, json: unknown, token: string | null) {
  const url = `${test.ra.url}${raPathPrefix}${path.replaceAll(/\{[^}]+\}/g, () => part)}`
  const headers = token === null ? {} : { authorization: `Bearer ${token}` }
  if (method === 'GET') return fetch(`${url}?text=${part}&after=${part}`, { headers })
  const text = JSON.stringify(json) ?? 'null'
  return fetch(url, { method, body: text, headers: { ...headers, 'content-type': 'application/json' } })
}

describe('whatever is sent', () => {
  it('to any operation is answered or refused as the contract says, and breaks nothing', async () => {
    expect(operations.length).toBeGreaterThan(40)
    const calls = fc.tuple(fc.constantFrom(...operations), segment, body, fc.nat(3))
    await fc.assert(
      fc.asyncProperty(calls, async ([operation, part, json, who]) => {
        const response = await send(operation, part, json, tokens[who] ?? null)
        const text = await response.text()
        expect(response.status, text).toBeLessThan(500)
        if (response.status >= 400)
          expect(raErrorData.safeParse(JSON.parse(text).data).success, text).toBe(true)
      }),
      { numRuns: 1500, seed: 20261120 },
    )
    expect(test.faults).toEqual([])
    const holder = await agency(test.ra.url)
    expect((await holder.client.certificates.list({})).certificates).toEqual([])
  }, 60_000)
})
