import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Pin } from '../../../src/native/index.ts'
import { addFault } from '../../../src/native/virtual-ukey/faults.ts'
import { createUkey, plugUkey, readUkey, ukeyLibrary } from '../../../src/native/virtual-ukey/ukey.ts'
import { generateSm2KeyPair } from '../../../src/pki/index.ts'
import { builtInDrivers, driverFor, openTokenHouse, ownFolder, type TokenHouse } from '../../house/tokens.ts'
import { testAuthority } from './certificates.ts'
import { ukeyPin } from './ukey-house.ts'

const own = ownFolder()
const at = (name: string) => join(own.path, name)

const compile = (): void => {
  const source = join(import.meta.dirname, 'odd-library.c')
  const strict = ['-std=c11', '-D_GNU_SOURCE', '-Wall', '-Wextra', '-Werror', '-shared', '-fPIC']
  const target = `-DTARGET="${ukeyLibrary()}"`
  const headers = `-I${join(builtInDrivers, 'virtual-ukey')}`
  execFileSync(process.env.CC ?? 'cc', [...strict, target, headers, '-o', at('odd.so'), source, '-ldl'])
}

/** A driver whose library does this one thing wrong, with a key of the same name plugged in. */
const odd = (name: string) => {
  copyFileSync(at('odd.so'), at(`odd-${name}.so`))
  mkdirSync(at(name))
  createUkey(at(name), name, { serial: name })
  plugUkey(at(name), name)
  return driverFor(name, at(`odd-${name}.so`))
}
const triesOf = (name: string) => readUkey(at(name), name).facts?.user.left

let house: TokenHouse
const shows =
  (name: string) =>
  ({ tokens }: ReturnType<TokenHouse['keyring']['current']>): boolean =>
    tokens.some(({ facts }) => facts.serial === name)

beforeAll(compile)
afterAll(() => own.remove())

describe('a library that does one thing wrong', () => {
  const names = [
    ...['twice', 'grows', 'unpadded', 'listless', 'patchy', 'already', 'stays', 'untidy', 'silent'],
    ...['speechless', 'stuck', 'forgets'],
    ...['mute', 'not-yet'],
  ]
  beforeAll(async () => {
    const drivers = names.map(odd)
    const rules = { wakingPauses: [50, 50], refusalPauses: [200] }
    house = openTokenHouse({ folder: own.path, drivers, rules })
    await house.until((state) => names.slice(0, -2).every((name) => shows(name)(state)), 20_000)
  })
  afterAll(() => house.close())

  it('shows its key once when it names a slot twice', () => {
    const serials = house.keyring.current().tokens.map(({ facts }) => facts.serial)
    expect(serials.filter((serial) => serial === 'twice')).toHaveLength(1)
  })

  it('is asked again when it has one slot more the second time', async () => {
    for (let n = 0; n < 3; n++) await house.present('grows').token.verifyPin(ukeyPin())
  })

  it('shows the same key every time when it leaves random memory behind a NUL', async () => {
    const { token, facts } = house.present('unpadded')
    expect(facts.serial).toBe('unpadded')
    await token.verifyPin(ukeyPin())
    expect((await token.facts()).id).toBe(facts.id)
  })

  it('still shows its keys when it has no mechanism list', () => {
    expect(house.present('listless').facts.capabilities).not.toContain('sm2-sign')
  })

  it('shows the other objects when it cannot return one', async () => {
    const before = house.present('patchy').certificates.length
    const der = [1, 2].map(() => testAuthority().certify(generateSm2KeyPair().publicKey, 'signing'))
    await house.present('patchy').token.withSession(ukeyPin(), async (session) => {
      for (const [index, one] of der.entries()) await session.writeCertificate(`0${index}`, 'c', one)
    })
    await house.until(() => house.present('patchy').certificates.length > before)
    expect(house.keyring.current().troubles.map(({ driverId }) => driverId)).not.toContain('patchy')
  })

  it('spends one try, not two, when it hides a wrong PIN behind another error', async () => {
    const before = triesOf('already') ?? 0
    await expect(house.present('already').token.verifyPin(new Pin('99999999'))).rejects.toMatchObject({
      code: 'token-refused',
      params: { words: 'CKR_USER_ALREADY_LOGGED_IN' },
    })
    expect(triesOf('already')).toBe(before - 1)
  })

  it('takes a PIN, and counts a wrong one once, when it does not tell who is logged in', async () => {
    const { token } = house.present('speechless')
    const before = triesOf('speechless') ?? 0
    await expect(token.verifyPin(new Pin('99999999'))).rejects.toMatchObject({ code: 'pin-wrong' })
    expect(triesOf('speechless')).toBe(before - 1)
    for (let time = 0; time < 2; time++) {
      await token.verifyPin(ukeyPin())
      await token.withSession(ukeyPin(), (session) => session.generateSm2('pair'))
    }
    expect(triesOf('speechless')).toBe(before)
  })

  it('has still done its work when it refuses to log out', async () => {
    const { token } = house.present('stays')
    await token.changePin(ukeyPin(), new Pin('87654321'))
    await token.verifyPin(new Pin('87654321'))
  })

  it('has still done its work when it answers the tidying up with errors', async () => {
    const { token, keys } = house.present('untidy')
    expect(keys).toEqual([])
    await token.withSession(ukeyPin(), (session) => session.generateSm2('pair'))
    await token.verifyPin(ukeyPin())
  })

  it('shows a key again that was away for one operation when it reports no events', async () => {
    const { token } = house.present('silent')
    addFault(at('silent'), 'silent', { on: 'login', action: { kind: 'removed' } })
    await expect(token.verifyPin(ukeyPin())).rejects.toMatchObject({ code: 'token-removed' })
    await house.until((state) => !shows('silent')(state))
    plugUkey(at('silent'), 'silent')
    await house.until(shows('silent'), 3_000)
  })

  it('works again after a refresh when it is stuck until it is loaded again', async () => {
    writeFileSync(at('stick'), '')
    await house.until(({ troubles }) => troubles.some(({ driverId }) => driverId === 'stuck'))
    rmSync(at('stick'))
    await house.keyring.refresh()
    await house.until(shows('stuck'))
  })

  it('is started again when it forgets that it was started', async () => {
    writeFileSync(at('forget'), '')
    await house.until((state) => !shows('forgets')(state))
    rmSync(at('forget'))
    await house.until(shows('forgets'))
  })

  it('is reported in its own words when it never answers for a token', async () => {
    const { troubles, drivers } = await house.until((state) =>
      state.troubles.some(({ driverId }) => driverId === 'mute'),
    )
    const words = { report: { code: 'ukey-unreadable' }, systemWords: 'CKR_DEVICE_ERROR' }
    expect(troubles.find(({ driverId }) => driverId === 'mute')).toMatchObject(words)
    expect(drivers.find(({ id }) => id === 'mute')).toMatchObject({ state: 'failed' })
  })

  it('is started when its service runs if it did not start before', async () => {
    const { troubles } = await house.until((state) =>
      state.troubles.some(({ driverId }) => driverId === 'not-yet'),
    )
    const systemWords = 'C_Initialize: CKR 0x80000123'
    const words = { report: { code: 'driver-unloadable', params: { words: systemWords } }, systemWords }
    expect(troubles.find(({ driverId }) => driverId === 'not-yet')).toMatchObject(words)
    writeFileSync(at('ready'), '')
    await house.until(shows('not-yet'))
  })

  it('prints PINs nowhere when it writes them to standard error', () => {
    for (const pid of house.keyring.hosts().values()) {
      expect([1, 2].map((descriptor) => readlinkSync(`/proc/${pid}/fd/${descriptor}`))).toEqual([
        '/dev/null',
        '/dev/null',
      ])
    }
  })
})

describe('a library that cannot be asked for slot events', () => {
  it.each([
    ['because it waits for one, though told not to', 'waits'],
    ['because the function is not there', 'eventless'],
  ])('%s, is asked for its slots only after it ended once', async (_, name) => {
    house = openTokenHouse({
      folder: own.path,
      drivers: [odd(name)],
      rules: {
        aliveMilliseconds: 500,
        silenceMilliseconds: 1_500,
        questionDeadline: 500,
        pauses: [100],
        forgetCrashesAfter: 0,
      },
    })
    const ended = house.until(({ troubles }) => troubles.length === 1)
    await house.until(shows(name))
    await ended
    await house.until(shows(name))
    const pid = house.keyring.hosts().get(name)
    await new Promise((resolve) => setTimeout(resolve, 1000))
    expect(house.keyring.hosts().get(name)).toBe(pid)
    await house.present(name).token.verifyPin(ukeyPin())
    house.close()
  })
})
