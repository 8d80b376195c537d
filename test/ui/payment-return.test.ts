import { expect, it } from 'vitest'
import { openStage, sceneNamed } from './stage.ts'

const stage = openStage()

it('a payment is asked about when the window comes forward again, and nothing on the page is red', async () => {
  const asked: string[] = []
  const page = await stage.show({
    ...sceneNamed('wait-payment'),
    services: { transactions: { resume: async (id) => void asked.push(id) } },
  })
  await page.getByRole('heading', { name: '补办证书' }).waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
  expect(await page.getByText('没有完成').count()).toBe(0)
  expect(asked).toEqual([])
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect.poll(() => asked).toEqual(['tx-1'])
  // A window that flickers does not ask again and again.
  await page.evaluate(() => {
    for (let i = 0; i < 5; i += 1) window.dispatchEvent(new Event('focus'))
  })
  await page.getByRole('button', { name: '打开支付页面' }).click()
  expect(asked).toEqual(['tx-1'])
})
