import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ApplicationHouse, openApplication } from '../../house/application.ts'
import { type Feed, openFeed } from './feed.ts'

let feed: Feed
let house: ApplicationHouse
beforeEach(async () => {
  feed = await openFeed()
  feed.beHonest({ minimum: { renew: '0.2.0' } })
  house = await openApplication(async (home) => {
    const { address, keys } = feed
    const folder = join(home, '..', 'resources', 'updates')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'feed.json'), JSON.stringify({ address, page: null, keys }))
  })
})
afterEach(async () => {
  await house.stop()
  await feed.close()
})

it('the application tells of a version that others bring, and why it is needed', async () => {
  await house.client.updates.look()
  const { updates, notices, settings } = await house.until(({ updates: { offer } }) => offer !== null)
  expect(settings.autoUpdate).toBe(true)
  expect(updates).toMatchObject({ stage: { is: 'offered' }, bringer: 'folder', needed: { renew: '0.2.0' } })
  expect(notices.filter(({ source }) => source === 'updates').map(({ report }) => report)).toEqual([
    { code: 'update-needed', params: { businesses: '续期', wanted: '0.2.0', version: '0' } },
  ])
  // The words follow the language.
  await house.client.settings.change({ language: 'en' })
  const { notices: english } = await house.until(({ notices: all }) =>
    all.some(({ report }) => JSON.stringify(report).includes('enewal')),
  )
  expect(english.filter(({ source }) => source === 'updates')).toHaveLength(1)
})

it('refuses what a page could not ask for', async () => {
  await expect(house.client.updates.download()).rejects.toThrow()
  await expect(house.client.updates.restart()).rejects.toThrow()
  await expect(house.client.updates.openPage()).rejects.toThrow()
  await house.client.updates.cancel()
  expect(house.snapshot().updates.stage.is).toBe('none')
})
