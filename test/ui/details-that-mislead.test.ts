import { describe, expect, it } from 'vitest'
import { pair, signedIn, snapshotWith, ukey } from '../world.ts'
import { running } from './scenes/transactions.ts'
import { openStage, sceneNamed } from './stage.ts'

// Small things that look unfinished or say something that is not so.

const stage = openStage()

const home = (state: 'valid' | 'revoked' | 'expired', days: number) => ({
  name: 'bar',
  hash: '#/home',
  state: snapshotWith({ tokens: [ukey({ pairs: [pair(state, { id: 'c1', tokenId: 'ukey-1', days })] })] }),
})

describe('the bar of a validity', () => {
  const barOf = async (state: 'valid' | 'revoked' | 'expired', days: number) => {
    const page = await stage.show(home(state, days))
    const bar = page.getByRole('img', { name: '有效期' }).first()
    const left = bar.locator('[data-part="left"]')
    const whole = (await bar.boundingBox())?.width ?? 0
    const filled = (await left.count()) === 0 ? 0 : ((await left.boundingBox())?.width ?? 0)
    return { share: filled / whole, name: await bar.getAttribute('aria-label'), bar }
  }

  it('is full on the first day, and shows what remains later, with marks at 60 and 30 days', async () => {
    const first = await barOf('valid', 365)
    expect(first.share).toBeCloseTo(1, 1)
    expect(first.name).toContain('剩余 100%')
    expect(await first.bar.locator('[data-part="mark"]').count()).toBe(2)
    expect((await barOf('valid', 73)).share).toBeCloseTo(0.2, 1)
    expect((await barOf('expired', -3)).share).toBe(0)
  })

  it('is hatched if the certificate is revoked, and not filled', async () => {
    const revoked = await barOf('revoked', 200)
    expect(revoked.share).toBe(0)
    expect(await revoked.bar.getAttribute('data-over')).toBe('true')
  })
})

describe('the list of steps', () => {
  it('does not speak of an old certificate on a first issuance', async () => {
    const page = await stage.show(sceneNamed('issue-4-progress'))
    expect(await page.getByText('清理原证书').count()).toBe(0)
  })

  it('counts seconds only where there are some', async () => {
    const page = await stage.show({
      name: 'fast steps',
      hash: '#/issue',
      state: snapshotWith({ account: signedIn, tokens: [ukey()], transactions: [running('await')] }),
    })
    await page.getByText('3.7 秒').waitFor()
    expect(await page.getByText(/^0\.\d 秒$/).count()).toBe(0)
  })
})

describe('the window', () => {
  it('carries the name of the product', async () => {
    const page = await stage.show(home('valid', 200))
    await page.getByRole('banner').getByText('证书助手').waitFor()
  })

  it('has no frame around the content after the keyboard was used', async () => {
    const page = await stage.show(home('valid', 200))
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const main = page.getByRole('main')
    await expect.poll(() => main.evaluate((one) => one === document.activeElement)).toBe(true)
    expect(await main.evaluate((one) => getComputedStyle(one).outlineStyle)).toBe('none')
  })
})

describe('the PIN page', () => {
  it('has one button that stands out', async () => {
    const page = await stage.show({
      name: 'pin page',
      hash: '#/pin/ukey-1',
      state: snapshotWith({ tokens: [ukey()] }),
    })
    await page.getByRole('button', { name: '修改', exact: true }).waitFor()
    expect(await page.locator('main .ant-btn-primary').count()).toBe(1)
  })
})

describe('能否解密', () => {
  it('shows no more of what was chosen before, once another file is chosen that is slow to read', async () => {
    const page = await stage.show(sceneNamed('rehearsal-opens'))
    await page.getByText(/^能解密/).waitFor()
    await page.evaluate(() => {
      Blob.prototype.arrayBuffer = () => new Promise(() => {})
    })
    await page
      .getByLabel('换一个文件')
      .setInputFiles({ name: '另一份.p7m', mimeType: '', buffer: Buffer.from('0') })
    await page.getByText('正在读取文件…').waitFor()
    expect(await page.getByRole('button', { name: /^输入 PIN 码试一试/ }).count()).toBe(0)
  })
})
