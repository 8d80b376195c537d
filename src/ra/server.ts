import type { Server } from 'node:http'
import { parseName } from '../pki/x509/index.ts'
import { captchaDesk } from './accounts/captcha.ts'
import { type RateLimit, rateLimit } from './accounts/rate-limit.ts'
import { triesDesk } from './accounts/tries.ts'
import { chainRegularly } from './audit/regularly.ts'
import { addressesUnder } from './ca/addresses.ts'
import { counted } from './ca/ca-keys.ts'
import { crlDesk } from './ca/crl.ts'
import { ocspResponder } from './ca/ocsp.ts'
import { keepNewestList, keepPublishedList, publishedListFile } from './ca/published-list.ts'
import { CannotStart } from './cannot-start.ts'
import { type Clock, MINUTE, SECOND, systemClock } from './clock.ts'
import { neverCrash, type ReachedPoint } from './crash-point.ts'
import { type OpenStore, openDataFolder, openOwnCaKeys } from './data-folder.ts'
import { type DatabaseClock, databaseClock } from './database-clock.ts'
import { feedDesk } from './feed/desk.ts'
import { apiDoor } from './http/api-door.ts'
import { drained } from './http/draining.ts'
import { listen, preferredPort } from './http/listen.ts'
import { isLoopback } from './http/loopback.ts'
import { pagesDoor } from './http/pages-door.ts'
import { payDoor } from './http/pay-door.ts'
import { pkiDoor } from './http/pki-door.ts'
import { readinessDesk } from './http/probes.ts'
import { createHttpServer, type Ended, type House, type Tls } from './http/server.ts'
import type { Door } from './http/visit.ts'
import { type Meter, noMeter } from './meter.ts'
import { demoMoney } from './payment/demo-services.ts'
import { paymentDesk } from './payment/payment.ts'
import { profileIn } from './profile-file.ts'
import { Refusal } from './refusal.ts'
import { requestDesk } from './requests/desk.ts'
import { demoProfile, type Profile } from './rules/profile.ts'
import { createSealDesk } from './seals/desk.ts'
import { seedDemoAccounts } from './seed/accounts.ts'
import { seedDemoFeed } from './seed/feed.ts'
import { ensureOperators } from './seed/operators.ts'
import { seedDemoRegister } from './seed/register.ts'
import type { Limits, Log, Services } from './services.ts'
import type { Store } from './store/store.ts'
import { currentTrace } from './trace.ts'

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
  /** Addresses of proxies in front of it that number requests (`x-request-id`). */
  readonly proxies?: readonly string[]
  /** Is told of every request that has ended. */
  readonly ended?: (request: Ended) => void
  /** Counts what happens; if left out, nobody does. */
  readonly meter?: Meter
  /**
   * The number of this process, from 1, if it is one of several: what only one may do (hold the data folder, make keys)
   * was done by the process that started it, with `foundRa`.
   */
  readonly worker?: number
}

export type RunningRa = {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  readonly services: Services
  readonly stop: () => Promise<void>
  /** Ends without cutting anybody off; it may take as long as the slowest request. */
  readonly drain: () => Promise<void>
}

export const demoName = '证书助手演示认证机构'

const inTheClear =
  'warning: other machines reach this server over plain HTTP: passwords, codes and names can be read on the way; give --tls-key and --tls-cert, or listen on 127.0.0.1 behind a proxy that speaks TLS'

/** Opens or makes the authority in the data folder and serves it. */
export async function startRa(given: RaOptions): Promise<RunningRa> {
  const options = { ...given, log: namingRequests(given.log) }
  const host = options.host ?? '127.0.0.1'
  if (options.captchaAnswer !== undefined && !isLoopback(host)) {
    throw new CannotStart('a fixed captcha answer is only allowed on a loopback address')
  }
  if (!isLoopback(host) && options.tls === undefined) options.log(inTheClear)
  let house: House | null = null
  const server = createHttpServer(() => house, {
    ...{ tls: options.tls ?? null, worker: options.worker ?? 0, meter: options.meter ?? noMeter },
    ...{ proxies: options.proxies ?? [], ended: options.ended ?? (() => {}) },
  })
  const { store, unlock } = await openData(options)
  const close = async () => {
    await store.close()
    unlock()
  }
  try {
    // Clients may come as soon as it listens. So one of several processes, whose port is known, listens last.
    const known = options.worker === undefined ? 0 : (options.port ?? 0)
    const port = known || (await listen(server, host, await preferredPort(store, options.port)))
    await store.putMeta('port', String(port))
    const url = `${options.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`
    let isDraining = false
    const time = await timeFor(options, store)
    const { stopMoney, ...opened } = await openHouse({ ...options, clock: time.clock }, store, url)
    house = { ...opened, isDraining: () => isDraining }
    if (known !== 0) await listen(server, host, [known])
    const stopTimer = everyMinute(opened.services, time.compare)
    const chain = chainRegularly(store, opened.services.ca.auditLog, opened.services.log)
    const closeAll = async () => {
      await chain.stop()
      await close()
    }
    const end = () => {
      stopTimer()
      stopMoney()
    }
    const drain = async () => {
      isDraining = true
      stopTimer()
      await drained(server)
      stopMoney()
      await closeAll()
    }
    return { url, services: opened.services, stop: () => stop(server, closeAll, end), drain }
  } catch (error) {
    server.close()
    await close()
    throw error
  }
}

/** Whatever is logged while a request is worked on is a line of that request. */
const namingRequests =
  (log: Log = () => {}): Log =>
  (line) =>
    log(line, currentTrace())

/** Makes what only one process may make, for those that are started next. Returns what releases the data folder. */
export async function foundRa(options: RaOptions): Promise<() => void> {
  const { store, unlock } = await openData(options)
  const clock = options.clock ?? systemClock
  try {
    const ca = await openOwnCaKeys(store, options, options.name ?? demoName, clock())
    await feedDesk({ store, sealing: ca.sealing, clock })
    const give = keptIn(options, keepPublishedList)
    await crlDesk({ store, ca, clock, give }).publish()
    await store.close()
    return unlock
  } catch (error) {
    await store.close()
    unlock()
    throw error
  }
}

async function openData({ dataDir, openStore, log = () => {}, reached = neverCrash, worker }: RaOptions) {
  const open = openStore && (() => openStore(reached, log))
  if (worker === undefined) return openDataFolder(dataDir, reached, open)
  if (open === undefined) throw new CannotStart('several processes cannot share a database in a file')
  return { store: await open(), unlock: () => {} }
}

/** Several processes may run on several machines. */
async function timeFor(
  { clock = systemClock, worker, log }: RaOptions,
  store: Store,
): Promise<DatabaseClock> {
  if (worker !== undefined) return databaseClock(store, clock, log ?? (() => {}))
  return { clock, compare: async () => {} }
}

async function openHouse(
  options: RaOptions & { readonly clock: Clock },
  store: Store,
  url: string,
): Promise<Omit<House, 'isDraining'> & { readonly stopMoney: () => void }> {
  const { clock, worker, reached = neverCrash, log = () => {} } = options
  const publicUrl = (options.publicUrl ?? url).replace(/\/+$/, '')
  const name = options.name ?? demoName
  const profile = options.profile ?? profileIn(options.dataDir, demoProfile)
  const { meter = noMeter } = options
  const ca = counted(await openOwnCaKeys(store, options, name, clock()), meter)
  meter.watch({ store, clock })
  const addresses = addressesUnder(publicUrl)
  const isOneOfSeveral = worker !== undefined
  const give = keptIn(options, isOneOfSeveral ? keepNewestList : keepPublishedList)
  const crl = crlDesk({ store, ca, clock, give, continues: isOneOfSeveral })
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
    captcha: captchaDesk({
      ...{ store, clock, sealing: ca.sealing, fixedAnswer: options.captchaAnswer ?? null },
    }),
    tries: triesDesk(store, clock),
    limits: limitsFor(options, store),
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
    doors: [apiDoor(), pkiDoor, ...(money === null ? [] : [payDoor(money)]), ...pages],
    tls: options.tls !== undefined,
    loopbackOnly: isLoopback(options.host ?? '127.0.0.1') && options.publicUrl === undefined,
    readiness: readinessDesk(store),
  }
}

/** Every list is stored beside the keys before it is given out. If it cannot be stored, it is still given out. */
function keptIn(
  { dataDir, log = () => {} }: RaOptions,
  keep: typeof keepPublishedList,
): (der: Uint8Array) => void {
  const file = publishedListFile(dataDir)
  return (der) => {
    try {
      keep(file, der)
    } catch (error) {
      log(`fault: cannot keep ${file}: ${String(error)}`)
    }
  }
}

function limitsFor(options: RaOptions & { readonly clock: Clock }, store: Store): Limits {
  const times = options.unlimited ? Number.POSITIVE_INFINITY : options.embedded ? 20 : 1
  const limit = (what: string, perMinute: number): RateLimit =>
    rateLimit({ store, clock: options.clock }, what, perMinute * times)
  return {
    captchas: limit('captchas', 60),
    logins: limit('logins', 20),
    codes: limit('codes', 10),
    uploads: limit('uploads', 10),
    openings: limit('openings', 30),
  }
}

/** One of several processes tidies; each looks at the clock. */
function everyMinute({ store, clock, crl, log }: Services, compare: () => Promise<void>): () => void {
  const tidy = async () => {
    await compare()
    // Timers are a little early or late; a whole minute would make every second turn fall out.
    if (!(await store.takeTurn({ job: 'tidy', every: MINUTE - 5 * SECOND, now: clock() }))) return
    await store.expireRequests(clock())
    await store.cleanUp(clock())
    await crl.current('issuing')
  }
  const timer = setInterval(() => {
    tidy().catch((error: unknown) => {
      // A database that is away has been told of already.
      if (!(error instanceof Refusal)) log(`fault while tidying: ${String(error)}`)
    })
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
