import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/shared/models/index.ts'
import { pinWith, snapshotWith, soft, ukey } from '../world.ts'
import { notifications } from './scenes/help.ts'
import type { Scene } from './scenes/scene.ts'
import { openStage, sceneNamed } from './stage.ts'

const stage = openStage()

const hashOf = (page: Page) => page.evaluate(() => window.location.hash)
const hash = (page: Page) => expect.poll(() => hashOf(page))
const focusIn = (page: Page) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''))

const home: Scene = { name: 'home', hash: '#/home', state: snapshotWith({ tokens: [ukey()] }) }
const finderField = (page: Page) => page.getByRole('combobox', { name: '功能、证书、客服代码或问题' })
const chosen = (page: Page) => page.getByRole('option', { selected: true })

/** Which option a screen reader is told of. */
const toldOf = (page: Page) =>
  finderField(page).evaluate((field) => {
    const id = field.getAttribute('aria-activedescendant')
    return id === null ? null : (document.getElementById(id)?.textContent ?? null)
  })

describe('Ctrl+K, by keyboard alone', () => {
  it('finds a page, and Enter opens it', async () => {
    const page = await stage.show(home)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('xtjc')
    await expect.poll(() => toldOf(page)).toBe('系统检测')
    await page.keyboard.press('Enter')
    await hash(page).toBe('#/diagnosis')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  })

  it('finds an article by a question, and a certificate by its serial', async () => {
    const page = await stage.show(home)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('忘记证书密码怎么办')
    await page.getByRole('option', { name: '忘记了 PIN 码' }).waitFor()
    await finderField(page).fill('3F2A 91C0')
    await expect.poll(() => toldOf(page)).toContain('北京某某商标代理有限公司')
    await page.keyboard.press('Enter')
    await hash(page).toBe('#/certificate/c1-s')
  })

  it('goes round with the arrows, and a screen reader is told of each', async () => {
    const page = await stage.show(home)
    await page.keyboard.press('Control+k')
    await chosen(page).waitFor()
    const first = await toldOf(page)
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => toldOf(page)).not.toBe(first)
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => toldOf(page)).toBe(first)
    expect(await page.getByRole('option', { selected: true }).count()).toBe(1)
  })

  it('Esc closes it, nothing is opened, and the focus is where it was', async () => {
    const page = await stage.show(home)
    const button = page.getByRole('button', { name: /^查找功能/ })
    await button.focus()
    await page.keyboard.press('Enter')
    await finderField(page).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    await focusIn(page).toMatch(/^查找功能/)
    await hash(page).toBe('#/home')
  })

  it('gives way when the window is sent to another page', async () => {
    const page = await stage.show(home)
    await page.keyboard.press('Control+k')
    await chosen(page).waitFor()
    await page.evaluate(() => {
      window.location.hash = '#/certificates'
    })
    await page.locator('[data-page="certificates"]').waitFor()
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  })

  it('puts what was opened lately first the next time', async () => {
    const page = await stage.show(home)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('补办证书')
    await expect.poll(() => toldOf(page)).toBe('补办证书')
    await page.keyboard.press('Enter')
    await hash(page).toBe('#/replacement')
    await page.keyboard.press('Control+k')
    await expect.poll(() => toldOf(page)).toBe('补办证书')
  })

  it('does not open over a question of the assistant', async () => {
    const page = await stage.show(sceneNamed('web-prompt'))
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Control+k')
    expect(await page.getByRole('combobox', { name: '功能、证书、客服代码或问题' }).count()).toBe(0)
  })

  it('opens again after a question of the page was closed', async () => {
    const page = await stage.show(sceneNamed('issue-4-abandon'))
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Control+k')
    expect(await finderField(page).count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+k')
    await finderField(page).waitFor()
  })

  it('opens nothing while an input method composes', async () => {
    const page = await stage.show(home)
    await page.keyboard.press('Control+k')
    await chosen(page).waitFor()
    await finderField(page).evaluate((field) => {
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }))
    })
    await hash(page).toBe('#/home')
    expect(await finderField(page).isVisible()).toBe(true)
  })

  it('takes a thousand certificates, and shows few of them', async () => {
    const tokens = Array.from({ length: 1_000 }, (_, at) => soft({ id: `s${at}` }))
    const page = await stage.show({ ...home, state: snapshotWith({ tokens }) })
    await page.keyboard.press('Control+k')
    await page.keyboard.type('3F2A')
    await page.getByText('还有 992 张').waitFor()
    expect(await page.getByRole('option').count()).toBeLessThan(30)
  })
})

describe('用户服务', () => {
  it('a clerk finds an answer by a code, reads it, acts, and comes back to what was found', async () => {
    const state = snapshotWith({ tokens: [ukey({ pin: pinWith({ locked: true, triesLeft: 0 }) })] })
    const page = await stage.show({ name: 'service', hash: '#/service', state })
    await page.getByLabel('搜索常见问题').fill('p03')
    await page.getByText('客服代码 P03：PIN 码已锁定').waitFor()
    await page.getByRole('main').getByRole('link', { name: 'PIN 码被锁定了' }).click()
    await page.getByRole('heading', { name: 'PIN 码被锁定了' }).waitFor()
    await page.goBack()
    await page.getByRole('main').getByRole('link', { name: 'PIN 码被锁定了' }).click()
    await page.getByRole('link', { name: '前往「解锁 PIN 码」' }).click()
    await hash(page).toBe('#/unlock/ukey-1')
  })

  it('keeps the focus in the field, whatever happens in the assistant meanwhile', async () => {
    const page = await stage.show({
      ...sceneNamed('service'),
      act: async (shown, state) => {
        await shown.getByLabel('搜索常见问题').focus()
        await shown.keyboard.type('证书')
        await shown.getByText(/^找到 \d+ 条$/).waitFor()
        state.change({ notifications })
        // It has arrived in the page.
        await shown.getByRole('link', { name: '通知，2 条未读' }).waitFor()
      },
    })
    const field = page.getByLabel('搜索常见问题')
    expect(await field.evaluate((one) => one === document.activeElement)).toBe(true)
  })

  it('shows the newest answer while a person types', async () => {
    const page = await stage.show({
      ...sceneNamed('service'),
      services: {
        help: {
          search: (question) => [
            { id: 'pin-wrong', title: `答案：${question}`, group: 'pin', issuerId: null },
          ],
        },
      },
    })
    for (const question of ['证', '证书', '证书过', '证书过期'])
      await page.getByLabel('搜索常见问题').fill(question)
    await page.getByText('答案：证书过期', { exact: true }).waitFor()
    expect(await page.getByText(/^答案：/).count()).toBe(1)
  })

  it('the markup of an article is shown as text, and nothing of it runs', async () => {
    const article: Article = {
      head: { id: 'hostile', title: '<b>标题</b>', group: 'pin', issuerId: null },
      body: '<script>window.hit = 1</script>\n\n<img src=x onerror="window.hit = 1">\n\n[点](javascript:window.hit=1)',
      ...{ plain: false, action: 'javascript:alert(1)' },
    }
    const page = await stage.show({
      ...{ name: 'hostile', hash: '#/article/hostile', state: snapshotWith() },
      services: { help: { article: () => article } },
    })
    await page.getByText('<script>window.hit = 1</script>').waitFor()
    await page.getByRole('heading', { name: '<b>标题</b>' }).waitFor()
    const main = page.getByRole('main')
    expect(await main.locator('script, img, [href^="javascript"]').count()).toBe(0)
    expect(await page.evaluate(() => 'hit' in window)).toBe(false)
    // An action that is no place has no button.
    expect(await main.getByRole('link', { name: /^前往/ }).count()).toBe(0)
  })

  it('a phone is copied by its button', async () => {
    const page = await stage.show(sceneNamed('service'))
    await page.getByRole('button', { name: '复制电话 400-830-1330' }).first().click()
    await page.getByText('已复制').first().waitFor()
  })

  it('service points are found by region, and it says which authorities told none', async () => {
    const page = await stage.show(sceneNamed('service'))
    await page.getByLabel('搜索网点：名称、地址、地区').fill('上海')
    await page.getByText('没有符合的网点。').waitFor()
    await page.getByLabel('搜索网点：名称、地址、地区').fill('北京')
    await page.getByRole('heading', { name: '证书服务大厅' }).waitFor()
    await page.getByText(/上海 CA（SHECA）.*的资料里没有写网点/).waitFor()
  })

  it('online services are grey without a network, and come back by themselves', async () => {
    const offline = {
      state: 'offline',
      reason: 'network-none',
      checkedAt: null,
      clockSkewSeconds: null,
    } as const
    const scene = sceneNamed('service')
    const page = await stage.show({
      ...scene,
      state: { ...scene.state, connections: { 'cnipa-trademark': offline } },
      act: async (shown, state) => {
        await shown.getByRole('button', { name: '在线帮助', disabled: true }).waitFor()
        await shown.getByText('现在没有网络，在线服务打不开。联网后会自动恢复。').waitFor()
        state.change({ connections: { 'cnipa-trademark': { ...offline, state: 'online', reason: null } } })
      },
    })
    const link = page.getByRole('link', { name: '在线帮助' })
    await link.waitFor()
    expect(await link.getAttribute('href')).toBe('https://sso.cnipa.gov.cn/am/#/help-center')
  })
})

describe('what leads to an article', () => {
  it('the trouble of a driver does', async () => {
    const scene = sceneNamed('home-trouble')
    const page = await stage.show({
      ...scene,
      state: {
        ...scene.state,
        articleOfCode: {
          D04: 'driver-missing',
          D09: 'driver-missing',
          D10: 'ukey-not-shown',
          D02: 'driver-conflict',
        },
      },
    })
    await page.getByRole('link', { name: '这是怎么回事？' }).first().click()
    await hash(page).toMatch(/^#\/article\/(driver-missing|ukey-not-shown|driver-conflict)$/)
  })

  it('an error with a code does, and one without an article has no link', async () => {
    const scene = sceneNamed('login-refused')
    const page = await stage.show({
      ...scene,
      state: { ...scene.state, articleOfCode: { L06: 'account-login' } },
    })
    await page.getByRole('link', { name: '这是怎么回事？' }).click()
    await hash(page).toBe('#/article/account-login')
    const without = await stage.show({ ...scene, state: { ...scene.state, articleOfCode: {} } })
    await without.getByRole('alert').waitFor()
    expect(await without.getByRole('link', { name: '这是怎么回事？' }).count()).toBe(0)
  })
})

describe('the rail', () => {
  it('需要处理 leads to its reason', async () => {
    const tokens = [ukey({ pin: pinWith({ locked: true, triesLeft: 0 }) })]
    const page = await stage.show({ ...home, state: snapshotWith({ tokens }) })
    await page.getByRole('link', { name: '需要处理' }).click()
    await hash(page).toBe('#/unlock/ukey-1')
  })

  it('counts new notifications until they were seen, and marks them on the page until it is left', async () => {
    const page = await stage.show({ ...home, state: snapshotWith({ tokens: [ukey()], notifications }) })
    await page.getByRole('link', { name: '通知，2 条未读' }).click()
    await page.getByText('需要您继续').waitFor()
    await page.getByRole('link', { name: '通知', exact: true }).waitFor()
    expect(await page.getByText('未读', { exact: true }).count()).toBe(2)
    await page.getByRole('link', { name: '查看: 证书快要到期' }).click()
    await hash(page).toBe('#/certificates')
    await page.goBack()
    await page.getByText('需要您继续').waitFor()
    expect(await page.getByText('未读', { exact: true }).count()).toBe(0)
  })

  it('the list of notifications is cleared by its button', async () => {
    const page = await stage.show(sceneNamed('notifications'))
    await page.getByRole('button', { name: /清\s?空/ }).click()
    await page.getByText('还没有通知。').waitFor()
  })
})
