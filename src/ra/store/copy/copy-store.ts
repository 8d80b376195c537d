import { CannotStart } from '../../cannot-start.ts'
import { type Digest, digestOf, type Side } from './side.ts'
import { type Table, tables } from './tables.ts'

/** What was copied, table by table. */
export type Copied = readonly { readonly table: string; readonly rows: number; readonly sha256: string }[]

/**
 * Copies everything from one database into another that is empty, and reads both again before anything is kept. A
 * difference, or an end in the middle, leaves the other one empty. The first one says then that it was copied, so that
 * nobody issues from both.
 */
export async function copyStore(from: Side, to: Side, whereTo: string): Promise<Copied> {
  await refuseUnknownTables(from)
  await refuseUnknownTables(to)
  for (const table of tables)
    if (!(await to.isEmpty(table))) throw new CannotStart(`the database is not empty: it has ${table.name}`)
  for (const table of tables) await copyTable(from, to, table)
  const copied = []
  for (const table of tables) copied.push({ table: table.name, ...(await sameOnBothSides(from, to, table)) })
  await to.count()
  await to.keep()
  await from.retire(whereTo)
  await from.keep()
  return copied
}

/** What neither side keeps itself: the count of certificates by state, and the version of the tables. */
const derived = new Set(['status_counts', 'schema_version'])

async function refuseUnknownTables(side: Side): Promise<void> {
  const known = new Set(tables.map(({ name }) => name))
  const unknown = (await side.tables()).filter((name) => !known.has(name) && !derived.has(name))
  if (unknown.length > 0) throw new CannotStart(`there are tables of others: ${unknown.join(', ')}`)
}

async function copyTable(from: Side, to: Side, table: Table): Promise<void> {
  const columns = await columnsOf(from, table)
  for await (const rows of from.rows(table, columns)) await to.add(table, columns, rows)
}

const columnsOf = async (side: Side, table: Table) => (await side.columns(table)).toSorted()

async function sameOnBothSides(from: Side, to: Side, table: Table): Promise<Digest> {
  const [before, after] = [await columnsOf(from, table), await columnsOf(to, table)]
  if (before.join() !== after.join()) throw new CannotStart(`the columns of ${table.name} differ`)
  const [one, other] = [await digestOf(from, table, before), await digestOf(to, table, before)]
  if (one.rows !== other.rows || one.sha256 !== other.sha256)
    throw new CannotStart(`${table.name} has other contents after the copy; nothing was kept`)
  return other
}
