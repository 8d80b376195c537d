import cluster from 'node:cluster'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { CannotStart, cannotStart } from './cannot-start.ts'
import { copyFromPostgres, copyToPostgres } from './copy.ts'
import { neverCrash } from './crash-point.ts'
import { type OpenStore, openDatabase } from './data-folder.ts'
import { seedDemo } from './demo.ts'
import { contentIn, publish } from './feed/publication.ts'
import { importRows, sendNotices } from './import.ts'
import { openApiDocument } from './openapi.ts'
import { restoreDatabase } from './restore.ts'
import { operatorsFile, putOperator } from './seed/operators.ts'
import { type RaOptions, startRa } from './server.ts'
import { postgresAddress } from './store/postgres/address.ts'
import { openPostgresStore } from './store/postgres/postgres-store.ts'
import { copyDatabase } from './store/sqlite/backup.ts'
import { startWorkers } from './workers/primary.ts'
import { serveAsWorker } from './workers/worker.ts'

const usage = `npm run ra -- COMMAND

  serve --data DIR [--port N] [--host ADDRESS] [--name NAME] [--public-url URL]
        [--tls-key FILE --tls-cert FILE] [--pages DIR] [--demo [--captcha-answer TEXT]]
        [--database postgres://USER@HOST/NAME | --database-file FILE] [--workers N]
        The keys of the CA are sealed under the passphrase in RA_PASSPHRASE, or in the file named by
        --passphrase-file. --demo makes and keeps one itself and seeds the demo accounts.
        The database is a file in DIR, or the PostgreSQL database at the address given, also for operator, register,
        practitioners, notice, feed and subscriptions. Its password is in PGPASSFILE, or in the address in FILE; never on the command line.
        With --workers N processes serve the port side by side, on PostgreSQL only. SIGHUP replaces them one after another
        without losing a request, SIGTERM lets them finish what they do.
  seed demo --data DIR      demo accounts with certificates in every state (the server must not be running)
  operator add NAME --data DIR   adds an operator; the password is read from standard input
  register FILE --data DIR  imports entities and agencies on record from CSV in UTF-8: credit code, name, type,
                            representative, number of the document, whether it is an agency on record (是)
  practitioners FILE --data DIR  imports the list of practitioners: number of the document, name, agency's code
  notice OCCASION --data DIR --day DAY --assistant URL --manual URL [--send]
                            the mail with user name and applicant name, once for each account; without --send it
                            only says how many would get it
  feed publish FILE --data DIR   publishes notices, pictures with links and programs from JSON, in place of the last
                            ones; also while the server runs
  feed key --data DIR       the key with which they are signed, for the file of the issuer
  subscriptions --data DIR  who registered for notices, as CSV
  backup FILE --data DIR    a consistent copy of the database, also while the server runs
  restore FILE --data DIR   puts a backup in the place of the database, which is kept beside it (the server must
                            not be running); what was revoked since the backup stays revoked
  copy --data DIR --database postgres://USER@HOST/NAME [--back]
                            copies ra.db into an empty PostgreSQL database, or with --back a PostgreSQL database into
                            a new ra.db (the server must not be running); both are compared before anything is kept,
                            and the first one is out of use then
  openapi [FILE]            writes the OpenAPI document, to standard output without FILE
`

/** Wrong arguments on the command line: one line for the person, exit code 2. */
class Usage extends Error {
  override readonly name = 'Usage'
}

const flags = {
  data: { type: 'string' },
  database: { type: 'string' },
  'database-file': { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  name: { type: 'string' },
  pages: { type: 'string' },
  demo: { type: 'boolean' },
  help: { type: 'boolean' },
  day: { type: 'string' },
  assistant: { type: 'string' },
  manual: { type: 'string' },
  send: { type: 'boolean' },
  back: { type: 'boolean' },
  'public-url': { type: 'string' },
  'tls-key': { type: 'string' },
  'tls-cert': { type: 'string' },
  'captcha-answer': { type: 'string' },
  'passphrase-file': { type: 'string' },
  workers: { type: 'string' },
} as const

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true })
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : String(error))
  }
}

type Flags = ReturnType<typeof parse>['values']

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parse(args)
  const [command, ...rest] = positionals
  if (values.help || command === undefined) return void console.log(usage)
  switch (command) {
    case 'serve':
      return serve(values)
    case 'seed':
      return seed(values, rest[0])
    case 'operator':
      return addOperator(values, rest)
    case 'register':
    case 'practitioners':
      return importFile(values, command, required(rest[0], `${command} FILE --data DIR`))
    case 'notice':
      return notice(values, required(rest[0], 'notice OCCASION --data DIR'))
    case 'feed':
      return feed(values, rest)
    case 'subscriptions':
      return listSubscriptions(values)
    case 'backup':
      refusePostgres(values, command)
      return backUp(dataDir(values), required(rest[0], 'backup FILE --data DIR'))
    case 'restore':
      refusePostgres(values, command)
      return restore(dataDir(values), required(rest[0], 'restore FILE --data DIR'))
    case 'copy':
      return copy(values)
    case 'openapi':
      return writeOpenApi(rest[0])
    default:
      throw new Usage(`unknown command: ${command}`)
  }
}

function required(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new Usage(`missing: ${what}`)
  return value
}

function dataDir(values: Flags): string {
  return required(values.data, '--data DIR')
}

/** The address of the PostgreSQL database that was named; null if none was. */
function postgresUrlOf(values: Flags): string | null {
  const { database, 'database-file': file } = values
  if (database !== undefined && file !== undefined) throw new Usage('--database and --database-file: which?')
  if (database !== undefined && postgresAddress(database).password !== '')
    throw new Usage(
      'other users of this machine can read the command line: give the password in PGPASSFILE, or the address in --database-file FILE',
    )
  const url = file === undefined ? database : readGiven(file).trim()
  if (url === undefined) return null
  postgresAddress(url)
  return url
}

/** What opens it. */
function postgresOf(values: Flags): OpenStore | null {
  const url = postgresUrlOf(values)
  return url === null ? null : (reached, trouble) => openPostgresStore({ url, reached, trouble })
}

/** For what works only with the database in the data folder. */
function refusePostgres(values: Flags, command: string): void {
  if (postgresOf(values) !== null)
    throw new Usage(
      `${command} knows only the database in the data folder; PostgreSQL has pg_dump and pg_restore`,
    )
}

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

function readGiven(file: string): string {
  const text = cannotStart(`cannot read ${file}`, () => readFileSync(file, 'utf8'))
  if (text.trim() === '') throw new CannotStart(`${file} is empty`)
  return text
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

async function serve(values: Flags): Promise<void> {
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

async function seed(values: Flags, what: string | undefined): Promise<void> {
  if (what !== 'demo') throw new Usage('seed what? Only: seed demo')
  refusePostgres(values, 'seed')
  const count = await seedDemo(dataDir(values), passphraseOf(values))
  console.log(
    `demo accounts: ${count.accounts}, certificates: ${count.certificates}, requests: ${count.requests}`,
  )
}

async function addOperator(values: Flags, [verb, name]: readonly string[]): Promise<void> {
  if (verb !== 'add') throw new Usage('operator what? Only: operator add NAME')
  const operator = required(name, 'operator add NAME')
  const lines = createInterface({ input: process.stdin })
  const { value: password } = await lines[Symbol.asyncIterator]().next()
  lines.close()
  if (typeof password !== 'string' || password.length < 12) {
    throw new Usage('the password, read from standard input, must have 12 characters at least')
  }
  const store = await openStore(values)
  await putOperator(store, operator, password)
  await store.close()
}

async function openStore(values: Flags) {
  const postgres = postgresOf(values)
  if (postgres !== null) return postgres(neverCrash, (what) => console.error(what))
  const dir = dataDir(values)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  return openDatabase(dir)
}

/** Every line must be readable, so that no half of a register is imported. */
async function importFile(values: Flags, what: 'register' | 'practitioners', file: string): Promise<void> {
  const store = await openStore(values)
  try {
    const done = await importRows(store, what, readGiven(file), Date.now())
    console.log(`added: ${done.added}, changed: ${done.changed}, as before: ${done.same}`)
  } finally {
    await store.close()
  }
}

async function notice(values: Flags, occasion: string): Promise<void> {
  const store = await openStore(values)
  try {
    const form = {
      ...{ occasion, day: required(values.day, '--day DAY'), sender: values.name ?? '证书助手' },
      assistantUrl: required(values.assistant, '--assistant URL'),
      manualUrl: required(values.manual, '--manual URL'),
    }
    const { due, withoutMail, sent } = await sendNotices(store, form, values.send === true, Date.now())
    const verb = values.send === true ? 'sent to' : 'would be sent to'
    console.log(`${verb} ${due} accounts; sent before: ${sent}, without a mail address: ${withoutMail}`)
  } finally {
    await store.close()
  }
}

async function feed(values: Flags, [verb, file]: readonly string[]): Promise<void> {
  const store = await openStore(values)
  try {
    if (verb === 'publish') {
      const content = contentIn(readGiven(required(file, 'feed publish FILE --data DIR')))
      const { sequence, notices, pictures, programs } = await publish(store, content, Date.now())
      const counts = `notices: ${notices.length}, pictures: ${pictures.length}, programs: ${programs.length}`
      console.log(`published as number ${sequence}; ${counts}`)
    } else if (verb === 'key') {
      const publicKey = await store.meta('feed-public-key')
      if (publicKey === null) throw new CannotStart('there is no key yet: start the server once')
      console.log(JSON.stringify({ algorithm: 'sm2', publicKey }))
    } else throw new Usage('feed what? feed publish FILE, or feed key')
  } finally {
    await store.close()
  }
}

async function listSubscriptions(values: Flags): Promise<void> {
  const store = await openStore(values)
  try {
    const rows = await store.subscriptions()
    const lines = rows.map((one) => [
      ...[new Date(one.registeredAt).toISOString(), one.channel, one.address, one.keySerial],
      one.topics.join(' '),
    ])
    for (const line of [['registered', 'channel', 'address', 'key', 'topics'], ...lines])
      console.log(line.map(csvCell).join(','))
  } finally {
    await store.close()
  }
}

/** No cell begins a formula when a spreadsheet opens the file. */
function csvCell(text: string): string {
  return `"${text.replace(/^[=+\-@]/, "'$&").replaceAll('"', '""')}"`
}

async function backUp(dir: string, file: string): Promise<void> {
  await copyDatabase(join(dir, 'ra.db'), file)
  console.log(`database copied to ${file}; keep it with the folder ${join(dir, 'ca')} and the passphrase`)
}

async function restore(dir: string, file: string): Promise<void> {
  const { before, revokedAgain } = await restoreDatabase(dir, file, Date.now())
  console.log(
    `database put back from ${file}; ${revokedAgain} certificates revoked or suspended since are so again`,
  )
  if (before !== null) console.log(`the database that was there before is ${before}`)
}

async function copy(values: Flags): Promise<void> {
  const url = required(postgresUrlOf(values) ?? undefined, '--database postgres://USER@HOST/NAME')
  const copied = await (values.back ? copyFromPostgres : copyToPostgres)(dataDir(values), url, Date.now())
  for (const { table, rows, sha256 } of copied) console.log(`${table}: ${rows} rows, SHA-256 ${sha256}`)
  console.log(
    values.back
      ? 'copied; from now on start the server without --database'
      : 'copied; from now on start the server with --database',
  )
}

async function writeOpenApi(file: string | undefined): Promise<void> {
  const text = await openApiDocument()
  if (file === undefined) process.stdout.write(text)
  else writeFileSync(file, text)
}

// The reader of our output may stop reading: head, less.
process.stdout.on('error', () => process.exit(0))

try {
  await main(process.argv.slice(2))
} catch (error) {
  const expected = error instanceof Usage || error instanceof CannotStart
  console.error(expected ? error.message : error)
  if (error instanceof Usage) console.error('npm run ra -- --help shows the commands')
  process.exitCode = expected ? 2 : 1
  // The way to the process that started it would keep a worker alive.
  if (cluster.isWorker) process.exit()
}
