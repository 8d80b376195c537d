import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { longCompany, pair, signedIn, snapshotWith, soft, ukey } from '../world.ts'
import { openStage, sceneNamed } from './stage.ts'

// What cannot be taken back is said before the choice, and what has ended offers nothing that harms what works.

const stage = openStage('small')

const edgesOf = async (page: Page, selector: string) => {
  const box = await page.locator(selector).first().boundingBox()
  if (!box) throw new Error(`${selector} is not on the page`)
  return { top: box.y, bottom: box.y + box.height }
}

describe('an issuance with which another certificate ends', () => {
  it('says so in view, above the choice and the buttons, in the smallest window', async () => {
    const { act: _, ...scene } = sceneNamed('issue-2-ends')
    const page = await stage.show(scene)
    const warning = page.getByText('里的证书会同时作废')
    const box = await warning.boundingBox()
    if (!box) throw new Error('the warning is not on the page')
    const choice = await edgesOf(page, 'fieldset')
    const button = await page.getByRole('button', { name: '作废' }).boundingBox()
    expect(box.y).toBeGreaterThan(0)
    expect(box.y + box.height).toBeLessThan(choice.top)
    expect(box.y + box.height).toBeLessThan(button?.y ?? 0)
  })

  it('shows what is there before and after', async () => {
    const page = await stage.show(sceneNamed('issue-2-ends'))
    const figure = page.getByRole('figure', { name: '签发前后' })
    expect(await figure.getByText('有效').count()).toBe(1)
    expect(await figure.getByText('作废', { exact: true }).count()).toBe(1)
    expect(await figure.getByText('新证书').count()).toBe(1)
  })

  it('names the button by its effect, and 确认 stays where nothing ends', async () => {
    const page = await stage.show(sceneNamed('issue-2-ends'))
    expect(await page.getByRole('button', { name: '确认' }).count()).toBe(0)
    await page.getByRole('button', { name: '签发新证书，作废原证书' }).click()
    await page.getByLabel('PIN 码', { exact: true }).waitFor()
    const calm = await stage.show(sceneNamed('issue-2-soft'))
    expect(await calm.getByRole('button', { name: '确认' }).count()).toBe(1)
  })
})

describe('a certificate that another one has replaced', () => {
  const replaced = soft({
    label: '旧的软证书',
    pairs: [pair('revoked', { id: 'old', tokenId: 'soft-1', days: 200, holder: longCompany })],
  })
  const inForce = ukey({
    pairs: [pair('valid', { id: 'new', tokenId: 'ukey-1', days: 364, holder: longCompany })],
  })
  const home = (tokens = [inForce, replaced]) => ({
    name: 'replaced',
    hash: '#/home',
    state: snapshotWith({ account: signedIn, tokens }),
  })

  it('lies folded under 已停用 and offers no new issuance, which would revoke the good one', async () => {
    const page = await stage.show(home())
    expect(await page.getByRole('button', { name: '重新签发' }).count()).toBe(0)
    expect(await page.getByText('需要处理').count()).toBe(0)
    await page.getByText('已停用的证书（1）').click()
    await page.getByText('已由另一张证书接替').waitFor()
  })

  it('can be removed after a question that says what becomes of it', async () => {
    const removed: string[] = []
    const page = await stage.show({
      ...home(),
      services: { certificates: { remove: async (tokenId) => void removed.push(tokenId) } },
    })
    await page.getByText('已停用的证书（1）').click()
    await page.getByRole('button', { name: '移除' }).click()
    await page.getByRole('dialog').getByText('以前用它加密的文件').waitFor()
    expect(removed).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: '移除' }).click()
    await expect.poll(() => removed).toEqual(['soft-1'])
  })

  it('is a card with its way out while no other certificate is in force', async () => {
    const page = await stage.show(home([replaced]))
    expect(await page.getByText('已停用的证书').count()).toBe(0)
    expect(await page.getByRole('article').getByRole('button', { name: '重新签发' }).count()).toBe(1)
  })
})
