import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { snapshotWith, ukey } from '../world.ts'
import { renewed } from './scenes/certificates.ts'
import type { Scene } from './scenes/scene.ts'
import { openStage, sceneNamed } from './stage.ts'

const stage = openStage()
const one: Scene = { name: 'one key', hash: '#/certificates', state: snapshotWith({ tokens: [ukey()] }) }

const opener = (page: Page) => page.getByRole('button', { name: '更多操作' })
const item = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true })
const isFocused = (page: Page) => opener(page).evaluate((button) => button === document.activeElement)

describe('the one menu of a key', () => {
  it('has everything that can be done with the key and its pair, and nothing of it stands elsewhere', async () => {
    const page = await stage.show(one)
    const article = page.getByRole('article')
    for (const name of ['修改 PIN 码', '忘记 PIN 码？', '签名证书详情', '能否解密'])
      expect(
        await article.getByRole('link', { name }).or(article.getByRole('button', { name })).count(),
      ).toBe(0)
    await opener(page).click()
    const all = [
      '签名证书详情',
      '加密证书详情',
      '能否解密',
      '起个名字',
      '修改 PIN 码',
      '忘记 PIN 码？',
      '使用记录',
    ]
    await item(page, '起个名字').waitFor()
    expect(await page.getByRole('menuitem').allTextContents()).toEqual(all)
  })

  it('opens, moves, chooses and closes by keyboard, and gives the focus back', async () => {
    const page = await stage.show(one)
    await opener(page).focus()
    expect(await opener(page).getAttribute('aria-expanded')).toBe('false')
    await page.keyboard.press('Enter')
    await item(page, '签名证书详情').waitFor()
    expect(await opener(page).getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Escape')
    await item(page, '签名证书详情').waitFor({ state: 'hidden' })
    await expect.poll(() => isFocused(page)).toBe(true)
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('[role="menu"]') !== null))
      .toBe(true)
    // The focus moves a moment before the entry that Enter chooses.
    const settled = () =>
      page.evaluate(() => document.activeElement?.classList.contains('ant-dropdown-menu-item-active'))
    for (let presses = 0; presses < 10; presses += 1) {
      await expect.poll(settled).toBe(true)
      const active = await page.evaluate(() => document.activeElement?.textContent)
      if (active === '修改 PIN 码') break
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('Enter')
    await page.getByRole('form', { name: '修改 PIN 码' }).waitFor()
  })

  it('names the pair of each group where a key has several', async () => {
    const page = await stage.show(sceneNamed('certificates-troubled'))
    await opener(page).click()
    await page.locator('.ant-dropdown-menu-item-group-title', { hasText: '不完整' }).waitFor()
    await page.locator('.ant-dropdown-menu-item-group-title', { hasText: '已吊销' }).waitFor()
  })
})

describe('a name for a key', () => {
  const naming = async (): Promise<Page> => {
    const page = await stage.show(sceneNamed('certificates-menu'))
    await item(page, '起个名字').click()
    return page
  }

  it('is typed at once, shown in the list and in full, and given up by emptying the field', async () => {
    const page = await naming()
    const field = page.getByLabel('名字', { exact: true })
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.type('财务室的')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('navigation', { name: 'Ukey 与软证书' }).getByText('财务室的').waitFor()
    await page.getByRole('article').getByText('财务室的').waitFor()
    await page.getByRole('article').getByText('明华 eKey 3000').waitFor()
    await expect.poll(() => isFocused(page)).toBe(true)
    await opener(page).click()
    await item(page, '起个名字').click()
    await page.getByLabel('名字', { exact: true }).fill('')
    await page.keyboard.press('Enter')
    await page.getByText('财务室的', { exact: true }).first().waitFor({ state: 'detached' })
  })

  it('takes no more than 64 characters', async () => {
    const page = await naming()
    const field = page.getByLabel('名字', { exact: true })
    await field.fill('')
    await page.keyboard.insertText('名'.repeat(80))
    expect(await field.inputValue()).toBe('名'.repeat(64))
  })

  it.each([
    ['the card on the first page', '#/home'],
    ['the choice where a certificate goes', '#/issue'],
    ['the history', '#/history/ukey-1'],
    ['the PIN page', '#/pin/ukey-1'],
    ['the details of a certificate', '#/certificate/c1-s'],
    ['the settings', '#/settings/certificates'],
  ])('stands on %s', async (_what, hash) => {
    const { account } = { account: sceneNamed('issue-2-token').state }
    const state = { ...account, tokens: [ukey({ nickname: '财务室的' })] }
    const page = await stage.show({ name: hash, hash, state })
    await page.getByRole('main').getByText('财务室的').first().waitFor()
  })
})

describe('移除 of an old pair on a Ukey', () => {
  const removed: unknown[] = []
  const scene: Scene = {
    ...sceneNamed('certificates-remove-old'),
    services: { oldCertificates: { remove: async (wish) => void removed.push(wish) } },
  }

  it('says what is lost, and waits for the person to give it up', async () => {
    const page = await stage.show(scene)
    const dialog = page.getByRole('dialog')
    await dialog.getByText('谁也打不开这些文件').waitFor()
    const button = dialog.getByRole('button', { name: '移除', exact: true })
    expect(await button.isDisabled()).toBe(true)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(removed).toEqual([])
    await page.getByRole('button', { name: '移除', exact: true }).click()
    await dialog.getByRole('checkbox').check()
    await button.click()
    await dialog.waitFor({ state: 'hidden' })
    expect(removed).toEqual([{ tokenId: 'ukey-1', pairId: 'pair-c8', filesGivenUp: true }])
  })

  it('is not offered where the Ukey cannot delete', async () => {
    const page = await stage.show({
      ...{ name: 'cannot delete', hash: '#/certificates' },
      state: snapshotWith({ tokens: [{ ...renewed, capabilities: ukey().capabilities }] }),
    })
    await page.locator('article summary').first().click()
    await page.getByText('旧证书').first().waitFor()
    expect(await page.getByRole('button', { name: '移除', exact: true }).count()).toBe(0)
  })
})
