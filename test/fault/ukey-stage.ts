import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { hostRules, Pin, type StoredKey, type TokenSession } from '../../src/native/index.ts'
import { addFault, clearFaults, type Fault, faultsSpent } from '../../src/native/virtual-ukey/faults.ts'
import { createUkey, plugUkey, readUkey } from '../../src/native/virtual-ukey/ukey.ts'
import { encodeEnvelopedKey, generateSm2KeyPair, sealEnvelopedKey } from '../../src/pki/index.ts'
import { isAssistantError } from '../../src/shared/errors/index.ts'
import { testAuthority } from '../flow/tokens/certificates.ts'
import {
  driverOf,
  type Face,
  faceLibrary,
  openTokenHouse,
  ownFolder,
  type TokenHouse,
} from '../house/tokens.ts'

export const SERIAL = 'FAULTY'
export const PIN = '12345678'
export const TRIES = 6

/** Deadlines short enough to wait for. Everything else is as in the application. */
const patience = 1_500
export const rules = {
  ...hostRules,
  deadlines: Object.fromEntries(
    Object.keys(hostRules.deadlines).map((name) => [name, patience]),
  ) as typeof hostRules.deadlines,
  startDeadline: 3_000,
  aliveMilliseconds: 250,
  // On a busy machine a healthy host may be silent for half a second.
  silenceMilliseconds: 1_000,
  questionDeadline: patience,
}

/**
 * The longest time an operation may take, however it ends: its deadlines, a start of the host, and room for a busy
 * machine.
 */
export const LONGEST = 3 * patience + 2_000
/**
 * The keyring must be right this many milliseconds after the key's return, on a machine that has nothing else to do.
 */
export const RETURN = 1_000

export const operationNames = ['generate', 'sign', 'import', 'write', 'data', 'login'] as const
export type OperationName = (typeof operationNames)[number]

export type Stage = {
  readonly house: TokenHouse
  readonly home: string
  readonly face: Face
  readonly returnWithin: number
  /** Makes the signing pair anew. */
  readonly renew: () => Promise<void>
  readonly operations: Readonly<Record<OperationName, (session: TokenSession) => Promise<unknown>>>
  readonly close: () => void
}

const enveloped = (base: StoredKey): Uint8Array =>
  encodeEnvelopedKey(sealEnvelopedKey(base.publicKey ?? new Uint8Array(), generateSm2KeyPair()))

/** A Ukey with a signing pair, plugged in and shown. `inside` says whether it can unwrap by itself. */
export const openStage = async ({
  inside,
  face = 'pkcs11',
  returnWithin = RETURN,
}: {
  readonly inside: boolean
  readonly face?: Face
  readonly returnWithin?: number
}): Promise<Stage> => {
  const own = ownFolder()
  const home = join(own.path, 'keys')
  mkdirSync(home)
  process.env.VIRTUAL_UKEY_HOME = home
  createUkey(home, SERIAL, { serial: SERIAL, userTries: TRIES, unwrap: inside })
  plugUkey(home, SERIAL)
  const house = openTokenHouse({
    folder: own.path,
    drivers: [driverOf(face, 'virtual', faceLibrary(face))],
    rules,
  })
  await house.until(({ tokens }) => tokens.length === 1)
  const makeBase = async () => {
    const base = await house
      .present(SERIAL)
      .token.withSession(new Pin(PIN), (session) => session.generateSm2('base'))
    const certificate = testAuthority().certify(base.publicKey ?? new Uint8Array(), 'signing')
    return { base, envelope: enveloped(base), certificate }
  }
  let made = await makeBase()
  return {
    house,
    home,
    face,
    returnWithin,
    operations: {
      generate: (session) => session.generateSm2('pair'),
      sign: (session) => session.sign(made.base.keyId, new Uint8Array(32).fill(9), 'sm2-digest'),
      import: (session) => session.importPair(made.base.keyId, 'encryption', made.envelope),
      write: (session) => session.writeCertificate(made.base.keyId, 'certificate', made.certificate),
      data: (session) => session.writeData('data', Buffer.from('value')),
      login: async () => undefined,
    },
    renew: async () => {
      made = await makeBase()
    },
    close: () => {
      house.close()
      own.remove()
    },
  }
}

export type Case = {
  readonly operation: OperationName
  readonly fault: Fault | null
  /** Sends SIGKILL to the host from outside, so many milliseconds after the beginning. */
  readonly killAfter?: number
  readonly pin?: string
}

export type Outcome = {
  /** The code with which the operation failed, or 'done' if it succeeded. */
  readonly result: string
  readonly problems: readonly string[]
  /** Whether the fault happened. If not, the operation makes fewer calls than that. */
  readonly fired: boolean
  /** Milliseconds from the key's return until the keyring was right. */
  readonly returned: number
}

export const nameOf = ({ operation, fault, killAfter, pin }: Case): string => {
  const when =
    fault === null ? '' : `${fault.action.kind} ${fault.after ? 'after' : 'at'} ${fault.on} ${fault.nth ?? 1}`
  const killed = killAfter === undefined ? '' : `killed after ${killAfter} ms`
  return [operation, when, killed, pin === undefined ? '' : 'wrong PIN']
    .filter((part) => part !== '')
    .join(', ')
}

const attempt = async (stage: Stage, operation: OperationName, pin: string): Promise<string> => {
  try {
    const { token } = stage.house.present(SERIAL)
    await token.withSession(new Pin(pin), stage.operations[operation])
    return 'done'
  } catch (error) {
    return isAssistantError(error) ? error.code : `not of the catalogue: ${String(error)}`
  }
}

const killHost = (stage: Stage): void => {
  const pid = stage.house.keyring.hosts().get('virtual')
  if (pid !== undefined) process.kill(pid, 'SIGKILL')
}

const triesLeft = (stage: Stage): number | undefined => readUkey(stage.home, SERIAL).facts?.user.left

// The keyring may still show the state before the fault, so it counts as right only if it stays right this long.
const STEADY = 350

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Puts the key back and resolves to the time until the keyring was right and stayed so. */
const comeBack = async (stage: Stage, tries: number): Promise<number> => {
  plugUkey(stage.home, SERIAL)
  const { keyring } = stage.house
  const started = performance.now()
  const isRight = (): boolean => {
    const { tokens, troubles } = keyring.current()
    return tokens.length === 1 && tokens[0]?.facts.pin.triesLeft === tries && troubles.length === 0
  }
  let lastWrong = isRight() ? 0 : performance.now() - started
  while (performance.now() - started < lastWrong + STEADY && lastWrong < 10_000) {
    await sleep(10)
    if (!isRight()) lastWrong = performance.now() - started
  }
  return lastWrong
}

/**
 * The fault may have struck the look after the operation instead. The keyring cannot know until that look's deadline.
 */
const lookOver = async ({ house }: Stage): Promise<void> => {
  await house.keyring
    .current()
    .tokens[0]?.token.facts()
    .catch(() => undefined)
}

// Only whole pairs, one of each label, one certificate, one data object: nothing doubled, nothing half.
const leftovers = async (stage: Stage): Promise<readonly string[]> => {
  const { objects } = readUkey(stage.home, SERIAL).facts ?? { objects: [] }
  const names = objects.map(({ kind, label }) => `${kind} ${label}`).sort()
  const count = (name: string): number => names.filter((one) => one === name).length
  // Through SKF an imported pair is in the container of the signing one, under its name.
  const most = (name: string): number => (stage.face === 'skf' && name.endsWith('key base') ? 2 : 1)
  const doubled = [...new Set(names)].filter((name) => count(name) > most(name))
  const halves = ['pair', 'encryption', 'base'].filter(
    (label) => count(`private key ${label}`) !== count(`public key ${label}`),
  )
  return [
    ...doubled.map((name) => `twice on the key: ${name}`),
    ...halves.map((label) => `half a pair: ${label}`),
  ]
}

/** SKF takes a pair and its certificate away only with their container. */
const tidyWholly = async (stage: Stage): Promise<void> => {
  await stage.house.present(SERIAL).token.withSession(new Pin(PIN), async (session) => {
    const all = [...(await session.keys()), ...(await session.certificates())]
    for (const { keyId } of all) await session.removeKey(keyId)
    await session.removeData('data')
  })
  await stage.renew()
}

const tidy = async (stage: Stage): Promise<void> => {
  if (stage.face === 'skf') return tidyWholly(stage)
  await stage.house.present(SERIAL).token.withSession(new Pin(PIN), async (session) => {
    for (const { keyId, label } of await session.keys()) if (label !== 'base') await session.removeKey(keyId)
    for (const { objectId } of await session.certificates()) await session.removeCertificate(objectId)
    await session.removeData('data')
  })
}

const timed = async <T>(work: Promise<T>): Promise<readonly [T, number]> => {
  const started = performance.now()
  return [await work, performance.now() - started]
}

// How long a bare Node takes to start and end if nothing else runs.
const CALM_START = 50

const bareStart = async (): Promise<number> => {
  const [, took] = await timed(new Promise((resolve) => execFile(process.execPath, ['-e', '0'], resolve)))
  return took
}

/** How many times slower than calm the machine is now. The return of a crashed host is mostly a start. */
const slowness = async (): Promise<number> => {
  const starts = [await bareStart(), await bareStart(), await bareStart()]
  return Math.max(1, Math.max(...starts) / CALM_START)
}

/** Lets one thing go wrong in one operation, and checks that everything is right again afterwards. */
export const runCase = async (stage: Stage, one: Case): Promise<Outcome> => {
  const problems: string[] = []
  // A person who has seen a driver crash presses 刷新 now and then, so every case starts with a clean record.
  await stage.house.keyring.refresh()
  await stage.house.until(({ tokens }) => tokens.length === 1)
  if (one.fault !== null) addFault(stage.home, SERIAL, one.fault)
  const killer = one.killAfter === undefined ? null : setTimeout(() => killHost(stage), one.killAfter)
  const [result, took] = await timed(attempt(stage, one.operation, one.pin ?? PIN))
  if (killer !== null) clearTimeout(killer)
  if (took > LONGEST) problems.push(`took ${Math.round(took)} ms`)
  if (result.startsWith('not of')) problems.push(result)
  const spent = TRIES - (triesLeft(stage) ?? Number.NaN)
  // The PIN was given once. A key counts the try before it compares, so one that ends in between may keep it counted.
  if (!(spent <= 1)) problems.push(`${spent} PIN tries spent, 1 made`)
  const fired = faultsSpent(stage.home, SERIAL)
  // Only then: a fault that is still waiting could strike between this look and the end of the faults.
  clearFaults(stage.home, SERIAL)
  if (result === 'done') await lookOver(stage)
  const returned = await comeBack(stage, TRIES - spent)
  if (returned > stage.returnWithin && returned > stage.returnWithin * (await slowness()))
    problems.push(`right again only after ${Math.round(returned)} ms`)
  const again = await attempt(stage, one.operation, PIN)
  if (again !== 'done') problems.push(`when done again: ${again}`)
  problems.push(...(await leftovers(stage)))
  await tidy(stage).catch((error: unknown) => problems.push(`cannot be tidied: ${String(error)}`))
  return { result, problems, fired, returned }
}
