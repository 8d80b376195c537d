import { describe, expect, it } from 'vitest'
import { AssistantError } from '../../src/shared/errors/index.ts'
import { demo, signedIn, snapshotWith } from '../world.ts'
import { openStage, sceneNamed } from './stage.ts'

const stage = openStage()

describe('a new PIN', () => {
  it.each([
    ['phone number', '13857490002'],
    ['identity number', '91150702'],
    ['user name', 'nmg_haila_2021'],
  ])('is not the %s of the account', async (_what, pin) => {
    const started: unknown[] = []
    const page = await stage.show({
      name: 'known number',
      hash: '#/issue',
      state: snapshotWith({ issuer: demo, account: { ...signedIn, phone: '138****0002' } }),
      services: {
        issuance: {
          start: async () => {
            started.push(pin)
            return { transactionId: 'tx-1' }
          },
        },
      },
    })
    await page.getByRole('button', { name: '确认' }).click()
    await page.getByLabel('PIN 码', { exact: true }).fill(pin)
    await page.getByLabel('确认 PIN 码').fill(pin)
    await page.getByRole('button', { name: '开始签发' }).click()
    await page.getByText('请不要使用证件号、生日、电话').waitFor()
    expect(started).toEqual([])
  })
})

describe('a captcha that was mistyped', () => {
  it('says what is still there, not that nothing was lost', async () => {
    const page = await stage.show({
      ...sceneNamed('login'),
      services: {
        account: {
          login: async () => {
            throw new AssistantError('captcha-wrong')
          },
        },
      },
    })
    await page.getByLabel('用户名').fill('demo')
    await page.getByLabel('申请人名称').fill('北京示例知识产权代理有限公司')
    await page.getByLabel('验证码', { exact: true }).fill('7777')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    const note = page.getByRole('alert').filter({ hasText: '验证码不正确' })
    await note.getByText('其他填写的内容还在').waitFor()
    expect(await page.getByText('没有任何内容丢失').count()).toBe(0)
    expect(await page.getByLabel('用户名').inputValue()).toBe('demo')
  })
})
