import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { nonce, site } from '../test/house/web-signing.ts'
import { median, round, sleep, within } from './host-parts/figures.ts'
import type { Row } from './row.ts'

// npm run bench -- web [--json]: signatures for a page, one after another, over our WebSocket and over XTXApp, on the
// virtual Ukey without delay. The site is approved in 代理服务 beforehand, and the PIN is typed once.

type Process = { readonly child: ChildProcess; ask<T>(name: string): Promise<T>; readonly first: unknown }

const start = async (file: string, env: NodeJS.ProcessEnv = {}): Promise<Process> => {
  const child = fork(join(import.meta.dirname, 'web-parts', file), {
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
    env: { ...process.env, ...env },
  })
  const [first] = await once(child, 'message')
  return {
    ...{ child, first },
    ask: async <T>(name: string): Promise<T> => {
      child.send(name)
      const [answer] = await once(child, 'message')
      return answer as T
    },
  }
}

/** One page with one question under way. */
const open = async (address: string) => {
  const socket = new WebSocket(address, { origin: site, perMessageDeflate: false })
  await once(socket, 'open')
  let told: (text: string) => void = () => undefined
  socket.on('message', (data) => told(String(data)))
  let last = 0
  const ask = (message: object): Promise<Record<string, unknown>> =>
    new Promise((resolve) => {
      told = (text) => resolve(JSON.parse(text))
      socket.send(JSON.stringify(message))
    })
  return { next: () => (last += 1), ask, close: () => socket.close() }
}

type Signs = () => Promise<void>

const ownPage = async (port: number) => {
  const page = await open(`ws://127.0.0.1:${port}/v1`)
  const list = await page.ask({ id: page.next(), ask: 'certificates', use: 'sign' })
  const { certificates } = list.answer as { readonly certificates: readonly { readonly id: string }[] }
  const certificate = certificates[0]?.id
  const sign: Signs = async () => {
    const content = { kind: 'text', text: '同意' }
    const told = await page.ask({ id: page.next(), ask: 'sign', nonce: nonce(), certificate, content })
    if (told.answer === undefined) throw new Error(`not signed: ${JSON.stringify(told)}`)
  }
  return { ...page, sign }
}

const xtxPage = async (port: number) => {
  const page = await open(`ws://127.0.0.1:${port}/xtxapp/`)
  const call = async (name: string, ...param: readonly unknown[]) => {
    const id = `i_${page.next()}`
    const { retVal } = await page.ask({ call_cmd_id: id, xtx_func_name: name, func: name, param, URL: site })
    return String(retVal)
  }
  const certId = (await call('SOF_GetUserList')).split('&&&')[0]?.split('||')[1] ?? ''
  if ((await call('SOF_Login', certId, '')) !== 'true') throw new Error('no login')
  const sign: Signs = async () => {
    if ((await call('SOF_SignData', certId, '同意')).length < 90) throw new Error('not signed')
  }
  return { ...page, sign }
}

const barePage = async (port: number) => {
  const page = await open(`ws://127.0.0.1:${port}`)
  const digest = Buffer.alloc(32, 3).toString('base64')
  const sign: Signs = async () => void (await page.ask({ id: page.next(), digest }))
  return { ...page, sign }
}

const ROUNDS = 30
const BATCH = 100

type Measured = { readonly rate: number; readonly p50: number; readonly p99: number }

/** They take turns, so that other load on the machine hits all of them; the median round counts. */
const measure = async (
  ways: Readonly<Record<string, Signs>>,
): Promise<Readonly<Record<string, Measured>>> => {
  const times = Object.fromEntries(Object.keys(ways).map((name) => [name, [] as number[]]))
  const batches = Object.fromEntries(Object.keys(ways).map((name) => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, sign] of Object.entries(ways)) {
      const began = performance.now()
      for (let n = 0; n < BATCH; n += 1) {
        const start = performance.now()
        await sign()
        times[name]?.push(performance.now() - start)
      }
      batches[name]?.push(performance.now() - began)
    }
  }
  const of = (name: string): Measured => {
    const sorted = (times[name] ?? []).toSorted((one, other) => one - other)
    const at = (part: number) => sorted[Math.floor(sorted.length * part)] ?? 0
    return { rate: (BATCH / median(batches[name] ?? [])) * 1_000, p50: at(0.5), p99: at(0.99) }
  }
  return Object.fromEntries(Object.keys(ways).map((name) => [name, of(name)]))
}

const rowsOf = (name: string, ours: Measured, bare: Measured): readonly Row[] => [
  {
    ...{ name: `${name}: signatures, one after another`, value: Math.round(ours.rate), unit: '/s' },
    peers: { 'bare ws before pkcs11js': Math.round(bare.rate) },
    ...{ ratio: round(ours.rate / bare.rate), budget: '≥ 0.5 of bare', holds: ours.rate / bare.rate >= 0.5 },
  },
  {
    ...{ name: `${name}: one signature, p50`, value: round(ours.p50), unit: 'ms' },
    peers: { 'bare ws before pkcs11js': round(bare.p50) },
    ...{ ratio: null, budget: 'overhead ≤ 0.5 ms', holds: ours.p50 - bare.p50 <= 0.5 },
  },
  {
    ...{ name: `${name}: one signature, p99`, value: round(ours.p99), unit: 'ms' },
    peers: { 'bare ws before pkcs11js': round(bare.p99) },
    ...{ ratio: null, budget: null, holds: null },
  },
]

const IDLE = 20_000

type Usage = { readonly user: number; readonly system: number }

/** Processor time of the assistant's process while nothing happens, as a part of one core. */
const idle = async ({ ask }: Process, switched: 'on' | 'off'): Promise<number> => {
  await ask(switched)
  await sleep(1_000)
  const before = await ask<Usage>('spent')
  await sleep(IDLE)
  const after = await ask<Usage>('spent')
  return ((after.user + after.system - before.user - before.system) / 1_000 / IDLE) * 100
}

const idleRow = async (assistant: Process): Promise<Row> => {
  const off: number[] = []
  const on: number[] = []
  for (let n = 0; n < 2; n += 1) {
    off.push(await idle(assistant, 'off'))
    on.push(await idle(assistant, 'on'))
  }
  const costs = Math.max(0, Math.min(...on) - Math.min(...off))
  return within('all carriers idle, above none, 2 × 20 s', costs, '% of a core', 0.05)
}

/** The memory after many requests, above that after a tenth of them. */
const memoryRow = async (assistant: Process, sign: Signs): Promise<Row> => {
  const requests = 100_000
  const held = async () => (await assistant.ask<{ readonly heapUsed: number }>('memory')).heapUsed / 2 ** 20
  for (let n = 0; n < requests / 2; n += 1) await sign()
  const before = await held()
  for (let n = 0; n < requests / 2; n += 1) await sign()
  return within('heap after 100,000 signatures, above 50,000', Math.max(0, (await held()) - before), 'MiB', 2)
}

export async function bench(): Promise<readonly Row[]> {
  const assistant = await start('assistant.ts')
  const { keys } = assistant.first as { readonly keys: string }
  const bare = await start('bare.ts', { VIRTUAL_UKEY_HOME: keys })
  const ports = await assistant.ask<{ readonly own: number; readonly xtxapp: number }>('on')
  const own = await ownPage(ports.own)
  const plain = await barePage((bare.first as { readonly port: number }).port)
  for (const page of [own, plain]) for (let n = 0; n < 500; n += 1) await page.sign()
  // A key has one login at a time, so each way is measured while its own is open.
  const first = await measure({ own: own.sign, bare: plain.sign })
  const memory = await memoryRow(assistant, own.sign)
  own.close()
  const xtx = await xtxPage(ports.xtxapp)
  for (let n = 0; n < 500; n += 1) await xtx.sign()
  const second = await measure({ xtx: xtx.sign, bare: plain.sign })
  for (const page of [xtx, plain]) page.close()
  const zero: Measured = { rate: 0, p50: 0, p99: 0 }
  const rows = [
    ...rowsOf('our WebSocket', first.own ?? zero, first.bare ?? zero),
    ...rowsOf('XTXApp', second.xtx ?? zero, second.bare ?? zero),
    memory,
    await idleRow(assistant),
  ]
  bare.child.disconnect()
  await assistant.ask('end').catch(() => undefined)
  return rows
}
