import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { wholeBrowser } from '../../browser.ts'
import type { Case, Ports } from './cases.ts'
import { toolsScript } from './in-page.ts'

/**
 * A browser that leaves the whole defence to the assistant: its own permission for the loopback address is off, and
 * one name of the hostile site leads to this computer.
 */
export const launchHostileBrowser = () =>
  chromium.launch({
    executablePath: wholeBrowser,
    args: [
      ...[
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
      '--disable-component-update',
      '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets,BlockInsecurePrivateNetworkRequests,HttpsUpgrades',
      '--host-resolver-rules=MAP rebound.example 127.0.0.1',
    ],
  })

const document = `<!doctype html><meta charset="utf-8"><title>hostile</title><body><script>window.toolsText = ${JSON.stringify(toolsScript)}</script><script>${toolsScript}</script>`

/** Serves the same page under every name except the loopback address and the one that leads there. */
export const serveHostilePages = (context: BrowserContext): Promise<unknown> =>
  context.route(
    (url) => url.hostname !== '127.0.0.1' && url.hostname !== 'rebound.example',
    (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: document }),
  )

/** What a case learns. */
export const resultOf = async (
  page: Page,
  { at, run }: Pick<Case, 'at' | 'run'>,
  ports: Ports,
): Promise<unknown> => {
  await page.goto(`${at}/`)
  const script = `(${run.toString()})(window.tools, ${JSON.stringify(ports)})`
  return page.evaluate(script)
}
