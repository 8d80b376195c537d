import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { Pin, thisMachine } from '../../../src/native/index.ts'
import { createUkey, plugUkey, ukeyLibrary } from '../../../src/native/virtual-ukey/ukey.ts'
import { driverFor, openTokenHouse, ownFolder, type TokenHouse } from '../../house/tokens.ts'

const own = ownFolder()
const at = (name: string) => join(own.path, name)
// As on a 64-bit Windows with a 32-bit library: application and library have different machine types.
const machine = { ...thisMachine({}), architecture: 'another' }
let house: TokenHouse | null = null

afterEach(() => {
  house?.close()
  own.remove()
})

/** A program that runs hosts, and records the process id of each. */
const program = (): string => {
  writeFileSync(at('other host'), `#!/bin/sh\necho $$ > '${at('ran')}'\nexec '${process.execPath}' "$@"\n`)
  chmodSync(at('other host'), 0o755)
  return at('other host')
}

describe('a library built for another machine type', () => {
  it('is used in a host that another program runs, if there is such a program', async () => {
    process.env.VIRTUAL_UKEY_HOME = at('keys')
    mkdirSync(at('keys'))
    createUkey(at('keys'), 'OTHER', { serial: 'OTHER' })
    plugUkey(at('keys'), 'OTHER')
    const drivers = [driverFor('virtual', ukeyLibrary())]
    house = openTokenHouse({ folder: own.path, drivers, machine })
    const { drivers: views } = await house.until(({ settled }) => settled)
    expect(views).toMatchObject([{ state: 'failed', reason: expect.stringContaining('client is another') }])
    house.close()
    const otherHosts = { [process.arch]: program() }
    house = openTokenHouse({ folder: own.path, drivers, machine: { ...machine, otherHosts } })
    await house.until(({ tokens }) => tokens.length === 1)
    expect(house.keyring.hosts().get('virtual')).toBe(Number(readFileSync(at('ran'), 'utf8')))
    await house.present('OTHER').token.verifyPin(new Pin('12345678'))
  })
})
