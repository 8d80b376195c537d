import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { TokenSession } from '../../../src/native/index.ts'
import { SoftFolder } from '../../../src/native/soft/soft-folder.ts'
import {
  equalBytes,
  parseCertificate,
  randomBytes,
  sm2Digest,
  sm2Encrypt,
  sm2Verify,
} from '../../../src/pki/index.ts'
import { Pin } from '../../../src/shared/pin/pin.ts'
import { ledgerOf } from '../ra-ledger.ts'
import { brokenPromises } from '../ra-promises.ts'

/** What lies in a data folder that nobody uses at this moment. */
export type Inspection = {
  /** Serial numbers that the authority has in force, or suspended. */
  readonly inForce: readonly string[]
  readonly suspended: readonly string[]
  /** Folders with one retired file each, under the name that it had in use. */
  readonly retired: readonly string[]
  readonly broken: readonly string[]
  close(): void
}

const works = async (session: TokenSession, keyId: string, der: Uint8Array): Promise<boolean> => {
  const { publicKey, use } = parseCertificate(der)
  if (publicKey.type !== 'sm2') return true // an old one, whose key needs no more than to be there
  const { point } = publicKey
  const message = randomBytes(32)
  if (use === 'encryption')
    return equalBytes(await session.decrypt(keyId, sm2Encrypt(point, message)), message)
  return sm2Verify(point, message, await session.sign(keyId, sm2Digest(point, message), 'sm2-digest'))
}

/** A copy, because every PIN that is tried is written down. */
const inCopy = async <T>(folder: string, work: (soft: SoftFolder) => Promise<T>): Promise<T> => {
  const copy = mkdtempSync(join(tmpdir(), 'disk-copy-'))
  try {
    await cp(folder, copy, { recursive: true })
    const soft = new SoftFolder({ folder: copy, onChange: () => undefined })
    await soft.scan()
    return await work(soft)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

type Looked = {
  readonly serial: string
  readonly certificates: readonly string[]
  readonly broken: readonly string[]
}

const lookAll = (folder: string, pins: ReadonlyMap<string, string>): Promise<readonly Looked[]> =>
  inCopy(folder, async (soft) => {
    const all: Looked[] = []
    for (const trouble of soft.troubles)
      all.push({ serial: '', certificates: [], broken: [`${trouble.file}: ${trouble.code}`] })
    for (const { token, facts } of soft.tokens) {
      const broken: string[] = []
      const certificates: string[] = []
      const pin = new Pin(pins.get(facts.serial) ?? PIN_OF_NEW)
      await token
        .withSession(pin, async (session) => {
          for (const { keyId, der } of await session.certificates()) {
            certificates.push(parseCertificate(der).serialHex)
            if (!(await works(session, keyId, der))) broken.push(`${facts.serial}: a key does not work`)
          }
        })
        .catch((error: unknown) => broken.push(`${facts.serial} does not open: ${String(error)}`))
      all.push({ serial: facts.serial, certificates, broken })
    }
    return all
  })

/** Of those that a business made. */
const PIN_OF_NEW = '824637'

export const opensWith = async (folder: string, serial: string, pin: string): Promise<boolean> =>
  (await lookAll(folder, new Map([[serial, pin]]))).some(
    (one) => one.serial === serial && one.broken.length === 0,
  )

const retiredIn = (soft: string): readonly string[] => {
  const folder = join(soft, 'retired')
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
}

const isHalf = (name: string): boolean => /\.(tmp|next)$/.test(name)

const halves = (home: string): readonly string[] =>
  readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter(isHalf)
    .map((name) => `${name} is left half made`)

/** Of a log each line begins with its moment, and what belongs to it is set in. */
const tornLines = (home: string): readonly string[] => {
  const file = join(home, 'logs', 'assistant.log')
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  const torn = lines.filter(
    (line) =>
      !/^(\d{4}-\d\d-\d\dT[\d:.]+Z | {4})/.test(line) ||
      / \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /.test(line.slice(25)),
  )
  return torn.map((line) => `a line of the log is torn: ${line.slice(0, 120)}`)
}

const ofAuthority = async (home: string) => {
  const file = join(home, 'authority', 'ra.db')
  const database = new DatabaseSync(file)
  try {
    const serials = (status: string): readonly string[] =>
      database
        .prepare('SELECT serial FROM certificates WHERE status = ?')
        .all(status)
        .map(({ serial }) => String(serial))
    const suspended = serials('suspended')
    const broken = await brokenPromises(ledgerOf(database))
    return { inForce: [...serials('active'), ...suspended], suspended, broken }
  } finally {
    database.close()
  }
}

export type Expected = {
  readonly home: string
  readonly pins: ReadonlyMap<string, string>
  /** Serial numbers of the tokens elsewhere, or out of use: what they carry is in force all the same. */
  readonly away: readonly string[]
}

export const inspect = async ({ home, pins, away }: Expected): Promise<Inspection> => {
  const soft = join(home, 'soft')
  const looked = existsSync(soft) ? await lookAll(soft, pins) : []
  const { inForce, suspended, broken } = await ofAuthority(home)
  const here = looked.flatMap(({ certificates }) => certificates)
  const lost = inForce.filter(
    (serial) => ![...here, ...away].some((one) => one.toLowerCase() === serial.toLowerCase()),
  )
  const copies = mkdtempSync(join(tmpdir(), 'disk-retired-'))
  const retired: string[] = []
  for (const [n, path] of retiredIn(soft).entries()) {
    const folder = join(copies, String(n))
    await cp(path, join(folder, `${basename(path).slice(0, 16)}.soft.json`), { recursive: true })
    retired.push(folder)
  }
  const damaged = retired.filter((folder) => !isSound(folder)).map(() => 'a retired file is damaged')
  return {
    inForce,
    suspended,
    retired,
    broken: [
      ...broken,
      ...looked.flatMap((one) => one.broken),
      ...lost.map((serial) => `${serial} is in force and on no token`),
      ...damaged,
      ...halves(home),
      ...tornLines(home),
    ],
    close: () => rmSync(copies, { recursive: true, force: true }),
  }
}

const isSound = (folder: string): boolean => {
  try {
    const [name = ''] = readdirSync(folder)
    return (
      statSync(join(folder, name)).size > 0 && JSON.parse(readFileSync(join(folder, name), 'utf8')) !== null
    )
  } catch {
    return false
  }
}
