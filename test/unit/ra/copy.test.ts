import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { CannotStart } from '../../../src/ra/cannot-start.ts'
import { copyFromPostgres, copyToPostgres } from '../../../src/ra/copy.ts'
import { databaseFile, takeDataFolder } from '../../../src/ra/data-folder.ts'
import { now } from './rules/samples.ts'

const folder = () => {
  const dir = mkdtempSync(join(tmpdir(), 'copy-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}
const url = 'postgres://nobody@127.0.0.1/none'
const ends = (copying: Promise<unknown>) => copying.catch((error: unknown) => error)

describe('a copy to PostgreSQL', () => {
  it('needs a database, and leaves the folder to others', async () => {
    const dir = folder()
    const ended = await ends(copyToPostgres(dir, url, now))
    expect(ended).toBeInstanceOf(CannotStart)
    expect(ended).toMatchObject({ message: `there is no database ${databaseFile(dir)}` })
    takeDataFolder(dir)()
  })

  it('needs the folder for itself', async () => {
    const dir = folder()
    const release = takeDataFolder(dir)
    for (const copying of [copyToPostgres, copyFromPostgres])
      expect(await ends(copying(dir, url, now))).toBeInstanceOf(CannotStart)
    release()
  })

  it('needs a file that is a database', async () => {
    const dir = folder()
    writeFileSync(databaseFile(dir), 'no database, but long enough to be read as a header of one'.repeat(20))
    const ended = await ends(copyToPostgres(dir, url, now))
    expect(ended).toBeInstanceOf(CannotStart)
    expect(ended).toMatchObject({
      message: expect.stringContaining(`cannot open the database ${databaseFile(dir)}`),
    })
  })
})

describe('a copy from PostgreSQL', () => {
  it('replaces no database that is there', async () => {
    const dir = folder()
    writeFileSync(databaseFile(dir), 'as it was')
    const ended = await ends(copyFromPostgres(dir, url, now))
    expect(ended).toMatchObject({
      message: `there is a database ${databaseFile(dir)} already: move it away first`,
    })
    takeDataFolder(dir)()
  })

  it('leaves no draft behind when it fails', async () => {
    const dir = folder()
    writeFileSync(`${databaseFile(dir)}.copied-wal`, 'of an earlier try')
    expect(await ends(copyFromPostgres(dir, 'no address', now))).toBeInstanceOf(Error)
    expect(readdirSync(dir).filter((name) => name.includes('.copied'))).toEqual([])
    takeDataFolder(dir)()
  })
})
