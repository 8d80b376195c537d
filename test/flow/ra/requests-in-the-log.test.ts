import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { log as cliLog, endedLog } from '../../../src/ra/cli/log.ts'
import type { Ended } from '../../../src/ra/http/server.ts'
import type { Trace } from '../../../src/ra/trace.ts'
import { raPathPrefix } from '../../../src/shared/ra-contract/index.ts'
import { agency, operatorAt, startTestRa, type TestRa } from './authority.ts'
import { inputs } from './inputs.ts'

type Operation = { readonly name: string; readonly method: string; readonly path: string }

const document: { readonly paths: Record<string, Record<string, { readonly operationId: string }>> } =
  JSON.parse(readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'))
const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({
    ...{ name: operationId, method: method.toUpperCase(), path },
  })),
)

const lines: { readonly line: string; readonly trace: Trace | undefined }[] = []
const ends: Ended[] = []
let test: TestRa
beforeAll(async () => {
  test = await startTestRa({
    ...{ proxies: ['127.0.0.1'], ended: (one) => ends.push(one) },
    log: (line, trace) => lines.push({ line, trace }),
  })
})
afterAll(() => test.end())

type Heard = { readonly status: number; readonly id: string; readonly body: string }

/** Asks from an address of this machine; only 127.0.0.1 is a proxy. */
function ask(
  path: string,
  more: { headers?: Record<string, string>; body?: string; method?: string; from?: string } = {},
) {
  const { headers = {}, body, method = 'GET', from = '127.0.0.2' } = more
  return new Promise<Heard>((resolve, reject) => {
    const options = { method, headers, localAddress: from }
    const sent = request(`${test.ra.url}${path}`, options, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part) => {
        text += part
      })
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, id: String(answer.headers['x-request-id']), body: text }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const made = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

describe('a request', () => {
  it('has a number of its own in its answer, whatever is asked for', async () => {
    const paths = [
      '/alive',
      '/crl/issuing.crl',
      '/nowhere',
      '/ra/v1/info',
      '/ra/v1/nowhere',
      '/ra/v1/sessions/current',
    ]
    const ids = await Promise.all(paths.map(async (path) => (await ask(path)).id))
    for (const id of ids) expect(id).toMatch(made)
    expect(new Set(ids).size).toBe(paths.length)
  })

  it('keeps the number that a trusted proxy gave it, if it is well formed', async () => {
    const idFor = async (given: string, from?: string) =>
      (await ask('/alive', { headers: { 'x-request-id': given }, ...(from === undefined ? {} : { from }) }))
        .id
    expect(await idFor('edge-1.2024_77', '127.0.0.1')).toBe('edge-1.2024_77')
    expect(await idFor('edge-1.2024_77')).toMatch(made)
    for (const wrong of [
      'short',
      'a b c d e f g',
      '{"time":1,"text":2}',
      '-begins-badly',
      'x'.repeat(65),
      '王芳王芳王芳王芳',
    ])
      expect(
        await idFor(encodeURIComponent(wrong) === wrong ? wrong : wrong.replace(/[^ -~]/g, '?'), '127.0.0.1'),
      ).toMatch(made)
  })

  it('has the same number in its refusal and in what is told of it', async () => {
    for (const path of ['/ra/v1/sessions/current', '/ra/v1/requests/none', '/nowhere']) {
      const { id, body } = await ask(path)
      expect(JSON.parse(body).data).toMatchObject({ requestId: id })
      await expect
        .poll(() => ends.find((one) => one.id === id))
        .toMatchObject({ outcome: 'refused', code: JSON.parse(body).data.code })
    }
  })
})

/** What no line of a log may hold, by the fields in which it is sent. */
const marks: Readonly<Record<string, string>> = {
  ...{ password: 'Mk-Geheim-7731', present: 'Mk-Geheim-7731', next: 'Mk-Neu-77310001', code: '830917' },
  ...{ presentCode: '830917', newCode: '830917', phone: '13987650001', address: '13987650001' },
  ...{ number: '110105197706150012', representativeNumber: '110105197706150012', name: '密标张三' },
  ...{ applicantName: '密标张三', userName: 'mk-nutzer-31', login: 'mk-nutzer-31', payerName: '密标张三' },
  ...{
    payerAccount: '6222998877665544',
    captchaAnswer: 'QX9Z',
    englishName: 'Mk Sample',
    text: 'Mk-Text-4410',
  },
}
const bearer = 'Mk0bearer0AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
const everywhere = 'Mk-Alles-5512'
const inPath = 'MkPfad9920AAAAAAAAAAAA'
const all = [...new Set([...Object.values(marks), bearer, everywhere, inPath])]

const marked = (value: unknown, mark: (key: string, text: string) => string, key = ''): unknown => {
  if (typeof value === 'string') return mark(key, value)
  if (Array.isArray(value)) return value.map((one) => marked(one, mark, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, marked(one, mark, name)]))
}

/** Bodies that are right but for the marks in their fields, or wrong in all of them, or no JSON. */
const bodiesOf = (name: string): readonly string[] => {
  const body = { ...marks, ...inputs(name).body }
  return [
    JSON.stringify(marked(inputs(name).body, (key, text) => marks[key] ?? text)),
    JSON.stringify(marked(body, () => everywhere)),
    `{"password": "${marks.password}", "phone": ${marks.phone}`,
  ]
}

async function askEverything(tokens: readonly string[]): Promise<void> {
  const endings = /(end|End|close|logout|actFor|changePassword)/
  for (const { name, method, path } of operations.filter(({ name }) => !endings.test(name))) {
    const filled = path.replaceAll(/\{[^}]+\}/g, inPath)
    for (const token of tokens) {
      const headers = {
        authorization: `Bearer ${token}`,
        'x-ra-client': everywhere,
        'content-type': 'application/json',
      }
      if (method === 'GET') await ask(`${raPathPrefix}${filled}?text=${everywhere}`, { headers })
      else for (const body of bodiesOf(name)) await ask(`${raPathPrefix}${filled}`, { method, headers, body })
    }
  }
}

describe('the log', { timeout: 120_000 }, () => {
  it('holds nothing that a client has written, whether calls are answered, refused or fail', async () => {
    const [entity, operator] = [await agency(test.ra.url), await operatorAt(test)]
    const tokens = [bearer, entity.token ?? '', operator.token ?? '']
    const written = vi.spyOn(console, 'error').mockReturnValue()
    await askEverything(tokens)
    const db = new DatabaseSync(join(test.dataDir, 'ra.db'), { timeout: 5000 })
    for (const table of ['codes', 'dossiers', 'orders', 'identities', 'attempts', 'resets', 'subscriptions'])
      db.exec(`ALTER TABLE ${table} RENAME TO without_${table}`)
    db.close()
    await askEverything(tokens)
    const faults = lines.filter(({ line }) => line.startsWith('fault'))
    expect(faults.length).toBeGreaterThan(20)
    expect(faults.filter(({ trace }) => trace === undefined)).toEqual([])
    const outcomes = new Set(ends.map(({ outcome }) => outcome))
    expect([...outcomes].toSorted()).toEqual(expect.arrayContaining(['answered', 'fault', 'refused']))
    // As the command line writes them.
    const tell = endedLog()
    for (const { line, trace } of lines) cliLog(line, trace)
    for (const one of ends) tell(one)
    const text = [...written.mock.calls.flat(), JSON.stringify(ends)].join('\n')
    written.mockRestore()
    expect(all.filter((mark) => text.includes(mark))).toEqual([])
    for (const token of tokens) expect(text.includes(token)).toBe(false)
    for (const id of faults.map(({ trace }) => trace?.id ?? '')) expect(text).toContain(`"request":"${id}"`)
  })

  it('is JSON, a line each, and names fifty a second of those that did not go well', () => {
    const written: string[] = []
    const spy = vi.spyOn(console, 'error').mockImplementation((line) => void written.push(line))
    const clock = vi.spyOn(performance, 'now').mockReturnValue(10_000)
    const tell = endedLog()
    const one = { id: 'a', route: 'info', code: null, status: 503, milliseconds: 1 }
    for (let i = 0; i < 70; i++) tell({ ...one, outcome: i === 0 ? 'answered' : 'busy' })
    clock.mockReturnValue(11_001)
    tell({ ...one, outcome: 'fault' })
    cliLog('two\nlines')
    spy.mockRestore()
    clock.mockRestore()
    const read = written.map((line) => JSON.parse(line))
    expect(written.join('')).not.toContain('\n')
    expect(read.map(({ text }) => text)).toEqual([
      ...Array.from({ length: 50 }, () => 'request ended'),
      ...['19 more requests did not go well', 'request ended', 'two\nlines'],
    ])
    expect(read[0]).toMatchObject({ request: 'a', route: 'info', outcome: 'busy', status: 503 })
  })
})
