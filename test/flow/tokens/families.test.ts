import { afterEach, describe, expect, it } from 'vitest'
import { loadDrivers } from '../../../src/native/drivers/load.ts'
import type { MechanismFamily } from '../../../src/native/drivers/schema.ts'
import { ukeyLibrary } from '../../../src/native/virtual-ukey/ukey.ts'
import {
  encodeEnvelopedKey,
  generateSm2KeyPair,
  sealEnvelopedKey,
  sm2Digest,
  sm2Encrypt,
} from '../../../src/pki/index.ts'
import { builtInDrivers, driverFor } from '../../house/tokens.ts'
import { opensslVerifiesSm2 } from './openssl.ts'
import { openUkeyHouse, type UkeyHouse } from './ukey-house.ts'

const { families } = loadDrivers({ builtInFolder: builtInDrivers, userFolder: null })
const message = Buffer.from('请签名这份文件')

let house: UkeyHouse | null = null
afterEach(() => house?.close())

/** A key that speaks one family, and a driver that names the same family or another one. */
const insert = async (
  spoken: MechanismFamily,
  named: MechanismFamily,
  unwrap: boolean,
): Promise<UkeyHouse> => {
  house = await openUkeyHouse({ drivers: [driverFor('maker', ukeyLibrary(), { families: [named.id] })] })
  await house.insert('FAMILY', { family: spoken, unwrap })
  return house
}
const canSm2 = (at: UkeyHouse): boolean =>
  at.present('FAMILY').facts.capabilities.some((capability) => capability.startsWith('sm2'))

const useAll = (at: UkeyHouse) =>
  at.inSession('FAMILY', async (session) => {
    const pair = generateSm2KeyPair()
    const { keyId, publicKey } = await session.generateSm2('signing')
    const own = publicKey ?? new Uint8Array()
    const sealed = encodeEnvelopedKey(sealEnvelopedKey(own, pair))
    const kept = await session.importPair(keyId, 'encryption', sealed)
    const signature = await session.sign(keyId, sm2Digest(own, message), 'sm2-digest')
    const plain = await session.decrypt(kept.keyId, sm2Encrypt(pair.publicKey, message))
    return { verified: opensslVerifiesSm2(at.folder, own, message, signature), plain: Buffer.from(plain) }
  })

describe('a Ukey that speaks a family of drivers/families', () => {
  const each = families.flatMap((family) =>
    [true, false].map((unwrap) => [family.id, unwrap ? 'inside' : 'outside', family, unwrap] as const),
  )

  it.each(each)(
    'does everything with SM2 under its numbers: %s, unwrapping %s',
    async (_, __, family, unwrap) => {
      const at = await insert(family, family, unwrap)
      expect(await useAll(at)).toEqual({ verified: true, plain: message })
      expect(at.present('FAMILY').keys.every(({ type }) => type === 'sm2')).toBe(true)
    },
  )

  it('can do no SM2 for a driver that names another family', async () => {
    const [spoken, named] = ['westone-b', 'sansec'].map((id) => families.find((family) => family.id === id))
    if (spoken === undefined || named === undefined) throw new Error('a family is missing')
    expect(canSm2(await insert(spoken, named, false))).toBe(false)
  })
})
