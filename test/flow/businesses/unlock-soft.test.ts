import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RunningRa } from '../../../src/ra/server.ts'
import { agency, codeOf, lastCode, openWholeHouse, type WholeHouse } from '../../house/businesses.ts'
import { given, openRa, pin, removeFolder, temporary } from '../../house/issuance.ts'
import { type Interference, type Middle, openMiddle } from '../issuance/middle.ts'
import { waitFor } from '../issuance/ukeys.ts'

// A soft certificate can be unlocked through the authority too. The authority holds a secret for it, and a new one
// after each use.

const raFolder = temporary()
let ra: RunningRa
let middle: Middle
let house: WholeHouse
let ahead = 0
beforeAll(async () => {
  ra = await openRa(raFolder, { clock: () => Date.now() + ahead })
  middle = await openMiddle(ra.url)
})
afterAll(async () => {
  middle.close()
  await ra.stop()
  removeFolder(raFolder)
})
beforeEach(async () => {
  middle.interfere(() => 'pass')
  house = await openWholeHouse(middle.url)
  await house.login(agency)
})
afterEach(() => house.end())

const checked = { strength: 'checked' } as const
const unlock = () => house.unlock
const tokenOf = (id: string) => house.keyring.token(id)
const factsOf = (id: string) => house.keyring.current().tokens.find(({ facts }) => facts.id === id)?.facts
const canUnlock = (id: string) => factsOf(id)?.capabilities.includes('unlock-with-secret') ?? false
const fileOf = () => {
  const folder = join(house.home, 'soft')
  const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.soft.json'))
  return JSON.parse(readFileSync(join(folder, name), 'utf8'))
}
const accepts = async (id: string, secret: string): Promise<boolean> => {
  await tokenOf(id)?.verifyPin(pin(secret))
  return tokenOf(id) !== undefined
}
const path = (end: string, way: Awaited<ReturnType<Interference>>): Interference => {
  return ({ method, path: asked }) => (method === 'POST' && asked.endsWith(end) ? way : 'pass')
}

const issued = async (): Promise<string> => {
  const { transactionId } = await house.issuance.start({ target: { kind: 'soft' }, ...given() })
  const { state, tokenId } = await house.rest(transactionId)
  expect(state).toBe('done')
  return tokenId
}
const lock = async (id: string): Promise<void> => {
  for (let n = 0; n < 10; n++) await codeOf(tokenOf(id)?.verifyPin(pin('not-this-1')) ?? Promise.reject())
  expect(factsOf(id)?.pin).toMatchObject({ locked: true, triesLeft: 0 })
}
const unlockWith = async (id: string, newPin: string) => {
  const begun = await unlock().begin(id, { kind: 'account' })
  ahead += 61_000
  await unlock().sendCode(begun.id, 'sms')
  return unlock().finish(begun.id, await lastCode(ra), pin(newPin), checked)
}

describe('a soft certificate that is locked', () => {
  it('is unlocked through the authority, again and again, each time with a fresh secret', async () => {
    const id = await issued()
    await waitFor(house, () => canUnlock(id))
    const secrets = new Set<string>([fileOf().unlocks[0].id])
    for (const newPin of ['Winter-26', 'Spring-27', 'Summer-27']) {
      await lock(id)
      expect(await unlock().ways(id)).toMatchObject({ online: true, reason: null })
      expect(await unlockWith(id, newPin)).toMatchObject({ state: 'done' })
      expect(await accepts(id, newPin)).toBe(true)
      expect(fileOf().unlocks).toHaveLength(1)
      secrets.add(fileOf().unlocks[0].id)
    }
    expect(secrets.size).toBe(4)
    expect(house.history.list({ tokenId: id })[0]?.kind).toBe('unlocked')
  })

  it.each(['lose-answer', 'refuse'] as const)(
    'can be unlocked again after the end of the unlocking met %s',
    async (way) => {
      const id = await issued()
      await waitFor(house, () => canUnlock(id))
      await lock(id)
      middle.interfere(path('/report', way))
      expect(await unlockWith(id, 'Winter-26')).toMatchObject({ state: 'done' })
      expect(await accepts(id, 'Winter-26')).toBe(true)
      middle.interfere(() => 'pass')
      await lock(id)
      expect(await unlockWith(id, 'Spring-27')).toMatchObject({ state: 'done' })
      expect(await accepts(id, 'Spring-27')).toBe(true)
    },
  )
})

describe('the secret of a soft certificate', () => {
  it.each(['lose-answer', 'refuse'] as const)(
    'that met %s at the issuance delays nothing, and is left at the next right PIN',
    async (way) => {
      middle.interfere(path('/tokens', way))
      const id = await issued()
      await waitFor(house, () => house.log.some((line) => line.includes('no unlock secret was left')))
      expect(canUnlock(id)).toBe(false)
      middle.interfere(() => 'pass')
      await house.pin.verify(id, pin(), { tries: 'careful' })
      await waitFor(house, () => canUnlock(id))
      await lock(id)
      expect(await unlockWith(id, 'Winter-26')).toMatchObject({ state: 'done' })
    },
  )

  it('is not left with an authority that has not issued the certificate', async () => {
    const folder = temporary()
    const other = await openRa(folder)
    try {
      const id = await issued()
      await waitFor(house, () => canUnlock(id))
      const backup = await house.backup.create(id, pin(), pin('一个好口令 2026'), {
        tries: 'careful',
      })
      const there = await openWholeHouse(other.url)
      await there.login(agency)
      await there.backup.restore(backup.base64, pin('一个好口令 2026'), pin('New-pin-26'), checked)
      await there.authority.check()
      await there.pin.verify(id, pin('New-pin-26'), { tries: 'careful' })
      expect(there.keyring.soft.wantsSecret(id)).toBe(true)
      const [file = ''] = readdirSync(join(there.home, 'soft')).filter((one) => one.endsWith('.soft.json'))
      expect(JSON.parse(readFileSync(join(there.home, 'soft', file), 'utf8')).unlocks).toEqual([])
      await there.end()
    } finally {
      await other.stop()
      removeFolder(folder)
    }
  })
})
