import { existsSync } from 'node:fs'
import { fromHex, toHex } from '../../pki/bytes.ts'
import { assertNever } from '../../shared/assert-never.ts'
import { readExport, writeExport } from '../audit/exported.ts'
import { storedLines } from '../audit/stored.ts'
import { type Fault, type Verified, verifyAudit } from '../audit/verify.ts'
import { CannotStart } from '../cannot-start.ts'
import { auditKeyIn, databaseFile } from '../data-folder.ts'
import type { Store } from '../store/store.ts'
import { dataDir, type Flags, required, Usage } from './arguments.ts'
import { openStore, postgresOf } from './database.ts'

export async function audit(values: Flags, [verb]: readonly string[]): Promise<void> {
  switch (verb) {
    case 'verify':
      return values.file === undefined ? verifyStore(values) : verifyFile(values, values.file)
    case 'export':
      return exportTo(values, required(values.file, 'audit export --file FILE --data DIR'))
    case 'key':
      return void console.log(toHex(keyOf(values)))
    default:
      throw new Usage('audit what? audit verify, audit export --file FILE, or audit key')
  }
}

/** The key must not come from what it judges. */
function keyOf(values: Flags): Uint8Array {
  if (values.key === undefined) return auditKeyIn(dataDir(values))
  if (!/^04[0-9a-f]{128}$/i.test(values.key)) throw new Usage('--key KEY: 04 and 128 hexadecimal digits')
  return fromHex(values.key)
}

function headOf({ head }: Flags): string | null {
  if (head === undefined) return null
  if (!/^[0-9a-f]{64}$/i.test(head)) throw new Usage('--head HASH: 64 hexadecimal digits')
  return head.toLowerCase()
}

const expected = (values: Flags) => ({ publicKey: keyOf(values), head: headOf(values) })

async function verifyFile(values: Flags, file: string): Promise<void> {
  report(await verifyAudit(readExport(file), expected(values)))
}

/** Tells what is wrong with the log in the database, and sets the exit code. */
export async function verifyStore(values: Flags): Promise<void> {
  const wanted = expected(values)
  await withStore(values, async (store) => {
    const tail = await store.unchained()
    report(await verifyAudit(storedLines(store), wanted))
    reportTail(tail)
  })
}

async function exportTo(values: Flags, file: string): Promise<void> {
  const publicKey = auditKeyIn(dataDir(values))
  await withStore(values, async (store) => {
    const tail = await store.unchained()
    const count = await writeExport(file, publicKey, storedLines(store))
    console.log(`${count} lines written to ${file}`)
    reportTail(tail)
  })
}

/** Who reads a log makes no database. */
async function withStore(values: Flags, work: (store: Store) => Promise<void>): Promise<void> {
  const file = databaseFile(dataDir(values))
  if (postgresOf(values) === null && !existsSync(file)) throw new CannotStart(`there is no database ${file}`)
  const store = await openStore(values)
  try {
    await work(store)
  } finally {
    await store.close()
  }
}

function report({ lines, older, head, faults, moreFaults }: Verified): void {
  for (const fault of faults) console.log(`FAULT ${faultText(fault)}`)
  if (moreFaults > 0) console.log(`FAULT and ${moreFaults} more`)
  if (older > 0) console.log(`lines 1 to ${older} were written before lines were chained`)
  if (faults.length === 0)
    console.log(`audit log verified: ${lines} lines${head === null ? '' : `, head ${head}`}`)
  else process.exitCode = 1
}

function reportTail({ lines, since }: Awaited<ReturnType<Store['unchained']>>): void {
  if (lines === 0 || since === null) return
  console.log(`${lines} lines are not chained yet, the first of ${new Date(since).toISOString()}`)
}

function faultText(fault: Fault): string {
  switch (fault.kind) {
    case 'missing':
      return `lines ${fault.from} to ${fault.to} are missing`
    case 'changed':
      return `line ${fault.place} was changed, or the hash of the line before it`
    case 'misplaced':
      return `line ${fault.place} stands in the wrong place`
    case 'not-signed':
      return `lines ${fault.from} to ${fault.to} are not signed with the key of this log`
    case 'head-missing':
      return `the head ${fault.head} is not in the log: its end was cut off, or it was written anew`
    default:
      return assertNever(fault)
  }
}
