import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createDiagnosis } from '../../../src/main/diagnosis/service.ts'
import type { World } from '../../../src/main/diagnosis/world.ts'
import { firstSnapshot } from '../../../src/main/first-snapshot.ts'
import { createStateStore } from '../../../src/main/state/state-store.ts'
import { type DriverSet, type HostRules, type KeyringState, loadDrivers } from '../../../src/native/index.ts'
import { createUkey, plugUkey, ukeyLibrary } from '../../../src/native/virtual-ukey/ukey.ts'
import { defaultSettings } from '../../../src/shared/models/index.ts'
import type { DiagnosisHouse } from '../../house/diagnosis.ts'
import { demoIssuer } from '../../house/issuance.ts'
import {
  builtInDrivers,
  type DriverSketch,
  driverFor,
  driverOf,
  openTokenHouse,
  type TokenHouse,
} from '../../house/tokens.ts'
import { usbStandIn } from '../../house/usb.ts'
import type { Fault, Mend } from './fault.ts'

/** The system check over one library after another, each in a keyring of its own. */
type DriverStage = DiagnosisHouse & { use(house: TokenHouse | null, drivers: DriverSet['drivers']): void }

const isDriverStage = (stage: DiagnosisHouse): stage is DriverStage => 'use' in stage

export const openDriverStage = (stage: DiagnosisHouse): DriverStage => {
  const { world: outer, house } = stage
  const state = createStateStore(
    firstSnapshot({
      ...{ home: house.home, shell: outer.shell, version: '0' },
      settings: defaultSettings,
      policies: {},
      issuerSet: { issuers: [demoIssuer('embedded')], problems: [] },
    }),
    outer.clock,
    () => {},
  )
  let tokens: TokenHouse | null = null
  let unsubscribe = () => {}
  const nothing: KeyringState = { settled: true, tokens: [], troubles: [], drivers: [], softTroubles: [] }
  const world: World = {
    ...outer,
    snapshot: state.current,
    keyring: {
      current: () => tokens?.keyring.current() ?? nothing,
      refresh: async () => tokens?.keyring.refresh(),
    },
  }
  const diagnosis = createDiagnosis({
    world,
    current: () => state.current().diagnosis,
    change: (after) => state.change({ diagnosis: after }),
  })
  const show = ({ settled, troubles, drivers }: KeyringState): void =>
    state.change({ settled, troubles: [...troubles], drivers: [...drivers] })
  return {
    ...stage,
    ...{ world, diagnosis },
    house: { ...house, state },
    check: async (...ids) => {
      await diagnosis.check(ids)
      return state.current().diagnosis.steps.flatMap(({ findings }) => findings)
    },
    use: (next, drivers) => {
      unsubscribe()
      tokens?.close()
      tokens = next
      ;(world as { drivers: DriverSet['drivers'] }).drivers = drivers
      unsubscribe = next?.keyring.subscribe(show) ?? (() => {})
      show(next?.keyring.current() ?? nothing)
    },
  }
}

const quick: Partial<HostRules> = {
  ...{ wakingPauses: [50, 50], pauses: [20, 20, 20], startDeadline: 8_000 },
  ...{ readyDeadline: 8_000, crashesToGiveUp: 2 },
}

let made = 0

type Odd = {
  readonly driver: (folder: string) => DriverSketch
  /** Something is plugged in. */
  readonly usb?: ReturnType<typeof usbStandIn>['watch']
  /** What the state shows when the fault has struck. */
  readonly struck: (state: KeyringState) => boolean
  /** How long the library may take to load. */
  readonly startDeadline?: number
  /** What lies on the computer besides. */
  readonly lay?: (stage: DiagnosisHouse) => Mend
}

const withDriver =
  ({ driver, usb, struck, lay, startDeadline }: Odd) =>
  async (stage: DiagnosisHouse): Promise<Mend> => {
    if (!isDriverStage(stage)) throw new Error('not the stage of drivers')
    made += 1
    const folder = join(stage.root, `odd-${made}`)
    mkdirSync(folder, { recursive: true })
    const mend = lay?.(stage)
    const sketch = driver(folder)
    const house = openTokenHouse({
      folder,
      drivers: [sketch],
      rules: { ...quick, ...(startDeadline === undefined ? {} : { startDeadline }) },
      usb: usb ?? null,
    })
    const all = loadDrivers({ builtInFolder: builtInDrivers, userFolder: join(folder, 'drivers') })
    stage.use(
      house,
      all.drivers.filter(({ id }) => id === sketch.id),
    )
    await house.until(struck, 15_000)
    return async () => {
      stage.use(null, [])
      await mend?.()
      rmSync(folder, { recursive: true, force: true })
    }
  }

const compile = (folder: string, source: string, ...flags: readonly string[]): string => {
  const [code, library] = [join(folder, 'odd.c'), join(folder, 'odd.so')]
  writeFileSync(code, source)
  execFileSync(process.env.CC ?? 'cc', ['-shared', '-fPIC', '-w', '-o', library, code, ...flags])
  return library
}

const withTrouble = (code: string) => (state: KeyringState) =>
  state.troubles.some(({ report }) => report.code === code)

const library =
  (source: string, ...flags: readonly string[]) =>
  (folder: string): DriverSketch =>
    driverFor('odd', compile(folder, source, ...flags))

/** The virtual Ukey's library, built for a machine of another kind: only its head says so. */
const foreign = (folder: string): DriverSketch => {
  const bytes = readFileSync(ukeyLibrary())
  bytes.writeUInt16LE(183, 18)
  writeFileSync(join(folder, 'odd.so'), bytes)
  return driverFor('odd', join(folder, 'odd.so'))
}

const notALibrary = (folder: string): DriverSketch => {
  writeFileSync(join(folder, 'odd.so'), 'this is no library\n')
  return driverFor('odd', join(folder, 'odd.so'))
}

/** A library of SKF that can list devices and can do nothing with them. */
const skfNames = [
  ...['ConnectDev', 'DisConnectDev', 'GetDevInfo', 'EnumApplication', 'OpenApplication'],
  ...['CloseApplication', 'EnumContainer', 'OpenContainer', 'CloseContainer'],
]
const poorSkf = `
unsigned long SKF_EnumDev(int present, char *names, unsigned int *size) { *size = 2; if (names) names[0] = names[1] = 0; return 0; }
${skfNames.map((name) => `unsigned long SKF_${name}(void) { return 0x0A000001; }`).join('\n')}
`
const poor = (folder: string): DriverSketch => driverOf('skf', 'odd', compile(folder, poorSkf))

/** A library that refuses until it is loaded again: the file beside it decides. */
const stuck = (folder: string): DriverSketch => {
  const source = join(import.meta.dirname, '../../flow/tokens/odd-library.c')
  const headers = `-I${join(builtInDrivers, 'virtual-ukey')}`
  const target = `-DTARGET="${ukeyLibrary()}"`
  const built = join(folder, 'odd-stuck.so')
  execFileSync(process.env.CC ?? 'cc', [
    ...['-std=c11', '-D_GNU_SOURCE', '-shared', '-fPIC', target, headers, '-o', built, source, '-ldl'],
  ])
  mkdirSync(join(folder, 'stuck'))
  createUkey(join(folder, 'stuck'), 'stuck', { serial: 'stuck', userPin: '24681357' })
  plugUkey(join(folder, 'stuck'), 'stuck')
  writeFileSync(join(folder, 'stick'), '')
  return driverFor('stuck', built)
}

const plugged = (vendorId: number, productId: number) => {
  const usb = usbStandIn()
  usb.plug({ vendorId, productId, smartCard: true })
  return usb.watch
}

const sysfs =
  (vendor: string, product: string) =>
  ({ root }: DiagnosisHouse): Mend => {
    const folder = join(root, 'sys/bus/usb/devices/1-2')
    mkdirSync(folder, { recursive: true })
    const facts = { idVendor: vendor, idProduct: product, busnum: '1', devnum: '9' }
    for (const [name, text] of Object.entries(facts)) writeFileSync(join(folder, name), `${text}\n`)
    return () => rmSync(join(root, 'sys'), { recursive: true, force: true })
  }

const usbOf = (vendorId: string, productId: string) => [
  { vendorId, productIds: [productId], anyProduct: false, confidence: 'own' },
]

const good = (folder: string, id: string, usb: readonly object[]): DriverSketch => {
  copyFileSync(ukeyLibrary(), join(folder, `${id}.so`))
  return driverFor(id, join(folder, `${id}.so`), { usb })
}

const isRunning = ({ drivers, settled }: KeyringState) =>
  settled && drivers.some(({ state, finding }) => state === 'running' && finding !== null)

/** Two drivers in one keyring. */
const conflicting = async (stage: DiagnosisHouse): Promise<Mend> => {
  if (!isDriverStage(stage)) throw new Error('not the stage of drivers')
  const folder = join(stage.root, 'conflict')
  mkdirSync(folder, { recursive: true })
  const sketches = ['first', 'second'].map((id) => good(folder, id, usbOf('F0F0', '0001')))
  const house = openTokenHouse({ folder, drivers: sketches, rules: quick })
  const all = loadDrivers({ builtInFolder: builtInDrivers, userFolder: join(folder, 'drivers') })
  stage.use(
    house,
    all.drivers.filter(({ id }) => id === 'first' || id === 'second'),
  )
  const mend = sysfs('f0f0', '0001')(stage)
  await house.until(({ settled }) => settled)
  return async () => {
    stage.use(null, [])
    await mend()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A file of the person's own under the name of a built-in one. */
const replaced = (stage: DiagnosisHouse): Mend => {
  const file = join(stage.house.home, 'drivers/virtual-ukey.json')
  mkdirSync(join(file, '..'), { recursive: true })
  copyFileSync(join(builtInDrivers, 'virtual-ukey.json'), file)
  const { drivers } = loadDrivers({ builtInFolder: builtInDrivers, userFolder: join(file, '..') })
  const found = drivers.find(({ id }) => id === 'virtual-ukey')
  const before = stage.house.state.current().drivers
  if (found === undefined) throw new Error('it was not read')
  const view = { id: found.id, vendor: found.vendor, source: found.source, state: 'idle' } as const
  stage.house.state.change({
    drivers: [{ ...view, library: null, reason: null, finding: null, downloadPage: null }],
  })
  return () => {
    rmSync(file, { force: true })
    stage.house.state.change({ drivers: before })
  }
}

const invalidFile = (folder: string): DriverSketch => {
  mkdirSync(join(folder, 'drivers'), { recursive: true })
  writeFileSync(join(folder, 'drivers/broken.json'), '{"id":"broken"}')
  return driverFor('odd', join(folder, 'none.so'))
}

export const driverFaults: readonly Fault[] = [
  {
    ...{ name: 'a library for another machine', step: 'drivers', finds: 'driver-wrong-architecture' },
    make: withDriver({ driver: foreign, struck: withTrouble('driver-wrong-architecture') }),
  },
  {
    ...{ name: 'a file that is no library', step: 'drivers', finds: 'driver-unloadable' },
    make: withDriver({ driver: notALibrary, struck: withTrouble('driver-unloadable') }),
  },
  {
    ...{ name: 'a library that wants a symbol nobody has', step: 'drivers', finds: 'driver-unloadable' },
    make: withDriver({
      driver: library(
        'extern int nobody_has_this(void); int C_GetFunctionList(void *l) { return nobody_has_this(); }',
        '-Wl,-z,now',
      ),
      struck: withTrouble('driver-unloadable'),
    }),
  },
  {
    ...{ name: 'a library that has none of the functions', step: 'drivers', finds: 'driver-unloadable' },
    make: withDriver({ driver: library('int nothing;'), struck: withTrouble('driver-unloadable') }),
  },
  {
    ...{ name: 'a library that crashes', step: 'drivers', finds: 'driver-gave-up' },
    make: withDriver({
      driver: library('__attribute__((constructor)) static void now(void) { *(volatile int *)0 = 1; }'),
      struck: withTrouble('driver-gave-up'),
    }),
  },
  {
    ...{ name: 'a library that hangs', step: 'drivers', finds: 'driver-gave-up' },
    make: withDriver({
      driver: library(
        '#include <unistd.h>\n__attribute__((constructor)) static void now(void) { for (;;) pause(); }',
      ),
      startDeadline: 700,
      struck: withTrouble('driver-gave-up'),
    }),
  },
  {
    ...{ name: 'a library that cannot sign', step: 'drivers', finds: 'driver-lacks-functions' },
    make: withDriver({ driver: poor, struck: isRunning }),
  },
  {
    ...{
      name: 'a library that is stuck until it is loaded again',
      step: 'drivers',
      finds: 'ukey-unreadable',
    },
    repaired: true,
    first: ({ root }) => {
      const folder = join(root, `odd-${made}`)
      rmSync(join(folder, 'stick'), { force: true })
    },
    make: withDriver({ driver: stuck, struck: withTrouble('ukey-unreadable') }),
  },
  {
    ...{ name: 'a Ukey whose driver is not installed', step: 'drivers', finds: 'driver-missing' },
    make: withDriver({
      driver: (folder) => driverFor('odd', join(folder, 'none.so'), { usb: usbOf('F0F0', '0002') }),
      usb: plugged(0xf0f0, 2),
      struck: withTrouble('driver-missing'),
    }),
  },
  {
    ...{ name: 'a Ukey that nobody knows', step: 'drivers', finds: 'ukey-unknown' },
    make: withDriver({
      driver: (folder) => driverFor('odd', join(folder, 'none.so'), { usb: usbOf('F0F0', '0003') }),
      usb: plugged(0x1234, 0x5678),
      struck: withTrouble('ukey-unknown'),
    }),
  },
  {
    ...{ name: 'a driver file that is wrong', step: 'drivers', finds: 'driver-file-invalid' },
    make: withDriver({
      driver: invalidFile,
      struck: ({ drivers }) => drivers.some(({ state }) => state === 'invalid'),
    }),
  },
  {
    ...{
      name: 'a driver that lists no Ukey although one is plugged in',
      step: 'drivers',
      finds: 'ukey-not-listed',
    },
    make: withDriver({
      driver: (folder) => driverOf('skf', 'odd', compile(folder, poorSkf), { usb: usbOf('F0F0', '0004') }),
      lay: sysfs('f0f0', '0004'),
      struck: isRunning,
    }),
  },
  { ...{ name: 'two drivers for one Ukey', step: 'drivers', finds: 'driver-conflict' }, make: conflicting },
  {
    ...{ name: 'a driver file of our own is replaced', step: 'drivers', finds: 'driver-replaced' },
    ...{ repaired: true, undone: true },
    make: replaced,
  },
]
