import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createKeyring,
  type DriverSet,
  type Fork,
  type HostRules,
  hostRules,
  type KdfCost,
  type Keyring,
  type KeyringState,
  loadDrivers,
  type Machine,
  nodeFork,
  type PresentToken,
  type UsbWatch,
} from '../../src/native/index.ts'
import { type SkfBuild, skfLibrary } from '../../src/native/virtual-ukey/quirks.ts'
import { ukeyLibrary } from '../../src/native/virtual-ukey/ukey.ts'

const root = join(import.meta.dirname, '../..')
export const tokenHost = join(root, 'src/native/host/token-host.ts')
export const builtInDrivers = join(root, 'drivers')

/** A cheap lock for the soft tokens of tests, which do not test the cost of a PIN try. */
export const cheapKdf = { N: 1024, r: 8, p: 1 } as const

/** A folder for this test, in a place whose name a vendor would not have tried. */
export const ownFolder = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), '证书 助手-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export type DriverSketch = { readonly id: string; readonly [field: string]: unknown }

/** A driver file for a test: it has the virtual Ukey's numbers unless the test says otherwise. */
export const driverFor = (
  id: string,
  library: string,
  more: Readonly<Record<string, unknown>> = {},
): DriverSketch => ({
  id,
  vendor: id,
  libraries: [{ abi: 'pkcs11', system: 'linux', path: library }],
  families: ['sansec'],
  pin: { min: 4, max: 64 },
  unwrapEnveloped: '0x80565501',
  triesFrom: {
    kind: 'hardware-feature',
    feature: '0x80565510',
    userLeft: '0x80565511',
    userMax: '0x80565512',
  },
  ...more,
})

/** The two ABIs through which the virtual Ukey shows the same keys. */
export type Face = 'pkcs11' | 'skf'
export const faces: readonly Face[] = ['pkcs11', 'skf']

/** A library that `npm run build:ukey` makes for a face; SKF has several, which differ in what a build decides. */
export const faceLibrary = (face: Face, build?: SkfBuild): string =>
  face === 'pkcs11' ? ukeyLibrary() : skfLibrary(build)

/** A driver file for the virtual Ukey through one face. */
export const driverOf = (
  face: Face,
  id: string,
  library: string,
  more: Readonly<Record<string, unknown>> = {},
): DriverSketch => {
  if (face === 'pkcs11') return driverFor(id, library, more)
  const libraries = [{ abi: 'skf', system: 'linux', path: library }]
  return { id, vendor: id, libraries, pin: { min: 6, max: 16 }, ...more }
}

/** The lowest floor: a keyring, started as the application starts it. */
export type TokenHouse = {
  readonly keyring: Keyring
  readonly folder: string
  /** Waits until the state is as wanted. If it takes too long, fails and shows the state. */
  readonly until: (wanted: (state: KeyringState) => boolean, patience?: number) => Promise<KeyringState>
  readonly present: (id: string) => PresentToken
  readonly close: () => void
}

export type TokenHouseOptions = {
  /** Driver files of this test, or ids of those that ship; or a set that is loaded already. */
  readonly drivers: readonly (DriverSketch | string)[] | DriverSet
  readonly folder: string
  readonly rules?: Partial<HostRules> | undefined
  readonly kdf?: KdfCost | undefined
  readonly usb?: UsbWatch | null
  readonly fork?: Fork
  readonly log?: (line: string) => void
  readonly machine?: Machine
}

/** Token hosts, started as the application starts them under plain Node. */
export const hostFork = nodeFork({
  'token-host': tokenHost,
  'pfx-opener': '',
  'document-worker': '',
  'drawing-worker': '',
  authority: '',
})

const isLoaded = (drivers: TokenHouseOptions['drivers']): drivers is DriverSet => 'invalid' in drivers

const driverSet = (drivers: TokenHouseOptions['drivers'], folder: string): DriverSet => {
  if (isLoaded(drivers)) return drivers
  const userFolder = join(folder, 'drivers')
  mkdirSync(userFolder, { recursive: true })
  const sketches = drivers.filter((driver) => typeof driver !== 'string')
  for (const sketch of sketches) writeFileSync(join(userFolder, `${sketch.id}.json`), JSON.stringify(sketch))
  const all = loadDrivers({ builtInFolder: builtInDrivers, userFolder })
  const ids = new Set(drivers.map((driver) => (typeof driver === 'string' ? driver : driver.id)))
  return { ...all, drivers: all.drivers.filter(({ id }) => ids.has(id)) }
}

/** A keyring like the application's, over these drivers only. */
export const openTokenHouse = (options: TokenHouseOptions): TokenHouse => {
  const { drivers, folder, rules, kdf, usb, fork, log, machine } = options
  const keyring = createKeyring({
    drivers: driverSet(drivers, folder),
    fork: fork ?? hostFork,
    usb: usb ?? null,
    softFolder: join(folder, 'soft'),
    kdf: kdf ?? cheapKdf,
    rules: { ...hostRules, ...rules },
    ...(log === undefined ? {} : { log }),
    ...(machine === undefined ? {} : { machine }),
  })
  keyring.start()
  return {
    keyring,
    folder,
    until: (wanted, patience = 10_000) => until(keyring, wanted, patience),
    present: (id) => {
      const found = keyring.current().tokens.find(({ facts }) => facts.id === id || facts.serial === id)
      if (found === undefined) throw new Error(`no token ${id} among ${idsOf(keyring.current()).join(', ')}`)
      return found
    },
    close: () => keyring.stop(),
  }
}

export const idsOf = (state: KeyringState): readonly string[] => state.tokens.map(({ facts }) => facts.id)
export const serialsOf = (state: KeyringState): readonly string[] =>
  state.tokens.map(({ facts }) => facts.serial)

const until = (
  keyring: Keyring,
  wanted: (state: KeyringState) => boolean,
  patience: number,
): Promise<KeyringState> =>
  new Promise((resolve, reject) => {
    const check = (state: KeyringState): void => {
      if (!wanted(state)) return
      finish()
      resolve(state)
    }
    const timer = setTimeout(() => {
      finish()
      const { settled, troubles } = keyring.current()
      const said = JSON.stringify({ settled, tokens: idsOf(keyring.current()), troubles })
      reject(new Error(`not so within ${patience} ms: ${said}`))
    }, patience)
    const stop = keyring.subscribe(check)
    const finish = (): void => {
      stop()
      clearTimeout(timer)
    }
    check(keyring.current())
  })
