import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  concat,
  encodeName,
  fromBase64,
  fromHex,
  generateSm2KeyPair,
  sm2PublicKeyOf,
  toBase64,
} from '../../../src/pki/index.ts'
import { raPathPrefix } from '../../../src/shared/ra-contract/index.ts'
import { raLimits } from '../../../src/shared/ra-contract/limits.ts'
import { agency, person, refusalOf, startTestRa, type TestRa } from './authority.ts'
import { foreignCsr } from './foreign-csr.ts'
import { csrFor, type Holder, openRequest, randomKey } from './holder.ts'

let test: TestRa
let holder: Holder

beforeAll(async () => {
  test = await startTestRa()
  holder = await agency(test.ra.url)
})
afterAll(async () => {
  await test.end()
  // Every refusal above was expected, so none of them appears in the log of faults.
  expect(test.faults).toEqual([])
})

async function submitting(make: (request: Awaited<ReturnType<typeof openRequest>>['request']) => string) {
  const { request } = await openRequest(holder)
  const requestId = request.id
  const refusal = await refusalOf(holder.client.requests.submitCsr({ requestId, csr: make(request) }))
  const { request: after } = await holder.client.requests.get({ requestId })
  expect(after.state).toBe('opened')
  await holder.client.requests.abandon({ requestId })
  return refusal.code
}

const scalar = (d: number) => fromHex(d.toString(16).padStart(64, '0'))
const pairOf = (privateKey: Uint8Array) => ({ privateKey, publicKey: sm2PublicKeyOf(privateKey) })

describe('a certificate request', () => {
  it('is refused with a changed byte', async () => {
    const code = await submitting((request) => {
      const bytes = fromBase64(csrFor(request, generateSm2KeyPair()))
      const last = bytes.length - 1
      bytes[last] = (bytes[last] ?? 0) ^ 1
      return toBase64(bytes)
    })
    expect(code).toBe('csr-signature-wrong')
  })

  it('is refused for another subject', async () => {
    const other = encodeName([
      ['C', 'CN'],
      ['CN', '别人'],
    ])
    expect(await submitting((request) => csrFor(request, generateSm2KeyPair(), other))).toBe(
      'csr-subject-differs',
    )
  })

  it('is accepted with an empty subject and gets the subject of the account', async () => {
    const { request } = await openRequest(holder)
    const csr = csrFor(request, generateSm2KeyPair(), encodeName([]))
    const { request: submitted } = await holder.client.requests.submitCsr({ requestId: request.id, csr })
    expect(submitted.state).toBe('ready')
    await holder.client.requests.abandon({ requestId: request.id })
  })

  it('is refused when it is no structure, cut off or too long', async () => {
    expect(await submitting(() => toBase64(new Uint8Array(100)))).toBe('csr-unreadable')
    expect(await submitting(() => '')).toBe('csr-unreadable')
    expect(
      await submitting((request) =>
        toBase64(fromBase64(csrFor(request, generateSm2KeyPair())).subarray(0, 80)),
      ),
    ).toBe('csr-unreadable')
    expect(
      await submitting((request) =>
        toBase64(concat(fromBase64(csrFor(request, generateSm2KeyPair())), new Uint8Array(1))),
      ),
    ).toBe('csr-unreadable')
    expect(await submitting(() => toBase64(new Uint8Array(17_000)))).toBe('bad-payload')
  })

  it.each(['rsa', 'p256'] as const)('is refused for a key of kind %s', async (kind) => {
    expect(await submitting((request) => foreignCsr(kind, fromBase64(request.subject.der)))).toBe(
      'csr-key-unsuitable',
    )
  })

  it('is refused for a key that can be guessed', async () => {
    for (const d of [
      scalar(1),
      scalar(2),
      scalar(7),
      fromHex('3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8'),
    ]) {
      expect(await submitting((request) => csrFor(request, pairOf(d)))).toBe('csr-key-unsuitable')
    }
  })

  it('is refused for a point off the curve', async () => {
    const code = await submitting((request) => {
      const pair = generateSm2KeyPair()
      const bytes = fromBase64(csrFor(request, pair))
      const at = Buffer.from(bytes).indexOf(Buffer.from(pair.publicKey))
      bytes[at + 64] = (bytes[at + 64] ?? 0) ^ 1
      return toBase64(bytes)
    })
    expect(code).toBe('csr-key-unsuitable')
  })

  it('is refused for a key of another request, whoever sends it', async () => {
    const first = await openRequest(holder)
    const pair = generateSm2KeyPair()
    const csr = csrFor(first.request, pair)
    await holder.client.requests.submitCsr({ requestId: first.request.id, csr })
    expect(await submitting((request) => csrFor(request, pair))).toBe('csr-key-reused')
    const other = await person(test.ra.url)
    const foreign = await openRequest(other)
    const reused = other.client.requests.submitCsr({
      requestId: foreign.request.id,
      csr: csrFor(foreign.request, pair),
    })
    expect((await refusalOf(reused)).code).toBe('csr-key-reused')
  })

  it('counts as repeated only if the certificates are for its own key', async () => {
    const { request } = await openRequest(holder)
    const requestId = request.id
    const [withdrawn, last] = [generateSm2KeyPair(), generateSm2KeyPair()].map((pair) =>
      csrFor(request, pair),
    )
    for (const csr of [withdrawn, last]) await holder.client.requests.submitCsr({ requestId, csr: csr ?? '' })
    await holder.client.requests.collect({ requestId })
    const repeated = (csr = '') => holder.client.requests.submitCsr({ requestId, csr })
    expect((await repeated(last)).request.state).toBe('issued')
    expect((await refusalOf(repeated(withdrawn))).code).toBe('request-not-ready')
    await holder.client.requests.abandon({ requestId })
  })
})

describe('what belongs to another account', () => {
  it('is treated like something that does not exist', async () => {
    const other = await person(test.ra.url)
    const { request } = await openRequest(holder)
    const requestId = request.id
    const calls = [
      () => other.client.requests.get({ requestId }),
      () => other.client.requests.collect({ requestId }),
      () => other.client.requests.abandon({ requestId }),
      () => other.client.requests.confirm({ requestId, signature: 'AAAA' }),
      () => other.client.requests.get({ requestId: 'AAAAAAAAAAAAAAAAAAAAAA' }),
    ]
    for (const call of calls) expect((await refusalOf(call())).code).toBe('request-unknown')
    const order = other.client.orders.get({ orderId: 'AAAAAAAAAAAAAAAAAAAAAA' })
    expect((await refusalOf(order)).code).toBe('order-unknown')
  })

  it('cannot be reached with an account’s session where an operator is needed', async () => {
    expect((await refusalOf(holder.client.operator.health({}))).code).toBe('session-ended')
  })
})

describe('steps out of order', () => {
  it('are refused and leave the request as it was', async () => {
    const { request } = await openRequest(holder)
    const requestId = request.id
    const collecting = await refusalOf(holder.client.requests.collect({ requestId }))
    expect(collecting).toEqual({ code: 'request-not-ready', params: { state: 'opened' } })
    const confirming = await refusalOf(holder.client.requests.confirm({ requestId, signature: 'AAAA' }))
    expect(confirming.code).toBe('request-not-ready')
    expect((await holder.client.requests.get({ requestId })).request.state).toBe('opened')
    await holder.client.requests.abandon({ requestId })
    expect((await refusalOf(holder.client.requests.collect({ requestId }))).code).toBe('request-abandoned')
  })
})

describe('the door', () => {
  const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(`${test.ra.url}${raPathPrefix}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })
  const codeOf = async (response: Response) => [response.status, (await response.json()).data.code]

  it('refuses bodies that are no JSON, too long or of another type', async () => {
    expect(await codeOf(await post('/captchas', '{'))).toEqual([400, 'bad-payload'])
    expect(await codeOf(await post('/captchas', '{}', { 'content-type': 'text/plain' }))).toEqual([
      400,
      'bad-payload',
    ])
    expect(await codeOf(await post('/captchas', new Uint8Array([0x7b, 0xff, 0x7d])))).toEqual([
      400,
      'bad-payload',
    ])
    expect(await codeOf(await post('/captchas', ' '.repeat(70_000)))).toEqual([413, 'body-too-large'])
    expect(await codeOf(await post('/captchas', '['.repeat(60_000)))).toEqual([400, 'bad-payload'])
    const deep = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
    expect((await post('/captchas', deep)).status).toBeLessThan(500)
  })

  it('names the field that the contract does not accept, never its value', async () => {
    const secret = 'the-secret-that-must-not-come-back\u0000'
    const response = await post('/sessions/by-name', JSON.stringify({ userName: secret }))
    const text = await response.text()
    expect(response.status).toBe(400)
    expect(text).toContain('bad-payload')
    expect(text).not.toContain('must-not-come-back')
  })

  it('takes nothing from the body that contradicts the path', async () => {
    const [named, hidden] = [await openRequest(holder), await openRequest(holder)]
    const body = JSON.stringify({ requestId: hidden.request.id })
    const authorization = `Bearer ${holder.token}`
    const response = await post(`/requests/${named.request.id}/abandon`, body, { authorization })
    expect(await codeOf(response)).toEqual([400, 'bad-payload'])
    for (const { request: opened } of [named, hidden]) {
      expect((await holder.client.requests.get({ requestId: opened.id })).request.state).toBe('opened')
      await holder.client.requests.abandon({ requestId: opened.id })
    }
  })

  it('refuses text with invisible characters or characters that reverse the reading order', async () => {
    for (const serial of ['KEY\u202e1', 'KEY\u200b', 'KEY\u20281', 'KEY\ud800', '\ufeff']) {
      expect((await refusalOf(openRequest(holder, { serial }))).code).toBe('bad-payload')
    }
  })

  /** What the server says to these bytes before it closes the line. */
  const answerTo = (say: string) =>
    new Promise<{ readonly status: number; readonly head: string; readonly body: string }>((resolve) => {
      const { hostname, port } = new URL(test.ra.url)
      let text = ''
      const socket = connect(Number(port), hostname, () => socket.write(say))
      socket.on('data', (data) => {
        text += data
      })
      socket.on('error', () => {})
      socket.on('close', () => {
        const [head = '', body = ''] = text.split('\r\n\r\n')
        resolve({ status: Number(head.split(' ')[1]), head, body })
      })
    })

  it('gives even input that is no HTTP or has endless headers a typed refusal', async () => {
    for (const say of ['\u0000\u0001\r\n\r\n', `GET / HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`]) {
      const { head, body } = await answerTo(say)
      expect(head).toContain(`content-length: ${body.length}`)
      expect(JSON.parse(body).data).toEqual({ code: 'bad-payload', params: { field: 'http' } })
    }
  })

  it.each([
    ['/ra/v1/captchas', raLimits.body],
    ['/ocsp', 16 * 1024],
    ['/pay/notice', 4096],
  ] as const)('refuses a body to %s that tells no length, as soon as it is too long', async (path, limit) => {
    const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n`
    const piece = `400\r\n${' '.repeat(0x400)}\r\n`
    const pieces = (length: number) => piece.repeat(length / 0x400)
    const sent = (body: string) =>
      answerTo(`${head}connection: close\r\ntransfer-encoding: chunked\r\n\r\n${body}`)
    // The end of this body never comes.
    const endless = await sent(`${pieces(limit)}1\r\n `)
    expect([endless.status, JSON.parse(endless.body).data]).toEqual([
      413,
      { code: 'body-too-large', params: { limit }, requestId: expect.any(String) },
    ])
    const whole = await sent(`${pieces(limit)}0\r\n\r\n`)
    expect(whole.status).not.toBe(413)
  })

  it('refuses a request with more headers than any client of ours has', async () => {
    const asked = (others: number) => {
      const filling = Array.from({ length: others }, (_, index) => `x-${index}: a\r\n`).join('')
      const head = `GET /ra/v1/sessions/current HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n`
      return answerTo(`${head}${filling}authorization: Bearer ${holder.token}\r\n\r\n`)
    }
    expect((await asked(60)).status).toBe(200)
    const { status, body } = await asked(64)
    expect([status, JSON.parse(body).data.params]).toEqual([400, { field: 'http' }])
  })

  it('lets certificates, lists and pages be read and takes nothing for them', async () => {
    const paths = ['/ca/root.cer', '/ca/issuing.cer', '/ca/chain.pem', '/crl/issuing.crl', '/crl/root.crl']
    for (const path of paths) {
      const asked = (method: string) => fetch(`${test.ra.url}${path}`, { method })
      const [read, told] = [await asked('GET'), await asked('HEAD')]
      const length = (await read.arrayBuffer()).byteLength
      expect([read.status, told.status, told.headers.get('content-length')]).toEqual([
        200,
        200,
        String(length),
      ])
      for (const method of ['POST', 'PUT', 'DELETE']) expect((await asked(method)).status).toBe(404)
    }
    for (const method of ['PUT', 'DELETE', 'HEAD'])
      expect((await fetch(`${test.ra.url}/ocsp`, { method })).status).toBe(400)
  })

  it('knows only its own paths', async () => {
    const paths = [
      '/',
      '/ra/v1',
      '/ra/v1/../../etc/passwd',
      '/operator/../ra.db',
      '/%2e%2e/ra.db',
      '/ra/v1/requests/%00',
      '/ca/../ca/authority.json',
      '/assets/..%2f..%2fra.db',
    ]
    for (const path of paths) {
      const response = await fetch(`${test.ra.url}${path}`)
      expect([400, 401, 404]).toContain(response.status)
    }
  })

  it('stays closed to a page that gave its own name this address', async () => {
    const { hostname, port } = new URL(test.ra.url)
    const asked = (host: string) =>
      new Promise<number>((resolve, reject) => {
        const sent = request({ hostname, port, path: '/ra/v1/info', headers: { host } }, (answer) => {
          answer.resume()
          resolve(answer.statusCode ?? 0)
        })
        sent.on('error', reject)
        sent.end()
      })
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1.evil.example', '10.0.0.1']) {
      expect(await asked(host)).toBe(404)
    }
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, '[::1]'])
      expect(await asked(host)).toBe(200)
  })

  it('treats odd identifiers as plain text', async () => {
    const ids = ["' OR '1'='1", '..', '%27', 'a'.repeat(200)]
    for (const requestId of ids) {
      expect((await refusalOf(holder.client.requests.get({ requestId }))).code).toMatch(
        /bad-payload|not-found/,
      )
    }
    const prototype = await post('/captchas', '{"__proto__":{"admin":true},"constructor":{"prototype":{}}}')
    expect(prototype.status).toBe(200)
  })

  it('carries security headers on every answer', async () => {
    for (const path of ['/', '/ra/v1/info', '/crl/issuing.crl', '/pay/AAAAAAAAAAAAAAAAAAAAAA']) {
      const { headers } = await fetch(`${test.ra.url}${path}`)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('x-frame-options')).toBe('DENY')
    }
  })
})

describe('an upload', () => {
  const tail = (body: string) => `${body}\nstartxref\n${body.length - 'xref'.length - 1}\n%%EOF\n`
  const pdf = (filling = '') => tail(`%PDF-1.4\n${filling}\nxref\n`)
  const upload = (content: string) =>
    holder.client.uploads.create({
      fileName: '申请表.pdf',
      content: Buffer.from(content, 'latin1').toString('base64'),
    })

  it('accepts a PDF of up to 10 MiB', async () => {
    const content = pdf('a'.repeat(10 * 1024 * 1024 - 100))
    expect((await upload(content)).size).toBe(content.length)
  })

  it('refuses a file that only claims to be a PDF', async () => {
    const fakes = [
      '',
      'hello',
      '%PDF-1.4',
      '%PDF-1.4\n%%EOF',
      `GIF89a${pdf()}`,
      '%PDF-1.4\nstartxref\n999999\n%%EOF',
      '<html>%PDF-1.4</html>',
    ]
    for (const fake of fakes) expect((await refusalOf(upload(fake))).code).toBe('upload-not-pdf')
  })

  it('refuses more than 10 MiB', async () => {
    const large = await refusalOf(upload(pdf('a'.repeat(10 * 1024 * 1024 + 100))))
    expect(['bad-payload', 'upload-too-large', 'body-too-large']).toContain(large.code)
    const huge = await refusalOf(upload('a'.repeat(14 * 1024 * 1024)))
    expect(huge.code).toBe('body-too-large')
  })
})

describe('an application', () => {
  it('is refused when it lacks what its business needs', async () => {
    const key = () => ({ idempotencyKey: randomKey() })
    expect((await refusalOf(openRequest(holder, { business: 'renew', ...key() }))).code).toBe(
      'previous-certificate-missing',
    )
    expect((await refusalOf(openRequest(holder, { business: 'renew', previousSerial: 'AB12' }))).code).toBe(
      'previous-certificate-unknown',
    )
    expect((await refusalOf(openRequest(holder, { termYears: 3 }))).params).toEqual({ terms: '1' })
  })
})
