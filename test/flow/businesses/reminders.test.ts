import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plugUkey, unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import { agency, openWholeHouse, UKEY_PIN, type WholeHouse } from '../../house/businesses.ts'
import { given, openRa, removeFolder, temporary } from '../../house/issuance.ts'
import { idOf, waitFor } from '../issuance/ukeys.ts'

const [raFolder, home] = [temporary(), temporary()]
const day = 86_400_000
let ra: RunningRa
let house: WholeHouse
let tokenId = ''
beforeAll(async () => {
  ra = await openRa(raFolder)
  house = await openWholeHouse(ra.url, { home })
  await house.login(agency)
  tokenId = await house.insert('YEAR')
  const { transactionId } = await house.issuance.start({
    target: { kind: 'ukey', tokenId },
    ...given(UKEY_PIN),
  })
  expect(await house.rest(transactionId)).toMatchObject({ state: 'done', error: null })
})
afterAll(async () => {
  await house.end()
  await ra.stop()
  for (const folder of [raFolder, home]) removeFolder(folder)
})

/** Starts the assistant again so many days later, by the computer's clock. */
const daysLater = async (days: number): Promise<void> => {
  await house.end()
  house = await openWholeHouse(ra.url, { home, clock: () => new Date(Date.now() + days * day) })
}

describe('a certificate that was issued once', () => {
  it('is not mentioned while its end is far away', async () => {
    await house.shows(({ tokens }) => tokens.some(({ pairs }) => pairs.length > 0))
    expect(house.state.current().reminders).toEqual([])
  })

  it('causes a reminder when its end is near, even if its Ukey is not plugged in', async () => {
    unplugUkey(house.keys, 'YEAR')
    await waitFor(house, () => idOf(house, 'YEAR') === undefined)
    await daysLater(340)
    const { reminders } = await house.shows((snapshot) => snapshot.reminders.length > 0)
    expect(reminders).toHaveLength(1)
    expect(reminders[0]).toMatchObject({
      tokenId,
      present: false,
      holder: agency.applicantName,
      weekOffered: true,
    })
    expect(house.notified).toHaveLength(1)
    expect(house.notified[0]?.title).toBe(`证书还有 ${reminders[0]?.daysLeft} 天到期`)
  })

  it('leads to itself once the Ukey is there', async () => {
    plugUkey(house.keys, 'YEAR')
    const { reminders } = await house.shows((snapshot) => snapshot.reminders[0]?.present === true)
    expect(reminders[0]?.certificateId).toBe(reminders[0]?.id)
    expect(house.notified).toHaveLength(1)
  })

  it('rests for a week when the person says so, also over a restart', async () => {
    const [one] = house.state.current().reminders
    house.reminders.snooze(one?.id ?? '', 'week')
    await house.shows(({ reminders }) => reminders.length === 0)
    await daysLater(343)
    await house.shows(({ tokens }) => tokens.length > 0)
    expect(house.state.current().reminders).toEqual([])
    await daysLater(348)
    await house.shows(({ reminders }) => reminders.length === 1)
    expect(house.notified).toHaveLength(1)
  })

  it('is reported as expired afterwards', async () => {
    await daysLater(367)
    const { reminders } = await house.shows((snapshot) => snapshot.reminders.length > 0)
    expect(reminders[0]?.daysLeft).toBeLessThan(0)
    expect(house.notified[0]?.title).toMatch(/证书已过期 \d+ 天/)
  })
})
