import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { nodeFork, Pin } from '../../../src/native/index.ts'
import { createUkey, plugUkey, ukeyLibrary } from '../../../src/native/virtual-ukey/ukey.ts'
import { driverFor, openTokenHouse, ownFolder, type TokenHouse } from '../../house/tokens.ts'

const own = ownFolder()
let house: TokenHouse | null = null
afterEach(() => {
  house?.close()
  own.remove()
})

it('a token host works the same when it is a utility process of Electron', async () => {
  process.env.VIRTUAL_UKEY_HOME = join(own.path, 'keys')
  mkdirSync(join(own.path, 'keys'))
  createUkey(join(own.path, 'keys'), 'ELECTRON', { serial: 'ELECTRON' })
  plugUkey(join(own.path, 'keys'), 'ELECTRON')
  const standIn = join(import.meta.dirname, 'utility-process-standin.ts')
  const fork = nodeFork({
    ...{ 'token-host': standIn, 'pfx-opener': '', 'document-worker': '', 'drawing-worker': '' },
    authority: '',
  })
  house = openTokenHouse({ folder: own.path, drivers: [driverFor('virtual', ukeyLibrary())], fork })
  await house.until(({ tokens }) => tokens.length === 1)
  const keys = await house.present('ELECTRON').token.withSession(new Pin('12345678'), async (session) => {
    await session.generateSm2('pair')
    return session.keys()
  })
  expect(keys.map(({ label, type }) => [label, type])).toEqual([['pair', 'sm2']])
})
