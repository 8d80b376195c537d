import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Pin, type TokenSession } from '../../../src/native/index.ts'
import { generateSm2KeyPair } from '../../../src/pki/index.ts'
import { openTokenHouse, ownFolder, type TokenHouse } from '../../house/tokens.ts'
import { testAuthority } from './certificates.ts'
import { type HouseOfTokens, tokenCases } from './token-cases.ts'

const PIN = '一二三456'
const pin = () => new Pin(PIN)

type SoftHouse = HouseOfTokens & Pick<TokenHouse, 'keyring' | 'close'>

/** A keyring over the soft certificates of a folder. */
const openSoftHouse = async (folder: string): Promise<SoftHouse> => {
  const house = openTokenHouse({ folder, drivers: [] })
  await house.until(({ settled }) => settled)
  const present: HouseOfTokens['present'] = (name) => {
    const found = house.keyring.current().tokens.find(({ facts }) => facts.label === name)
    if (found === undefined) throw new Error(`no soft certificate ${name}`)
    return found
  }
  return {
    ...house,
    present,
    insert: (label) => house.keyring.createSoft({ label, pin: pin() }),
    inSession: (name, work) => present(name).token.withSession(pin(), work),
  }
}

describe('a soft certificate', () => {
  const own = ownFolder()
  let house: SoftHouse
  beforeAll(async () => {
    house = await openSoftHouse(own.path)
  })
  afterEach(async () => {
    for (const { facts } of house.keyring.current().tokens) await house.keyring.soft.remove(facts.id)
  })
  afterAll(() => {
    house.close()
    own.remove()
  })

  tokenCases('soft', () => house)

  describe('that another program changed', () => {
    const certify = (session: TokenSession) =>
      session.writeCertificate(
        '00',
        '签名证书',
        testAuthority().certify(generateSm2KeyPair().publicKey, 'signing'),
      )

    it('is shown as it is now after a refresh', async () => {
      await house.insert('SHARED')
      const other = await openSoftHouse(own.path)
      await other.inSession('SHARED', (session) => session.generateSm2('signing'))
      await other.inSession('SHARED', certify)
      expect(house.present('SHARED')).toMatchObject({ keys: [], certificates: [] })
      await house.keyring.refresh()
      const { keys, certificates } = house.present('SHARED')
      expect([keys.length, certificates.length]).toEqual([1, 1])
      other.close()
    })

    it('loses nothing of it to the next change made here', async () => {
      await house.insert('SHARED')
      const other = await openSoftHouse(own.path)
      const theirs = await other.inSession('SHARED', (session) => session.generateSm2('theirs'))
      const ours = await house.inSession('SHARED', (session) => session.generateSm2('ours'))
      const keys = await house.inSession('SHARED', (session) => session.keys())
      expect(keys).toEqual([theirs, ours])
      other.close()
    })

    it('is shown when it comes and is gone when it goes', async () => {
      await house.insert('MOVES')
      const folder = join(own.path, 'soft')
      const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.soft.json'))
      const away = ownFolder()
      copyFileSync(join(folder, name), join(away.path, name))
      const { id } = house.present('MOVES').facts
      const other = await openSoftHouse(own.path)
      await other.keyring.soft.remove(id)
      other.close()
      await house.keyring.refresh()
      expect(house.keyring.current().tokens).toEqual([])
      copyFileSync(join(away.path, name), join(folder, name))
      away.remove()
      await house.keyring.refresh()
      await house.inSession('MOVES', (session) => session.keys())
    })
  })
})
