import { mkdtempSync, rmSync } from 'node:fs'
import { createServer as createPlain, type Server } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { runCommand } from '../../../src/main/certificate-store/run-command.ts'
import { createLoopbackTrust } from '../../../src/main/loopback-trust/loopback-trust.ts'
import { trustStores } from '../../../src/main/loopback-trust/stores.ts'
import { wholeBrowser } from '../../browser.ts'

// Real Chromium, with a person's home folder of its own, opens wss to the certificate of this computer.

const home = mkdtempSync(join(tmpdir(), 'chromium-home-'))
const trust = createLoopbackTrust({
  ...{ folder: join(home, 'data'), run: runCommand, clock: () => new Date(), log: () => {} },
  stores: () => trustStores('linux', home),
})
const site = createPlain((_, answer) => answer.end('<!doctype html><title>site</title>'))
let secure: Server
let browser: BrowserContext | undefined

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  )

beforeAll(async () => {
  await trust.trust()
  await listen(site)
})
afterAll(async () => {
  await browser?.close()
  for (const server of [site, secure]) server?.close()
  rmSync(home, { recursive: true, force: true })
})

/** A fresh start of the browser, because it reads its database only then. */
const heard = async (host: string): Promise<string> => {
  const port = (secure.address() as AddressInfo).port
  browser = await chromium.launchPersistentContext(mkdtempSync(join(home, 'profile-')), {
    executablePath: wholeBrowser,
    env: { ...process.env, HOME: home },
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}`)
  const said = await page.evaluate(
    (url) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url)
        socket.onmessage = ({ data }) => resolve(String(data))
        socket.onerror = () => resolve('refused')
      }),
    `wss://${host}:${port}/`,
  )
  await browser.close()
  return said
}

describe('wss on the loopback address in Chromium', () => {
  it('opens while the person trusts the certificate, and never after 移除', async () => {
    const tls = trust.tlsFor()
    if (tls === null) throw new Error('no certificate')
    secure = createServer(tls)
    new WebSocketServer({ server: secure }).on('connection', (socket) => socket.send('here'))
    await listen(secure)
    expect(await heard('127.0.0.1')).toBe('here')
    expect(await heard('localhost')).toBe('here')
    await trust.remove()
    expect(await heard('127.0.0.1')).toBe('refused')
  })
})
