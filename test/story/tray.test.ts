import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUkey, plugUkey } from '../../src/native/virtual-ukey/ukey.ts'
import { type ElectronProcess, startElectron } from '../electron/electron-process.ts'
import { pkcs11Tool, UKEY_PIN } from '../flow/issuance/ukeys.ts'
import { freshHome } from '../ui/web-shell-process.ts'
import { demo } from './story-page.ts'

// Both stories once more, from the tray menu of the Electron shell under the stand-in.

const ukeys = freshHome()
let electron: ElectronProcess

const choose = (label: string) =>
  electron.evaluate(({ trays }, wanted) => {
    const item = trays[0]?.menu?.items.find((candidate) => candidate.label === wanted)
    if (item === undefined) throw new Error(`no item ${wanted} in the tray menu`)
    item.click()
  }, label)

const menu = () => electron.evaluate(({ trays }) => trays[0]?.menu?.items.map(({ label }) => label) ?? [])

const issue = (device: string, pin: string, repeat: boolean) =>
  electron.evaluate(
    async ({ BrowserWindow }, wanted) => {
      const page = await BrowserWindow.getAllWindows()[0]?.page()
      if (page === undefined) throw new Error('no window')
      await page.locator('label, [role=radio]').filter({ hasText: wanted.device }).first().click()
      await page.getByRole('button', { name: /^确认$|^签发新证书/ }).click()
      await page.getByLabel('PIN 码', { exact: true }).fill(wanted.pin)
      if (wanted.repeat) await page.getByLabel('确认 PIN 码').fill(wanted.pin)
      await page.getByRole('button', { name: '开始签发' }).click()
      await page.getByText('证书签发成功').waitFor()
      return (await page.locator('main').textContent()) ?? ''
    },
    { device, pin, repeat },
  )

beforeAll(async () => {
  createUkey(ukeys, 'tray', { serial: 'D5000001' })
  plugUkey(ukeys, 'tray')
  process.env.VIRTUAL_UKEY_HOME = ukeys
  electron = startElectron(['--hidden', '--captcha-answer', demo.captcha])
  await electron.until(({ trays }) => trays.length === 1)
})
afterAll(async () => {
  electron?.child.kill('SIGKILL')
  await electron?.ended()
})

describe('the tray menu', () => {
  it('shows the plugged Ukey at its top and leads to 账号登录', async () => {
    await electron.until(
      ({ trays }) => trays[0]?.menu?.items.some(({ label }) => label.includes('还没有证书')) === true,
    )
    await choose('签发证书…')
    await electron.evaluate(async ({ BrowserWindow }) => {
      const page = await BrowserWindow.getAllWindows()[0]?.page()
      await page?.waitForURL(/#\/issue\/./)
    })
    await choose('账号登录')
    await electron.evaluate(async ({ BrowserWindow }, account) => {
      const page = await BrowserWindow.getAllWindows()[0]?.page()
      await page?.locator('main form img').waitFor()
      await page?.getByLabel('用户名').fill(account.userName)
      await page?.getByLabel('申请人名称').fill(account.applicantName)
      await page?.getByLabel('验证码', { exact: true }).fill(account.captcha)
      await page?.getByRole('button', { name: '登录', exact: true }).click()
    }, demo)
    await electron.until(
      ({ trays }) => trays[0]?.menu?.items.some(({ label }) => label === '退出登录') === true,
    )
  })

  it('leads through 证书签发 onto the Ukey with its PIN', async () => {
    await choose('证书签发')
    expect(await issue('D500 0001', UKEY_PIN, false)).toContain('D500 0001')
    const { text } = pkcs11Tool(ukeys, '--list-objects', '--type', 'cert')
    expect(text.match(/Certificate Object/g)).toHaveLength(2)
    expect((await menu())[0]).toMatch(/有效.*天/)
  })

  it('leads through 证书签发 to a soft certificate', async () => {
    await choose('证书签发')
    await electron.evaluate(async ({ BrowserWindow }) => {
      const page = await BrowserWindow.getAllWindows()[0]?.page()
      await page?.getByRole('button', { name: '完成' }).click()
    })
    await choose('证书签发')
    expect(await issue('软证书', 'Blue7Mountain', true)).toContain('软证书')
  })

  it('forgets the account at 退出登录', async () => {
    await choose('退出登录')
    await electron.until(
      ({ trays }) => trays[0]?.menu?.items.some(({ label }) => label === '账号登录') === true,
    )
  })
})
