import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Pin, type Token, type TokenSession } from '../../../src/native/index.ts'
import type { SkfBuild } from '../../../src/native/virtual-ukey/quirks.ts'
import {
  createUkey,
  listUkeys,
  type NewUkey,
  plugUkey,
  removeUkey,
} from '../../../src/native/virtual-ukey/ukey.ts'
import {
  driverOf,
  type Face,
  faceLibrary,
  openTokenHouse,
  ownFolder,
  serialsOf,
  type TokenHouse,
  type TokenHouseOptions,
} from '../../house/tokens.ts'

export const UKEY_PIN = '12345678'
export const ukeyPin = (text = UKEY_PIN): Pin => new Pin(text)

/** A keyring over virtual Ukeys in a folder of their own. */
export type UkeyHouse = TokenHouse & {
  /** The folder of the keys. */
  readonly home: string
  /** Makes a key, plugs it in, and waits until the keyring shows it. */
  readonly insert: (serial: string, more?: NewUkey) => Promise<Token>
  readonly inSession: <T>(serial: string, work: (session: TokenSession) => Promise<T>) => Promise<T>
  /** Takes all keys away and waits until they are gone. */
  readonly clear: () => Promise<void>
}

/** Opens it with a library whose path has a space and Chinese characters, as folders of Windows users do. */
export const openUkeyHouse = async (
  options: Partial<TokenHouseOptions> & { readonly face?: Face; readonly build?: SkfBuild } = {},
): Promise<UkeyHouse> => {
  const { face = 'pkcs11', build } = options
  const own = ownFolder()
  const home = join(own.path, 'keys')
  mkdirSync(home)
  process.env.VIRTUAL_UKEY_HOME = home
  const library = join(own.path, '厂商 驱动.so')
  copyFileSync(faceLibrary(face, build), library)
  const house = openTokenHouse({
    folder: own.path,
    drivers: [driverOf(face, 'virtual', library)],
    ...options,
  })
  await house.until(({ settled }) => settled)
  return {
    ...house,
    home,
    insert: async (serial, more = {}) => {
      createUkey(home, serial, { serial, ...more })
      plugUkey(home, serial)
      await house.until((state) => serialsOf(state).includes(serial))
      return house.present(serial).token
    },
    inSession: (serial, work) => house.present(serial).token.withSession(ukeyPin(), work),
    clear: async () => {
      for (const { id } of listUkeys(home)) removeUkey(home, id)
      await house.until(({ tokens }) => tokens.every(({ facts }) => facts.kind === 'soft'))
    },
    close: () => {
      house.close()
      own.remove()
    },
  }
}
