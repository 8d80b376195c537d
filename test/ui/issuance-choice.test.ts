import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReminderView, TransactionView } from '../../src/shared/models/index.ts'
import { company, dayAway, pair, signedIn, snapshotWith, trademark, ukey } from '../world.ts'
import { type Camera, launchBrowser, openCamera } from './scenes/camera.ts'
import { pagesFolder } from './scenes/pages.ts'
import { type Player, startPlayer } from './scenes/player.ts'
import { type Facts, paused } from './scenes/transactions.ts'
import { sceneNamed } from './stage.ts'

// A business must begin or go on with the token that the person meant.

let player: Player
let browser: Browser
let camera: Camera
beforeAll(async () => {
  player = await startPlayer(pagesFolder)
  browser = await launchBrowser()
  camera = await openCamera(browser, player, { language: 'zh-CN', theme: 'light' }, '100')
})
afterAll(async () => {
  await browser?.close()
  await player?.close()
})

const account = { ...signedIn, applicantName: company } as const

const unfinished = (id: string, rest: Partial<Facts>): TransactionView =>
  paused(
    'collect',
    { code: 'certificate-untrusted', params: {} },
    {
      ...{ id, tokenId: id, tokenName: id, holder: company, startedAt: dayAway(-1) },
      ...rest,
    },
  )

const reminder: ReminderView = {
  id: 'r1',
  issuerId: trademark.id,
  tokenId: 'ukey-away',
  tokenName: '财务 Ukey',
  tokenKind: 'ukey',
  holder: company,
  notAfter: dayAway(3),
  daysLeft: 3,
  present: false,
  certificateId: null,
  weekOffered: false,
}

describe('several issuances that have not ended', () => {
  it('are listed, each with 继续 and 放弃, and the chosen one goes on', async () => {
    const resumed: string[] = []
    const page = await camera.show({
      name: 'two open',
      hash: '#/issue',
      state: snapshotWith({
        account,
        transactions: [unfinished('甲', {}), unfinished('乙', { tokenPresent: false })],
      }),
      services: { transactions: { resume: async (id) => void resumed.push(id) } },
    })
    expect(await page.getByRole('button', { name: '放弃' }).count()).toBe(2)
    await page.getByRole('button', { name: '继续' }).first().click()
    await page.getByRole('button', { name: '继续' }).click()
    await expect.poll(() => resumed).toEqual(['甲'])
  })
})

describe('立即更新', () => {
  it('for a Ukey that is away asks for it and uses no other Ukey by itself', async () => {
    const page = await camera.show({
      name: 'renew away',
      hash: '#/home',
      state: snapshotWith({ account, tokens: [ukey({ pairs: [] })], reminders: [reminder] }),
    })
    await page.getByRole('button', { name: '立即更新' }).click()
    await page.getByText('要更新的证书不在这里').waitFor()
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
    expect(await page.getByRole('button', { name: '确认' }).isDisabled()).toBe(true)
    await page.getByRole('radio').first().check()
    expect(await page.getByRole('button', { name: '确认' }).isDisabled()).toBe(false)
  })

  it('says how long the old certificate is valid, and whether the present one is somebody else’s', async () => {
    const tokens = [
      ukey({ pairs: [pair('expiring', { id: 'c1', tokenId: 'ukey-1', days: 3 })] }),
      ukey({
        id: 'ukey-2',
        serial: 'B2',
        pairs: [pair('expiring', { id: 'c2', tokenId: 'ukey-2', days: 3, holder: '李雷' })],
      }),
    ]
    const page = await camera.show({
      name: 'renew',
      hash: '#/issue/ukey-1',
      state: snapshotWith({ account, tokens }),
    })
    await page.getByText('原证书有效期至').waitFor()
    await page.getByRole('radio').nth(1).check()
    await page.getByText('这支 Ukey 里是「李雷」的证书').waitFor()
    expect(await page.getByText('停用原证书').count()).toBe(0)
  })
})

describe('a Ukey with the certificate of somebody else', () => {
  it('is told of above the choice, in view', async () => {
    const page = await camera.show(sceneNamed('issue-2-token'))
    const note = await page.getByText('这支 Ukey 里是「北京某某商标代理有限公司」的证书').boundingBox()
    const choice = await page.getByRole('radio').first().boundingBox()
    expect(note && choice && note.y > 0 && note.y < choice.y).toBe(true)
  })
})
