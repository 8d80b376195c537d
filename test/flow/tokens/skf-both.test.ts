import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUkey, plugUkey, unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { driverFor, faceLibrary, openTokenHouse, ownFolder, type TokenHouse } from '../../house/tokens.ts'
import { testAuthority } from './certificates.ts'
import { ukeyPin } from './ukey-house.ts'

const own = ownFolder()
const home = join(own.path, 'keys')
let house: TokenHouse
beforeAll(async () => {
  mkdirSync(home)
  process.env.VIRTUAL_UKEY_HOME = home
  const libraries = (['pkcs11', 'skf'] as const).map((face) => ({
    abi: face,
    system: 'linux',
    path: faceLibrary(face),
  }))
  const drivers = [driverFor('maker', faceLibrary('pkcs11'), { libraries })]
  house = openTokenHouse({ folder: own.path, drivers })
  await house.until(({ settled }) => settled)
})
afterAll(() => {
  house.close()
  own.remove()
})

const tokens = () => house.keyring.current().tokens

describe('one key through both ABIs at once', () => {
  it('is one card from the first look on, whatever is put on it, and none once it is pulled out', async () => {
    const most: number[] = []
    const stop = house.keyring.subscribe(({ tokens: all }) => most.push(all.length))
    // Its serial number has 16 characters through PKCS#11, 32 through SKF.
    createUkey(home, 'BOTH')
    plugUkey(home, 'BOTH')
    await house.until(({ tokens: all }) => all.length === 1)
    expect(house.keyring.hosts().size).toBe(2)
    // The library that is slower to notice has had the time for it.
    await house.keyring.refresh()
    const card = tokens()[0]
    const authority = testAuthority()
    await card?.token.withSession(ukeyPin(), async (session) => {
      const { keyId, publicKey } = await session.generateSm2('signing')
      const der = authority.certify(publicKey ?? new Uint8Array(), 'signing')
      await session.writeCertificate(keyId, 'signing', der)
    })
    await house.until(({ tokens: all }) => all[0]?.certificates.length === 1)
    await house.keyring.refresh()
    expect(tokens()).toHaveLength(1)
    unplugUkey(home, 'BOTH')
    await house.until(({ tokens: all }) => all.length === 0)
    plugUkey(home, 'BOTH')
    await house.until(({ tokens: all }) => all[0]?.certificates.length === 1)
    unplugUkey(home, 'BOTH')
    await house.until(({ tokens: all }) => all.length === 0)
    stop()
    expect(Math.max(...most)).toBe(1)
  })
})
