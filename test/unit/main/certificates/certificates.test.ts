import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { certificateFields } from '../../../../src/main/certificates/certificate-fields.ts'
import {
  certificateId,
  certificateView,
  daysUntil,
} from '../../../../src/main/certificates/certificate-view.ts'
import { createCertificatesService } from '../../../../src/main/certificates/certificates-service.ts'
import { chainLinks } from '../../../../src/main/certificates/chain.ts'
import { exportedCertificate } from '../../../../src/main/certificates/export-certificate.ts'
import { type RevocationQuestion, revocationOf } from '../../../../src/main/certificates/revocation.ts'
import { createStatusFetch } from '../../../../src/main/certificates/status-fetch.ts'
import { parseCertificate } from '../../../../src/pki/index.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { dualCertificates } from '../dual-certificates.ts'

const now = new Date('2026-11-20T04:00:00Z')
const day = 86_400_000
const [signing, encryption] = dualCertificates(
  new Date(now.getTime() - 100 * day),
  new Date(now.getTime() + 265 * day),
).map(({ der }) => parseCertificate(der))
if (!signing || !encryption) throw new Error('no certificates')

describe('what a person is told about a certificate', () => {
  it('counts days as a calendar does, below zero after the end', () => {
    const at = (words: string) => new Date(words)
    const evening = at('2026-11-26T21:30:00')
    expect(daysUntil(at('2026-11-27T09:00:00'), evening)).toBe(1)
    expect(daysUntil(at('2026-11-26T23:59:59'), evening)).toBe(0)
    expect(daysUntil(at('2026-11-26T00:00:01'), evening)).toBe(0)
    expect(daysUntil(at('2026-11-25T23:59:59'), evening)).toBe(-1)
    expect(daysUntil(at('2027-11-26T21:29:59'), evening)).toBe(365)
  })

  it('gives holder, issuer, use, key and how much of the validity has passed', () => {
    expect(certificateView('token', encryption, now, 'demo')).toMatchObject({
      use: 'encryption',
      holder: '龘㐂知识产权代理有限公司',
      issuer: '测试签发 CA',
      keyType: 'SM2',
      daysLeft: 265,
      elapsed: expect.closeTo(100 / 365, 3),
      issuerId: 'demo',
    })
  })

  it('shows hidden characters in a name wherever they stand, and cuts an endless name', () => {
    const hostile = (holder: string) => {
      const [one] = dualCertificates(now, new Date(now.getTime() + day), holder)
      return parseCertificate(one?.der ?? new Uint8Array())
    }
    const bank = hostile('中国银行\u202e\u200b')
    expect(certificateView('token', bank, now, null).holder).toBe('中国银行⟨U+202E⟩⟨U+200B⟩')
    expect(chainLinks(bank, [], now)[0]?.name).toBe('中国银行⟨U+202E⟩⟨U+200B⟩')
    const values = certificateFields(bank, texts('zh-CN').certificateFields).map(({ value }) => value)
    expect(values.filter((value) => value.includes('中国银行⟨U+202E⟩⟨U+200B⟩')).length).toBeGreaterThan(1)
    expect(values.join('')).not.toMatch(/[\u202e\u200b]/)
    expect(certificateView('token', hostile('长'.repeat(300)), now, null).holder).toHaveLength(201)
  })

  it('keeps the id of a certificate on its token and tells two tokens apart', () => {
    expect(certificateId('a', signing)).toBe(certificateId('a', parseCertificate(signing.raw)))
    expect(certificateId('a', signing)).not.toBe(certificateId('b', signing))
    expect(certificateId('a', signing)).not.toBe(certificateId('a', encryption))
  })

  it('names every field in the language of the reader', () => {
    const names = (language: 'zh-CN' | 'en') =>
      certificateFields(signing, texts(language).certificateFields).map(({ name }) => name)
    expect(names('zh-CN').slice(0, 4)).toEqual(['使用者', '颁发者', '有效期自', '有效期至'])
    expect(names('en').slice(0, 4)).toEqual(['Holder', 'Issuer', 'Valid from', 'Valid until'])
    expect(names('zh-CN')).toHaveLength(names('en').length)
  })

  it('names the uses of its extension, each with its number', () => {
    const extendedKeyUsage = ['1.3.6.1.5.5.7.3.2', '1.3.6.1.4.1.311.20.2.2', '1.2.3.4']
    const usesIn = (language: 'zh-CN' | 'en') => {
      const words = texts(language).certificateFields
      return certificateFields({ ...signing, extendedKeyUsage }, words).find(
        ({ name }) => name === words.extendedKeyUsage,
      )?.value
    }
    expect(usesIn('zh-CN')).toBe(
      '客户端身份验证（1.3.6.1.5.5.7.3.2）、智能卡登录（1.3.6.1.4.1.311.20.2.2）、1.2.3.4',
    )
    expect(usesIn('en')).toBe(
      'Client authentication (1.3.6.1.5.5.7.3.2), Smart card logon (1.3.6.1.4.1.311.20.2.2), 1.2.3.4',
    )
  })

  it('shows the fingerprint that others compute too', () => {
    const fields = certificateFields(signing, texts('en').certificateFields)
    const shown = fields.find(({ name }) => name === 'SHA-256 fingerprint')?.value.replaceAll(' ', '')
    expect(shown).toBe(new X509Certificate(signing.raw).fingerprint256.replaceAll(':', ''))
  })

  it('exports DER and PEM that other programs read, under a name that every system accepts', () => {
    const der = exportedCertificate(signing, 'der')
    const pem = exportedCertificate(signing, 'pem')
    for (const { base64 } of [der, pem])
      expect(new X509Certificate(Buffer.from(base64, 'base64')).serialNumber).toBe(signing.serialHex)
    expect(der.fileName).toMatch(/^龘㐂知识产权代理有限公司-[0-9A-F]{8}\.cer$/)
    expect(pem.fileName).toBe(der.fileName.replace(/cer$/, 'pem'))
  })

  it('does not call a signature wrong if it is only old, of another kind, or against the rules', () => {
    const folder = mkdtempSync(join(tmpdir(), 'chain-links-'))
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
    const parsed = (name: string) => parseCertificate(readFileSync(join(folder, name)))
    const statesUnder = (
      authority: string,
      digest: readonly string[] = [],
      rules: readonly string[] = [],
    ) => {
      const request = ['req', '-new', '-nodes', '-subj']
      openssl(
        ...request,
        '/CN=ca',
        '-x509',
        '-newkey',
        authority,
        '-keyout',
        'ca.key',
        '-out',
        'ca',
        ...rules,
      )
      openssl(...request, '/CN=me', '-newkey', 'rsa:1024', '-keyout', 'me.key', '-out', 'csr')
      openssl(
        'x509',
        '-req',
        '-in',
        'csr',
        '-CA',
        'ca',
        '-CAkey',
        'ca.key',
        '-set_serial',
        '7',
        ...digest,
        '-out',
        'me',
      )
      return chainLinks(parsed('me'), [parsed('ca')], new Date()).map(({ state }) => state)
    }
    expect(statesUnder('rsa:2048', ['-sha256'])).toEqual(['valid', 'trusted'])
    expect(statesUnder('rsa:2048', ['-sha1'])).toEqual(['weak-algorithm', 'valid'])
    expect(statesUnder('ed448')).toEqual(['unsupported-algorithm', 'unknown-issuer'])
    const noAuthority = ['-addext', 'basicConstraints=critical,CA:FALSE']
    expect(statesUnder('rsa:2048', ['-sha256'], noAuthority)).toContain('against-rules')
    rmSync(folder, { recursive: true })
  })

  it('names an issuer that is not known instead of leaving the chain open', () => {
    expect(chainLinks(signing, [], now)).toEqual([
      expect.objectContaining({ name: '龘㐂知识产权代理有限公司' }),
      { name: '测试签发 CA', state: 'unknown-issuer' },
    ])
  })
})

describe('asking whether a certificate is revoked', () => {
  const stops: (() => void)[] = []
  afterEach(() => {
    for (const stop of stops.splice(0)) stop()
  })

  const question = async (
    answer: (respond: import('node:http').ServerResponse) => void,
  ): Promise<RevocationQuestion> => {
    const server = createServer((_, response) => answer(response)).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const shell = { resolveProxy: async () => 'DIRECT' }
    const fetch = createStatusFetch(() => ({ mode: 'none' }), shell)
    stops.push(
      () => server.closeAllConnections(),
      () => server.close(),
      fetch.stop,
    )
    const today = { ocspUrl: `${url}ocsp`, crlUrl: `${url}ca.crl` }
    return { certificate: signing, issuer: encryption, now, fetch, today }
  }

  it.each([
    ['says nothing sensible', (response: import('node:http').ServerResponse) => response.end('hello')],
    ['fails', (response: import('node:http').ServerResponse) => response.writeHead(500).end()],
    ['hangs up', (response: import('node:http').ServerResponse) => response.destroy()],
  ])('is "not checked" when the service %s', async (_, answer) => {
    const status = await revocationOf(await question((response) => void answer(response)))
    expect(status.state).toBe('not-checked')
  })
})

it('a certificate that nothing on this computer opens is told to the person who asked for it', async () => {
  const opened: string[] = []
  const view = certificateView('token', signing, now, null)
  const service = createCertificatesService({
    ...{ known: () => null, words: () => texts('zh-CN'), now: () => now, learnt: () => {} },
    find: (id) => (id === view.id ? { certificate: signing, view } : undefined),
    fetch: async () => null as never,
    shell: {
      openPath: async (path) => {
        opened.push(path)
        await new Promise((resolve) => setImmediate(resolve))
        throw new AssistantError('nothing-opens', { target: path })
      },
    },
  })
  await expect(service.openInSystem(view.id)).rejects.toMatchObject({ code: 'nothing-opens' })
  expect(readFileSync(opened[0] ?? '').equals(signing.raw)).toBe(true)
  rmSync(join(opened[0] ?? '', '..'), { recursive: true })
})
