import type { Server } from 'node:http'
import { parseName } from '../pki/x509/index.ts'
import { captchaDesk } from './accounts/captcha.ts'
import { rateLimit } from './accounts/rate-limit.ts'
import { triesDesk } from './accounts/tries.ts'
import { addressesUnder } from './ca/addresses.ts'
import { crlDesk } from './ca/crl.ts'
import { ocspResponder } from './ca/ocsp.ts'
import { keepPublishedList, publishedListFile } from './ca/published-list.ts'
import { CannotStart } from './cannot-start.ts'
import { type Clock, MINUTE, systemClock } from './clock.ts'
import { neverCrash, type ReachedPoint } from './crash-point.ts'
import { type OpenStore, openDataFolder, openOwnCaKeys } from './data-folder.ts'
import { feedDesk } from './feed/desk.ts'
import { apiDoor } from './http/api-door.ts'
import { listen, preferredPort } from './http/listen.ts'
import { pagesDoor } from './http/pages-door.ts'
import { payDoor } from './http/pay-door.ts'
import { pkiDoor } from './http/pki-door.ts'
import { createHttpServer, type House, type Tls } from './http/server.ts'
import type { Door } from './http/visit.ts'
import { demoMoney } from './payment/demo-services.ts'
import { paymentDesk } from './payment/payment.ts'
import { profileIn } from './profile-file.ts'
import { requestDesk } from './requests/desk.ts'
import { demoProfile, type Profile } from './rules/profile.ts'
import { createSealDesk } from './seals/desk.ts'
import { seedDemoAccounts } from './seed/accounts.ts'
import { seedDemoFeed } from './seed/feed.ts'
import { ensureOperators } from './seed/operators.ts'
import { seedDemoRegister } from './seed/register.ts'
import type { Limits, Log, Services } from './services.ts'
import type { Store } from './store/store.ts'

export type RaOptions = {
  readonly dataDir: string
  /** 0 or left out: the port of last time, or any free port. */
  readonly port?: number
  readonly host?: string
  readonly tls?: Tls
  /** How clients reach this server, if not at its own address. It is written into certificates. */
  readonly publicUrl?: string
  readonly name?: string
  /** What this authority rules; if left out, the demonstration's rules with what `profile.json` in the data folder changes. */
  readonly profile?: Profile
  /**
   * Seals the CA's keys. If left out, it is made at first start and kept in the data folder, readable by its owner
   * only.
   */
  readonly passphrase?: string
  /** Started by the application for trying out: seeds the demo accounts and has generous limits. */
  readonly embedded?: boolean
  /** Fixes the answer of every captcha; only on a loopback address. */
  readonly captchaAnswer?: string
  /** Folder with the built pages; the operator page is served under /operator/. */
  readonly pagesDir?: string
  readonly clock?: Clock
  readonly log?: Log
  /** Opens the database, if it is not the file in the data folder. */
  readonly openStore?: OpenStore
  /** Receives every numbered point that is reached; the crash suite kills the process there. */
  readonly reached?: ReachedPoint
  /** Removes the limits on calls, for measurements. */
  readonly unlimited?: boolean
}

export type RunningRa = {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  readonly services: Services
  readonly stop: () => Promise<void>
}

export const demoName = '证书助手演示认证机构'

const inTheClear =
  'warning: other machines reach this server over plain HTTP: passwords, codes and names can be read on the way; give --tls-key and --tls-cert, or listen on 127.0.0.1 behind a proxy that speaks TLS'

/** Opens or makes the authority in the data folder and serves it. */
export async function startRa(options: RaOptions): Promise<RunningRa> {
  const host = options.host ?? '127.0.0.1'
  if (options.captchaAnswer !== undefined && !isLoopback(host)) {
    throw new CannotStart('a fixed captcha answer is only allowed on a loopback address')
  }
  if (!isLoopback(host) && options.tls === undefined) options.log?.(inTheClear)
  const reached = options.reached ?? neverCrash
  let house: House | null = null
  const server = createHttpServer(() => house, options.tls ?? null)
  const { openStore, log = () => {} } = options
  const open = openStore && (() => openStore(reached, log))
  const { store, unlock } = await openDataFolder(options.dataDir, reached, open)
  const close = async () => {
    await store.close()
    unlock()
  }
  try {
    const port = await listen(server, host, await preferredPort(store, options.port))
    await store.putMeta('port', String(port))
    const url = `${options.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`
    const { stopMoney, ...opened } = await openHouse(options, store, url, reached)
    house = opened
    const stopTimer = everyMinute(opened.services)
    const end = () => {
      stopTimer()
      stopMoney()
    }
    return { url, services: opened.services, stop: () => stop(server, close, end) }
  } catch (error) {
    server.close()
    await close()
    throw error
  }
}

async function openHouse(
  options: RaOptions,
  store: Store,
  url: string,
  reached: ReachedPoint,
): Promise<House & { readonly stopMoney: () => void }> {
  const clock = options.clock ?? systemClock
  const log = options.log ?? (() => {})
  const publicUrl = (options.publicUrl ?? url).replace(/\/+$/, '')
  const name = options.name ?? demoName
  const profile = options.profile ?? profileIn(options.dataDir, demoProfile)
  const ca = await openOwnCaKeys(store, options, name, clock())
  const addresses = addressesUnder(publicUrl)
  const crl = crlDesk(store, ca, clock, keptIn(options.dataDir, log))
  // A bank that believes everything and a page that charges nothing exist only where nothing is real.
  const money = options.embedded
    ? demoMoney({ dataDir: options.dataDir, sealing: ca.sealing, publicUrl, url, clock, log })
    : null
  const services: Services = {
    name,
    demo: options.embedded ?? false,
    publicUrl,
    operatorUrl: options.pagesDir === undefined ? null : `${publicUrl}/operator/`,
    startedAt: clock(),
    clock,
    store,
    profile,
    ca,
    issuerText: parseName(ca.issuing.subject).text,
    addresses,
    captcha: captchaDesk(clock, options.captchaAnswer ?? null),
    tries: triesDesk(store, clock),
    limits: limitsFor(options, clock),
    requests: requestDesk({ store, ca, addresses, clock, reached, profile, sender: name }),
    seals: createSealDesk({ store, ca, clock, name }),
    payments: paymentDesk({
      store,
      service: money?.service ?? null,
      bank: money?.bank ?? null,
      sender: name,
      clock,
      reached,
    }),
    cashier: money?.cashier ?? null,
    feed: await feedDesk({ store, sealing: ca.sealing, clock }),
    crl,
    ocsp: ocspResponder(store, ca, clock, crl.kept),
    log,
  }
  if (options.embedded)
    await Promise.all([
      seedDemoAccounts(store, clock()),
      seedDemoRegister(store, clock()),
      seedDemoFeed(store, clock()),
      ensureOperators(store, options.dataDir),
    ])
  const pages: readonly Door[] = options.pagesDir === undefined ? [] : [pagesDoor(options.pagesDir)]
  money?.wake()
  return {
    stopMoney: money?.stop ?? (() => {}),
    services,
    doors: [apiDoor(log), pkiDoor, ...(money === null ? [] : [payDoor(money)]), ...pages],
    tls: options.tls !== undefined,
    loopbackOnly: isLoopback(options.host ?? '127.0.0.1') && options.publicUrl === undefined,
  }
}

/** Every list is stored beside the keys before it is given out. If it cannot be stored, it is still given out. */
function keptIn(dataDir: string, log: Log): (der: Uint8Array) => void {
  const file = publishedListFile(dataDir)
  return (der) => {
    try {
      keepPublishedList(file, der)
    } catch (error) {
      log(`fault: cannot keep ${file}: ${String(error)}`)
    }
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function limitsFor(options: RaOptions, clock: Clock): Limits {
  const times = options.unlimited ? Number.POSITIVE_INFINITY : options.embedded ? 20 : 1
  return {
    captchas: rateLimit(60 * times, clock),
    logins: rateLimit(20 * times, clock),
    codes: rateLimit(10 * times, clock),
    uploads: rateLimit(10 * times, clock),
    openings: rateLimit(30 * times, clock),
  }
}

function everyMinute({ store, clock, crl, log }: Services): () => void {
  const tidy = async () => {
    await store.expireRequests(clock())
    await store.cleanUp(clock())
    await crl.current('issuing')
  }
  const timer = setInterval(() => {
    tidy().catch((error: unknown) => log(`fault while tidying: ${String(error)}`))
  }, MINUTE)
  timer.unref()
  return () => clearInterval(timer)
}

async function stop(server: Server, close: () => Promise<void>, stopTimer: () => void): Promise<void> {
  stopTimer()
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const patience = setTimeout(() => server.closeAllConnections(), 2000)
  await closed
  clearTimeout(patience)
  await close()
}
