import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { type ElectronProcess, startElectron } from './electron-process.ts'

// 注册 in the built product, killed with no warning in the middle of a form. The pages, the preload and the file are the
// real ones; only Electron is a stand-in, with a key store of the system.

vi.setConfig({ testTimeout: 120_000 })

const captcha = 'K7Q2'
const started: ElectronProcess[] = []
const start = (home?: string): ElectronProcess => {
  const one = startElectron(['--captcha-answer', captcha], home)
  started.push(one)
  return one
}
const kill = async (one: ElectronProcess): Promise<void> => {
  one.child.kill('SIGKILL')
  await one.ended()
}
afterAll(async () => {
  for (const one of started) await kill(one)
})

/** Opens 注册 in the window of the product, as soon as it has one. */
const openRegistration = async (one: ElectronProcess): Promise<void> => {
  await one.until(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true)
  await one.evaluate(async ({ BrowserWindow }) => {
    const page = await BrowserWindow.getAllWindows()[0]?.page()
    await page?.getByRole('link', { name: '主页', exact: true }).waitFor()
    await page?.evaluate(() => {
      location.hash = '#/registration'
    })
  })
}

/** What the stand-in's key store sealed: it only marks the text and turns it round. */
const unsealed = (home: string): string => {
  const path = join(home, 'dossiers.json')
  if (!existsSync(path)) return ''
  const { sealed } = JSON.parse(readFileSync(path, 'utf8'))
  return Buffer.from(sealed, 'base64').reverse().toString()
}

it('what was typed is there again after a kill, down to the last field', async () => {
  const first = start()
  await openRegistration(first)
  await first.evaluate(async ({ BrowserWindow }, answer) => {
    const page = await BrowserWindow.getAllWindows()[0]?.page()
    await page?.locator('main form img').waitFor()
    await page?.getByLabel('验证码', { exact: true }).fill(answer)
    await page?.getByRole('button', { name: '开始填写', exact: true }).click()
    await page?.getByLabel('姓名', { exact: true }).fill('孙悦')
    await page?.getByLabel('证件号码', { exact: true }).fill('440113198506150029')
    await page?.getByLabel('长期有效').check()
    await page?.getByLabel('邮政编码').fill('511400')
  }, captcha)
  await expect.poll(() => unsealed(first.home), { timeout: 20_000 }).toContain('511400')
  expect(readFileSync(join(first.home, 'dossiers.json'), 'utf8')).not.toContain('440113198506150029')
  await kill(first)

  const second = start(first.home)
  await openRegistration(second)
  const shown = await second.evaluate(async ({ BrowserWindow }) => {
    const page = await BrowserWindow.getAllWindows()[0]?.page()
    await page?.getByRole('button', { name: '继续办理', exact: true }).click()
    await page?.getByLabel('姓名', { exact: true }).waitFor()
    return [
      await page?.getByLabel('姓名', { exact: true }).inputValue(),
      await page?.getByLabel('证件号码', { exact: true }).inputValue(),
      await page?.getByLabel('长期有效').isChecked(),
      await page?.getByLabel('邮政编码').inputValue(),
    ]
  })
  expect(shown).toEqual(['孙悦', '440113198506150029', true, '511400'])
})
