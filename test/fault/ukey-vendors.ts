import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Fork, type KeyringState, Pin } from '../../src/native/index.ts'
import { addFault, clearFaults } from '../../src/native/virtual-ukey/faults.ts'
import { createUkey, plugUkey, ukeyLibrary } from '../../src/native/virtual-ukey/ukey.ts'
import { driverFor, hostFork, openTokenHouse, ownFolder, serialsOf } from '../house/tokens.ts'
import { PIN, rules } from './ukey-stage.ts'

const vendors = ['good', 'bad'] as const

/** Each vendor's library keeps its keys in a folder of its own. */
const forkFor =
  (folder: string): Fork =>
  (entry, argument) => {
    const vendor = vendors.find((name) => argument.includes(`/${name}.so`)) ?? 'good'
    const before = process.env.VIRTUAL_UKEY_HOME
    process.env.VIRTUAL_UKEY_HOME = join(folder, vendor)
    const host = hostFork(entry, argument)
    if (before === undefined) delete process.env.VIRTUAL_UKEY_HOME
    else process.env.VIRTUAL_UKEY_HOME = before
    return host
  }

/**
 * Two vendors at once, and the library of one crashes again and again. It is given up with a clear state; the other's
 * key stays there and signs all the while; a refresh brings the first one back once it is mended.
 */
export const crashingNeighbour = async (): Promise<readonly string[]> => {
  const own = ownFolder()
  const problems: string[] = []
  for (const vendor of vendors) {
    mkdirSync(join(own.path, vendor))
    copyFileSync(ukeyLibrary(), join(own.path, `${vendor}.so`))
    createUkey(join(own.path, vendor), vendor, { serial: vendor })
    plugUkey(join(own.path, vendor), vendor)
  }
  addFault(join(own.path, 'bad'), 'bad', { on: 'any', action: { kind: 'segv' }, forever: true })
  const house = openTokenHouse({
    folder: own.path,
    drivers: vendors.map((vendor) => driverFor(vendor, join(own.path, `${vendor}.so`))),
    fork: forkFor(own.path),
    rules: { ...rules, pauses: [50, 100, 150, 200, 250] },
  })
  const gaveUp = ({ troubles }: KeyringState) =>
    troubles.some(({ report }) => report.code === 'driver-gave-up')
  await house.until((state) => serialsOf(state).includes('good'))
  const unsubscribe = house.keyring.subscribe((state) => {
    if (!serialsOf(state).includes('good')) problems.push('the good vendor’s key was not shown')
  })
  const { token } = house.present('good')
  let signatures = 0
  await token.withSession(new Pin(PIN), async (session) => {
    const { keyId } = await session.generateSm2('pair')
    while (!gaveUp(house.keyring.current()) && signatures < 100_000) {
      await session.sign(keyId, new Uint8Array(32).fill(1), 'sm2-digest')
      signatures += 1
    }
  })
  if (signatures < 10) problems.push(`only ${signatures} signatures while the neighbour crashed`)
  const [trouble] = house.keyring.current().troubles
  if (trouble?.driverId !== 'bad' || trouble.report.code !== 'driver-gave-up')
    problems.push('no clear state of the bad driver')
  clearFaults(join(own.path, 'bad'), 'bad')
  await house.keyring.refresh()
  const state = await house.until(({ tokens }) => tokens.length === 2)
  if (state.troubles.length > 0) problems.push('a trouble is left after mending')
  unsubscribe()
  house.close()
  own.remove()
  return problems
}
