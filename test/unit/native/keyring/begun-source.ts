import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, vi } from 'vitest'
import type { SeenToken } from '../../../../src/native/abi.ts'
import type { Driver } from '../../../../src/native/drivers/driver.ts'
import { hostRules } from '../../../../src/native/host/rules.ts'
import { type DriverSource, sourcesOf } from '../../../../src/native/keyring/driver-source.ts'
import { ukey } from '../../../world.ts'
import { ScriptedHost } from '../scripted-host.ts'

let folder = ''
export const inFolder = (name: string): string => join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'driver-'))
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

/** A library by its head: the same kind of program as this one. */
export const library = (name: string): string => {
  const head = Buffer.alloc(64)
  const own = openSync(process.execPath, 'r')
  readSync(own, head)
  closeSync(own)
  writeFileSync(inFolder(name), head)
  return inFolder(name)
}

const driverOf = (libraries: Driver['libraries']): Driver => ({
  ...{ id: 'maker', vendor: '某厂', order: 50, usb: [], libraries, families: [], unwrapEnveloped: null },
  ...{ parameters: null, skf: { applications: [], events: true }, pollMilliseconds: null },
  ...{ pin: { min: 6, max: 16 }, triesFrom: { kind: 'flags' }, downloadPage: null },
  ...{ source: 'built-in', file: 'maker.json' },
})
export const at = (path: string, abi: 'pkcs11' | 'skf' = 'pkcs11') =>
  ({ system: 'linux', path, abi }) as const

export const begun = (libraries: Driver['libraries']) => {
  const hosts: ScriptedHost[] = []
  const setups: unknown[] = []
  const log: string[] = []
  const [onChange, onNews] = [vi.fn(), vi.fn()]
  const sources = sourcesOf({
    ...{ driver: driverOf(libraries), rules: hostRules, onChange, onNews, log: (line) => log.push(line) },
    machine: { system: 'linux', architecture: process.arch, environment: {}, otherHosts: {} },
    fork: (entry, argument) => {
      setups.push([entry, JSON.parse(argument)])
      const host = new ScriptedHost()
      hosts.push(host)
      return host
    },
  })
  const [source] = sources
  if (source === undefined) throw new Error('no source')
  const last = (): ScriptedHost => hosts.at(-1) ?? new ScriptedHost()
  return { sources, source, hosts, setups, log, onChange, onNews, last }
}

export const settle = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds)
const { vendor, model, serial, label, pin, pinRule, capabilities } = ukey()
export const seen = (id: string): SeenToken => ({
  facts: { id, kind: 'ukey', vendor, model, serial, label, pin, pinRule, capabilities },
  ...{ certificates: [], keys: [], seals: [] },
})
export const look = (tokens: readonly SeenToken[], more = {}) => ({
  tokens,
  unreadable: [],
  incomplete: false,
  ...more,
})
export const idsOf = ({ tokens }: DriverSource) => tokens.map(({ facts }) => `${facts.driverId} ${facts.id}`)

/** A source whose host is ready and is asked what it sees. */
export const running = async () => {
  const all = begun([at(library('a.so'))])
  all.source.start()
  all.last().tell('ready')
  await settle()
  return all
}
