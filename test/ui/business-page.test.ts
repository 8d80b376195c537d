import { describe, expect, it } from 'vitest'
import type { StateStore } from '../../src/main/state/state-store.ts'
import { AssistantError } from '../../src/shared/errors/index.ts'
import { trademark } from '../world.ts'
import { openStage, sceneNamed } from './stage.ts'

const stage = openStage()

/** A scene whose state the test changes while the page is open. */
const open = async (name: string, services = {}) => {
  const held: { state: StateStore | null } = { state: null }
  const scene = sceneNamed(name)
  const page = await stage.show({
    ...scene,
    services,
    act: async (_page, state) => {
      held.state = state
    },
  })
  const { state } = held
  if (state === null) throw new Error('the scene was not played')
  return { page, state }
}

describe('业务办理', () => {
  it('greys what needs a network while there is none, and has it back by itself', async () => {
    const { page, state } = await open('business-offline')
    const openPage = page.getByRole('button', { name: '打开 国家知识产权局统一身份认证：用户登录' })
    const renewal = page.getByRole('link', { name: /证书续期/ })
    await page.getByText('现在不能联网，网络恢复后可以办理').first().waitFor()
    expect(await openPage.isDisabled()).toBe(true)
    expect(await renewal.count()).toBe(0)
    const connection = { state: 'online', reason: null, checkedAt: null, clockSkewSeconds: 0 } as const
    state.change({ connections: { [trademark.id]: connection } })
    await renewal.waitFor()
    expect(await openPage.isEnabled()).toBe(true)
    state.change({ connections: { [trademark.id]: { ...connection, state: 'offline' } } })
    await renewal.waitFor({ state: 'detached' })
  })

  it('gives the address to copy where no browser could be opened', async () => {
    const address = 'https://sso.cnipa.gov.cn/am/#/login'
    const openLink = async () => {
      throw new AssistantError('nothing-opens', { target: address })
    }
    const { page } = await open('business', { applications: { openLink } })
    await page.getByRole('button', { name: '打开 国家知识产权局统一身份认证：用户登录' }).click()
    await page.getByRole('alert').getByText(address).first().waitFor()
  })
})

describe('我的应用', () => {
  it('removes one from its context menu, by mouse and by keys', async () => {
    const removed: string[] = []
    const { page } = await open('applications', {
      applications: { remove: (id: string) => void removed.push(id) },
    })
    await page
      .getByRole('button', { name: /^电子申请客户端/ })
      .first()
      .click({ button: 'right' })
    await page.getByRole('menuitem', { name: '删除' }).click()
    await expect.poll(() => removed).toEqual(['a2'])
    await page.getByRole('button', { name: '升级向导：更多操作' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: '打开' }).waitFor()
    // The focus comes a moment after the menu, and moves a moment before the entry that Enter chooses.
    await expect
      .poll(async () => {
        const active = await page.evaluate(() => {
          const item = document.activeElement
          return item?.classList.contains('ant-dropdown-menu-item-active') ? item.textContent : null
        })
        if (active !== '删除') await page.keyboard.press('ArrowDown')
        return active
      })
      .toBe('删除')
    await page.keyboard.press('Enter')
    await expect.poll(() => removed).toEqual(['a2', 'upgrade-wizard'])
  })

  it('fetches a program only after the person has seen its publisher, size and hash, and agreed to that hash', async () => {
    const asked: (readonly string[])[] = []
    const install = async (...wish: readonly string[]) => {
      asked.push(wish)
      throw new AssistantError('download-wrong')
    }
    const { page, state } = await open('applications', { applications: { install } })
    const offered = state.current().feeds[0]?.programs[0]
    await page.getByRole('button', { name: '应用信息 电子申请客户端' }).click()
    const dialog = page.getByRole('dialog')
    for (const part of ['示例软件有限公司', '48.2 MB', offered?.sha256 ?? 'none', 'Authenticode'])
      await dialog.getByText(part).first().waitFor()
    expect(asked).toEqual([])
    await dialog.getByRole('button', { name: '下载并运行' }).click()
    await dialog.getByText('已经删除，没有运行').waitFor()
    expect(asked).toEqual([[trademark.id, 'cponline', offered?.sha256]])
  })
})

it('注册 sends nothing before the contact is right, and then what was shown', async () => {
  const sent: unknown[] = []
  const register = async (wish: unknown) => void sent.push(wish)
  const { page } = await open('subscription', { subscription: { register } })
  await page.getByLabel('手机号码').fill('1380000')
  await page.getByLabel('手机号码').fill('138-0000')
  await page.getByRole('button', { name: '注册', exact: true }).click()
  await page.getByText('请填写 5 到 20 位数字的手机号码').waitFor()
  expect(sent).toEqual([])
  await page.getByRole('radio', { name: '电子邮件' }).check()
  await page.getByLabel('电子邮箱').fill('clerk@example.org')
  await page.getByRole('button', { name: '注册', exact: true }).click()
  await expect
    .poll(() => sent)
    .toEqual([
      {
        ...{ issuerId: trademark.id, tokenId: 'ukey-1' },
        ...{ contact: { channel: 'mail', address: 'clerk@example.org' }, topics: ['expiry'] },
      },
    ])
})
