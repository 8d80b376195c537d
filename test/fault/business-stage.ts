import { clearFaults } from '../../src/native/virtual-ukey/faults.ts'
import { plugUkey, readUkey, removeUkey } from '../../src/native/virtual-ukey/ukey.ts'
import type { RunningRa } from '../../src/ra/server.ts'
import { type Interference, type Middle, openMiddle } from '../flow/issuance/middle.ts'
import { idOf, pkcs11Tool, waitFor } from '../flow/issuance/ukeys.ts'
import { agency, lastCode, openWholeHouse, type WholeHouse } from '../house/businesses.ts'
import { openRa, removeFolder, temporary } from '../house/issuance.ts'

export const MAX_TRIES = 4
export const SO_TRIES = 10

/** A house with a real authority behind a network that can be broken, and one key after another. */
export type BusinessStage = {
  readonly house: WholeHouse
  readonly ra: RunningRa
  readonly middle: Middle
  freshKey(locked: boolean): Promise<{ readonly name: string; readonly tokenId: string }>
  throwAway(name: string): Promise<void>
  /** Puts everything in order again: no faults, the network works, and the key is plugged in. */
  mend(name: string): Promise<void>
  counts(name: string): { readonly user: number; readonly so: number }
  accepts(name: string, pin: string): boolean
  code(): Promise<string>
  /** Moves the authority's clock on, because a code may be requested only once a minute. */
  passMinute(): void
  close(): Promise<void>
}

const pass: Interference = () => 'pass'

export const openBusinessStage = async (): Promise<BusinessStage> => {
  const folder = temporary()
  let ahead = 0
  const ra = await openRa(folder, { clock: () => Date.now() + ahead })
  const middle = await openMiddle(ra.url)
  const house = await openWholeHouse(middle.url)
  await house.login(agency)
  let made = 0

  /** The minutes that pass for the codes pass for the session too: it is a new one before the old one ends. */
  const stayLoggedIn = async (): Promise<void> => {
    const state = house.account.state()
    const end = state.state === 'signed-in' ? Date.parse(state.expiresAt) : 0
    if (end - (Date.now() + ahead) < 5 * 60_000) await house.login(agency)
  }

  const counts = (name: string) => {
    const { facts } = readUkey(house.keys, name)
    return { user: facts?.user.left ?? -1, so: facts?.so.left ?? -1 }
  }
  return {
    house,
    ra,
    middle,
    counts,
    freshKey: async (locked) => {
      await stayLoggedIn()
      made += 1
      const name = `K${made}`
      const tries = { userTries: MAX_TRIES, userTriesLeft: locked ? 0 : MAX_TRIES }
      const tokenId = await house.insert(name, tries)
      if (locked) await house.personalise(tokenId)
      return { name, tokenId }
    },
    throwAway: async (name) => {
      removeUkey(house.keys, name)
      await waitFor(house, () => idOf(house, name) === undefined)
    },
    mend: async (name) => {
      middle.interfere(pass)
      clearFaults(house.keys, name)
      plugUkey(house.keys, name)
      await house.keyring.refresh()
      await waitFor(house, () => idOf(house, name) !== undefined)
    },
    accepts: (name, pin) => {
      const slot = String(readUkey(house.keys, name).facts?.slot ?? 0)
      return pkcs11Tool(house.keys, '--slot', slot, '--login', '--pin', pin, '-O').status === 0
    },
    code: () => lastCode(ra),
    passMinute: () => {
      ahead += 61_000
    },
    close: async () => {
      await house.end()
      middle.close()
      await ra.stop()
      removeFolder(folder)
    },
  }
}
