import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { plugUkey, unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { parseCertificate, parseSeal, sealAdmits } from '../../../src/pki/index.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import { agency, codeOf, openWholeHouse, UKEY_PIN, type WholeHouse } from '../../house/businesses.ts'
import { given, openRa, removeFolder, temporary } from '../../house/issuance.ts'
import { certificateOn } from '../../house/renewals.ts'
import { answering, makeSeal, opensslAcceptsSeal } from '../../house/seals.ts'
import type { Face } from '../../house/tokens.ts'
import { numbers, submitUpgrade, transactionOf, upgradeForm } from '../../house/upgrades.ts'
import { openMiddle } from '../issuance/middle.ts'
import { opensslVerifies } from '../issuance/ukeys.ts'

const raFolder = temporary()
let ra: RunningRa
let house: WholeHouse
beforeAll(async () => {
  ra = await openRa(raFolder)
})
afterAll(async () => {
  await ra.stop()
  removeFolder(raFolder)
})
afterEach(() => house.end())

const open = async (face: Face, home?: string, address = ra.url) => {
  house = await openWholeHouse(address, { face, ...(home === undefined ? {} : { home }) })
  await house.login(agency)
}

/** Seals of earlier tests would go on to the certificates of this one. */
const withoutSeals = async (): Promise<void> => {
  const { store, seals } = ra.services
  const { rows } = await store.seals({ text: '', after: null, limit: 100 }, null)
  for (const { id } of rows) await seals.revoke(id, 'operator')
}

let count = 0
const issued = async (kind: 'ukey' | 'soft') => {
  count++
  await withoutSeals()
  const target =
    kind === 'soft' ? ({ kind } as const) : ({ kind, tokenId: await house.insert(`UP${count}`) } as const)
  const { transactionId } = await house.issuance.start({
    target,
    ...given(kind === 'soft' ? undefined : UKEY_PIN),
  })
  const { tokenId } = await house.rest(transactionId)
  await house.shows(({ tokens }) => tokens.some(({ id, pairs }) => id === tokenId && pairs.length > 0))
  return tokenId
}

/** The seal that an operator makes for the certificate on a token, written there. */
const sealed = async (tokenId: string) => {
  await makeSeal(ra, certificateOn(house, tokenId).serial)
  await house.seals.update(tokenId)
  await house.shows(({ seals }) => seals.some((seal) => seal.kind === 'seal' && seal.state === 'usable'))
}

const certified = async (upgradeId: string) => {
  const { upgrades } = await house.shows(({ upgrades }) =>
    upgrades.some(({ id, certificate }) => id === upgradeId && certificate === 'done'),
  )
  const found = upgrades.find(({ id }) => id === upgradeId)
  if (!found) throw new Error('no such wizard')
  return found
}
const shownUpgrade = (upgradeId: string) => house.state.current().upgrades.find(({ id }) => id === upgradeId)

const sealsOn = (tokenId: string) =>
  (house.keyring.current().tokens.find(({ facts }) => facts.id === tokenId)?.seals ?? []).flatMap(
    ({ value }) => value ?? [],
  )

const certificateOf = async (serial: string) => {
  const { certificates } = await house.authority.client().certificates.list({})
  const found = certificates.find((one) => one.serial === serial)
  return { status: found?.status, der: new Uint8Array(Buffer.from(found?.der ?? '', 'base64')) }
}

/** The judges: OpenSSL for the chain of the certificate and for the maker's signature over the seal. */
const judge = async (serial: string, tokenId: string | null) => {
  const folder = temporary()
  const { der, status } = await certificateOf(serial)
  expect(status).toBe('active')
  expect(opensslVerifies(folder, der, house.authority.chain())).toContain('OK')
  if (tokenId !== null) {
    const [seal, ...more] = sealsOn(tokenId)
    if (!seal) throw new Error('no seal')
    expect(more).toEqual([])
    expect(opensslAcceptsSeal(folder, seal)).toBe(true)
    expect(sealAdmits(parseSeal(seal), parseCertificate(der))).toBe(true)
  }
  removeFolder(folder)
}

describe('升级向导', () => {
  it.each(['pkcs11', 'skf'] as const)(
    'upgrades a certificate, then its seal, then opens applications, each at its own time (%s)',
    async (face) => {
      await open(face)
      const person = answering(house, UKEY_PIN)
      const tokenId = await issued('ukey')
      await sealed(tokenId)
      const old = certificateOn(house, tokenId)
      await house.shows(({ upgradable }) => upgradable.some(({ serial }) => serial === old.serial))

      const upgradeId = await submitUpgrade(house, tokenId, { number: 'ＭＡ０１ＤＥＭ０－７' })
      const { serial, seal } = await certified(upgradeId)
      expect(serial).not.toBe(old.serial)
      expect(seal).toBe('open')
      await house.rest(transactionOf(house, upgradeId))
      // Until its own tick, the old seal is where it was.
      expect(sealsOn(tokenId)).toHaveLength(1)
      await house.upgrade.updateSeal(upgradeId)
      expect(shownUpgrade(upgradeId)).toMatchObject({ seal: 'done', applications: 'open' })
      await house.upgrade.updateSeal(upgradeId)
      expect(person.asked).toHaveLength(2)

      const list = await house.upgrade.applications(upgradeId)
      const [first] = list
      expect(list).toHaveLength(4)
      await house.upgrade.openApplications(upgradeId, [first?.id ?? ''])
      expect(shownUpgrade(upgradeId)).toMatchObject({
        applications: 'done',
        opened: [{ id: first?.id, name: first?.name }],
        seals: [{ state: 'usable', hasPicture: true }],
      })
      await judge(serial ?? '', tokenId)
      expect((await certificateOf(old.serial)).status).toBe('superseded')
      expect((await house.upgrade.check({ issuerId: 'demo', serial: serial ?? '' })).standing.may).toBe(
        'already',
      )
      expect(await codeOf(submitUpgrade(house, tokenId))).toMatchObject({ code: 'upgrade-already' })
      expect(house.history.list({})[0]).toMatchObject({ kind: 'upgraded' })
      await house.upgrade.finish(upgradeId)
      expect(house.state.current()).toMatchObject({ upgrades: [], upgradeDrafts: [], upgradable: [] })
      person.stop()
    },
  )

  it('upgrades a soft certificate without a seal, and an individual business by its registration number', async () => {
    await open('pkcs11')
    const upgradeId = await submitUpgrade(house, await issued('soft'), {
      customerType: 'individual-business',
      number: numbers.registrationNumber,
      termYears: 2,
    })
    const { serial, tokenId, seal } = await certified(upgradeId)
    expect(seal).toBe('none')
    await house.rest(transactionOf(house, upgradeId))
    await judge(serial ?? '', null)
    expect(certificateOn(house, tokenId ?? '').serial).toBe(serial)
    expect(await codeOf(house.upgrade.finish(upgradeId))).toMatchObject({ code: 'transaction-running' })
    await house.upgrade.openApplications(upgradeId, [])
    await house.upgrade.finish(upgradeId)
  })

  it('takes up each tick after a restart, with the key away and the authority out of reach in between', async () => {
    const home = temporary()
    const middle = await openMiddle(ra.url)
    const again = async () => {
      await house.end()
      await open('pkcs11', home, middle.url)
    }
    await open('pkcs11', home, middle.url)
    let person = answering(house, UKEY_PIN)
    const tokenId = await issued('ukey')
    await sealed(tokenId)
    const upgradeId = await submitUpgrade(house, tokenId)
    await certified(upgradeId)
    await house.rest(transactionOf(house, upgradeId))
    person.stop()

    await again()
    await house.shows(({ upgrades }) => upgrades.length === 1)
    unplugUkey(house.keys, `UP${count}`)
    await house.shows(({ tokens }) => tokens.every(({ id }) => id !== tokenId))
    expect(await codeOf(house.upgrade.updateSeal(upgradeId))).toMatchObject({ code: 'token-absent' })
    expect(shownUpgrade(upgradeId)).toMatchObject({ certificate: 'done', seal: 'open' })
    plugUkey(house.keys, `UP${count}`)
    await house.shows(({ tokens }) => tokens.some(({ id }) => id === tokenId))
    person = answering(house, UKEY_PIN)
    await house.upgrade.updateSeal(upgradeId)

    middle.interfere(() => 'refuse')
    const lost = await codeOf(house.upgrade.openApplications(upgradeId, ['demo-tendering']))
    expect(lost).toMatchObject({ code: expect.stringMatching(/authority|network|offline/) })
    expect(shownUpgrade(upgradeId)).toMatchObject({ seal: 'done', applications: 'sending' })
    middle.interfere(() => 'pass')
    person.stop()
    await again()
    // What was chosen is opened by itself.
    const { upgrades } = await house.shows(({ upgrades: [one] }) => one?.applications === 'done')
    expect(upgrades[0]?.opened.map(({ id }) => id)).toContain('demo-tendering')
    await judge(upgrades[0]?.serial ?? '', tokenId)
    middle.close()
  })

  it('keeps what was typed, and says why it cannot go on', async () => {
    await open('pkcs11')
    const tokenId = await issued('soft')
    const { issuerId, serial } = certificateOn(house, tokenId)
    const asked = { issuerId, serial, customerType: 'enterprise' }
    const refused = async (work: Promise<unknown>) =>
      ((await codeOf(work)) as { readonly code?: string }).code
    // Its check digit is right, but it is somebody else's.
    expect(await refused(house.upgrade.details({ ...asked, number: '123456788' }))).toBe(
      'upgrade-number-wrong',
    )
    expect(await refused(submitUpgrade(house, tokenId, { number: 'MA01DEM08' }))).toBe('input-invalid')
    expect(await refused(submitUpgrade(house, tokenId, { termYears: 9 }))).toBe('input-invalid')
    expect(await codeOf(submitUpgrade(house, tokenId, { expectedTotalFen: 100 }))).toEqual({
      code: 'price-changed',
      params: { yuan: '0.00' },
    })
    expect(house.state.current().upgrades).toEqual([])
    const draft = {
      issuerId,
      serial,
      holder: '甲',
      form: { ...upgradeForm, number: '９１' },
      moment: 'number',
    } as const
    const path = join(house.home, 'upgrade-drafts.json')
    house.upgrade.drafts.save(draft)
    expect(JSON.parse(readFileSync(path, 'utf8')).drafts).toMatchObject([
      { form: { number: '９１' }, moment: 'number' },
    ])

    const by = {
      kind: 'account',
      id: (await ra.services.store.accountByUserName(agency.userName))?.id ?? '',
    } as const
    await ra.services.store.changeStatus({ serial, to: 'suspended', by, now: Date.now() })
    expect((await house.upgrade.check({ issuerId, serial })).standing).toEqual({
      may: 'no',
      because: 'suspended',
    })
    expect(await refused(submitUpgrade(house, tokenId))).toBe('certificate-not-in-force')
  })

  it('gives an upgrade up without a trace, and names one that was begun elsewhere', async () => {
    await open('pkcs11')
    const tokenId = await issued('soft')
    const { issuerId, serial } = certificateOn(house, tokenId)
    const { request } = await house.authority.client().requests.open({
      ...{ business: 'upgrade', previousSerial: serial, termYears: 1, idempotencyKey: 'elsewhere-elsewhere' },
      token: { kind: 'ukey', vendor: '别处', serial: '1' },
      application: {
        agreementAccepted: true,
        upgrade: { customerType: 'enterprise', number: numbers.creditCode },
      },
    })
    expect((await house.upgrade.check({ issuerId, serial })).standing).toEqual({
      may: 'unfinished',
      upgradeId: null,
    })
    expect(await codeOf(submitUpgrade(house, tokenId))).toMatchObject({ code: 'upgrade-unfinished' })
    await house.authority.client().requests.abandon({ requestId: request.id })
    // A PIN that a new soft certificate must not get stops it before anything begins.
    await codeOf(submitUpgrade(house, tokenId, { pin: '1' }))
    expect(house.state.current().upgrades).toEqual([])
    expect(house.state.current().upgradeDrafts).toEqual([{ issuerId, serial }])
  })
})
