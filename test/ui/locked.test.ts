import { describe, expect, it } from 'vitest'
import { pair, pinWith, snapshotWith, ukey } from '../world.ts'
import { openStage } from './stage.ts'

const stage = openStage()

const locked = ukey({
  pin: pinWith({ locked: true, triesLeft: 0 }),
  pairs: [pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 364 })],
})
const at = (hash: string) => ({
  name: 'locked',
  hash,
  state: snapshotWith({
    tokens: [locked],
    about: { ...snapshotWith().about, shell: 'web' },
  }),
})

describe('a Ukey whose PIN is locked', () => {
  it.each(['#/home', '#/certificates', '#/certificate/c1-s'])(
    'is nowhere said to be ready for use (%s)',
    async (hash) => {
      const page = await stage.show(at(hash))
      await page.getByText('证书在有效期内，PIN 码解锁后才能使用').first().waitFor()
      expect(await page.getByText('可以正常使用').count()).toBe(0)
    },
  )

  it('offers the unlocking in the tray, not the certificate', async () => {
    const chosen: unknown[] = []
    const page = await stage.show({
      ...at('#/home'),
      services: { tray: { choose: async (item, tokenId) => void chosen.push([item, tokenId]) } },
    })
    await page.getByRole('button', { name: '菜单' }).click()
    expect(await page.getByRole('menuitem', { name: '查看证书' }).count()).toBe(0)
    await page.getByRole('menuitem', { name: '解锁 PIN 码' }).click()
    await expect.poll(() => chosen).toEqual([['unlock', 'ukey-1']])
  })
})
