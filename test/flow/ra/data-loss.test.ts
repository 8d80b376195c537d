import { execFile } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fromBase64, parseCertificate } from '../../../src/pki/index.ts'
import { CannotStart, DataIncomplete } from '../../../src/ra/cannot-start.ts'
import { restoreDatabase } from '../../../src/ra/restore.ts'
import { type RunningRa, startRa } from '../../../src/ra/server.ts'
import { copyDatabase } from '../../../src/ra/store/sqlite/backup.ts'
import { agency, operatorAt, person, startTestRa, type TestRa } from './authority.ts'
import { issue } from './holder.ts'
import { listOf, ocspStatus } from './lists.ts'

const run = promisify(execFile)
const program = fileURLToPath(new URL('../../../src/ra/cli.ts', import.meta.url))
/** Everyone who is asked for a password gives one. */
const cli = (...args: string[]) => {
  const ends = run(process.execPath, [program, ...args], { encoding: 'utf8' })
  ends.child.stdin?.end('a-long-password\n')
  return ends
}
const folders: string[] = []

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'ra-loss-'))
  folders.push(dir)
  return dir
}

afterAll(() => {
  for (const dir of folders) rmSync(dir, { recursive: true, force: true })
})

type Pair = { readonly serials: readonly string[]; readonly signature: Uint8Array }

/** A pair of the agency or of the person. */
async function pairOf(test: TestRa, who: 'agency' | 'person'): Promise<Pair> {
  const holder = await (who === 'agency' ? agency : person)(test.ra.url)
  const { collected } = await issue(holder)
  const both = [collected.signatureCertificate, collected.encryptionCertificate].map(fromBase64)
  const [signature = new Uint8Array()] = both
  return { serials: both.map((der) => parseCertificate(der).serialHex), signature }
}

function auditOf(dataDir: string): readonly string[] {
  const db = new DatabaseSync(join(dataDir, 'ra.db'))
  const rows = db.prepare('SELECT actor, action, subject FROM audit ORDER BY seq').all()
  db.close()
  return rows.map(({ actor, action, subject }) => `${actor}: ${action}: ${subject}`)
}

function change(dataDir: string, sql: string): void {
  const db = new DatabaseSync(join(dataDir, 'ra.db'))
  db.exec(sql)
  db.close()
}

/**
 * The life of one authority. The agency's pair is suspended and a backup is taken. Then the person's pair is made and
 * revoked, the agency's pair is revoked too, and the list with both is given out.
 */
const life = {
  dataDir: '',
  backup: '',
  early: [] as readonly string[],
  late: [] as readonly string[],
  number: 0,
}
let signatures: readonly Uint8Array[] = []

const by = { kind: 'operator', name: 'a test' } as const
const revocation = (serial: string, reason: string) =>
  ({ serial, to: 'revoked', reason, note: null, by, now: Date.now() }) as const

beforeAll(async () => {
  const test = await startTestRa({ dataDir: folder() })
  const dataDir = folders.at(-1) ?? ''
  const holder = await agency(test.ra.url)
  const first = await pairOf(test, 'agency')
  const [serial = ''] = first.serials
  await holder.client.certificates.suspend({ serial })
  await holder.client.certificates.resume({ serial })
  await listOf(test.ra)
  const backup = join(folder(), 'backup.db')
  await copyDatabase(join(dataDir, 'ra.db'), backup)
  const second = await pairOf(test, 'person')
  const { store } = test.ra.services
  for (const one of [serial, second.serials[0] ?? '']) {
    await store.changeStatus(revocation(one, 'key-compromised'))
  }
  await listOf(test.ra)
  const latest = await store.latestCrl('issuing')
  await test.ra.stop()
  Object.assign(life, {
    dataDir,
    backup,
    early: first.serials,
    late: second.serials,
    number: latest?.number ?? 0,
  })
  signatures = [first.signature, second.signature]
})

/** A copy of the folder as it was left, for a test to damage. */
let dataDir = ''
beforeEach(() => {
  dataDir = folder()
  cpSync(life.dataDir, dataDir, { recursive: true })
})
const database = () => join(dataDir, 'ra.db')
const start = (): Promise<RunningRa> => startRa({ dataDir, embedded: true })

async function refusal(): Promise<string> {
  const why: unknown = await start().then(
    (ra) => ra.stop().then(() => 'it started'),
    (error: unknown) => error,
  )
  expect(why).toBeInstanceOf(DataIncomplete)
  expect(why).toBeInstanceOf(CannotStart)
  expect(String(why)).not.toContain('\n')
  return String(why)
}

async function namesAll(ra: RunningRa): Promise<void> {
  const { revoked } = await listOf(ra)
  expect([...revoked.keys()].sort()).toEqual([...life.early, ...life.late].sort())
  for (const one of signatures) expect(await ocspStatus(ra, one)).toBe('revoked')
}

describe('an authority whose database is lost', () => {
  it('does not start with a new database, and leaves none behind', async () => {
    rmSync(database())
    expect(await refusal()).toMatch(/is missing: .*restore FILE/)
    expect(existsSync(database())).toBe(false)
    await expect(cli('operator', 'add', 'eve', '--data', dataDir)).rejects.toMatchObject({ code: 2 })
    expect(existsSync(database())).toBe(false)
  })

  it('does not start with an emptied database', async () => {
    writeFileSync(database(), '')
    expect(await refusal()).toMatch(/is missing: .*restore FILE/)
  })

  it('does not start with a database that belongs to nobody, a folder in its place, or bytes of another kind', async () => {
    change(dataDir, `DELETE FROM meta WHERE key IN ('authority', 'founding')`)
    expect(await refusal()).toMatch(/is not that of its authority/)
    rmSync(database())
    mkdirSync(database())
    expect(await refusal()).toMatch(/cannot open the database/)
    rmSync(database(), { recursive: true })
    writeFileSync(database(), 'no database at all '.repeat(500))
    expect(await refusal()).toMatch(/cannot open the database/)
  })

  it('says so on the command line in one line, with exit code 2', async () => {
    rmSync(database())
    await expect(cli('serve', '--demo', '--data', dataDir)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^the database .* is missing: .*restore FILE[^\n]*\n$/),
    })
  })

  it('continues a first start that died between the keys and the database', async () => {
    change(dataDir, `DELETE FROM meta WHERE key = 'authority'`)
    await (await start()).stop()
    await (await start()).stop()
  })
})

describe('an older database', () => {
  it('is refused because of a list that was given out later', async () => {
    copyFileSync(life.backup, database())
    expect(await refusal()).toMatch(/is older than revocation list \d+ of this authority/)
  })

  it('is refused when it is only older because its -wal is gone', async () => {
    const test = await startTestRa({ dataDir })
    const { serials } = await pairOf(test, 'agency')
    await test.ra.services.store.changeStatus(revocation(serials[0] ?? '', 'lost'))
    await listOf(test.ra)
    const killed = folder()
    for (const name of ['ra.db', 'ca']) cpSync(join(dataDir, name), join(killed, name), { recursive: true })
    await test.ra.stop()
    dataDir = killed
    expect(await refusal()).toMatch(/is older than revocation list/)
  })

  it('is restored by a command, and what was revoked since stays revoked and is recorded in the trail', async () => {
    rmSync(database())
    const { stdout } = await cli('restore', life.backup, '--data', dataDir)
    expect(stdout).toContain('2 certificates revoked or suspended since')
    const ra = await start()
    await namesAll(ra)
    expect((await ra.services.store.latestCrl('issuing'))?.number).toBeGreaterThan(life.number)
    expect((await ra.services.store.certificate(life.early[0] ?? ''))?.status).toBe('revoked')
    await ra.stop()
    expect(auditOf(dataDir)).toContainEqual(
      expect.stringMatching(/^restore: database restored: backup\.db, list/),
    )
    // A second start knows it too.
    const again = await start()
    await namesAll(again)
    await again.stop()
  })

  it('does not delete what it replaces, and may be the very file that was refused', async () => {
    copyFileSync(life.backup, database())
    const { stdout } = await cli('restore', database(), '--data', dataDir)
    const [, before = ''] = /was there before is (\S+)/.exec(stdout) ?? []
    expect(existsSync(before)).toBe(true)
    const ra = await start()
    await namesAll(ra)
    await ra.stop()
    expect(readdirSync(dataDir).filter((name) => name.includes('restored'))).toEqual([])
  })
})

describe('restore', () => {
  async function notRestored(dir: string, file: string): Promise<string> {
    const why: unknown = await restoreDatabase(dir, file, Date.now()).catch((error: unknown) => error)
    expect(why).toBeInstanceOf(CannotStart)
    expect(String(why)).not.toContain('\n')
    return String(why)
  }

  it('refuses what is no backup of this authority, and then changes nothing', async () => {
    const other = folder()
    await (await startRa({ dataDir: other, embedded: true })).stop()
    const text = join(folder(), 'text.db')
    writeFileSync(text, 'no database at all '.repeat(500))
    for (const file of [join(other, 'ra.db'), text, join(folder(), 'none.db'), dataDir]) {
      expect(await notRestored(dataDir, file)).toContain(file)
    }
    expect(await notRestored(folder(), life.backup)).toContain('there is no authority')
    expect(readdirSync(dataDir).sort()).toEqual(readdirSync(life.dataDir).sort())
    const ra = await start()
    await namesAll(ra)
    expect(await notRestored(dataDir, life.backup)).toContain('another server works')
    await ra.stop()
    await expect(cli('restore', '--data', dataDir)).rejects.toMatchObject({ code: 2 })
  })

  it('refuses a list beside the keys that is not of this authority', async () => {
    const other = folder()
    const ra = await startRa({ dataDir: other, embedded: true })
    await listOf(ra)
    await ra.stop()
    const list = (dir: string) => join(dir, 'ca', 'issuing.crl')
    copyFileSync(list(other), list(dataDir))
    expect(await notRestored(dataDir, life.backup)).toContain('issuing.crl is damaged')
    expect(await refusal()).toMatch(/issuing\.crl is damaged or not of this authority/)
    renameSync(list(dataDir), `${list(dataDir)}.aside`)
    await (await start()).stop()
  })
})

describe('a revocation list', () => {
  let test: TestRa
  const list = () => listOf(test.ra)
  const store = () => test.ra.services.store
  beforeEach(async () => {
    test = await startTestRa({ dataDir })
    await list()
  })

  it('keeps what the database loses, and health and the trail report the loss', async () => {
    const [gone = '', changed = ''] = [life.early[0], life.late[0]]
    change(dataDir, `PRAGMA foreign_keys = OFF; DELETE FROM certificates WHERE serial = '${gone}'`)
    change(
      dataDir,
      `UPDATE certificates SET status = 'active', revoked_at = NULL WHERE serial = '${changed}'`,
    )
    const before = await list()
    await test.ra.services.crl.publish()
    const after = await list()
    expect(after.extensions).not.toEqual(before.extensions)
    expect(after.revoked).toEqual(before.revoked)
    for (const one of signatures) expect(await ocspStatus(test.ra, one)).toBe('revoked')
    const operator = await operatorAt({ ...test, dataDir })
    expect((await operator.client.operator.health({})).crl.kept).toBe(2)
    await test.ra.services.crl.publish()
    await test.ra.stop()
    const lines = auditOf(dataDir).filter((line) => line.includes('kept on the list'))
    expect(lines.sort()).toEqual(
      [gone, changed].map((serial) => `authority: kept on the list without a row: ${serial}`).sort(),
    )
  })

  it('drops a resumed pair, and the trail records it', async () => {
    const { serials } = await pairOf(test, 'agency')
    const [serial = ''] = serials
    await store().changeStatus({ serial, to: 'suspended', by, now: Date.now() })
    expect((await list()).revoked.has(serial)).toBe(true)
    await store().changeStatus({ serial, to: 'active', by, now: Date.now() })
    expect((await list()).revoked.has(serial)).toBe(false)
    await test.ra.stop()
    for (const one of serials) expect(auditOf(dataDir)).toContain(`authority: left the list: resumed: ${one}`)
  })

  it('drops what has expired, and the trail records it', async () => {
    test.passTime(20 * 366 * 24 * 3_600_000)
    expect((await list()).revoked.size).toBe(0)
    const operator = await operatorAt({ ...test, dataDir })
    expect((await operator.client.operator.health({})).crl.kept).toBe(0)
    await test.ra.stop()
    for (const one of [...life.early, ...life.late]) {
      expect(auditOf(dataDir)).toContain(`authority: left the list: expired: ${one}`)
    }
  })
})
