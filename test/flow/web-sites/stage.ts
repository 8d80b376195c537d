import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { type DemoSite, startDemoSite } from '../../../demo-site/server.ts'
import { toPem } from '../../../src/pki/index.ts'
import { wholeBrowser } from '../../browser.ts'
import { builtFile } from '../../built.ts'
import { type KeyPlace, keyPlaces, type SiteHouse } from '../../house/web-signing.ts'

/** The demonstration site under a name that only the browser of the tests knows. */
export const host = 'sign.example.cn'

export const openDemoSite = async (house: SiteHouse): Promise<DemoSite> => {
  const { chain, crlUrl } = await house.authority.check()
  const fetched = async (url: URL | string) => new Uint8Array(await (await fetch(url)).arrayBuffer())
  return startDemoSite({
    authority: {
      trusted: chain,
      lists: () => Promise.all([fetched(crlUrl), fetched(new URL('root.crl', crlUrl))]),
    },
    sdk: join(builtFile('site-sdk', 'cert-assistant.mjs'), '..'),
    host,
  })
}

export type Person = {
  readonly home?: string
  /** The X display on which the windows are; without one there are none. */
  readonly display?: string
}

/** A person's browser. Each has a home folder of its own. */
export const openBrowser = async (
  flags: readonly string[] = [],
  { home = mkdtempSync(join(tmpdir(), 'browser-home-')), display }: Person = {},
): Promise<BrowserContext> => {
  const context = await chromium.launchPersistentContext(join(home, '.config/chromium'), {
    executablePath: wholeBrowser,
    headless: display === undefined,
    env: {
      ...{ ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') },
      ...(display === undefined ? {} : { DISPLAY: display }),
    },
    ignoreHTTPSErrors: true,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      ...['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--ignore-certificate-errors'],
      '--host-resolver-rules=MAP *.example.cn 127.0.0.1',
      ...flags,
    ],
  })
  context.setDefaultTimeout(30_000)
  context.once('close', () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }))
  return context
}

/** What a line of the page says once it says something. */
export const said = async (page: Page, id: string): Promise<string> => {
  const line = page.locator(`#${id}`)
  await line.filter({ hasText: /./ }).waitFor()
  return (await line.textContent()) ?? ''
}

/** OpenSSL's verdict on a signature over a text under the key of a certificate, all as base64 but the text. */
export const opensslSays = (certificate: string, text: string, signature: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'openssl-'))
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd: folder, encoding: 'utf8' })
  try {
    const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
    writeFileSync(join(folder, 'c.pem'), toPem('CERTIFICATE', bytes(certificate)))
    writeFileSync(join(folder, 'key.pem'), openssl('x509', '-in', 'c.pem', '-noout', '-pubkey'))
    writeFileSync(join(folder, 'text'), text)
    writeFileSync(join(folder, 'signature'), bytes(signature))
    const identity = ['-sigopt', 'distid:1234567812345678']
    return openssl(
      'dgst',
      '-sm3',
      '-verify',
      'key.pem',
      ...identity,
      '-signature',
      'signature',
      'text',
    ).trim()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * One of several ways for each place of the key, so that each way and each place has its turn. WEB_SITES_ALL=1 goes
 * every way with every place.
 */
export const waysFor = <Way>(place: KeyPlace, ways: readonly Way[]): readonly Way[] =>
  process.env.WEB_SITES_ALL ? ways : ways.filter((_, i) => i === keyPlaces.indexOf(place) % ways.length)

/** The question for a PIN, after the site was allowed for this connection. */
export const pinAskedIn = async (house: SiteHouse) => {
  const first = await house.question()
  if (first.kind === 'consent') house.prompts.answer({ kind: 'consent', promptId: first.id, remember: false })
  const { prompt } = await house.shows((snapshot) => snapshot.prompt?.kind === 'pin')
  if (prompt === null) throw new Error('no question')
  return prompt
}
