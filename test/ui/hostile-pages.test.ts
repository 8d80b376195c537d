import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CarrierName } from '../../src/shared/models/index.ts'
import { openWholeHouse, type WholeHouse } from '../house/businesses.ts'
import { anyPorts, openSiteHouse, type SiteHouse } from '../house/web-signing.ts'
import { launchHostileBrowser, resultOf, serveHostilePages } from './hostile/browser.ts'
import { approved, cases, hostile, type Ports } from './hostile/cases.ts'

// Pages in a real browser that nobody has allowed anything. Each does the same at two assistants, one with a
// certificate and one without any: whatever a page could learn about certificates would be a difference.

vi.setConfig({ testTimeout: 60_000 })

const carriers = ['own', 'xtxapp', 'mtoken', 'jszh'] as const satisfies readonly CarrierName[]

/** Three hours pass between two cases, so that the silence after refusals is over. */
let passed = 0
const clock = () => new Date(Date.now() + passed)

let browser: Browser
let context: BrowserContext
/** One for each assistant; every case loads it anew. */
const pages = new Map<WholeHouse, Page>()
let full: SiteHouse
let empty: WholeHouse
const asked: string[] = []
/** Whether the person refuses every question, as in most cases. */
let refuses = true

const refuseAll = ({ state, prompts }: WholeHouse) =>
  state.subscribe(({ prompt }) => {
    if (prompt === null) return
    if (!refuses) return
    asked.push(prompt.asker.kind === 'page' ? prompt.asker.origin : prompt.asker.kind)
    prompts.answer({ kind: 'refuse', promptId: prompt.id })
  })

const portsOf = ({ state }: WholeHouse): Ports => {
  const of = (name: CarrierName) =>
    state.current().webSigning.carriers.find((one) => one.name === name)?.ports[0] ?? 0
  return { own: of('own'), xtxapp: of('xtxapp'), mtoken: of('mtoken'), jszh: of('jszh') }
}

const prepare = async (house: WholeHouse): Promise<void> => {
  for (const carrier of carriers) await house.webSigning.switchCarrier(carrier, true)
  house.webSigning.approve(approved, { certificates: true, signIn: 'ask', sign: 'ask' })
  refuseAll(house)
}

beforeAll(async () => {
  full = await openSiteHouse('soft', { clock })
  empty = await openWholeHouse('http://127.0.0.1:9', { clock, webPorts: anyPorts })
  for (const house of [full, empty]) await prepare(house)
  browser = await launchHostileBrowser()
  context = await browser.newContext()
  await serveHostilePages(context)
  for (const house of [full, empty]) pages.set(house, await context.newPage())
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await full?.end()
  await empty?.end()
})
beforeEach(() => {
  passed += 3 * 3_600_000
  asked.length = 0
  refuses = true
})

/** Ports differ between the two, and nothing else may. */
const withoutPorts = (result: unknown, ports: Ports): string =>
  Object.values(ports).reduce(
    (text, port) => text.replaceAll(String(port), 'PORT'),
    JSON.stringify(result) ?? '',
  )

const learnt = async (house: WholeHouse, one: (typeof cases)[number]): Promise<string> => {
  const page = pages.get(house)
  if (page === undefined) throw new Error('no page')
  const ports = portsOf(house)
  const result = await resultOf(page, one, ports)
  return withoutPorts(result, ports)
}

describe('a page that nobody has allowed', () => {
  it('has enough ways to be tried', () => expect(cases.length).toBeGreaterThanOrEqual(60))

  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const [here, there] = await Promise.all([learnt(full, one), learnt(empty, one)])
    expect(here).toBe(there)
    expect(here).not.toMatch(/王芳|MII|holder|signature"|statement/)
    expect(full.webSigning.uses()).toEqual([])
    expect(full.state.current().prompt).toBeNull()
    // A page of an address that can be approved may ask once for that; no other question is ever shown.
    expect(asked.length).toBeLessThanOrEqual(8)
  })
})

describe('a page', () => {
  it('that reached this computer by a name of its own is refused', async () => {
    const page = await context.newPage()
    const { own } = portsOf(full)
    const answer = await page.goto(`http://rebound.example:${own}/v1`)
    expect([answer?.status(), await answer?.text()]).toEqual([403, '{}'])
    const result = await page.evaluate(async () => {
      const posting = fetch('/v1', { method: 'POST', body: '{"id":1,"ask":"certificates"}' })
      return posting.then(({ status }) => status).catch(() => 'forbidden by the answer itself')
    })
    expect(result).toBe('forbidden by the answer itself')
    expect(asked).toEqual([])
  })

  it('that goes takes its question with it', async () => {
    const page = await context.newPage()
    const { own } = portsOf(full)
    refuses = false
    await page.goto(`${approved}/`)
    await page.evaluate((port) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/v1`)
      const content = { kind: 'text', text: '一' }
      socket.onopen = () =>
        socket.send(JSON.stringify({ id: 1, ask: 'sign', nonce: `${'A'.repeat(22)}==`, content }))
    }, own)
    await full.shows((snapshot) => snapshot.prompt?.kind === 'pin')
    await page.goto(`${hostile}/`)
    await full.shows((snapshot) => snapshot.prompt === null)
    expect(full.webSigning.uses(approved)).toEqual([])
  })

  it('cannot use the open login of another site, nor the names that it has for certificates', async () => {
    full.webSigning.approve(approved, { certificates: true, signIn: 'ask', sign: 'free' })
    refuses = false
    const { own } = portsOf(full)
    const victim = await context.newPage()
    await victim.goto(`${approved}/`)
    const opening = victim.evaluate(async (port) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/v1`)
      Object.assign(window, { socket })
      const next = () =>
        new Promise((resolve) => (socket.onmessage = ({ data }) => resolve(JSON.parse(data))))
      await new Promise((resolve) => (socket.onopen = resolve))
      socket.send(JSON.stringify({ id: 1, ask: 'certificates', use: 'sign' }))
      const listed = (await next()) as { answer: { certificates: { id: string }[] } }
      const certificate = listed.answer.certificates[0]?.id
      const content = { kind: 'text', text: '一' }
      socket.send(JSON.stringify({ id: 2, ask: 'sign', nonce: `${'A'.repeat(22)}==`, content, certificate }))
      const signed = (await next()) as { answer?: object }
      return { certificate, signed: signed.answer !== undefined }
    }, own)
    const { prompt } = await full.shows((snapshot) => snapshot.prompt?.kind === 'pin')
    full.typePin(prompt?.id ?? '')
    const { certificate, signed } = await opening
    expect(signed).toBe(true)
    refuses = true
    const thief = await context.newPage()
    const stolen = await resultOf(
      thief,
      {
        at: hostile,
        run: new Function(
          'tools',
          'ports',
          `return tools.talk('ws://127.0.0.1:' + ports.own + '/v1', [{ id: 1, ask: 'sign', nonce: 'AAAAAAAAAAAAAAAAAAAAAA==', certificate: '${certificate}', content: { kind: 'text', text: '二' } }])`,
        ) as (typeof cases)[number]['run'],
      },
      portsOf(full),
    )
    expect(JSON.stringify(stolen)).toContain('not-approved')
    expect(full.webSigning.uses(hostile)).toEqual([])
    // The victim itself still signs; and once its page is gone, so is the login.
    await victim.close()
    await full.shows(({ webSigning }) => webSigning.sites.every(({ connections }) => connections === 0))
    full.webSigning.withdraw(approved)
  })
})
