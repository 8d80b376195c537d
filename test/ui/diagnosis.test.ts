import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { found } from '../../src/main/diagnosis/step.ts'
import type { CheckView, DeviceTrouble, DiagnosisState } from '../../src/shared/models/index.ts'
import { snapshotWith, today, ukey } from '../world.ts'
import type { Scene } from './scenes/scene.ts'
import { openStage, sceneNamed } from './stage.ts'

const stage = openStage()

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Presses Tab until the button has the focus. */
const tabTo = async (page: Page, name: string): Promise<void> => {
  for (let presses = 0; presses < 80; presses += 1) {
    const text = await page.evaluate(() => document.activeElement?.textContent?.replaceAll(' ', ''))
    if (text === name) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not come to "${name}"`)
}

const trouble: DeviceTrouble = {
  ...{ id: 't1', report: { code: 'driver-crashed', params: {} }, vendor: '华申', driverId: 'huashen' },
  ...{ usbId: '096E:0309', systemWords: null, downloadPage: null },
}

const locked: CheckView = {
  ...{ id: 'pin', state: 'done', startedAt: today.toISOString(), milliseconds: 12 },
  findings: [
    found('pin-locked', { name: '明华 eKey 3000' }, { place: { page: 'unlock', tokenId: 'ukey-1' } }),
  ],
}
const done: DiagnosisState = {
  ...snapshotWith().diagnosis,
  ...{ state: 'done', startedAt: today.toISOString(), endedAt: today.toISOString(), steps: [locked] },
}

describe('the page of the system check', () => {
  it('is started, repaired and left by keyboard alone, and says before what it will change', async () => {
    const asked: string[] = []
    const page = await stage.show({
      ...sceneNamed('diagnosis-findings'),
      hash: '#/diagnosis',
      services: {
        diagnosis: {
          run: async () => void asked.push('run'),
          repair: async (key) => void asked.push(`repair ${key.split(' ')[0]}`),
        },
      },
    })
    await tabTo(page, '重新检测')
    await page.keyboard.press('Enter')
    await expect.poll(() => asked).toEqual(['run'])
    await tabTo(page, '修复')
    await page.keyboard.press('Enter')
    await page.getByText('将要改动').waitFor()
    expect(asked).toEqual(['run'])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await tabTo(page, '修复')
    await page.keyboard.press('Enter')
    await page.getByText('将要改动').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => asked.length).toBe(2)
    expect(asked[1]).toMatch(/^repair (driver-crashed|port-taken|leftover-file)$/)
  })

  it('begins by itself, with the right step first, for whoever comes from a trouble', async () => {
    const asked: (string | null)[] = []
    const scene: Scene = {
      ...{ name: 'trouble', hash: '#/home', state: snapshotWith({ troubles: [trouble] }) },
      services: { diagnosis: { run: async (first) => void asked.push(first) } },
    }
    const page = await stage.show(scene)
    expect(asked).toEqual([])
    await page.getByRole('link', { name: '系统检测' }).last().click()
    await page.getByRole('heading', { name: '系统检测' }).waitFor()
    await expect.poll(() => asked).toEqual(['drivers'])
  })

  it('does not begin for whoever opens it from the rail', async () => {
    const asked: unknown[] = []
    const page = await stage.show({
      ...{ name: 'rail', hash: '#/diagnosis', state: snapshotWith({ tokens: [ukey()] }) },
      services: { diagnosis: { run: async (first) => void asked.push(first) } },
    })
    await button(page, '开始检测').waitFor()
    expect(asked).toEqual([])
    await button(page, '开始检测').click()
    await expect.poll(() => asked).toEqual([null])
  })

  it('leads from a finding to where something can be done about it', async () => {
    const state = snapshotWith({ tokens: [ukey()], diagnosis: done })
    const page = await stage.show({ name: 'locked', hash: '#/diagnosis', state })
    await page.getByRole('link', { name: '去处理' }).click()
    await expect.poll(() => page.evaluate(() => window.location.hash)).toBe('#/unlock/ukey-1')
  })

  it('shows the first eight of thirty troubles, the gravest before the others, and all on demand', async () => {
    const page = await stage.show(sceneNamed('diagnosis-many'))
    const notes = page.locator('section').first().locator('[data-tone]')
    await expect.poll(() => notes.count()).toBe(8)
    expect(await notes.first().getAttribute('data-tone')).toBe('bad')
    await page.getByRole('button', { name: /^还有 22 条/ }).click()
    await expect.poll(() => notes.count()).toBe(30)
  })

  it('shows the report before it is saved, and nothing of it is asked for before', async () => {
    const asked: string[] = []
    const page = await stage.show({
      ...sceneNamed('diagnosis-findings'),
      services: {
        diagnosis: {
          report: (form) => {
            asked.push(form)
            return { fileName: 'a.txt', base64: Buffer.from('检测报告：第一行').toString('base64') }
          },
        },
      },
    })
    await button(page, '查看报告').click()
    await page.getByText('检测报告：第一行').waitFor()
    const download = page.waitForEvent('download')
    await button(page, '保存为网页').click()
    await download
    expect(asked).toEqual(['text', 'html'])
  })
})
