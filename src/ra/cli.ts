import cluster from 'node:cluster'
import { writeFileSync } from 'node:fs'
import { CannotStart } from './cannot-start.ts'
import { dataDir, parse, required, Usage, usage } from './cli/arguments.ts'
import { audit } from './cli/audit.ts'
import { backUp, copy, restore } from './cli/copies.ts'
import { refusePostgres } from './cli/database.ts'
import { feed } from './cli/feed.ts'
import { addOperator } from './cli/operator.ts'
import { importFile, notice } from './cli/register.ts'
import { seed, serve } from './cli/serve.ts'
import { listSubscriptions } from './cli/subscriptions.ts'
import { openApiDocument } from './openapi.ts'

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
    case 'audit':
      return audit(values, rest)
    case 'subscriptions':
      return listSubscriptions(values)
    case 'backup':
      refusePostgres(values, command)
      return backUp(dataDir(values), required(rest[0], 'backup FILE --data DIR'))
    case 'restore':
      return restore(values, rest[0])
    case 'copy':
      return copy(values)
    case 'openapi':
      return writeOpenApi(rest[0])
    default:
      throw new Usage(`unknown command: ${command}`)
  }
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
