import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addFault, clearFaults } from '../../../src/native/virtual-ukey/faults.ts'
import { plugUkey, readUkey, unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import type { PinTries } from '../../../src/shared/contract/index.ts'
import { agency, codeOf, lastCode, openWholeHouse, SO_PIN, type WholeHouse } from '../../house/businesses.ts'
import { captchaAnswer, openRa, pin, removeFolder, temporary } from '../../house/issuance.ts'
import { faces } from '../../house/tokens.ts'
import { type Middle, openMiddle } from '../issuance/middle.ts'
import { idOf, pkcs11Tool, waitFor } from '../issuance/ukeys.ts'

describe.each(faces)('through %s:', (face) => {
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
    house = await openWholeHouse(middle.url, { face })
    await house.login(agency)
  })
  afterEach(() => house.end())

  const unlock = () => house.unlock
  const checked = { strength: 'checked' } as const
  /** The journals of unlockings that a restart would find. */
  const unfinished = () =>
    readdirSync(join(house.home, 'journal')).filter((name) => name.startsWith('unlock.'))
  const factsOf = (name: string) => readUkey(house.keys, name).facts
  const accepts = (pin: string) => pkcs11Tool(house.keys, '--login', '--pin', pin, '-O').status === 0

  /** Locks it as a person would. */
  const locked = async (name: string): Promise<string> => {
    const id = await house.insert(name, { userTries: 3 })
    const give = (text: string, tries: PinTries = 'careful') =>
      codeOf(house.pin.verify(id, pin(text), { tries }))
    expect(await give('wrong-11')).toMatchObject({ code: 'pin-wrong', params: { triesLeft: 2 } })
    expect(await give('wrong-22')).toMatchObject({ code: 'pin-wrong-last-try' })
    expect(await give('wrong-33', 'last-confirmed')).toMatchObject({ code: 'pin-locked' })
    return id
  }

  const withCode = async (id: string) => {
    const begun = await unlock().begin(id, { kind: 'account' })
    ahead += 61_000
    const sent = await unlock().sendCode(begun.id, 'sms')
    return { unlockId: begun.id, sent, code: await lastCode(ra) }
  }

  describe('解锁', () => {
    it('unlocks a Ukey through the authority: account, code, new PIN', async () => {
      const id = await locked('A1')
      await house.personalise(id)
      expect(await unlock().ways(id)).toMatchObject({ online: true, reason: null, begun: null })
      const { unlockId, sent, code } = await withCode(id)
      expect(sent).toMatchObject({ state: 'code-sent' })
      expect(sent.sentTo).toMatch(/\*/)
      expect(await unlock().finish(unlockId, code, pin('Winter-26'), checked)).toMatchObject({
        state: 'done',
      })
      expect(accepts('Winter-26')).toBe(true)
      expect(factsOf('A1')).toMatchObject({ user: { left: 3, isDefault: false }, so: { left: 10 } })
      expect(house.history.list({ tokenId: id })[0]?.kind).toBe('unlocked')
      const unlocks = middle.calls
        .filter((call) => call.includes('/unlocks/'))
        .map((call) => call.split('/').at(-1))
      expect(unlocks).toEqual(['code', 'authorise', 'report'])
    })

    it('identifies a person who is not logged in by the reserved phone number', async () => {
      const id = await locked('B1')
      await house.personalise(id)
      await house.account.logout()
      expect(await codeOf(unlock().begin(id, { kind: 'account' }))).toMatchObject({ code: 'login-needed' })
      const ask = async (phone: string) => {
        const { id: captchaId } = await house.account.captcha()
        return unlock().begin(id, { kind: 'phone', phone, captchaId, captcha: captchaAnswer })
      }
      expect(await codeOf(ask('13999999999'))).toMatchObject({ code: 'reserved-phone-wrong' })
      const account = await ra.services.store.accountByUserName(agency.userName)
      ahead += 61_000
      const begun = await ask(account?.phone ?? '')
      expect(begun.state).toBe('identify')
      expect(await codeOf(unlock().identify(begun.id, '000000'))).toMatchObject({ code: 'unlock-code-wrong' })
      const known = await unlock().identify(begun.id, await lastCode(ra))
      expect(known.state).toBe('choose-channel')
      ahead += 61_000
      await unlock().sendCode(begun.id, 'mail')
      const done = await unlock().finish(begun.id, await lastCode(ra), pin('Winter-26'), checked)
      expect(done.state).toBe('done')
      expect(accepts('Winter-26')).toBe(true)
    })

    it('counts a wrong code at the authority and nothing on the Ukey', async () => {
      const id = await locked('C1')
      await house.personalise(id)
      const { unlockId, code } = await withCode(id)
      const other = code === '000000' ? '111111' : '000000'
      expect(await codeOf(unlock().finish(unlockId, other, pin('Winter-26'), checked))).toMatchObject({
        code: 'unlock-code-wrong',
      })
      expect(await codeOf(unlock().finish(unlockId, code, pin('111111'), checked))).toMatchObject({
        code: 'pin-weak',
      })
      expect(factsOf('C1')?.so.left).toBe(10)
      ahead += 11 * 60_000
      expect(await codeOf(unlock().finish(unlockId, code, pin('Winter-26'), checked))).toMatchObject({
        code: 'unlock-code-stale',
      })
      ahead += 30 * 60_000
      expect(await codeOf(unlock().finish(unlockId, code, pin('Winter-26'), checked))).toMatchObject({
        code: 'unlock-ended',
      })
      expect(factsOf('C1')).toMatchObject({ user: { left: 0 }, so: { left: 10 } })
    })

    it('uses an authorisation once', async () => {
      const id = await locked('D1')
      await house.personalise(id)
      const { unlockId, code } = await withCode(id)
      await unlock().finish(unlockId, code, pin('Winter-26'), checked)
      expect(await codeOf(unlock().finish(unlockId, code, pin('Summer-26'), checked))).toMatchObject({
        code: 'unlock-ended',
      })
      expect(accepts('Winter-26')).toBe(true)
    })

    it('goes on with the same authorisation when its answer was lost or the Ukey was pulled out', async () => {
      const id = await locked('E1')
      await house.personalise(id)
      const { unlockId, code } = await withCode(id)
      const finish = () => codeOf(unlock().finish(unlockId, code, pin('Winter-26'), checked))
      middle.interfere(({ path }) => (path.endsWith('/authorise') ? 'lose-answer' : 'pass'))
      expect(await finish()).toMatchObject({ code: 'network-refused' })
      middle.interfere(() => 'pass')
      addFault(house.keys, 'E1', { on: 'pin', action: { kind: 'removed' } })
      expect(await finish()).toMatchObject({ code: 'token-removed' })
      expect(await finish()).toMatchObject({ code: 'token-absent' })
      clearFaults(house.keys, 'E1')
      plugUkey(house.keys, 'E1')
      await waitFor(house, () => idOf(house, 'E1') !== undefined)
      expect(await finish()).toMatchObject({ state: 'done' })
      expect(accepts('Winter-26')).toBe(true)
    })

    it('is complete even if the authority cannot be told', async () => {
      const id = await locked('F1')
      await house.personalise(id)
      const { unlockId, code } = await withCode(id)
      middle.interfere(({ path }) => (path.endsWith('/report') ? 'refuse' : 'pass'))
      expect(await codeOf(unlock().finish(unlockId, code, pin('Winter-26'), checked))).toMatchObject({
        state: 'done',
      })
      expect(accepts('Winter-26')).toBe(true)
    })

    it('tries a secret that the Ukey refuses once, and says where to go', async () => {
      const id = await house.insert('G1', { userTries: 1, userTriesLeft: 1, soPin: 'another-secret' })
      await codeOf(house.pin.verify(id, pin('wrong-11'), { tries: 'last-confirmed' }))
      await house.personalise(id)
      const { unlockId, code } = await withCode(id)
      const finish = () => codeOf(unlock().finish(unlockId, code, pin('Winter-26'), checked))
      expect(await finish()).toMatchObject({ code: 'secret-wrong' })
      expect(factsOf('G1')?.so.left).toBe(9)
      expect(await unlock().ways(id)).toMatchObject({ begun: null })
      expect(unfinished()).toEqual([])
      expect(await finish()).toMatchObject({ code: 'unlock-ended' })
      expect(factsOf('G1')?.so.left).toBe(9)
    })

    it('gives an authorisation code for the service point where the authority holds no secret', async () => {
      const id = await house.insert('H1', { manufacturer: 'Another Maker', userTriesLeft: 0 })
      const client = house.authority.client()
      await client.tokens.register({ token: { kind: 'ukey', vendor: '虚拟 Ukey', serial: 'H1' } })
      const { unlockId, code } = await withCode(id)
      const view = await unlock().finish(unlockId, code, pin('Winter-26'), checked)
      expect(view.state).toBe('authorised-elsewhere')
      expect(view.authorisationCode).toMatch(/^\d{4}-\d{4}-\d{4}$/)
      expect(factsOf('H1')?.so.left).toBe(10)
    })

    it('refuses a Ukey that is not registered to the account, and two unlockings at once', async () => {
      const id = await locked('I1')
      for (let time = 0; time < 2; time++) {
        expect(await codeOf(unlock().begin(id, { kind: 'account' }))).toMatchObject({
          code: 'unlock-token-unknown',
          params: { serial: 'I1' },
        })
        // What the authority refused was never begun.
        expect(await unlock().ways(id)).toMatchObject({ online: true, begun: null })
        expect(unfinished()).toEqual([])
      }
      await house.personalise(id)
      const { unlockId, code } = await withCode(id)
      const [first, second] = await Promise.all([
        codeOf(unlock().finish(unlockId, code, pin('Winter-26'), checked)),
        codeOf(unlock().begin(id, { kind: 'account' })),
      ])
      expect(first).toMatchObject({ state: 'done' })
      expect(second).toMatchObject({ code: 'unlock-running' })
    })

    it('explains the service point if a token cannot be unlocked online', async () => {
      const own = await openWholeHouse(ra.url, {
        face,
        issuer: { businesses: ['issue'], hotline: '010-1', unlockDocuments: [{ zh: '身份证', en: 'Card' }] },
      })
      try {
        const id = await own.insert('J1')
        const ways = await own.unlock.ways(id)
        expect(ways).toMatchObject({ online: false, reason: 'business-unavailable', hotline: '010-1' })
        expect(ways.documents).toHaveLength(1)
      } finally {
        await own.end()
        process.env.VIRTUAL_UKEY_HOME = house.keys
      }
    })

    it('gives the administrator’s secret to nobody', async () => {
      const id = await locked('K1')
      await house.personalise(id)
      const { unlockId, code } = await withCode(id)
      const view = await unlock().finish(unlockId, code, pin('Winter-26'), checked)
      const told = JSON.stringify([view, house.state.current(), house.log, house.history.list({})])
      expect(told).not.toContain(SO_PIN)
      expect(told).not.toContain('Winter-26')
      unplugUkey(house.keys, 'K1')
    })
  })
})
