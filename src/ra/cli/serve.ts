import cluster from 'node:cluster'
import { isIP } from 'node:net'
import { seedDemo } from '../demo.ts'
import type { Figures } from '../metrics/figures.ts'
import { prometheusMeter } from '../metrics/prometheus.ts'
import { type MetricsAt, serveMetrics } from '../metrics/serve.ts'
import { operatorsFile } from '../seed/operators.ts'
import { type RaOptions, startRa } from '../server.ts'
import { workersFigures } from '../workers/figures.ts'
import { startWorkers } from '../workers/primary.ts'
import { serveAsWorker } from '../workers/worker.ts'
import { dataDir, type Flags, required, Usage } from './arguments.ts'
import { postgresOf, postgresUrlOf, refusePostgres } from './database.ts'
import { readGiven } from './given-file.ts'
import { endedLog, log } from './log.ts'

function portOf(values: Flags): number | undefined {
  if (values.port === undefined) return undefined
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Usage(`not a port: ${values.port}`)
  return port
}

function passphraseOf(values: Flags): string | undefined {
  if (values['passphrase-file']) return readGiven(values['passphrase-file']).trim()
  return process.env.RA_PASSPHRASE
}

function optionsOf(values: Flags): RaOptions {
  const passphrase = passphraseOf(values)
  if (passphrase === '') throw new Usage('the passphrase is empty')
  if (passphrase === undefined && !values.demo) {
    throw new Usage('set RA_PASSPHRASE or --passphrase-file: the keys of the CA are sealed under it')
  }
  const options: { -readonly [K in keyof RaOptions]: RaOptions[K] } = {
    dataDir: dataDir(values),
    ...{ log, ended: endedLog(), proxies: proxiesOf(values) },
  }
  const openStore = postgresOf(values)
  if (openStore !== null) options.openStore = openStore
  const port = portOf(values)
  if (port !== undefined) options.port = port
  if (passphrase !== undefined) options.passphrase = passphrase
  if (values.host !== undefined) options.host = values.host
  if (values.name !== undefined) options.name = values.name
  if (values['public-url'] !== undefined) options.publicUrl = publicUrlOf(values['public-url'])
  if (values.pages !== undefined) options.pagesDir = values.pages
  if (values.demo) options.embedded = true
  if (values['captcha-answer'] !== undefined) options.captchaAnswer = values['captcha-answer']
  if (values['tls-key'] !== undefined || values['tls-cert'] !== undefined) options.tls = tlsOf(values)
  return options
}

function proxiesOf({ proxy = [] }: Flags): readonly string[] {
  const wrong = proxy.find((one) => isIP(one) === 0)
  if (wrong !== undefined) throw new Usage(`--proxy ADDRESS: no IP address: ${wrong}`)
  return proxy
}

/** It is written into every certificate. */
function publicUrlOf(text: string): string {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol) || url.search + url.hash !== '') {
    throw new Usage(`not an http or https address: ${text}`)
  }
  return text
}

function tlsOf(values: Flags): { readonly key: string; readonly cert: string } {
  return {
    key: readGiven(required(values['tls-key'], '--tls-key FILE')),
    cert: readGiven(required(values['tls-cert'], '--tls-cert FILE')),
  }
}

/** How many processes serve; null: this one. */
function workersOf(values: Flags): number | null {
  if (values.workers === undefined) return null
  const count = Number(values.workers)
  if (!Number.isInteger(count) || count < 1 || count > 64)
    throw new Usage(`not a number of workers from 1 to 64: ${values.workers}`)
  if (postgresUrlOf(values) === null)
    throw new Usage(
      '--workers needs --database: several processes cannot share the database in the data folder',
    )
  if (values.demo)
    throw new Usage('--workers and --demo: the cashier and the bank of a demonstration have one process')
  if (!portOf(values)) throw new Usage('--workers needs --port: every process must find the same one again')
  return count
}

/** Where the figures are told; null: nowhere. */
function metricsOf({ metrics }: Flags): MetricsAt | null {
  if (metrics === undefined) return null
  const [, host = '127.0.0.1', digits = ''] = /^(?:(.+):)?(\d{1,5})$/.exec(metrics) ?? []
  const port = Number(digits)
  if (digits === '' || port > 65535) throw new Usage(`--metrics [HOST:]PORT: not ${metrics}`)
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port }
}

type Told = { readonly url: string; readonly operator: string | null; readonly pid?: number }

/** Says that it serves, and ends when it is told to. */
async function announce(
  { log = () => {} }: RaOptions,
  at: MetricsAt | null,
  {
    told,
    figures,
    end,
  }: { told: Told; figures: () => Promise<readonly Figures[]>; end: () => Promise<void> },
): Promise<void> {
  const metrics = at === null ? null : await serveMetrics(at, figures, log)
  console.log(`READY ${JSON.stringify({ ...told, ...(metrics === null ? {} : { metrics: metrics.url }) })}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      metrics?.close()
      void end().then(() => process.exit(0))
    })
  }
}

async function serveWithWorkers(options: RaOptions, count: number, at: MetricsAt | null): Promise<void> {
  const figures = at === null ? async () => [] : workersFigures()
  const { said, replaceAll, close } = await startWorkers(options, count)
  process.on('SIGHUP', () => void replaceAll())
  const told = { url: said.url, operator: said.operatorUrl, pid: process.pid }
  await announce(options, at, { told, figures, end: close })
}

async function serveAlone(options: RaOptions, at: MetricsAt | null): Promise<void> {
  const meter = at === null ? null : prometheusMeter()
  const ra = await startRa({ ...options, ...(meter === null ? {} : { meter }) })
  const figures = async () => (meter === null ? [] : [await meter.figures()])
  const told = { url: ra.url, operator: ra.services.operatorUrl }
  await announce(options, at, { told, figures, end: ra.stop })
  if (options.embedded) console.error(`operators and their passwords: ${operatorsFile(options.dataDir)}`)
}

export async function serve(values: Flags): Promise<void> {
  const [count, at] = [workersOf(values), metricsOf(values)]
  const options = optionsOf(values)
  if (cluster.isWorker) return serveAsWorker(options, at !== null)
  return count === null ? serveAlone(options, at) : serveWithWorkers(options, count, at)
}

export async function seed(values: Flags, what: string | undefined): Promise<void> {
  if (what !== 'demo') throw new Usage('seed what? Only: seed demo')
  refusePostgres(values, 'seed')
  const count = await seedDemo(dataDir(values), passphraseOf(values))
  console.log(
    `demo accounts: ${count.accounts}, certificates: ${count.certificates}, requests: ${count.requests}`,
  )
}
