import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addFault, clearFaults } from '../../../src/native/virtual-ukey/faults.ts'
import { plugUkey, readUkey, unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import { agency, codeOf, lastCode, openWholeHouse, SO_PIN, type WholeHouse } from '../../house/businesses.ts'
import { openRa, pin, removeFolder, temporary } from '../../house/issuance.ts'
import { idOf, pkcs11Tool, waitFor } from '../issuance/ukeys.ts'

// What happens to an unlocking if the program ends in the middle of it. `restart` leaves on the disk what a kill would
// leave, because the product writes nothing at its end about an unfinished unlocking.

const raFolder = temporary()
let ra: RunningRa
let home = ''
let house: WholeHouse
let ahead = 0
beforeAll(async () => {
  ra = await openRa(raFolder, { clock: () => Date.now() + ahead })
})
afterAll(async () => {
  await ra.stop()
  removeFolder(raFolder)
})
beforeEach(async () => {
  home = temporary()
  house = await openWholeHouse(ra.url, { home })
  await house.login(agency)
})
afterEach(async () => {
  await house.end()
  removeFolder(home)
})

const unlock = () => house.unlock
const checked = { strength: 'checked' } as const
const newPin = 'Winter-26'
const accepts = (pin: string) => pkcs11Tool(house.keys, '--login', '--pin', pin, '-O').status === 0
const notices = () => house.state.current().notices.map(({ report }) => report.code)
const journals = () => readdirSync(join(home, 'journal')).filter((name) => name.startsWith('unlock.'))

const locked = async (name: string): Promise<string> => {
  const id = await house.insert(name, { userTriesLeft: 0 })
  await house.personalise(id)
  return id
}
const withCode = async (id: string) => {
  const begun = await unlock().begin(id, { kind: 'account' })
  ahead += 61_000
  await unlock().sendCode(begun.id, 'sms')
  return { unlockId: begun.id, code: await lastCode(ra) }
}
const restart = async () => {
  await house.end()
  house = await openWholeHouse(ra.url, { home })
}
const there = (name: string) => waitFor(house, () => idOf(house, name) !== undefined)

describe('an unlocking that a restart cuts off', () => {
  it('goes on with the code that was sent', async () => {
    const id = await locked('A1')
    const { code } = await withCode(id)
    await restart()
    await there('A1')
    expect(notices()).toEqual(['unlock-interrupted'])
    const { begun } = await unlock().ways(id)
    expect(begun).toMatchObject({ state: 'code-sent', tokenId: id })
    expect(begun?.sentTo).toMatch(/\*/)
    expect(await unlock().finish(begun?.id ?? '', code, pin(newPin), checked)).toMatchObject({
      state: 'done',
    })
    expect(accepts(newPin)).toBe(true)
    expect(notices()).toEqual([])
    expect(journals()).toEqual([])
  })

  it('replaces the old one if it is begun again, and the page never shows two', async () => {
    const id = await locked('B1')
    const { unlockId } = await withCode(id)
    await restart()
    await there('B1')
    const [first, second] = await Promise.all(
      [1, 2].map(() => codeOf(unlock().begin(id, { kind: 'account' }))),
    )
    expect(first).toMatchObject({ state: 'choose-channel' })
    expect(second).toMatchObject({ code: 'unlock-running' })
    expect(await codeOf(unlock().sendCode(unlockId, 'sms'))).toMatchObject({ code: 'unlock-ended' })
    expect(notices()).toEqual([])
    expect(journals()).toHaveLength(1)
  })

  it('says that the code is gone when the Ukey was asked and did not take the new PIN', async () => {
    const id = await locked('C1')
    const { unlockId, code } = await withCode(id)
    addFault(house.keys, 'C1', { on: 'C_InitPIN', action: { kind: 'removed' } })
    expect(await codeOf(unlock().finish(unlockId, code, pin(newPin), checked))).toMatchObject({
      code: 'token-removed',
    })
    await restart()
    await house.shows(({ settled }) => settled)
    expect(notices()).toEqual([])
    clearFaults(house.keys, 'C1')
    plugUkey(house.keys, 'C1')
    await there('C1')
    await house.shows((snapshot) => snapshot.notices.length > 0)
    expect(notices()).toEqual(['unlock-used-up'])
    expect((await unlock().ways(id)).begun).toBeNull()
    expect(readUkey(house.keys, 'C1').facts).toMatchObject({ user: { left: 0 }, so: { left: 10 } })
    const again = await withCode(id)
    expect(notices()).toEqual([])
    expect(await unlock().finish(again.unlockId, again.code, pin(newPin), checked)).toMatchObject({
      state: 'done',
    })
  })

  it('recognises that the Ukey has its new PIN although nobody was told', async () => {
    const id = await locked('D1')
    const { unlockId, code } = await withCode(id)
    addFault(house.keys, 'D1', { on: 'C_InitPIN', after: true, action: { kind: 'removed' } })
    expect(await codeOf(unlock().finish(unlockId, code, pin(newPin), checked))).toMatchObject({
      code: 'token-removed',
    })
    await restart()
    plugUkey(house.keys, 'D1')
    await there('D1')
    await house.shows((snapshot) => snapshot.notices.length > 0)
    expect(notices()).toEqual(['unlock-found-done'])
    expect(accepts(newPin)).toBe(true)
    expect(house.history.list({ tokenId: id })[0]?.kind).toBe('unlocked')
    await restart()
    await there('D1')
    expect(notices()).toEqual([])
  })

  it('leaves no code, PIN, secret or session on the disk, and reports nothing if nothing had begun', async () => {
    const id = await locked('E1')
    const { unlockId, code } = await withCode(id)
    await unlock().finish(unlockId, code, pin(newPin), checked)
    const folder = join(home, 'journal', 'finished')
    const text = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
    expect(text.join()).toContain('unlocking')
    for (const secret of [code, newPin, SO_PIN]) expect(text.join()).not.toContain(secret)
    unplugUkey(house.keys, 'E1')
    await restart()
    expect(notices()).toEqual([])
  })
})
