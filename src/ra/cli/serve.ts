import cluster from 'node:cluster'
import { seedDemo } from '../demo.ts'
import { operatorsFile } from '../seed/operators.ts'
import { type RaOptions, startRa } from '../server.ts'
import { startWorkers } from '../workers/primary.ts'
import { serveAsWorker } from '../workers/worker.ts'
import { dataDir, type Flags, required, Usage } from './arguments.ts'
import { postgresOf, postgresUrlOf, refusePostgres } from './database.ts'
import { readGiven } from './given-file.ts'

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
    log: (line) => console.error(`${new Date().toISOString()} ${line}`),
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

async function serveWithWorkers(options: RaOptions, count: number): Promise<void> {
  const { said, replaceAll, close } = await startWorkers(options, count)
  console.log(`READY ${JSON.stringify({ url: said.url, operator: said.operatorUrl, pid: process.pid })}`)
  process.on('SIGHUP', () => void replaceAll())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void close().then(() => process.exit(0)))
  }
}

export async function serve(values: Flags): Promise<void> {
  const count = workersOf(values)
  const options = optionsOf(values)
  if (cluster.isWorker) return serveAsWorker(options)
  if (count !== null) return serveWithWorkers(options, count)
  const ra = await startRa(options)
  console.log(`READY ${JSON.stringify({ url: ra.url, operator: ra.services.operatorUrl })}`)
  if (options.embedded) console.error(`operators and their passwords: ${operatorsFile(options.dataDir)}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void ra.stop().then(() => process.exit(0)))
  }
}

export async function seed(values: Flags, what: string | undefined): Promise<void> {
  if (what !== 'demo') throw new Usage('seed what? Only: seed demo')
  refusePostgres(values, 'seed')
  const count = await seedDemo(dataDir(values), passphraseOf(values))
  console.log(
    `demo accounts: ${count.accounts}, certificates: ${count.certificates}, requests: ${count.requests}`,
  )
}
