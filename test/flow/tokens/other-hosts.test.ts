import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assembleHost } from '../../../scripts/build-hosts.mjs'
import { otherHostsIn, Pin, thisMachine } from '../../../src/native/index.ts'
import { skfLibrary } from '../../../src/native/virtual-ukey/quirks.ts'
import { createUkey, plugUkey, ukeyLibrary } from '../../../src/native/virtual-ukey/ukey.ts'
import { builtFile } from '../../built.ts'
import { driverOf, openTokenHouse, ownFolder, serialsOf } from '../../house/tokens.ts'

// The host for libraries of another bitness, put together as for Windows, with this machine's Node for the 32-bit one.
// Libraries of this machine are of another bitness for a machine that is none of these.

const own = ownFolder()
const resources = join(own.path, 'resources')
const host = join(resources, 'hosts', process.arch)
const elsewhere = () => ({ ...thisMachine({}, otherHostsIn(resources)), architecture: 'another' })

beforeAll(() => {
  builtFile('main', 'skf-host.js')
  const program = join(own.path, 'node')
  symlinkSync(process.execPath, program)
  const binary = join(import.meta.dirname, `../../../node_modules/@koromix/koffi-linux-${process.arch}`)
  assembleHost({ to: host, program, binary })
  process.env.VIRTUAL_UKEY_HOME = join(own.path, 'keys')
  createUkey(join(own.path, 'keys'), 'OTHER', { serial: 'OTHER' })
  plugUkey(join(own.path, 'keys'), 'OTHER')
})
afterAll(() => own.remove())

describe('a library of another bitness', () => {
  it('is run by the program that is packed for it, and its key works', async () => {
    const drivers = [driverOf('skf', 'other', skfLibrary())]
    const house = openTokenHouse({ folder: own.path, drivers, machine: elsewhere() })
    await house.until((state) => serialsOf(state).includes('OTHER'))
    const command = readFileSync(`/proc/${house.keyring.hosts().get('other')}/cmdline`, 'utf8')
    expect(command.split('\0').slice(0, 2)).toEqual([join(host, 'node'), join(host, 'skf-host.js')])
    const { token } = house.present('OTHER')
    await token.verifyPin(new Pin('12345678'))
    const made = await token.withSession(new Pin('12345678'), (session) => session.generateSm2('one'))
    expect(made.publicKey).toHaveLength(65)
    house.close()
  })

  it('is not run if it speaks PKCS#11, which that program does not', async () => {
    const drivers = [driverOf('pkcs11', 'other', ukeyLibrary())]
    const house = openTokenHouse({ folder: own.path, drivers, machine: elsewhere() })
    const { troubles } = await house.until((state) => state.troubles.length > 0)
    expect(troubles[0]?.systemWords).toContain('this host does not speak the ABI pkcs11')
    house.close()
  })

  it('is told to be of the wrong bitness where no program is packed', async () => {
    const drivers = [driverOf('skf', 'other', skfLibrary())]
    const machine = { ...elsewhere(), otherHosts: otherHostsIn(join(own.path, 'nothing')) }
    const house = openTokenHouse({ folder: own.path, drivers, machine })
    const { troubles } = await house.until((state) => state.troubles.length > 0)
    expect(troubles[0]?.report.code).toBe('driver-wrong-architecture')
    house.close()
  })
})
