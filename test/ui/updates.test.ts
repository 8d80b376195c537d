import { describe, expect, it } from 'vitest'
import type { PlayedOtherwise } from './scenes/played.ts'
import { openStage, sceneNamed } from './stage.ts'

const stage = openStage()

/** Notes which calls the page makes. */
const noting = (calls: string[]): PlayedOtherwise => {
  const note = (name: string) => async () => void calls.push(name)
  return {
    updates: {
      look: note('look'),
      download: note('download'),
      cancel: () => void calls.push('cancel'),
      restart: note('restart'),
      openPage: note('openPage'),
    },
  }
}

describe('软件更新 in 关于', () => {
  it.each([
    ['updates-offered', '下载', 'download'],
    ['updates-downloading', '取消', 'cancel'],
    ['updates-ready', '立即重启更新', 'restart'],
    ['updates-placed', '立即重启更新', 'restart'],
    ['updates-told', '打开下载页面', 'openPage'],
    ['updates-none', '立即检查', 'look'],
  ])('%s: the keyboard reaches %s', async (name, button, call) => {
    const calls: string[] = []
    const page = await stage.turnTo({ ...sceneNamed(name), services: noting(calls) })
    await page.getByRole('button', { name: button }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => calls).toEqual([call])
  })

  it('says so if this version looks for nothing, and offers nothing', async () => {
    const page = await stage.turnTo(sceneNamed('updates-off'))
    await page.getByText('此版本不检查更新').waitFor()
    expect(await page.getByRole('button', { name: '立即检查' }).count()).toBe(0)
  })

  it('does not call a version the latest after a look that failed', async () => {
    const page = await stage.turnTo(sceneNamed('updates-problem'))
    await page.getByText('这次没有查到结果').waitFor()
    expect(await page.getByText('已是最新版本').count()).toBe(0)
    await page.getByText('更新信息的签名不正确').waitFor()
  })

  it('shows the progress as one, and the notes as plain text', async () => {
    const page = await stage.turnTo(sceneNamed('updates-downloading'))
    expect(await page.getByRole('progressbar', { name: '下载进度' }).getAttribute('value')).toBe('41200000')
    await page.getByText('41%（41.2 MB / 98.5 MB）').waitFor()
    await page.getByRole('region', { name: '更新说明' }).getByText('续期时可以沿用原来的密钥。').waitFor()
  })
})

it('自动升级 can be switched off', async () => {
  const page = await stage.turnTo(sceneNamed('updates-settings'))
  const auto = page.getByRole('switch', { name: '自动升级' })
  expect(await auto.getAttribute('aria-checked')).toBe('true')
  await auto.focus()
  await page.keyboard.press('Space')
  await expect.poll(() => auto.getAttribute('aria-checked')).toBe('false')
})

it('the notice on the first page leads to the update', async () => {
  const page = await stage.turnTo(sceneNamed('updates-notices'))
  await page.getByRole('button', { name: '查看更新' }).first().click()
  await page.getByRole('heading', { name: '软件更新' }).waitFor()
})
