import { describe, expect, it } from 'vitest'
import { demo, snapshotWith } from '../world.ts'
import { openStage, sceneNamed } from './stage.ts'

const stage = openStage()
const url = 'http://127.0.0.1:4567/operator/'
const opened: string[] = []
const services = {
  authority: {
    desk: async (issuerId: string) =>
      issuerId === demo.id
        ? {
            url,
            operator: { name: 'operator', password: 'x9-secret' },
            account: { userName: 'demo', applicantName: '北京示例知识产权代理有限公司' },
          }
        : null,
    openExternal: async (address: string) => void opened.push(address),
  },
}

describe('the demonstration', () => {
  it.each(['unlock-code', 'wait-review', 'wait-payment'])(
    'leads to the operator page where it is needed, with the operator (%s)',
    async (name) => {
      opened.length = 0
      const page = await stage.show({
        ...sceneNamed(name),
        services: { ...sceneNamed(name).services, ...services },
      })
      await page.getByText('x9-secret').waitFor()
      await page.getByRole('button', { name: '打开操作页' }).click()
      await expect.poll(() => opened).toEqual([url])
    },
  )

  it('fills in an account to try out with, and goes on at the captcha', async () => {
    const page = await stage.show({
      name: 'login of the demonstration',
      hash: '#/login/demo',
      state: sceneNamed('issue-2-soft').state,
      services,
      act: async (shown, state) => {
        state.change({ accounts: [] })
        await shown.getByRole('button', { name: '填入演示账号' }).click()
      },
    })
    expect(await page.getByLabel('用户名').inputValue()).toBe('demo')
    expect(await page.getByLabel('申请人名称').inputValue()).toBe('北京示例知识产权代理有限公司')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('captcha')
  })

  it('is nowhere beside a real authority', async () => {
    const state = snapshotWith()
    const page = await stage.show({ name: 'real login', hash: '#/login', state, services })
    await page.getByLabel('用户名').waitFor()
    expect(await page.getByRole('button', { name: '填入演示账号' }).count()).toBe(0)
  })
})
