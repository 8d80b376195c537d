import { parseArgs } from 'node:util'

export const usage = `npm run ra -- COMMAND

  serve --data DIR [--port N] [--host ADDRESS] [--name NAME] [--public-url URL]
        [--tls-key FILE --tls-cert FILE] [--pages DIR] [--demo [--captcha-answer TEXT]]
        [--database postgres://USER@HOST/NAME | --database-file FILE] [--workers N] [--metrics [HOST:]PORT]
        [--proxy ADDRESS …]
        The keys of the CA are sealed under the passphrase in RA_PASSPHRASE, or in the file named by
        --passphrase-file. --demo makes and keeps one itself and seeds the demo accounts.
        The database is a file in DIR, or the PostgreSQL database at the address given, also for operator, register,
        practitioners, notice, feed, subscriptions and audit. Its password is in PGPASSFILE, or in the address in FILE; never on the command line.
        With --workers N processes serve the port side by side, on PostgreSQL only. SIGHUP replaces them one after another
        without losing a request, SIGTERM lets them finish what they do.
        --metrics tells figures in the text form of Prometheus at /metrics of this port, which only this machine
        reaches unless HOST is given. --proxy names a proxy in front whose x-request-id is taken over.
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
  audit verify --data DIR [--head HASH]
                            whether any line of the audit log was changed, removed or inserted; exit code 1 if so.
                            HASH is the head that an earlier verification told: it finds an end that was cut off
  audit verify --file FILE (--key KEY | --data DIR) [--head HASH]   the same for an exported log, without the database
  audit export --file FILE --data DIR   the chained lines as JSON Lines, each with its hash
  audit key --data DIR      the public key of the log, to be kept elsewhere
  backup FILE --data DIR    a consistent copy of the database, also while the server runs
  restore FILE --data DIR   puts a backup in the place of the database, which is kept beside it (the server must
                            not be running); what was revoked since the backup stays revoked
  restore --data DIR --database postgres://USER@HOST/NAME
                            the same after PostgreSQL has put its database back to an earlier moment: before the server
                            starts on it, what was revoked since is revoked again, and numbers of orders go on further up
  copy --data DIR --database postgres://USER@HOST/NAME [--back]
                            copies ra.db into an empty PostgreSQL database, or with --back a PostgreSQL database into
                            a new ra.db (the server must not be running); both are compared before anything is kept,
                            and the first one is out of use then
  openapi [FILE]            writes the OpenAPI document, to standard output without FILE
`

/** Wrong arguments on the command line: one line for the person, exit code 2. */
export class Usage extends Error {
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
  metrics: { type: 'string' },
  proxy: { type: 'string', multiple: true },
  file: { type: 'string' },
  head: { type: 'string' },
  key: { type: 'string' },
} as const

export function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true })
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : String(error))
  }
}

export type Flags = ReturnType<typeof parse>['values']

export function required(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new Usage(`missing: ${what}`)
  return value
}

export function dataDir(values: Flags): string {
  return required(values.data, '--data DIR')
}
