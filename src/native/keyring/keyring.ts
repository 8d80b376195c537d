import { isDeepStrictEqual } from 'node:util'
import { AssistantError } from '../../shared/errors/index.ts'
import type { DriverSet } from '../drivers/driver.ts'
import { type Machine, thisMachine } from '../drivers/locate.ts'
import type { Fork } from '../host/child.ts'
import { type HostRules, hostRules } from '../host/rules.ts'
import type { NewSoftToken } from '../soft/soft-file.ts'
import { SoftFolder, type SoftFolderOptions } from '../soft/soft-folder.ts'
import type { PresentToken, Token, TokenId } from '../token.ts'
import type { UsbDevice, UsbWatch } from '../usb/usb-watch.ts'
import { type DriverSource, sourcesOf } from './driver-source.ts'
import { mergeTokens } from './merge.ts'
import { createRest } from './rest.ts'
import type { KeyringState } from './state.ts'
import { driverViews, sourcesFor, troublesOf } from './troubles.ts'

export type KeyringParts = {
  readonly drivers: DriverSet
  readonly fork: Fork
  /** Loading the watch may take a moment; nothing is looked at before that. */
  readonly usb: UsbWatch | Promise<UsbWatch> | null
  readonly softFolder: string
  readonly rules?: HostRules
  readonly machine?: Machine
  /** Programs that run hosts for libraries of other machine types, by the name of that type. */
  readonly otherHosts?: Machine['otherHosts']
  /** Receives a line for every life of a token host and for how it ended. */
  readonly log?: (line: string) => void
} & Pick<SoftFolderOptions, 'machineSecret' | 'kdf'>

export type Keyring = {
  /** Starts to look. `settled` in the state tells when the first look is over. */
  start(): void
  /** Ends every token host. */
  stop(): void
  /** Looks at everything again, and gives abandoned libraries another chance. */
  refresh(): Promise<void>
  current(): KeyringState
  subscribe(listener: (state: KeyringState) => void): () => void
  token(id: TokenId): Token | undefined
  /** Makes an empty soft token under a new PIN. */
  createSoft(wanted: NewSoftToken): Promise<Token>
  readonly soft: Pick<
    SoftFolder,
    'backup' | 'restore' | 'adopt' | 'remove' | 'setAside' | 'wantsSecret' | 'secretHeld'
  >
  /** Process ids of the token hosts by source, for diagnostics and for tests that end one. */
  hosts(): ReadonlyMap<string, number>
}

// A library that never finishes loading must not keep the pages waiting for the keys of other libraries.
const SETTLED_AT_THE_LATEST = 5_000

// A library that hangs must not hold back what others show.
const TOGETHER_AT_THE_LATEST = 1_000

const nothingYet: KeyringState = { settled: false, tokens: [], troubles: [], drivers: [], softTroubles: [] }

/** Keeps what is present: the tokens of all drivers and the soft tokens, one entry for each key. */
export const createKeyring = (parts: KeyringParts): Keyring => {
  const { drivers, fork, softFolder } = parts
  const machine = parts.machine ?? thisMachine(drivers.variables, parts.otherHosts)
  const rules = parts.rules ?? hostRules
  const log = parts.log ?? (() => undefined)
  const listeners = new Set<(state: KeyringState) => void>()
  let state = nothingYet
  let running = false
  /** How many groups of looks are under way. */
  let held = 0
  let usb: UsbWatch | null = null
  let stopWatching: () => void = () => undefined

  /**
   * Libraries of one maker may show the same keys, and each remembers what was on them. So they look together, and
   * nothing is published in between: half of the news would look like two keys.
   */
  const lookTogether = (source: DriverSource, used: boolean): void => {
    const isTwin = (one: DriverSource): boolean =>
      one !== source && one.started && one.driver.id === source.driver.id
    const others = sources.filter(isTwin)
    const looks = [source.look(false), ...others.map((other) => other.look(used))]
    if (others.length === 0) return
    held += 1
    const late = new Promise((resolve) => setTimeout(resolve, TOGETHER_AT_THE_LATEST).unref())
    void Promise.race([Promise.all(looks), late]).then(() => {
      held -= 1
      changed()
    })
  }

  const soft = new SoftFolder({ ...parts, folder: softFolder, onChange: () => changed() })
  const sources: readonly DriverSource[] = drivers.drivers.flatMap((driver) =>
    sourcesOf({ driver, machine, fork, rules, log, onChange: () => changed(), onNews: lookTogether }),
  )

  const devices = (): readonly UsbDevice[] | null => (usb?.available() ? usb.list() : null)

  const stateNow = (settled: boolean): KeyringState => ({
    settled,
    tokens: asBefore(state.tokens, mergeTokens([...sources.map(({ tokens }) => tokens), soft.tokens])),
    troubles: troublesOf(sources, devices(), drivers.readerMakers ?? new Set()),
    drivers: driverViews(sources, drivers.invalid),
    softTroubles: soft.troubles,
  })

  const publish = (settled = state.settled): void => {
    if (!running) return
    const next = stateNow(settled)
    if (isSame(state, next)) return
    state = next
    for (const listener of listeners) listener(state)
  }

  const changed = (): void => {
    if (held === 0) publish()
  }

  /** If USB can be watched, a maker's library is loaded only once a device of that maker is plugged in. */
  const isNeeded = (source: DriverSource): boolean => {
    const present = devices()
    if (present === null || source.driver.usb.length === 0) return true
    return present.some((device) => sourcesFor(sources, device).includes(source))
  }

  const startNeeded = (): void => {
    for (const source of sources) if (!source.started && isNeeded(source)) source.start()
  }

  const rest = createRest({
    ...{ sources, isNeeded, rules },
    readers: () =>
      (devices() ?? []).filter((device) => device.smartCard && sourcesFor(sources, device).length === 0),
  })

  const onUsb = (): void => {
    startNeeded()
    rest.begin()
    for (const source of sources) void source.look(false)
    publish()
  }

  const settle = async (): Promise<void> => {
    const late = new Promise((resolve) => setTimeout(resolve, SETTLED_AT_THE_LATEST).unref())
    const looks = Promise.all([soft.scan(), ...sources.map((source) => source.settled())])
    await Promise.race([looks, late])
    publish(true)
  }

  const begin = async (): Promise<void> => {
    usb = await parts.usb
    if (!running) return
    startNeeded()
    stopWatching = usb?.subscribe(onUsb) ?? stopWatching
    await settle()
    if (running) rest.begin()
  }

  return {
    start: () => {
      if (running) return
      running = true
      void begin()
    },
    stop: () => {
      running = false
      stopWatching()
      rest.stop()
      for (const source of sources) source.stop()
    },
    refresh: async () => {
      rest.stop()
      for (const source of sources) {
        source.locate()
        source.start()
      }
      await Promise.all([soft.scan(), ...sources.map((source) => source.look(true))])
      publish(true)
      if (running) rest.begin()
    },
    current: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    token: (id) => state.tokens.find(({ facts }) => facts.id === id)?.token,
    createSoft: async (wanted) => {
      if (!running) throw new AssistantError('unexpected')
      return soft.create(wanted)
    },
    soft,
    hosts: () => new Map(sources.flatMap(({ id, pid }) => (pid === undefined ? [] : [[id, pid]]))),
  }
}

const plain = ({ token: _, ...shown }: PresentToken) => shown

const isSameToken = (a: PresentToken, b: PresentToken): boolean =>
  a === b || (a.token === b.token && isDeepStrictEqual(plain(a), plain(b)))

/** Tokens that say what they said before stay the same objects, so that what was made of them stays good. */
const asBefore = (before: readonly PresentToken[], now: readonly PresentToken[]): readonly PresentToken[] => {
  const known = new Map(before.map((one) => [one.facts.id, one]))
  const tokens = now.map((one) => {
    const earlier = known.get(one.facts.id)
    return earlier !== undefined && isSameToken(earlier, one) ? earlier : one
  })
  return tokens.length === before.length && tokens.every((one, at) => one === before[at]) ? before : tokens
}

const isSame = ({ tokens, ...a }: KeyringState, { tokens: others, ...b }: KeyringState): boolean =>
  tokens === others && isDeepStrictEqual(a, b)
