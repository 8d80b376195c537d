import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Pin } from '../../../src/native/index.ts'
import { type SkfBuild, skfLibrary } from '../../../src/native/virtual-ukey/quirks.ts'
import { createUkey, plugUkey, readUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { driverOf, openTokenHouse, ownFolder, serialsOf } from '../../house/tokens.ts'

const own = ownFolder()
const home = join(own.path, 'keys')
const secrets = { DEVICE_KEY: '1234567812345678', ADMIN_PIN: 'admin-26', USER_PIN: '26112611' }

/** `npm run blank-ukey -- …`, as who has the device key runs it. */
const blankUkey = (args: readonly string[], environment: Readonly<Record<string, string>> = secrets) => {
  const program = join(import.meta.dirname, '../../../src/native/skf/blank-cli.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    env: { ...process.env, VIRTUAL_UKEY_HOME: home, ...environment },
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}

const blank = (serial: string): void => {
  createUkey(home, serial, { serial, userPin: null, soPin: null })
  plugUkey(home, serial)
}

beforeAll(() => {
  mkdirSync(home)
  process.env.VIRTUAL_UKEY_HOME = home
  blank('BLANK')
})
afterAll(() => own.remove())

describe('a blank Ukey', () => {
  it.each(['standard', 'natural-wide'] as const)(
    'gets its application and its PINs from who has the device key (%s)',
    { timeout: 30_000 },
    async (build: SkfBuild) => {
      const serial = `NEW-${build.length}`
      blank(serial)
      const library = skfLibrary(build)
      expect(blankUkey(['prepare', library, serial, 'Demo', '--user-tries', '5'])).toEqual({
        status: 0,
        said: `${serial} has the application Demo now\n`,
      })
      const house = openTokenHouse({ folder: own.path, drivers: [driverOf('skf', 'new', library)] })
      await house.until((state) => serialsOf(state).includes(serial))
      const { facts, token } = house.present(serial)
      expect(facts.pin).toMatchObject({ triesLeft: 5, triesMax: 5, initialised: true })
      await token.verifyPin(new Pin(secrets.USER_PIN))
      house.close()
    },
  )

  it('stays blank without the right device key', () => {
    const wrong = blankUkey(['prepare', skfLibrary(), 'BLANK', 'Demo'], {
      ...secrets,
      DEVICE_KEY: 'another-key-of-1',
    })
    expect(wrong.status).toBe(1)
    expect(wrong.said).toContain('nothing was changed: SKF_DevAuth 0x0A000001')
    expect(readUkey(home, 'BLANK').facts?.user.set).toBe(false)
  })

  it.each([
    ['DEVICE_KEY', 'short'],
    ['ADMIN_PIN', '管理员口令'],
    ['USER_PIN', ''],
  ])('is not touched while %s is no secret of its kind', (name, text) => {
    const refused = blankUkey(['prepare', skfLibrary(), 'BLANK', 'Demo'], { ...secrets, [name]: text })
    expect(refused).toEqual({ status: 1, said: `${name} is missing or has a wrong length\n` })
  })
})

describe('a Ukey that has an application', () => {
  it('is left as it is', () => {
    createUkey(home, 'USED', { serial: 'USED' })
    plugUkey(home, 'USED')
    const refused = blankUkey(['prepare', skfLibrary(), 'USED', 'Demo'])
    expect(refused).toEqual({ status: 1, said: 'the device has an application: VirtualUkey\n' })
  })

  it('is listed with what its device key is for', () => {
    expect(blankUkey(['list', skfLibrary()]).said).toContain('USED: USED, serial USED, device key of 0x401')
  })
})
