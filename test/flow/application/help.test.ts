import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApplicationHouse, openApplication } from '../../house/application.ts'

// 用户服务 through the whole application and its contract.

let house: ApplicationHouse
beforeAll(async () => {
  house = await openApplication(async () => {})
})
afterAll(() => house.stop())

describe('用户服务 in the application', () => {
  it('says after the start which article explains which code', async () => {
    const { articleOfCode } = await house.until((now) => Object.keys(now.articleOfCode).length > 0)
    expect(articleOfCode).toMatchObject({ P01: 'pin-wrong', D04: 'driver-missing' })
  })

  it('lists every article that ships and the answers of the issuers', async () => {
    const heads = await house.client.help.articles()
    const files = readdirSync(join(import.meta.dirname, '../../../help'))
    expect(heads.filter(({ issuerId }) => issuerId === null)).toHaveLength(files.length)
    expect(heads.map(({ issuerId }) => issuerId)).toEqual(expect.arrayContaining(['bjca', 'sheca', 'netca']))
  })

  it('answers in the language of the settings from the next question on', async () => {
    const ask = async () => (await house.client.help.search({ question: 'P03', most: 3 }))[0]?.title
    expect(await ask()).toBe('PIN 码被锁定了')
    await house.client.settings.change({ language: 'en' })
    await house.until(({ settings }) => settings.language === 'en')
    expect(await ask()).toBe('The PIN is locked')
  })

  it('refuses a question without end, a number without end and an article that is not there', async () => {
    await expect(house.client.help.search({ question: '长'.repeat(401), most: 3 })).rejects.toThrow()
    await expect(house.client.help.search({ question: '证书', most: 1_000 })).rejects.toThrow()
    await expect(house.client.help.article({ articleId: '../issuers/demo' })).rejects.toMatchObject({
      data: { code: 'not-found' },
    })
  })
})
