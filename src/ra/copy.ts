import { existsSync, renameSync, rmSync } from 'node:fs'
import { CannotStart, cannotStart } from './cannot-start.ts'
import { databaseFile, takeDataFolder } from './data-folder.ts'
import { type Copied, copyStore } from './store/copy/copy-store.ts'
import { postgresSide } from './store/copy/postgres-side.ts'
import type { Side } from './store/copy/side.ts'
import { sqliteSide } from './store/copy/sqlite-side.ts'
import { openSqliteStore } from './store/sqlite/sqlite-store.ts'

/** Copies the database in the data folder into an empty PostgreSQL database. The server must not be running. */
export async function copyToPostgres(dataDir: string, url: string, now: number): Promise<Copied> {
  const unlock = takeDataFolder(dataDir)
  try {
    const file = databaseFile(dataDir)
    if (!existsSync(file)) throw new CannotStart(`there is no database ${file}`)
    await migrated(file)
    return await between(sqliteSide(file), () => postgresSide(url), `PostgreSQL, ${timeOf(now)}`)
  } finally {
    unlock()
  }
}

/** The other way. The file takes its name once it is whole. */
export async function copyFromPostgres(dataDir: string, url: string, now: number): Promise<Copied> {
  const unlock = takeDataFolder(dataDir)
  const file = databaseFile(dataDir)
  const draft = `${file}.copied`
  const remove = () => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${draft}${end}`, { force: true })
  }
  try {
    if (existsSync(file)) throw new CannotStart(`there is a database ${file} already: move it away first`)
    remove()
    await migrated(draft)
    const copied = await between(
      await postgresSide(url),
      async () => sqliteSide(draft),
      `the data folder, ${timeOf(now)}`,
    )
    renameSync(draft, file)
    return copied
  } finally {
    remove()
    unlock()
  }
}

const timeOf = (now: number): string => new Date(now).toISOString()

/** A new file gets its tables, an old one the newest. */
async function migrated(file: string): Promise<void> {
  await cannotStart(`cannot open the database ${file}`, () => openSqliteStore(file)).close()
}

async function between(from: Side, openOther: () => Promise<Side>, whereTo: string): Promise<Copied> {
  try {
    const to = await openOther()
    try {
      return await copyStore(from, to, whereTo)
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}
