import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AssistantError } from '../../src/shared/errors/index.ts'
import { pinWith, signedIn, snapshotWith, ukey } from '../world.ts'
import { type Camera, launchBrowser, openCamera } from './scenes/camera.ts'
import { scenes } from './scenes/index.ts'
import { pagesFolder } from './scenes/pages.ts'
import { type Player, startPlayer } from './scenes/player.ts'
import type { Scene } from './scenes/scene.ts'

let player: Player
let browser: Browser
let camera: Camera
beforeAll(async () => {
  player = await startPlayer(pagesFolder)
  browser = await launchBrowser()
  camera = await openCamera(browser, player, { language: 'zh-CN', theme: 'light' }, 'small')
})
afterAll(async () => {
  await browser?.close()
  await player?.close()
})

const sceneNamed = (name: string): Scene => {
  const scene = scenes.find((one) => one.name === name)
  if (!scene) throw new Error(`there is no scene "${name}"`)
  return scene
}

describe('an issuance that stopped', () => {
  it('says that it was given up when it leaves the state, and offers to start again', async () => {
    const page = await camera.show(sceneNamed('issue-4-abandoned'))
    await page.getByText('已放弃这次签发').waitFor()
    await page.getByRole('button', { name: '重新签发' }).click()
    await page.getByText('把新证书放到哪里？').waitFor()
  })

  it('leads to the unlocking instead of asking for a PIN while the PIN is locked', async () => {
    const page = await camera.show(sceneNamed('issue-4-locked'))
    expect(await page.getByLabel('PIN 码', { exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: '办理解锁' }).click()
    await page.getByRole('heading', { name: '解锁 PIN 码' }).waitFor()
  })

  it('does not count the days in which it stood still after it goes on', async () => {
    const scene = sceneNamed('issue-4-progress')
    const [transaction] = scene.state.transactions
    if (!transaction) throw new Error('the scene has no transaction')
    const page = await camera.show({
      ...scene,
      state: { ...scene.state, transactions: [{ ...transaction, startedAt: '2026-11-18T02:20:00.000Z' }] },
    })
    await page.getByText('已用 0 秒').waitFor()
  })

  it('does not block another certificate', async () => {
    const page = await camera.show(sceneNamed('issue-4-pulled-out'))
    await page.getByRole('button', { name: '先办理另一张证书' }).click()
    await page.getByRole('radio', { name: /软证书/ }).waitFor()
  })
})

describe('an unlocking', () => {
  it('has the focus in the field for the code as soon as the code is sent', async () => {
    const page = await camera.show(sceneNamed('unlock-code'))
    const field = page.getByLabel('验证码', { exact: true })
    await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
  })
})

describe('a soft certificate that is locked', () => {
  it.each([
    ['用备份恢复', '把备份文件里的软证书放到这台电脑上。'],
    ['补办证书', '补办哪一张证书？'],
    ['重新签发', '把新证书放到哪里？'],
  ])('offers %s where its PIN is refused, and leads there', async (way, there) => {
    const page = await camera.show(sceneNamed('pin-locked-soft'))
    expect(await page.getByRole('button', { name: '办理解锁' }).count()).toBe(0)
    await page.getByRole('button', { name: way }).click()
    await page.getByText(there).waitFor()
    if (way !== '用备份恢复') return
    expect(await page.getByRole('radio', { name: /从备份恢复/ }).isChecked()).toBe(true)
  })
})

describe('a new PIN', () => {
  it('for a soft certificate must not be one that a thief tries first', async () => {
    const started: string[] = []
    const page = await camera.show({
      ...sceneNamed('issue-2-soft'),
      services: {
        issuance: {
          start: async ({ pin }) => {
            started.push(pin.entry === 'typed' ? pin.pin.reveal() : pin.entry)
            return { transactionId: 'tx-1' }
          },
        },
      },
    })
    await page.getByRole('button', { name: '确认' }).click()
    const give = async (pin: string) => {
      await page.getByLabel('PIN 码', { exact: true }).fill(pin)
      await page.getByLabel('确认 PIN 码').fill(pin)
      await page.getByRole('button', { name: '开始签发' }).click()
    }
    await give('123456')
    await page.locator('main').getByText('请不要使用连续的字符').first().waitFor()
    expect(started).toEqual([])
    await give('Blue7Mountain')
    await expect.poll(() => started).toEqual(['Blue7Mountain'])
  })

  it('is confirmed in view, in the place of the form', async () => {
    const page = await camera.show(sceneNamed('pin-changed'))
    const note = page.getByRole('alert').filter({ hasText: 'PIN 码已修改' })
    await expect.poll(() => note.evaluate((one) => one.getBoundingClientRect().top)).toBeGreaterThan(0)
    expect(await page.getByLabel('新 PIN 码', { exact: true }).count()).toBe(0)
  })
})

describe('a PIN that was typed', () => {
  it('is not tried on another Ukey that the person chose meanwhile', async () => {
    const tokens = [ukey(), ukey({ id: 'ukey-2', label: '另一支' })]
    const page = await camera.show({
      ...sceneNamed('replacement-target'),
      state: { ...sceneNamed('replacement-target').state, tokens },
    })
    await page.getByLabel('PIN 码', { exact: true }).fill('12345678')
    await page.getByRole('radio', { name: /另一支/ }).check()
    await expect.poll(() => page.getByLabel('PIN 码', { exact: true }).inputValue()).toBe('')
  })

  it('and is wrong leaves the refusal in view and the focus in the empty field', async () => {
    const page = await camera.show({
      name: 'a wrong PIN',
      hash: '#/pin/ukey-1',
      state: snapshotWith({ account: signedIn, tokens: [ukey({ pin: pinWith({ triesLeft: 7 }) })] }),
      services: {
        pin: {
          change: async () => {
            throw new AssistantError('pin-wrong', { triesLeft: 6 })
          },
        },
      },
    })
    const old = page.getByLabel('原 PIN 码', { exact: true })
    await old.fill('12345679')
    await page.getByLabel('新 PIN 码', { exact: true }).fill('Winter-26')
    await page.getByLabel('确认 PIN 码', { exact: true }).fill('Winter-26')
    await page.getByRole('button', { name: '修改', exact: true }).click()
    const refusal = page.getByRole('alert').filter({ hasText: '还可以再试 6 次' })
    await expect.poll(() => refusal.evaluate((one) => one.getBoundingClientRect().top)).toBeGreaterThan(0)
    await expect.poll(() => old.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await old.inputValue()).toBe('')
  })
})

describe('a file that takes long to open', () => {
  const opening = async () => {
    let ended = false
    const page = await camera.show({
      ...sceneNamed('backup-pfx'),
      services: {
        backup: {
          importPfx: (_file, _password, _pin, _weak, signal) =>
            new Promise((_, reject) => {
              signal?.addEventListener('abort', () => {
                ended = true
                reject(new AssistantError('cancelled-by-user'))
              })
            }),
        },
      },
    })
    await page.locator('input[type=file]').setInputFiles({
      name: 'old.pfx',
      mimeType: 'application/x-pkcs12',
      buffer: Buffer.from('slow'),
    })
    await page.getByLabel('文件口令').fill('secret')
    await page.getByLabel('新 PIN 码', { exact: true }).fill('Winter-26')
    await page.getByLabel('确认 PIN 码', { exact: true }).fill('Winter-26')
    await page.getByRole('button', { name: '导入' }).click()
    await page.getByText('正在用口令打开文件').waitFor()
    return { page, ended: () => ended }
  }

  it('can be given up: nothing is said against it, and the form is as it was', async () => {
    const { page, ended } = await opening()
    await page.getByRole('button', { name: '取消' }).click()
    await expect.poll(ended).toBe(true)
    await page.getByRole('button', { name: '取消' }).waitFor({ state: 'detached' })
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(await page.getByLabel('文件口令').inputValue()).toBe('secret')
    await page.getByRole('button', { name: '导入' }).click()
    await page.getByText('正在用口令打开文件').waitFor()
  })

  it('ends when the person goes to another page', async () => {
    const { page, ended } = await opening()
    await page.evaluate(() => {
      location.hash = '#/history'
    })
    await expect.poll(ended).toBe(true)
  })

  it('ends when the page is closed', async () => {
    const { page, ended } = await opening()
    await page.goto('about:blank')
    await expect.poll(ended).toBe(true)
  })
})
