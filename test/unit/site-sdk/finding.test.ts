import { afterEach, describe, expect, it, vi } from 'vitest'
import { absence, findAssistant } from '../../../src/site-sdk/browser/finding.ts'
import { showNotice } from '../../../src/site-sdk/browser/notice.ts'

afterEach(() => vi.unstubAllGlobals())

/** A page of this kind; `there` is the address at which an assistant answers. */
const pageOf = (protocol: 'http:' | 'https:', there: string | null) => {
  const asked: string[] = []
  const window = { location: { protocol }, isSecureContext: true }
  vi.stubGlobal('window', Object.assign(window, { top: window }))
  vi.stubGlobal('document', {})
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url)
    if (url !== there) throw new TypeError('nobody listens')
    return Response.json({ assistant: 'cert-assistant', wire: 1 })
  })
  return asked
}

// Pages load what a site built years ago, so the assistant stays where they look.
const plain = ['http://127.0.0.1:28461/v1', 'http://127.0.0.1:28471/v1', 'http://127.0.0.1:28481/v1']
const tls = ['https://127.0.0.1:28462/v1', 'https://127.0.0.1:28472/v1', 'https://127.0.0.1:28482/v1']

describe('a page that looks for the assistant', () => {
  it('asks at its three ports, on a page with TLS also at those with TLS, the plain ones first', async () => {
    for (const [protocol, expected] of [
      ['http:', plain],
      ['https:', [...plain, ...tls]],
    ] as const) {
      const asked = pageOf(protocol, null)
      expect(await findAssistant(() => undefined)).toEqual({ url: null, because: 'not-installed' })
      expect(asked).toEqual(expected)
    }
  })

  it.each([...plain, ...tls])('asks no further once one answers at %s', async (there) => {
    const asked = pageOf('https:', there)
    expect(await findAssistant(() => undefined)).toEqual({ url: there })
    expect(asked.at(-1)).toBe(there)
  })
})

describe('why nobody answered', () => {
  const page = (isSecureContext: boolean, kept: string | null) => {
    vi.stubGlobal('window', { isSecureContext })
    vi.stubGlobal('localStorage', { getItem: () => kept })
  }

  it('is the permission, then the page, and then whether an assistant was ever here', () => {
    page(false, '1')
    expect(absence('denied')).toBe('permission-denied')
    expect(absence('granted')).toBe('insecure-page')
    page(true, '1')
    expect(absence('unknown')).toBe('not-running')
    page(true, null)
    expect(absence('granted')).toBe('not-installed')
  })
})

describe('the line that says what to click', () => {
  it('is read out to those who do not see it, and goes away', () => {
    const shown: unknown[] = []
    const attributes = new Map<string, string>()
    const line = {
      textContent: '',
      style: {},
      setAttribute: (name: string, value: string) => attributes.set(name, value),
      remove: () => shown.splice(shown.indexOf(line), 1),
    }
    vi.stubGlobal('document', {
      createElement: () => line,
      body: { append: (one: unknown) => shown.push(one) },
    })
    const end = showNotice('zh-CN')
    expect(shown).toEqual([line])
    expect(attributes.get('role')).toBe('status')
    expect(line.textContent).toContain('请点「允许」')
    end()
    expect(shown).toEqual([])
  })
})
