import { describe, expect, it } from 'vitest'
import { company, demo, pair, pinWith, signedIn, snapshotWith, soft, ukey } from '../world.ts'
import { openStage } from './stage.ts'

const stage = openStage()

const home = (wish: Parameters<typeof snapshotWith>[0], services = {}) => ({
  ...{ name: 'home', hash: '#/home', services },
  state: snapshotWith(wish),
})

describe('主页', () => {
  it('leads with one sentence on a calm day', async () => {
    const page = await stage.show(home({ account: signedIn, tokens: [ukey()] }))
    const lead = page.getByRole('region', { name: '现在的情况' })
    await lead.getByText('一切正常，证书还有 213 天到期').waitFor()
  })

  it.each([
    ['a locked PIN', ukey({ pin: pinWith({ locked: true, triesLeft: 0 }) }), 'PIN 已锁定', '办理解锁'],
    [
      'an expired pair',
      ukey({ pairs: [pair('expired', { id: 'c1', tokenId: 'ukey-1', days: -3 })] }),
      '证书已过期',
      '更新',
    ],
    [
      'a revoked pair',
      ukey({ pairs: [pair('revoked', { id: 'c1', tokenId: 'ukey-1', days: 30 })] }),
      '证书已被吊销',
      '重新签发',
    ],
  ])('leads with %s and the one button that helps', async (_what, token, words, act) => {
    const page = await stage.show(home({ account: signedIn, tokens: [token] }))
    const lead = page.getByRole('region', { name: '现在的情况' })
    await lead.getByText(words).waitFor()
    await lead.getByRole('button', { name: act }).waitFor()
    expect(await page.locator('main .ant-btn-primary').count()).toBe(1)
  })

  it('says one thing first where a PIN is locked and the pair has expired', async () => {
    const both = ukey({
      pin: pinWith({ locked: true, triesLeft: 0 }),
      pairs: [pair('expired', { id: 'c1', tokenId: 'ukey-1', days: -3 })],
    })
    const page = await stage.show(home({ account: signedIn, tokens: [both] }))
    const lead = page.getByRole('region', { name: '现在的情况' })
    await lead.getByText('PIN 已锁定').waitFor()
    expect(await lead.getByRole('button').count()).toBe(1)
  })

  it('shows the validity of a pair as one bar', async () => {
    const page = await stage.show(home({ tokens: [ukey()] }))
    expect(await page.getByRole('img', { name: '有效期' }).count()).toBe(1)
  })

  it('says 演示 once', async () => {
    const of = (id: string, tokenId: string) =>
      pair('valid', { id, tokenId, days: 200, holder: company, demonstration: true })
    const page = await stage.show(
      home({
        issuer: demo,
        tokens: [ukey({ pairs: [of('c1', 'ukey-1')] }), soft({ pairs: [of('c2', 'soft-1')] })],
      }),
    )
    expect(await page.locator('main').getByText('演示', { exact: true }).count()).toBe(1)
  })

  it('says 演示 only at the certificate concerned beside one of a real authority', async () => {
    const tokens = [
      ukey(),
      soft({ pairs: [pair('valid', { id: 'c2', tokenId: 'soft-1', days: 200, demonstration: true })] }),
    ]
    const page = await stage.show(home({ issuer: demo, tokens }))
    const marks = page.locator('main').getByText('演示', { exact: true })
    expect(await marks.count()).toBe(1)
    expect(
      await page
        .getByRole('article')
        .filter({ has: page.getByText('演示', { exact: true }) })
        .count(),
    ).toBe(1)
  })
})

describe('the first run', () => {
  it('shows three steps, and in the demonstration the way to its desk', async () => {
    const opened: string[] = []
    const url = 'http://127.0.0.1:1/operator/'
    const account = { userName: 'demo', applicantName: '北京示例知识产权代理有限公司' }
    const page = await stage.show(
      home(
        { issuer: demo },
        {
          authority: {
            desk: async () => ({ url, operator: null, account }),
            openExternal: async (address: string) => void opened.push(address),
          },
        },
      ),
    )
    expect(await page.getByRole('list', { name: '三步拿到证书' }).getByRole('listitem').count()).toBe(3)
    expect(await page.locator('main .ant-btn-primary').count()).toBe(1)
    await page.getByRole('button', { name: '打开操作页' }).click()
    await expect.poll(() => opened).toEqual([url])
  })
})

describe('the look', () => {
  it('has forms in 14 px', async () => {
    const page = await stage.show({ name: 'login', hash: '#/login', state: snapshotWith() })
    const size = await page.getByLabel('用户名').evaluate((one) => getComputedStyle(one).fontSize)
    expect(size).toBe('14px')
  })
})
