import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Fork, type HostRules, hostRules, Pin } from '../../src/native/index.ts'
import { createUkey, plugUkey, ukeyLibrary } from '../../src/native/virtual-ukey/ukey.ts'
import { softHsm } from '../flow/tokens/softhsm-tokens.ts'
import {
  type DriverSketch,
  driverFor,
  hostFork,
  openTokenHouse,
  ownFolder,
  serialsOf,
  type TokenHouse,
} from '../house/tokens.ts'
import type { FaultOptions, FaultReport } from './run.ts'

// npm run fault -- idle [--minutes N]: libraries of several makers and a Ukey, while nobody asks for anything.

const SERIAL = 'IDLE'
const PIN = '12345678'
const NSS = '/usr/lib/x86_64-linux-gnu/libsoftokn3.so'

// Each host's clock runs at a different pace from ours.
const paces = [1, 1.08, 0.93, 1.5]

const slipping = (argument: string, turn: number): string => {
  const setup: { readonly aliveMilliseconds: number } = JSON.parse(argument)
  const aliveMilliseconds = setup.aliveMilliseconds * (paces[turn % paces.length] ?? 1)
  return JSON.stringify({ ...setup, aliveMilliseconds })
}

/** How often a host spoke by itself, and how often it was asked whether it is alive. */
type Talk = { words: number; questions: number }

const overheard =
  (talks: Map<number, Talk>): Fork =>
  (entry, argument) => {
    const child = hostFork(entry, slipping(argument, talks.size))
    const talk: Talk = { words: 0, questions: 0 }
    talks.set(child.pid ?? 0, talk)
    return {
      ...child,
      send: (message) => {
        if (JSON.stringify(message).includes('"ping"')) talk.questions += 1
        child.send(message)
      },
      onMessage: (listener) =>
        child.onMessage((message) => {
          if (Array.isArray(message) && message[0] === 'alive') talk.words += 1
          listener(message)
        }),
    }
  }

const nssDriver = (folder: string): DriverSketch => {
  const database = join(folder, 'nss')
  mkdirSync(database)
  writeFileSync(join(folder, 'nss-pin'), PIN)
  execFileSync('certutil', ['-N', '-d', `sql:${database}`, '-f', join(folder, 'nss-pin')], {
    stdio: 'ignore',
  })
  const parameters = `configdir='sql:${database}' certPrefix='' keyPrefix='' secmod='secmod.db' flags=`
  const libraries = [{ abi: 'pkcs11', system: 'linux', path: NSS }]
  return { id: 'nss', vendor: 'NSS', libraries, parameters, pin: { min: 4, max: 64 } }
}

/** Every library on this machine. The Ukey's own library is there twice, as the libraries of two makers. */
const libraries = (folder: string): readonly (DriverSketch | string)[] => {
  const ukeys = ['first', 'second'].map((name) => {
    copyFileSync(ukeyLibrary(), join(folder, `${name}.so`))
    return driverFor(name, join(folder, `${name}.so`))
  })
  const hasHsm = existsSync('/usr/lib/softhsm/libsofthsm2.so')
  if (hasHsm) softHsm(folder).initialise('idle', PIN)
  return [...ukeys, ...(hasHsm ? ['softhsm'] : []), 'opensc', ...(existsSync(NSS) ? [nssDriver(folder)] : [])]
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

export type IdleOptions = { readonly milliseconds: number; readonly rules?: Partial<HostRules> }

type Scene = {
  readonly house: TokenHouse
  readonly talks: ReadonlyMap<number, Talk>
  readonly log: readonly string[]
  readonly remove: () => void
}

const openScene = (rules: Partial<HostRules>): Scene => {
  const own = ownFolder()
  const home = join(own.path, 'keys')
  mkdirSync(home)
  process.env.VIRTUAL_UKEY_HOME = home
  createUkey(home, SERIAL, { serial: SERIAL })
  plugUkey(home, SERIAL)
  const talks = new Map<number, Talk>()
  const log: string[] = []
  const hear = (line: string) => void log.push(line)
  const drivers = libraries(own.path)
  const house = openTokenHouse({ folder: own.path, drivers, fork: overheard(talks), rules, log: hear })
  return { house, talks, log, remove: own.remove }
}

/** A login from before must still be valid afterwards. Meanwhile an issuance may wait for the network. */
const sleepLoggedIn = (house: TokenHouse, milliseconds: number): Promise<readonly string[]> =>
  house.present(SERIAL).token.withSession(new Pin(PIN), async (session) => {
    const { keyId } = await session.generateSm2('idle')
    await sleep(milliseconds)
    return session.sign(keyId, new Uint8Array(32).fill(1), 'sm2-digest').then(
      () => [],
      (error: unknown) => [`the login that was open all the while is lost: ${String(error)}`],
    )
  })

const complaintsAbout = (
  { house, talks, log }: Scene,
  hosts: ReadonlyMap<string, number>,
  fewest: number,
): readonly string[] => [
  ...[...hosts].flatMap(([driver, pid]) => {
    const words = talks.get(pid)?.words ?? 0
    return [
      ...(house.keyring.hosts().get(driver) === pid ? [] : [`the host of ${driver} is another one`]),
      ...(words >= fewest ? [] : [`the host of ${driver} said only ${words} times that it lives`]),
    ]
  }),
  ...log.filter((line) => !line.endsWith(': runs')),
]

/** Leaves everything alone for this time. Every host must stay the same process and report by itself. */
export const idle = async ({ milliseconds, rules = {} }: IdleOptions): Promise<FaultReport> => {
  const scene = openScene(rules)
  const { house, talks, remove } = scene
  try {
    await house.until((state) => state.settled && serialsOf(state).includes(SERIAL), 30_000)
    const hosts = house.keyring.hosts()
    const lost = await sleepLoggedIn(house, milliseconds)
    // On a busy machine or at the slowest pace, a healthy host may miss one report, but not two of three.
    const { aliveMilliseconds } = { ...hostRules, ...rules }
    const fewest = Math.floor(milliseconds / aliveMilliseconds / 3)
    const few = hosts.size < 4 ? [`only ${hosts.size} libraries`] : []
    const questions = [...talks.values()].reduce((sum, talk) => sum + talk.questions, 0)
    return {
      summary: `${[...hosts.keys()].join(', ')}: idle for ${milliseconds / 60_000} minutes, asked ${questions} times whether they live`,
      broken: [...few, ...lost, ...complaintsAbout(scene, hosts, fewest)],
    }
  } finally {
    house.close()
    remove()
  }
}

/** Here `runs` counts minutes. */
export const fault = ({ runs }: FaultOptions): Promise<FaultReport> => idle({ milliseconds: runs * 60_000 })
